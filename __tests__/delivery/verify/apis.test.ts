import type { AwsClients } from "../../../src/delivery/aws/clients";
import type { StateResource } from "../../../src/delivery/verify/checker";
import { healthChecks } from "../../../src/delivery/verify/common-checks";
import { evaluate } from "../../../src/delivery/verify/evaluate";
import { observe } from "../../../src/delivery/verify/observe";
import type { Expectation } from "../../../src/systems/check";
import type { ApiExample } from "./api-example";
import { apiMethodExamples } from "./api-method-examples";
import { apiStageExamples } from "./api-stage-examples";
import { userPoolExamples } from "./user-pool-examples";

const examples = [...apiStageExamples, ...apiMethodExamples, ...userPoolExamples];

/** An API Gateway and a Cognito that give these answers, and "not found" to the rest. */
function answering(answers: Record<string, unknown>): AwsClients {
  const client = new Proxy(
    {},
    {
      get: (_, operation: string) => async () =>
        answers[operation] ?? Promise.reject(Object.assign(new Error("none"), { name: "NotFoundException" })),
    },
  );
  return { apigateway: client, cognito: client } as unknown as AwsClients;
}

const look = ({ type, values }: ApiExample, answers: Record<string, unknown>) =>
  observe([{ address: `${type}.x`, type, values } satisfies StateResource], answering(answers));

/** The facts that are not as they should be, as the ids of checks name them. */
async function failures(example: ApiExample, answers: Record<string, unknown>): Promise<string[]> {
  const observations = await look(example, answers);
  const checks = healthChecks(observations) as Expectation[];
  const prefix = `${example.type.replaceAll("_", "-")}-`;
  return checks
    .filter((check) => evaluate(check, observations).status === "fail")
    .map(({ id }) => id.slice(prefix.length));
}

describe.each(examples.map((example) => [example.type, example] as const))("the checker of %s", (_type, example) => {
  it("is content with what was deployed", async () => {
    expect(await failures(example, example.answers)).toEqual([]);
  });

  if (example.mutations.length === 0) return;
  it.each(example.mutations)("finds that %s", async (_what, answers, failed) => {
    expect(await failures(example, answers)).toEqual([failed]);
  });
});

const named = (type: string) => examples.find((example) => example.type === type)!;

describe("what was deleted although AWS answers", () => {
  it.each([
    ["aws_api_gateway_gateway_response", { getGatewayResponse: { defaultResponse: true } }],
    ["aws_api_gateway_method_settings", { getStage: { methodSettings: {} } }],
    ["aws_cognito_user_pool", { describeUserPool: {} }],
    ["aws_cognito_user_pool_client", { describeUserPoolClient: {} }],
    ["aws_cognito_user_group", { getGroup: {} }],
  ])("is missing: %s", async (type, answers) => {
    expect((await look(named(type), answers))[0]!.live).toEqual({ is: "missing" });
  });
});

it("takes a method without token and validation as well where that was deployed", async () => {
  const values = { ...named("aws_api_gateway_method").values, authorization: "NONE", authorizer_id: "" };
  const open = {
    ...named("aws_api_gateway_method"),
    values: { ...values, request_validator_id: "", request_models: null },
  };
  expect(await failures(open, { getMethod: { authorizationType: "NONE" } })).toEqual([]);
});
