import type { AwsClients } from "../../aws/clients";
import { tagFacts, text, type Checker, type StateResource } from "../checker";

/** The part of the resource in a state that says who is told of what. */
interface DeployedNotification {
  readonly notification_type: string;
  readonly comparison_operator: string;
  readonly threshold: number;
  readonly threshold_type: string;
  readonly subscriber_email_addresses?: readonly string[];
  readonly subscriber_sns_topic_arns?: readonly string[];
}

export const awsBudgetsBudget: Checker = {
  group: "Infrastructure",
  read: async (resource, { budgets }) => {
    const named = { AccountId: text(resource, "account_id"), BudgetName: text(resource, "name") };
    const { Budget: budget } = await budgets.describeBudget(named);
    if (!budget) return undefined;
    const limit = Number(budget.BudgetLimit?.Amount);
    const notifications = await notificationsOf(budgets, named);
    const missing = deployedNotifications(resource).filter((deployed) => !notifications.includes(deployed));
    const { ResourceTags } = await budgets.listTagsForResource({ ResourceARN: text(resource, "arn") });
    return {
      budget_name: budget.BudgetName,
      time_unit: budget.TimeUnit,
      limit_amount: limit,
      limit_as_deployed: limit === Number(resource.values.limit_amount),
      filters: Object.entries(budget.CostFilters ?? {}).flatMap(([name, values]) =>
        values.map((value) => `${name} ${value}`),
      ),
      notifications,
      missing_notifications: missing,
      ...tagFacts(ResourceTags),
    };
  },
  healthy: [
    { title: "Every budget has the limit that was deployed", fact: "limit_as_deployed", is: true },
    { title: "Every budget tells whom it shall", fact: "missing_notifications", is: [] },
  ],
};

/** What is told to whom, as `ACTUAL GREATER_THAN 80 PERCENTAGE EMAIL operations@example.org`. */
async function notificationsOf(
  budgets: AwsClients["budgets"],
  named: { readonly AccountId: string; readonly BudgetName: string },
): Promise<readonly string[]> {
  const { Notifications = [] } = await budgets.describeNotificationsForBudget(named);
  const told = await Promise.all(
    Notifications.map(async (Notification) => {
      const { NotificationType: type, ComparisonOperator, Threshold, ThresholdType } = Notification;
      const { Subscribers = [] } = await budgets.describeSubscribersForNotification({ ...named, Notification });
      const what = [type, ComparisonOperator, Threshold, ThresholdType];
      return Subscribers.map(({ SubscriptionType, Address }) => [...what, SubscriptionType, Address].join(" "));
    }),
  );
  return told.flat();
}

function deployedNotifications({ values }: StateResource): readonly string[] {
  const notifications = (values.notification ?? []) as readonly DeployedNotification[];
  return notifications.flatMap((deployed) => {
    const { notification_type, comparison_operator, threshold, threshold_type } = deployed;
    const what = [notification_type, comparison_operator, threshold, threshold_type];
    const mails = (deployed.subscriber_email_addresses ?? []).map((address) => ["EMAIL", address]);
    const topics = (deployed.subscriber_sns_topic_arns ?? []).map((topic) => ["SNS", topic]);
    return [...mails, ...topics].map((subscriber) => [...what, ...subscriber].join(" "));
  });
}
