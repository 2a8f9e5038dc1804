import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { Construct } from "constructs";
import { SystemStack } from "../../platform/system-stack";
import { defaultTags } from "../../platform/tags";
import type { AlarmTopic } from "../observability/alarm-topic";

export interface BudgetProps {
  /** Unique in the account, 1-100 characters without `:` and `\`, such as `itrack-production-monthly`. */
  readonly name: string;
  /** What the deployment may cost in a month, in USD, above 0. */
  readonly monthlyLimitUsd: number;
  /** Share of the limit, in percent above 0, that has been spent when somebody is told. @default 80 */
  readonly actualPercent?: number;
  /** Share of the limit, in percent above 0, that the month is likely to cost when somebody is told. @default 100 */
  readonly forecastPercent?: number;
  /** Up to 10; unlike a topic's subscribers they confirm nothing. @default none */
  readonly emailAddresses?: readonly string[];
  /** Its key must admit budgets as well. @default none */
  readonly topic?: AlarmTopic;
}

const MAXIMUM_ADDRESSES = 10; // of one notification
const ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s.]+$/;

/**
 * What one deployment may cost in a month, and who hears of it before it costs more. AWS finds the deployment's costs by
 * its tags Project and Environment, once both are activated as cost allocation tags in the billing console.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html
 */
export class Budget extends Construct {
  readonly budgetName: string;

  /** @throws Error when AWS would refuse the name or an address, a number is not above 0, or nobody would be told */
  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id);
    requireValid(this, props);
    props.topic?.admitBudgets();
    const budget = new BudgetsBudget(this, "Resource", {
      name: props.name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(props.monthlyLimitUsd),
      limitUnit: "USD",
      costFilter: [{ name: "TagKeyValue", values: tagsOfDeployment(this) }],
      notification: [
        notification("ACTUAL", props.actualPercent ?? 80, props),
        notification("FORECASTED", props.forecastPercent ?? 100, props),
      ],
    });
    this.budgetName = budget.name;
  }
}

/** Values of one key are alternatives, keys narrow each other down: these are the costs of one environment of one system. */
function tagsOfDeployment(budget: Budget): string[] {
  const { Project, Environment } = defaultTags(SystemStack.of(budget).settings);
  return Object.entries({ Project, Environment }).map(([key, value]) => `user:${key}$${value}`);
}

function notification(notificationType: string, threshold: number, { emailAddresses = [], topic }: BudgetProps) {
  return {
    notificationType,
    comparisonOperator: "GREATER_THAN",
    threshold,
    thresholdType: "PERCENTAGE",
    ...(emailAddresses.length > 0 && { subscriberEmailAddresses: [...emailAddresses] }),
    ...(topic && { subscriberSnsTopicArns: [topic.topicArn] }),
  };
}

function requireValid(budget: Budget, props: BudgetProps): void {
  const { name, monthlyLimitUsd, actualPercent = 80, forecastPercent = 100, emailAddresses = [], topic } = props;
  const notAbove0 = Object.entries({ monthlyLimitUsd, actualPercent, forecastPercent }).find(
    ([, value]) => !(value > 0),
  );
  const badAddress = emailAddresses.find((address) => !ADDRESS.test(address));
  const problem = [
    !/^[^:\\]{1,100}$/.test(name) &&
      `name is "${name}"; allowed are 1-100 characters without : and \\. Write it like itrack-production-monthly.`,
    notAbove0 && `${notAbove0[0]} is ${notAbove0[1]}; allowed is more than 0. Set it.`,
    badAddress !== undefined &&
      `emailAddresses has "${badAddress}"; allowed are e-mail addresses. Write it like operations@example.org.`,
    emailAddresses.length > MAXIMUM_ADDRESSES &&
      `emailAddresses has ${emailAddresses.length} entries; allowed are up to ${MAXIMUM_ADDRESSES}. Use a topic.`,
    emailAddresses.length === 0 &&
      !topic &&
      "emailAddresses is empty and topic is not set; allowed is a budget that tells somebody. Name one of them.",
  ].find((found) => typeof found === "string");
  if (typeof problem === "string") throw new Error(`[${budget.node.path}] ${problem}`);
}
