import type { Subscription } from "@aws-sdk/client-sns";
import { subscribeEndpoint } from "../../../src/delivery/alarms/subscribe";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import type { Failure } from "../../../src/delivery/failure";
import { noProgress } from "../../../src/delivery/progress";
import { awsError } from "../backend/fake-aws";
import { deploymentWith, pagerDuty, urlOf } from "./support";

const topicArn = "arn:aws:sns:us-east-1:123456789012:omnirapeutic-dev-alarms";
const of = (Endpoint: string, SubscriptionArn = `arn:${Endpoint}`): Subscription => ({
  Protocol: "https",
  Endpoint,
  SubscriptionArn,
});

interface Answers {
  readonly subscriptions: readonly Subscription[];
  /** Whether who is subscribed confirms. @default true */
  readonly confirms: boolean;
  readonly account: string;
  readonly listing: Error;
  readonly subscribing: Error;
}

/** An account with one topic, whose pages hold one subscription each; `calls` is what changed it. */
function account(answers: Partial<Answers> = {}) {
  const subscriptions = [...(answers.subscriptions ?? [])];
  const calls: unknown[] = [];
  const aws = {
    sts: { getCallerIdentity: async () => ({ Account: answers.account ?? "123456789012", Arn: "arn:me" }) },
    sns: {
      listSubscriptionsByTopic: async ({ TopicArn, NextToken = "0" }: { TopicArn: string; NextToken?: string }) => {
        if (answers.listing) throw answers.listing;
        expect(TopicArn).toBe(topicArn);
        const next = Number(NextToken) + 1;
        const Subscriptions = subscriptions.slice(next - 1, next);
        return { Subscriptions, ...(next < subscriptions.length && { NextToken: String(next) }) };
      },
      subscribe: async ({ Protocol, Endpoint }: { Protocol: string; Endpoint: string }) => {
        if (answers.subscribing) throw answers.subscribing;
        calls.push(["subscribe", Protocol, Endpoint]);
        subscriptions.push(of(Endpoint, answers.confirms === false ? "PendingConfirmation" : undefined));
      },
      unsubscribe: async ({ SubscriptionArn }: { SubscriptionArn: string }) => {
        calls.push(["unsubscribe", SubscriptionArn]);
      },
    },
  } as unknown as AwsClients;
  return { aws, calls };
}

const run = ({ aws }: ReturnType<typeof account>, key = "new") =>
  subscribeEndpoint(
    deploymentWith(pagerDuty),
    "pagerduty",
    { env: { ESTATE_ALARMS_PAGERDUTY_URL: urlOf(key) }, patienceSeconds: 0 },
    aws,
    noProgress,
  );

describe("subscribing an endpoint to alarms", () => {
  it("subscribes its URL by HTTPS and ends when it has confirmed [000-support-pagerduty]", async () => {
    const there = account({
      subscriptions: [{ Protocol: "email", Endpoint: "a@example.org", SubscriptionArn: "arn:a" }],
    });
    await expect(run(there)).resolves.toEqual({
      deployment: "omnirapeutic-dev",
      endpoint: "pagerduty",
      topicArn,
      outcome: "subscribed",
      replaced: 0,
    });
    expect(there.calls).toEqual([["subscribe", "https", urlOf("new")]]);
  });

  it("changes nothing when it is there already", async () => {
    const there = account({ subscriptions: [of("https://other.example.org/x"), of(urlOf("new"))] });
    await expect(run(there)).resolves.toMatchObject({ outcome: "unchanged", replaced: 0 });
    expect(there.calls).toEqual([]);
  });

  it("ends what the host had with earlier keys, after the new one has confirmed, and nothing else", async () => {
    const subscriptions = [
      of(urlOf("old")),
      of(urlOf("lost"), "PendingConfirmation"),
      of("https://other.example.org/x"),
    ];
    const there = account({ subscriptions });
    await expect(run(there)).resolves.toMatchObject({ outcome: "subscribed", replaced: 1 });
    expect(there.calls).toEqual([
      ["subscribe", "https", urlOf("new")],
      ["unsubscribe", `arn:${urlOf("old")}`],
    ]);
  });

  it("fails when the endpoint does not confirm, and keeps what was there", async () => {
    const there = account({ subscriptions: [of(urlOf("old"))], confirms: false });
    await expect(run(there)).rejects.toMatchObject({
      message: "pagerduty has not confirmed the subscription within 0 s.",
      fix: expect.stringContaining("whether its key is right") as unknown,
    });
    expect(there.calls).toEqual([["subscribe", "https", urlOf("new")]]);
  });

  it("says that the deployment is not there", async () => {
    await expect(run(account({ listing: awsError("NotFoundException") }))).rejects.toMatchObject({
      message: `omnirapeutic-dev has no topic for alarms (${topicArn}).`,
      fix: "Deploy it first: npx estate deploy omnirapeutic-dev",
    });
  });

  it("refuses credentials of another account", async () => {
    const there = account({ account: "210987654321" });
    await expect(run(there)).rejects.toThrow("in account 210987654321; the deployment lives in 123456789012");
    expect(there.calls).toEqual([]);
  });

  it("never tells the URL, whatever AWS says about it [000-support-pagerduty]", async () => {
    const subscribing = Object.assign(new Error(`Invalid parameter: ${urlOf("s3cret")}`), { name: "InvalidParameter" });
    const refusal = (await run(account({ subscribing }), "s3cret").catch((error: unknown) => error)) as Failure;
    expect(refusal.message).toBe("Failed while subscribing the endpoint: InvalidParameter: Invalid parameter: <URL>.");
    expect(refusal.cause).toBeUndefined();
  });
});
