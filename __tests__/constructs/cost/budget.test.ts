import { Budget, type BudgetProps } from "../../../src/constructs/cost/budget";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { statementsOf, synthesize, type Block } from "../../support/synthesize";

const mail = { emailAddresses: ["operations@example.org", "money@example.org"] };

function budget(props: Partial<BudgetProps> = mail, withTopic = false) {
  return synthesize((stack) => {
    const topic = new AlarmTopic(stack, "alarms", { name: "sample", keyArn: "arn:key", subscribers: [] });
    new Budget(stack, "budget", {
      name: "sample-dev-monthly",
      monthlyLimitUsd: 400,
      ...(withTopic && { topic }),
      ...props,
    });
  });
}

describe("Budget", () => {
  const only = budget().only("aws_budgets_budget");

  it("is a limit of costs a month, in USD [003-budget-alerts]", () => {
    expect(only).toMatchObject({
      name: "sample-dev-monthly",
      budget_type: "COST",
      time_unit: "MONTHLY",
      limit_amount: "400",
      limit_unit: "USD",
    });
  });

  it("covers what the deployment's tags say, and nothing else in the account [003-budget-alerts]", () => {
    expect(only.cost_filter).toEqual([
      { name: "TagKeyValue", values: ["user:Project$sample", "user:Environment$dev"] },
    ]);
  });

  it("tells of 80 % that were spent and of 100 % that are likely [003-budget-alerts]", () => {
    const toldOf = { comparison_operator: "GREATER_THAN", threshold_type: "PERCENTAGE" };
    const subscribers = { subscriber_email_addresses: mail.emailAddresses };
    expect(only.notification).toEqual([
      { ...toldOf, ...subscribers, notification_type: "ACTUAL", threshold: 80 },
      { ...toldOf, ...subscribers, notification_type: "FORECASTED", threshold: 100 },
    ]);
  });

  it("tells of other shares when told so", () => {
    const { notification } = budget({ ...mail, actualPercent: 50, forecastPercent: 120 }).only("aws_budgets_budget");
    expect((notification as Block[]).map(({ threshold }) => threshold as number)).toEqual([50, 120]);
  });

  it("tells a topic, which then admits budgets of this account", () => {
    const stack = budget({}, true);
    for (const notification of stack.only("aws_budgets_budget").notification as Block[]) {
      expect(notification.subscriber_sns_topic_arns).toEqual(["${aws_sns_topic.alarms.arn}"]);
      expect(notification).not.toHaveProperty("subscriber_email_addresses");
    }
    const statements = statementsOf(stack.only("aws_sns_topic_policy").policy);
    expect(statements.find(({ Sid }) => Sid === "BudgetsOfThisAccountPublish")).toEqual({
      Sid: "BudgetsOfThisAccountPublish",
      Effect: "Allow",
      Principal: { Service: "budgets.amazonaws.com" },
      Action: "sns:Publish",
      Resource: "${aws_sns_topic.alarms.arn}",
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:budgets::123456789012:*" },
      },
    });
  });

  it("leaves a topic as it is that it does not tell", () => {
    expect(budget().only("aws_sns_topic_policy").policy).not.toContain("budgets");
  });

  it.each<[Partial<BudgetProps>, string]>([
    [{ emailAddresses: [] }, "allowed is a budget that tells somebody"],
    [{ emailAddresses: undefined }, "allowed is a budget that tells somebody"],
    [{ ...mail, name: "a:b" }, 'name is "a:b"; allowed are 1-100 characters'],
    [{ ...mail, name: "x".repeat(101) }, "allowed are 1-100 characters"],
    [{ ...mail, monthlyLimitUsd: 0 }, "monthlyLimitUsd is 0; allowed is more than 0"],
    [{ ...mail, monthlyLimitUsd: NaN }, "monthlyLimitUsd is NaN"],
    [{ ...mail, actualPercent: 0 }, "actualPercent is 0"],
    [{ ...mail, forecastPercent: -1 }, "forecastPercent is -1"],
    [{ emailAddresses: ["operations"] }, 'emailAddresses has "operations"; allowed are e-mail addresses'],
    [
      { emailAddresses: Array<string>(11).fill("a@example.org") },
      "emailAddresses has 11 entries; allowed are up to 10",
    ],
  ])("refuses %j", (props, message) => {
    expect(() => budget(props)).toThrow(message);
  });
});
