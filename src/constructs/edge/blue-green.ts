import type { LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";
import type { Construct } from "constructs";
import type { SecurityGroup } from "../network/security-group";
import type { TargetGroup } from "./target-group";

/** Who may reach the test listener: never everybody. */
export type Tester = SecurityGroup | { readonly cidr: string };

/** A second group of targets that takes turns with the default one, and a listener on which it is tried first. */
export interface BlueGreen {
  /** The green targets; `defaultTargets` are the blue ones. On the same port. */
  readonly targets: TargetGroup;
  /** Port of the test listener, 1-65535 but 80 and 443. @default 8443 */
  readonly testPort?: number;
  /** Who may reach it, by short names that end the rules' addresses; networks of /8 or smaller. @default nobody */
  readonly testers?: { readonly [name: string]: Tester };
}

/** What deployments shift: the requests of two listeners between two groups of targets. */
export interface BlueGreenTraffic {
  readonly productionListenerArn: string;
  readonly testListenerArn: string;
  readonly blue: TargetGroup;
  readonly green: TargetGroup;
}

/** The test listener's port until a system says otherwise. */
export const TEST_PORT = 8443;
/** Below, a few networks together are the internet. */
const LARGEST_NETWORK = 8;
/** Seconds after which a cookie that says blue or green is asked for again. */
const GROUP_COOKIE_SECONDS = 3600;

/**
 * Sends all requests to the first group, in the form in which CodeDeploy moves them: weights of both. Where targets are
 * sticky, AWS wants the choice of the group to be sticky too.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions
 */
export function weighted(all: TargetGroup, none: TargetGroup): LbListenerDefaultAction {
  const stickiness = (all.isSticky || none.isSticky) && { enabled: true, duration: GROUP_COOKIE_SECONDS };
  return {
    type: "forward",
    forward: {
      targetGroup: [
        { arn: all.targetGroupArn, weight: 100 },
        { arn: none.targetGroupArn, weight: 0 },
      ],
      ...(stickiness && { stickiness }),
    },
  };
}

/** @throws Error when the test listener would be open to the internet, or AWS would refuse ports */
export function requireBlueGreen(balancer: Construct, blue: TargetGroup, blueGreen: BlueGreen): void {
  const { targets: green, testPort = TEST_PORT, testers = {} } = blueGreen;
  const wide = Object.entries(testers).find(([, tester]) => "cidr" in tester && !isNarrow(tester.cidr));
  const problem = [
    !(Number.isInteger(testPort) && testPort >= 1 && testPort <= 65535 && testPort !== 80 && testPort !== 443) &&
      `testPort is ${testPort}; allowed are whole numbers from 1 to 65535, but 80 and 443, which clients use`,
    green === blue && "targets are defaultTargets; allowed is a second group that takes turns with them",
    green.port !== blue.port && `targets have port ${green.port}; allowed is that of defaultTargets (${blue.port})`,
    green.isSticky !== blue.isSticky && "targets and defaultTargets differ in stickiness; allowed is the same for both",
    wide &&
      `testers.${wide[0]} is "${(wide[1] as { cidr: string }).cidr}"; allowed are security groups and networks such as 10.0.0.0/16, of /${LARGEST_NETWORK} or smaller, never the internet`,
  ].find((found) => typeof found === "string");
  if (problem !== undefined) throw new Error(`[${balancer.node.path}] blueGreen: ${problem}. Change it there.`);
}

/** @throws Error when a route would hold requests of targets that take turns: deployments move the default requests alone */
export function requireUnshifted(
  balancer: Construct,
  id: string,
  targets: TargetGroup,
  shifted: readonly TargetGroup[],
): void {
  if (!shifted.includes(targets)) return;
  throw new Error(
    `[${balancer.node.path}] route ${id}: targets are blue or green ones; allowed are others, for deployments move no route. Leave the requests to defaultTargets.`,
  );
}

function isNarrow(cidr: string): boolean {
  const [, length] = /^(?:\d{1,3}\.){3}\d{1,3}\/(\d{1,2})$/.exec(cidr) ?? [];
  return length !== undefined && Number(length) >= LARGEST_NETWORK && Number(length) <= 32;
}
