import type { Construct } from "constructs";
import type { TargetGroup } from "./target-group";

/** Requests that go to other targets than the default ones. */
export interface Route {
  readonly targets: TargetGroup;
  /** 1-5 patterns such as `/api/*`: each starts with `/`, up to 128 characters; `*` and `?` stand for any. */
  readonly paths: readonly string[];
  /** 1-50000, unique at the load balancer; the lowest that matches wins. */
  readonly priority: number;
}

/** The characters that AWS takes in a path pattern. */
const PATTERN = /^\/[a-zA-Z0-9_\-.$/~"'@:+&*?]{0,127}$/;

/** @throws Error when AWS would refuse the rule, or another route has its priority */
export function requireValidRoute(
  balancer: Construct,
  id: string,
  { paths, priority }: Route,
  others: ReadonlyMap<number, string>,
): void {
  const strange = paths.find((path) => !PATTERN.test(path));
  const holder = others.get(priority);
  const problem = [
    !(Number.isInteger(priority) && priority >= 1 && priority <= 50_000) &&
      `priority is ${priority}; allowed are whole numbers from 1 to 50000`,
    holder !== undefined &&
      `priority is ${priority}, which route ${holder} has; allowed is a number of its own for each of ${holder} and ${id}`,
    (paths.length < 1 || paths.length > 5) && `paths has ${paths.length} patterns; allowed are 1-5 in one route`,
    strange !== undefined &&
      `path is "${strange}"; allowed is / and up to 127 letters, digits and _-.$/~"'@:+&, with * and ? for any`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${balancer.node.path}] route ${id}: ${problem}. Change the route.`);
}
