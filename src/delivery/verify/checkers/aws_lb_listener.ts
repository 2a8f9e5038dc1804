import type { Action, RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { tagFacts, text, type Checker } from "../checker";

export const awsLbListener: Checker = {
  group: "Security",
  read: async (resource, { elb }) => {
    const arn = text(resource, "arn");
    const [{ Listeners: [listener] = [] }, { TagDescriptions: [tags] = [] }] = await Promise.all([
      elb.describeListeners({ ListenerArns: [arn] }),
      elb.describeTags({ ResourceArns: [arn] }),
    ]);
    return (
      listener && {
        port: listener.Port,
        protocol: listener.Protocol,
        ssl_policy: listener.SslPolicy,
        certificate_arn: listener.Certificates?.[0]?.CertificateArn,
        action: describe(listener.DefaultActions),
        tls: listener.Protocol === "HTTPS" || describe(listener.DefaultActions).startsWith("redirect to HTTPS"),
        ...tagFacts(tags?.Tags),
      }
    );
  },
  healthy: [{ title: "Every listener speaks TLS or redirects to it", fact: "tls", is: true }], // 164.312(e)(1)
};

export const awsLbListenerRule: Checker = {
  group: "Infrastructure",
  read: async (resource, { elb }) => {
    const arn = text(resource, "arn");
    const [{ Rules: [rule] = [] }, { TagDescriptions: [tags] = [] }] = await Promise.all([
      elb.describeRules({ RuleArns: [arn] }),
      elb.describeTags({ ResourceArns: [arn] }),
    ]);
    return (
      rule && {
        priority: rule.Priority,
        paths: paths(rule.Conditions),
        action: describe(rule.Actions),
        ...tagFacts(tags?.Tags),
      }
    );
  },
};

function paths(conditions: readonly RuleCondition[] | undefined): string[] {
  return (conditions ?? []).flatMap(({ PathPatternConfig, Values }) => PathPatternConfig?.Values ?? Values ?? []);
}

/** What the last action does with a request, such as `redirect to HTTPS:443 (HTTP_301)`, `forward to api-tg` or `forward to blue (90), green (10)`. */
function describe(actions: readonly Action[] | undefined): string {
  const action = actions?.at(-1);
  const { RedirectConfig: redirect, Type } = action ?? {};
  if (redirect) return `redirect to ${redirect.Protocol}:${redirect.Port} (${redirect.StatusCode})`;
  const targets = targetsOf(action);
  const name = ({ arn, weight }: WeightedTarget) => arn.split("/")[1] + (targets.length > 1 ? ` (${weight})` : "");
  return targets.length > 0 ? `forward to ${targets.map(name).join(", ")}` : String(Type);
}

interface WeightedTarget {
  readonly arn: string;
  readonly weight: number;
}

/** The target groups that get requests by an action: CodeDeploy leaves the other one of a pair in it with the weight 0. */
export function targetsOf(action: Action | undefined): readonly WeightedTarget[] {
  const { TargetGroupArn, ForwardConfig } = action ?? {};
  const weighted = (ForwardConfig?.TargetGroups ?? []).map((each) => ({
    arn: each.TargetGroupArn ?? "?",
    weight: each.Weight ?? 1,
  }));
  if (weighted.length > 0) return weighted.filter(({ weight }) => weight > 0);
  return TargetGroupArn === undefined ? [] : [{ arn: TargetGroupArn, weight: 1 }];
}
