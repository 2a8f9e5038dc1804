import { ownerChecks } from "../../../src/delivery/preflight/checks/owners";
import { accountOf, awsError, demandFor, lookAt, type Answers } from "../../support/preflight";

const fails = (name: string) => () => {
  throw awsError(name);
};

/** Type, arguments, the answers of an account that has none and of one that has one, and the import id of that one. */
const singletons: readonly (readonly [string, Record<string, unknown>, Answers, Answers, string])[] = [
  [
    "aws_guardduty_detector",
    {},
    { guardduty: { listDetectors: () => ({ DetectorIds: [] }) } },
    { guardduty: { listDetectors: () => ({ DetectorIds: ["d1"] }) } },
    "d1",
  ],
  [
    "aws_config_configuration_recorder",
    {},
    { config: { describeConfigurationRecorders: () => ({}) } },
    { config: { describeConfigurationRecorders: () => ({ ConfigurationRecorders: [{ name: "default" }] }) } },
    "default",
  ],
  [
    "aws_config_delivery_channel",
    {},
    { config: { describeDeliveryChannels: () => ({ DeliveryChannels: [] }) } },
    { config: { describeDeliveryChannels: () => ({ DeliveryChannels: [{ name: "default" }] }) } },
    "default",
  ],
  [
    "aws_securityhub_account",
    {},
    { securityhub: { describeHub: fails("InvalidAccessException") } },
    { securityhub: { describeHub: () => ({ SubscribedAt: "2026-01-01T00:00:00.000Z" }) } },
    "123456789012",
  ],
  [
    "aws_accessanalyzer_analyzer",
    {},
    { accessanalyzer: { listAnalyzers: () => ({ analyzers: [] }) } },
    { accessanalyzer: { listAnalyzers: () => ({ analyzers: [{ name: "account" }] }) } },
    "account",
  ],
  [
    "aws_iam_account_password_policy",
    {},
    { iam: { getAccountPasswordPolicy: fails("NoSuchEntityException") } },
    { iam: { getAccountPasswordPolicy: () => ({ PasswordPolicy: {} }) } },
    "iam-account-password-policy",
  ],
  [
    "aws_iam_service_linked_role",
    { aws_service_name: "config.amazonaws.com" },
    { iam: { getRole: fails("NoSuchEntityException") } },
    { iam: { getRole: () => ({ Role: { Arn: "arn:aws:iam::123456789012:role/AWSServiceRoleForConfig" } }) } },
    "arn:aws:iam::123456789012:role/AWSServiceRoleForConfig",
  ],
  [
    "aws_api_gateway_account",
    {},
    { apigateway: { getAccount: () => ({}) } },
    { apigateway: { getAccount: () => ({ cloudwatchRoleArn: "arn:aws:iam::123456789012:role/logs" }) } },
    "api-gateway-account",
  ],
];

describe.each(singletons)("what an account has once: %s", (type, body, none, one, id) => {
  const look = (answers: Answers, deployed = {}) =>
    lookAt(ownerChecks(demandFor({ [type]: { own: body } }, deployed), accountOf(answers)));

  it("may be made where there is none", async () => {
    expect(await look(none)).toMatchObject([{ area: "account-wide services", status: "ready", found: "none" }]);
  });

  it("belongs to whoever made it: the fix names the import, and the owner that src/config names", async () => {
    expect(await look(one)).toMatchObject([
      {
        status: "not ready",
        found: expect.stringMatching(/, not in this state$/),
        wanted: "none: src/config says that omnirapeutic-dev makes and owns it",
        fix: expect.stringMatching(new RegExp(`in src/config\\):\n {2}terraform import '${type}.own' '${id}'$`)),
      },
    ]);
  });

  it("is not asked about once the state holds it", async () => {
    expect(await look(one, { [`${type}.own`]: {} })).toEqual([]);
  });

  it("is not checked when nobody may look", async () => {
    expect(await look({})).toMatchObject([{ status: "not checked", fix: expect.stringContaining("Allow") }]);
  });
});

it("a service-linked role of another service is nobody's business here", async () => {
  const demand = demandFor({ aws_iam_service_linked_role: { ecs: { aws_service_name: "ecs.amazonaws.com" } } });
  expect(await lookAt(ownerChecks(demand, accountOf({})))).toMatchObject([{ status: "ready" }]);
});
