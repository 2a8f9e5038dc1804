import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Fn, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { EphemeralResource } from "../../src/platform/ephemeral";
import { classify } from "../../src/platform/tags";
import { synthesize, testSettings } from "../support/synthesize";
import { SystemStack } from "../../src/platform/system-stack";

const withQueue = (stack: SystemStack) => void new SqsQueue(new Construct(stack, "network"), "Resource", {});

describe("a deployment's stack", () => {
  const { json } = synthesize(withQueue);

  it("lets the provider touch only the deployment's account and region", () => {
    expect(json.provider.aws).toEqual([
      expect.objectContaining({ allowed_account_ids: ["123456789012"], region: "us-east-1" }),
    ]);
  });

  it("tags every resource with project, environment, manager and HIPAA=true [001-tags-hipaa]", () => {
    expect(json.provider.aws[0].default_tags).toEqual([
      { tags: { Project: "sample", Environment: "dev", ManagedBy: "cdktf", HIPAA: "true" } },
    ]);
  });

  it("keeps state in S3, encrypted with its own key and locked in DynamoDB [001-lock-table-name]", () => {
    expect(json.terraform.backend).toEqual({
      s3: {
        bucket: "sample-terraform-state",
        key: "dev/terraform.tfstate",
        region: "us-east-1",
        encrypt: true,
        kms_key_id: "arn:aws:kms:us-east-1:123456789012:alias/sample-terraform-state",
        dynamodb_table: "terraform-state-lock",
      },
    });
  });

  it("adds the S3 lock file only where the backend asks for it", () => {
    const backend = { ...testSettings.backend, lockFile: true };
    const locked = synthesize(withQueue, { ...testSettings, backend });
    expect(locked.json.terraform.backend.s3.use_lockfile).toBe(true);
  });

  it("demands a Terraform that knows ephemeral values, and pins both providers [001-tool-terraform]", () => {
    expect(json.terraform.required_version).toBe(">= 1.11.0");
    expect(json.terraform.required_providers).toEqual({
      aws: { source: "aws", version: "5.100.0" },
      random: { source: "hashicorp/random", version: "3.7.2" },
    });
  });

  it("replays the system's whole move ledger", () => {
    const move = { from: "aws_sqs_queue.old", to: "aws_sqs_queue.network", date: "2026-01-02", reason: "renamed" };
    const moved = synthesize(withQueue, { ...testSettings, moves: [move] });
    expect(moved.json.moved).toEqual([{ from: "aws_sqs_queue.old", to: "aws_sqs_queue.network" }]);
    expect(json.moved).toBeUndefined();
  });

  it("can forget objects without destroying them", () => {
    const { json } = synthesize((stack) => {
      withQueue(stack);
      stack.forget("a", { from: "aws_sqs_queue.a", reason: "owned by another state" });
      stack.forget("b", { from: "aws_sqs_queue.b", reason: "owned by another state" });
    });
    expect(json.removed).toEqual([
      { from: "aws_sqs_queue.a", lifecycle: { destroy: false } },
      { from: "aws_sqs_queue.b", lifecycle: { destroy: false } },
    ]);
  });

  it("makes the provider of another region once, with the same account and tags", () => {
    const { json } = synthesize((stack) => {
      new SqsQueue(stack, "here", { provider: stack.providerIn("us-east-1") });
      new SqsQueue(stack, "there", { provider: stack.providerIn("us-west-2") });
      new SqsQueue(stack, "there_too", { provider: stack.providerIn("us-west-2") });
    });
    const [own, other] = json.provider.aws;
    expect(json.provider.aws).toHaveLength(2);
    expect(other).toEqual({ ...own, alias: "us_west_2", region: "us-west-2" });
    expect(json.resource.aws_sqs_queue.here).not.toHaveProperty("provider");
    expect(json.resource.aws_sqs_queue.there.provider).toBe("aws.us_west_2");
  });

  it("is what a construct finds above itself", () => {
    synthesize((stack) => {
      withQueue(stack);
      expect(SystemStack.of(stack.node.findChild("network"))).toBe(stack);
    });
  });
});

describe("logical ids", () => {
  it("are the construct path without Resource, Default and hash", () => {
    const { json } = synthesize((stack) => {
      const network = new Construct(stack, "network");
      new SqsQueue(network, "Resource", {});
      new SqsQueue(network, "app_a", {});
      new SnsTopic(new Construct(network, "alarms"), "Default", {});
    });
    expect(Object.keys(json.resource.aws_sqs_queue)).toEqual(["network", "network_app_a"]);
    expect(Object.keys(json.resource.aws_sns_topic)).toEqual(["network_alarms"]);
  });

  it("refuse two constructs that CDKTF would merge into one resource", () => {
    const build = (stack: SystemStack) => {
      new SqsQueue(new Construct(stack, "net"), "q", {});
      new SqsQueue(stack, "net_q", {});
    };
    expect(() => synthesize(build)).toThrow(
      /sample-dev\/net_q\] has the same address as \[sample-dev\/net\/q\]: aws_sqs_queue\.net_q/,
    );
  });

  it("may repeat on another type and as an output", () => {
    const { json } = synthesize((stack) => {
      new SqsQueue(new Construct(stack, "a"), "x", {});
      new SnsTopic(stack, "a_x", {});
      new TerraformOutput(new Construct(stack, "b"), "Resource", { value: "1" });
    });
    expect(json.resource.aws_sqs_queue.a_x).toBeDefined();
    expect(json.resource.aws_sns_topic.a_x).toBeDefined();
  });

  it.each([
    ["an empty name", "Resource"],
    ["a name that starts with a digit", "1a"],
    ["upper case", "Queue"],
    ["a hyphen", "a-b"],
  ])("refuse %s", (_what, id) => {
    expect(() => synthesize((stack) => void new SqsQueue(stack, id, {}))).toThrow(/is not a valid logical id/);
  });

  it("count ephemeral blocks, and report every problem at once", () => {
    const build = (stack: SystemStack) => {
      new SqsQueue(stack, "1a", {});
      new EphemeralResource(new Construct(stack, "secret"), "value", "random_password", { length: 32 });
      new EphemeralResource(stack, "secret_value", "random_password", { length: 64 });
    };
    expect(() => synthesize(build)).toThrow(/2 problem\(s\)[\s\S]*"1a"[\s\S]*ephemeral\.random_password\.secret_value/);
  });
});

describe("ephemeral blocks", () => {
  it("are written as Terraform reads them and can be referred to", () => {
    const { json } = synthesize((stack) => {
      const password = new EphemeralResource(new Construct(stack, "secret"), "value", "random_password", {
        length: 32,
      });
      const value = password.attribute("result");
      new SqsQueue(stack, "q", { name: value, policy: Fn.jsonencode({ value }) });
    });
    expect(json.ephemeral.random_password.secret_value).toMatchObject({ length: 32 });
    expect(json.resource.aws_sqs_queue.q.name).toBe("${ephemeral.random_password.secret_value.result}");
    expect(json.resource.aws_sqs_queue.q.policy).toBe(
      '${jsonencode({"value" = ephemeral.random_password.secret_value.result})}',
    );
  });
});

describe("data classification", () => {
  it("becomes a tag beside the resource's own tags", () => {
    const { json } = synthesize((stack) => classify(new SqsQueue(stack, "q", { tags: { Name: "q" } }), "phi"));
    expect(json.resource.aws_sqs_queue.q.tags).toEqual({ Name: "q", DataClassification: "phi" });
  });
});
