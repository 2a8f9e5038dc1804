import { subscribeEndpoint } from "../../../src/delivery/alarms/subscribe";
import { awsClients, type AwsClients } from "../../../src/delivery/aws/clients";
import { noProgress } from "../../../src/delivery/progress";
import { findSandbox, reset, up } from "../../../src/delivery/sandbox";
import { evaluate } from "../../../src/delivery/verify/evaluate";
import { observe } from "../../../src/delivery/verify/observe";
import { checksOf } from "../../../src/systems/checks";
import { isolateHome } from "../sandbox/fake-emulator";
import { deploymentWith, pagerDuty, urlOf } from "./support";

let home: ReturnType<typeof isolateHome>;
let aws: AwsClients;
const arn = "arn:aws:sns:us-east-1:123456789012:omnirapeutic-dev-alarms";

beforeAll(async () => {
  home = isolateHome();
  await up();
  aws = awsClients(await findSandbox(), "us-east-1");
  await aws.sns.createTopic({ Name: "omnirapeutic-dev-alarms" });
});
afterAll(async () => {
  await reset();
  home.restore();
});

const subscribe = (key: string, endpoint = pagerDuty, patienceSeconds = 10) =>
  subscribeEndpoint(
    deploymentWith(endpoint),
    endpoint.name,
    { env: { [`ESTATE_ALARMS_${endpoint.name.toUpperCase()}_URL`]: urlOf(key, endpoint.host) }, patienceSeconds },
    aws,
    noProgress,
  );

/** What `estate verify` says about the endpoint. */
async function verdict() {
  const check = checksOf(deploymentWith(pagerDuty)).find(({ id }) => id === "alarm-endpoint-pagerduty");
  const topic = {
    address: "aws_sns_topic.alarms",
    type: "aws_sns_topic",
    values: { arn, name: "omnirapeutic-dev-alarms" },
  };
  return evaluate(check!, await observe([topic], aws));
}

it("subscribes PagerDuty, replaces its key, and is demanded by verify, which shows no key [000-support-pagerduty]", async () => {
  expect(await verdict()).toMatchObject({ status: "fail", found: "aws_sns_topic.alarms: none" });

  await expect(subscribe("first")).resolves.toMatchObject({ outcome: "subscribed", replaced: 0 });
  expect(await verdict()).toMatchObject({ status: "pass", found: "events.pagerduty.com" });

  await expect(subscribe("first")).resolves.toMatchObject({ outcome: "unchanged" });
  await expect(subscribe("second")).resolves.toMatchObject({ outcome: "subscribed", replaced: 1 });
  const { Subscriptions = [] } = await aws.sns.listSubscriptionsByTopic({ TopicArn: arn });
  expect(Subscriptions.map(({ Endpoint }) => Endpoint)).toEqual([urlOf("second")]);

  await aws.sns.unsubscribe({ SubscriptionArn: Subscriptions[0]!.SubscriptionArn });
  expect(await verdict()).toMatchObject({ status: "fail" });
});

it("does not take an endpoint for subscribed that never confirms", async () => {
  const silent = { name: "silent", host: "events.invalid" };
  await expect(subscribe("key", silent, 1)).rejects.toThrow("silent has not confirmed the subscription within 1 s.");
});
