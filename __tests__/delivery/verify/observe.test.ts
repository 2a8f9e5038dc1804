import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import type { StateResource } from "../../../src/delivery/verify/checker";
import { checkers } from "../../../src/delivery/verify/checkers";
import { observe } from "../../../src/delivery/verify/observe";
import { managedResources } from "../../../src/delivery/verify/state";
import { apiMethodExamples } from "./api-method-examples";
import { apiStageExamples } from "./api-stage-examples";
import { databaseExamples } from "./database-examples";
import { foundationExamples, keyArn } from "./foundation-examples";
import { userPoolExamples } from "./user-pool-examples";
import { workloadExamples } from "./workload-examples";

const examples = [
  ...foundationExamples,
  ...databaseExamples,
  ...workloadExamples,
  ...apiStageExamples,
  ...apiMethodExamples,
  ...userPoolExamples,
];

describe("asking AWS about a resource of the state", () => {
  it.each(examples.map((example) => [example.type, example] as const))(
    "takes the facts of %s from AWS's answer",
    async (type, example) => {
      const [observation] = await observe([resource(type, example.values)], answering(example.answers));
      expect(observation?.live).toEqual({ is: "read", facts: example.facts });
    },
  );

  it.each(examples.map((example) => [example.type, example] as const))(
    "finds that %s is gone",
    async (type, example) => {
      const [observation] = await observe([resource(type, example.values)], answering(emptied(example.answers)));
      expect(observation?.live).toEqual({ is: "missing" });
    },
  );

  it("has an example for every checker, here or in a test of its own", () => {
    const tests = readdirSync(__dirname)
      .filter((file) =>
        /^(audit|budgets|cache|cloudfront-example|codedeploy|containers|lambda|log-metrics|recovery|secrets|tables)(\.test)?\.ts$/.test(
          file,
        ),
      )
      .map((file) => readFileSync(join(__dirname, file), "utf8"))
      .join();
    const shown = new Set(examples.map(({ type }) => type));
    const without = Object.keys(checkers).filter((type) => !shown.has(type) && !tests.includes(`"${type}"`));
    expect(without).toEqual([]);
  });

  it.each([
    ["aws_nat_gateway", { describeNatGateways: { NatGateways: [{ State: "deleted" }] } }],
    ["aws_secretsmanager_secret", { describeSecret: { DeletedDate: new Date(0) } }],
  ])("takes a %s that AWS still lists after its deletion as gone", async (type, answers) => {
    const [observation] = await observe([resource(type, { id: "x", arn: "x" })], answering(answers));
    expect(observation?.live).toEqual({ is: "missing" });
  });

  it("turns an error of AWS into that resource's answer, and reads the others", async () => {
    const denied = Object.assign(new Error("not you"), { name: "AccessDenied" });
    const aws = answering({ describeVpcs: denied, describeSubnets: {}, describeAddresses: { Addresses: [{}] } });
    const observations = await observe([resource("aws_vpc", { id: "vpc-1" }), resource("aws_eip", { id: "e" })], aws);
    expect(observations.map(({ live }) => live)).toEqual([
      { is: "unreadable", why: "unreadable (AccessDenied: not you)" },
      { is: "read", facts: { associated: false } },
    ]);
  });

  it("asks nothing about a type without a checker", async () => {
    const [observation] = await observe([resource("aws_kinesis_stream", {})], answering({}));
    expect(observation?.live).toEqual({ is: "unchecked" });
  });

  it("asks about at most ten resources at a time", async () => {
    let [running, most] = [0, 0];
    const describeAddresses = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return { Addresses: [{}] };
    };
    const many = Array.from({ length: 40 }, (_, index) => resource("aws_eip", { id: `e${index}` }));
    await observe(many, { ec2: { describeAddresses } } as unknown as AwsClients);
    expect(most).toBe(10);
  });

  it("never reads the value of a secret [001-verify-secrets]", async () => {
    const asked: string[] = [];
    const answers = { describeSecret: { KmsKeyId: keyArn, VersionIdsToStages: { v1: ["AWSCURRENT"] } } };
    await observe([resource("aws_secretsmanager_secret", { arn: "a" })], answering(answers, asked));
    expect(asked).toEqual(["describeSecret"]);
  });
});

describe("the resources of a state", () => {
  it("are the managed ones, each instance by its address, those of modules included", () => {
    const instances = [{ attributes: { id: "vpc-1" } }];
    const state = {
      resources: [
        { mode: "managed" as const, type: "aws_vpc", name: "x", instances },
        { mode: "data" as const, type: "aws_ami", name: "x", instances },
        {
          module: "module.a",
          mode: "managed" as const,
          type: "aws_eip",
          name: "x",
          instances: [{ index_key: 0 }, { index_key: "b" }],
        },
      ],
    };
    expect(managedResources(state).map(({ address }) => address)).toEqual([
      "aws_vpc.x",
      "module.a.aws_eip.x[0]",
      'module.a.aws_eip.x["b"]',
    ]);
    expect(managedResources(state)[0]?.values).toEqual({ id: "vpc-1" });
  });

  it("are none before the first deployment", () => {
    expect(managedResources({})).toEqual([]);
  });
});

function resource(type: string, values: Record<string, unknown>): StateResource {
  return { address: `${type}.x`, type, values };
}

/** An AWS that gives these answers by operation, whatever the service, and "not found" to the rest. */
function answering(answers: Record<string, unknown>, asked: string[] = []): AwsClients {
  const client = new Proxy(
    {},
    {
      get: (_, operation: string) => async () => {
        asked.push(operation);
        const answer = answers[operation];
        if (answer === undefined) throw Object.assign(new Error("no such thing"), { name: "NotFoundException" });
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
  );
  return new Proxy({}, { get: () => client }) as AwsClients;
}

/** The same lists without their elements; what is no list is not found. */
function emptied(answers: Record<string, unknown>): Record<string, unknown> {
  const lists = Object.entries(answers).filter(([, answer]) => Object.values(answer as object).every(Array.isArray));
  return Object.fromEntries(lists.map(([operation, answer]) => [operation, mapValues(answer as object, () => [])]));
}

function mapValues(record: object, change: () => unknown) {
  return Object.fromEntries(Object.keys(record).map((key) => [key, change()]));
}
