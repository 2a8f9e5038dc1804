import type { SNS, Subscription } from "@aws-sdk/client-sns";

/** What SNS shows instead of an ARN while an endpoint has not confirmed. */
const PENDING = "PendingConfirmation";

/** One subscription of a topic by HTTPS. Its URL holds a key: compare it, never show it. */
export interface HttpsSubscription {
  readonly host: string;
  readonly url: string;
  /** Known only once the endpoint has confirmed. */
  readonly arn?: string;
}

/** Every HTTPS subscription of a topic. */
export async function httpsSubscriptions(sns: SNS, TopicArn: string): Promise<readonly HttpsSubscription[]> {
  const found: Subscription[] = [];
  let NextToken: string | undefined;
  do {
    const page = await sns.listSubscriptionsByTopic({ TopicArn, ...(NextToken !== undefined && { NextToken }) });
    found.push(...(page.Subscriptions ?? []));
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  return found
    .filter(({ Protocol, Endpoint }) => Protocol === "https" && URL.canParse(Endpoint ?? ""))
    .map(({ Endpoint, SubscriptionArn }) => ({
      host: new URL(Endpoint!).host,
      url: Endpoint!,
      ...(SubscriptionArn !== PENDING && { arn: SubscriptionArn }),
    }));
}
