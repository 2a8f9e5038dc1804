import type { AwsClients } from "../../../src/delivery/aws/clients";
import { checkers } from "../../../src/delivery/verify/checkers";
import type { StateResource } from "../../../src/delivery/verify/checker";
import { healthChecks } from "../../../src/delivery/verify/common-checks";
import { evaluate } from "../../../src/delivery/verify/evaluate";
import { observe } from "../../../src/delivery/verify/observe";
import type { Expectation } from "../../../src/systems/check";

const topic = "arn:aws:sns:us-east-1:123456789012:alarms";
const more = { ComparisonOperator: "GREATER_THAN", ThresholdType: "PERCENTAGE" };
const spent = { ...more, NotificationType: "ACTUAL", Threshold: 80 };
const likely = { ...more, NotificationType: "FORECASTED", Threshold: 100 };
const mail = { SubscriptionType: "EMAIL", Address: "operations@example.org" };
const message = { SubscriptionType: "SNS", Address: topic };
const live = {
  budget: {
    BudgetName: "x",
    TimeUnit: "MONTHLY",
    BudgetLimit: { Amount: "400.0", Unit: "USD" },
    CostFilters: { TagKeyValue: ["user:Project$sample", "user:Environment$dev"] },
  } as object | undefined,
  notifications: [spent, likely] as readonly { NotificationType: string }[],
  subscribers: { ACTUAL: [mail, message], FORECASTED: [mail, message] } as Record<string, object[]>,
};

const deployed = {
  comparison_operator: "GREATER_THAN",
  threshold_type: "PERCENTAGE",
  subscriber_email_addresses: ["operations@example.org"],
  subscriber_sns_topic_arns: [topic],
};
const budget: StateResource = {
  address: "aws_budgets_budget.x",
  type: "aws_budgets_budget",
  values: {
    name: "x",
    account_id: "123456789012",
    limit_amount: "400.0",
    notification: [
      { ...deployed, notification_type: "ACTUAL", threshold: 80 },
      { ...deployed, notification_type: "FORECASTED", threshold: 100 },
    ],
  },
};

function answering({ budget: Budget, notifications, subscribers }: typeof live): AwsClients {
  const budgets = {
    describeBudget: () => ({ Budget }),
    describeNotificationsForBudget: () => ({ Notifications: notifications }),
    describeSubscribersForNotification: ({ Notification }: { Notification: { NotificationType: string } }) => ({
      Subscribers: subscribers[Notification.NotificationType],
    }),
    listTagsForResource: () => ({ ResourceTags: [{ Key: "HIPAA", Value: "true" }] }),
  };
  return { budgets } as unknown as AwsClients;
}

/** Ids of the demands of the type that fail when AWS says this. */
async function failures(change: Partial<typeof live> = {}): Promise<string[]> {
  const observations = await observe([budget], answering({ ...live, ...change }));
  const checks = healthChecks(observations) as Expectation[];
  return checks.filter((check) => evaluate(check, observations).status === "fail").map(({ id }) => id);
}

describe("the checker of a budget", () => {
  it("reads limit, filters, who is told of what, and tags", async () => {
    expect(await checkers.aws_budgets_budget!.read(budget, answering(live))).toEqual({
      budget_name: "x",
      time_unit: "MONTHLY",
      limit_amount: 400,
      limit_as_deployed: true,
      filters: ["TagKeyValue user:Project$sample", "TagKeyValue user:Environment$dev"],
      notifications: ["ACTUAL GREATER_THAN 80", "FORECASTED GREATER_THAN 100"].flatMap((what) => [
        `${what} PERCENTAGE EMAIL operations@example.org`,
        `${what} PERCENTAGE SNS ${topic}`,
      ]),
      missing_notifications: [],
      "tag:HIPAA": "true",
    });
    expect(await failures()).toEqual([]);
  });

  it("finds that it is gone", async () => {
    expect((await observe([budget], answering({ ...live, budget: undefined })))[0]!.live).toEqual({ is: "missing" });
  });

  it.each<[string, Partial<typeof live>, string]>([
    ["one that was raised", { budget: { ...live.budget, BudgetLimit: { Amount: "900" } } }, "limit-as-deployed"],
    ["one that tells of less", { notifications: [likely] }, "missing-notifications"],
    [
      "one that tells later",
      { notifications: [{ ...spent, Threshold: 95 } as typeof spent, likely] },
      "missing-notifications",
    ],
    ["one that tells fewer", { subscribers: { ...live.subscribers, ACTUAL: [message] } }, "missing-notifications"],
  ])("finds %s", async (_what, change, fact) => {
    expect(await failures(change)).toEqual([`aws-budgets-budget-${fact}`]);
  });
});
