import type { SNS } from "@aws-sdk/client-sns";
import type { EstateDeployment } from "../../config";
import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { explained, isMissing } from "../aws/errors";
import { Failure } from "../failure";
import { poll } from "../poll";
import type { Progress } from "../progress";
import { untold } from "../untold";
import { endpointUrl, findEndpoint } from "./endpoint";
import { httpsSubscriptions, type HttpsSubscription } from "./subscriptions";
import { alarmTopicArn } from "./topic";

const POLL_SECONDS = 2;

/** What was done; nothing in it is secret. */
export interface Subscribed {
  readonly deployment: string;
  readonly endpoint: string;
  readonly topicArn: string;
  readonly outcome: "subscribed" | "unchanged";
  /** Subscriptions of the same host that were ended: those with earlier keys. */
  readonly replaced: number;
}

export interface SubscribeSettings {
  /** Where the endpoint's URL is read from. */
  readonly env: NodeJS.ProcessEnv;
  readonly patienceSeconds: number;
}

/**
 * Subscribes an endpoint of the configuration to the deployment's alarms, waits until it has confirmed, and ends what its
 * host had before. Terraform does none of this, because its state would keep the URL, and with it the key. 164.308(a)(6)(ii)
 *
 * @throws Failure when the URL is missing or of another host, the deployment has no topic, or the endpoint does not confirm
 */
export async function subscribeEndpoint(
  deployment: EstateDeployment,
  name: string,
  { env, patienceSeconds }: SubscribeSettings,
  aws: AwsClients,
  progress: Progress,
): Promise<Subscribed> {
  const endpoint = findEndpoint(deployment, name);
  const url = endpointUrl(endpoint, env);
  return untold([url], "<URL>", async () => {
    await requireAccount(deployment, aws);
    const topicArn = alarmTopicArn(deployment);
    const before = await explained("reading the topic's subscriptions", () => existing(aws.sns, topicArn, deployment));
    const isThere = before.some((subscription) => subscription.url === url && subscription.arn !== undefined);
    if (!isThere) {
      await progress.step(`Subscribe ${name}`, () => subscribe(aws.sns, topicArn, url));
      await progress.step(`Wait until ${name} confirms`, () =>
        confirmed(aws.sns, topicArn, url, name, patienceSeconds),
      );
    }
    const outdated = before.filter(({ host, url: other, arn }) => host === endpoint.host && other !== url && arn);
    for (const { arn } of outdated) {
      await explained("ending an earlier subscription", () => aws.sns.unsubscribe({ SubscriptionArn: arn }));
    }
    const outcome = isThere ? "unchanged" : "subscribed";
    return { deployment: deployment.name, endpoint: name, topicArn, outcome, replaced: outdated.length };
  });
}

async function existing(sns: SNS, topicArn: string, { name }: EstateDeployment) {
  try {
    return await httpsSubscriptions(sns, topicArn);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Failure(`${name} has no topic for alarms (${topicArn}).`, {
      fix: `Deploy it first: npx estate deploy ${name}`,
    });
  }
}

async function subscribe(sns: SNS, TopicArn: string, Endpoint: string): Promise<void> {
  await explained("subscribing the endpoint", () => sns.subscribe({ TopicArn, Protocol: "https", Endpoint }));
}

async function confirmed(
  sns: SNS,
  topicArn: string,
  url: string,
  name: string,
  patienceSeconds: number,
): Promise<void> {
  const hasConfirmed = (subscriptions: readonly HttpsSubscription[]) =>
    subscriptions.some((subscription) => subscription.url === url && subscription.arn !== undefined);
  const subscriptions = await poll(
    () => explained("looking whether it confirmed", () => httpsSubscriptions(sns, topicArn)),
    { isOver: hasConfirmed, patienceSeconds, pollSeconds: POLL_SECONDS },
  );
  if (hasConfirmed(subscriptions)) return;
  throw new Failure(`${name} has not confirmed the subscription within ${patienceSeconds} s.`, {
    fix: "Look whether its key is right and the integration enabled, then run the command again. AWS drops what nobody confirms.",
  });
}
