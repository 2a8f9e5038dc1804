import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";

export interface LambdaAlarmsProps {
  readonly topic: AlarmTopic;
  /** Begins the alarms' names. */
  readonly prefix: string;
  readonly functionName: string;
  readonly deadLetterQueueName: string;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency: number;
}

type Measured = Omit<AlarmProps, "name" | "topic" | "missingData">;
type Common = Pick<AlarmProps, "namespace" | "dimensions">;

/** The alarms of one function: calls that fail, are turned away, take too long or are too many, and letters nobody answered. */
export class LambdaAlarms extends Construct {
  constructor(scope: Construct, id: string, props: LambdaAlarmsProps) {
    super(scope, id);
    const lambda = { namespace: "AWS/Lambda", dimensions: { FunctionName: props.functionName } };
    const queue = { namespace: "AWS/SQS", dimensions: { QueueName: props.deadLetterQueueName } };
    const alarms: Readonly<Record<string, Measured>> = {
      errors: errors(lambda),
      throttles: throttles(lambda),
      duration_high: durationHigh(lambda, props),
      concurrency_high: concurrencyHigh(lambda, props),
      dead_letters: deadLetters(queue),
    };
    for (const [what, measured] of Object.entries(alarms)) {
      const name = `${props.prefix}-${what.replaceAll("_", "-")}`;
      new Alarm(this, what, { name, topic: props.topic, missingData: "notBreaching", ...measured });
    }
  }
}

function errors(common: Common): Measured {
  return {
    ...common,
    description:
      "Calls of the function have failed in the last 5 minutes: it threw, ran out of memory, or took too long. Read its log, and deploy the version before if a release is at fault.",
    metricName: "Errors",
    statistic: "Sum",
    comparison: ">",
    threshold: 0,
    periodSeconds: 300,
    evaluationPeriods: 1,
  };
}

function throttles(common: Common): Measured {
  return {
    ...common,
    description:
      "Calls of the function were turned away in the last 5 minutes, because as many as are reserved ran already. Look for a burst of requests or for slow calls, or reserve more.",
    metricName: "Throttles",
    statistic: "Sum",
    comparison: ">",
    threshold: 0,
    periodSeconds: 300,
    evaluationPeriods: 1,
  };
}

function durationHigh(common: Common, { timeoutSeconds }: LambdaAlarmsProps): Measured {
  return {
    ...common,
    description:
      "Calls of the function have taken 80 % or more of the time they have for 15 minutes. Look at its traces for what they wait for.",
    metricName: "Duration",
    statistic: "Maximum",
    comparison: ">=",
    threshold: 0.8 * timeoutSeconds * 1000,
    periodSeconds: 300,
    evaluationPeriods: 3,
  };
}

function concurrencyHigh(common: Common, { reservedConcurrency }: LambdaAlarmsProps): Measured {
  return {
    ...common,
    description:
      "80 % or more of the calls that are reserved for the function ran at the same time for 5 minutes; those above are turned away. Look for slow calls, or reserve more.",
    metricName: "ConcurrentExecutions",
    statistic: "Maximum",
    comparison: ">=",
    threshold: Math.ceil(0.8 * reservedConcurrency),
    periodSeconds: 60,
    evaluationPeriods: 5,
  };
}

function deadLetters(common: Common): Measured {
  return {
    ...common,
    description:
      "Requests wait in the function's dead-letter queue, which keeps them 14 days. Find out why they failed, and send them again; they may hold health data.",
    metricName: "ApproximateNumberOfMessagesVisible",
    statistic: "Maximum",
    comparison: ">",
    threshold: 0,
    periodSeconds: 300,
    evaluationPeriods: 1,
  };
}
