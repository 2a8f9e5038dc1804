import type { ECS } from "@aws-sdk/client-ecs";

/** What of a task definition says when it was registered, or follows from the rest, and is no part of what runs. */
const ASIDE = new Set([
  ...["taskDefinitionArn", "revision", "status", "registeredAt", "registeredBy", "deregisteredAt"],
  ...["compatibilities", "requiresAttributes"],
]);

/**
 * Whether two task definitions run the same: one that was registered again after a rollback differs in its revision alone.
 * @param one ARN, `family:revision`, or a family for its newest
 */
export async function sameTask(ecs: ECS, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [first, second] = await Promise.all([one, other].map((taskDefinition) => contentOf(ecs, taskDefinition)));
  return first === second;
}

async function contentOf(ecs: ECS, taskDefinition: string): Promise<string> {
  const { taskDefinition: found = {} } = await ecs.describeTaskDefinition({ taskDefinition });
  return inOneOrder(Object.fromEntries(Object.entries(found).filter(([name]) => !ASIDE.has(name))));
}

/** JSON in which equal things are equal texts: things, such as environment variables, have no order; words of a command do. */
function inOneOrder(value: unknown): string {
  if (Array.isArray(value)) {
    const each = value.map(inOneOrder);
    return `[${(value.every(isThing) ? each.sort() : each).join()}]`;
  }
  if (!isThing(value)) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${inOneOrder(member)}`);
  return `{${members.sort().join()}}`;
}

function isThing(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
