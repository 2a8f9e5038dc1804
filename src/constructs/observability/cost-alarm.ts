import { Construct } from "constructs";
import { SystemStack } from "../../platform/system-stack";
import { Alarm } from "./alarm";
import type { AlarmTopic } from "./alarm-topic";

/** The only region in which AWS reports charges, whatever region they come from. */
const BILLING_REGION = "us-east-1";

export interface CostAlarmProps {
  /** Such as `omnirapeutic-production-cost-monthly-charges`. */
  readonly name: string;
  readonly topic: AlarmTopic;
  /** What the whole account may cost in a month, in USD, above 0. */
  readonly monthlyBudgetUsd: number;
}

/** Tells when the account's charges of the month pass the budget. AWS reports them once billing alerts are on in its preferences. */
export class CostAlarm extends Construct {
  /** @throws Error when the stack is not in us-east-1, or the budget is not above 0 */
  constructor(scope: Construct, id: string, { name, topic, monthlyBudgetUsd }: CostAlarmProps) {
    super(scope, id);
    const { region } = SystemStack.of(this).settings;
    if (region !== BILLING_REGION) {
      throw new Error(
        `[${this.node.path}] region is ${region}; allowed is ${BILLING_REGION}, where AWS reports charges. Put the alarm into a stack there.`,
      );
    }
    if (!(monthlyBudgetUsd > 0)) {
      throw new Error(
        `[${this.node.path}] monthlyBudgetUsd is ${monthlyBudgetUsd}; allowed is more than 0. Set it in USD.`,
      );
    }
    new Alarm(this, "Resource", {
      name,
      topic,
      description: `The account has cost more than ${monthlyBudgetUsd} USD this month. See Cost Explorer for what grew.`,
      namespace: "AWS/Billing",
      metricName: "EstimatedCharges",
      dimensions: { Currency: "USD" },
      statistic: "Maximum",
      comparison: ">",
      threshold: monthlyBudgetUsd,
      periodSeconds: 21_600, // AWS reports a few times a day
      evaluationPeriods: 1,
      missingData: "notBreaching",
    });
  }
}
