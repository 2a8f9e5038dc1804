import type { ResourceChange } from "../terraform";
import type { Effect } from "./effects";
import type { Verdict } from "./judge";
import { attributeOf, nounOf } from "./knowledge";
import { shownPair } from "./values";

/** Longer values are read below the sentence. */
const SHORT = 30;

/** A change in plain words: what is done, why, and what follows from it. */
export function sentence(resource: ResourceChange, effect: Effect, verdict: Verdict | undefined): string {
  const isPart = verdict !== undefined && verdict.values.length > 0;
  const done = isPart ? partOf(resource, effect, verdict) : doneTo(resource, effect);
  return verdict === undefined ? done : `${done}; ${verdict.means}`;
}

function doneTo(resource: ResourceChange, effect: Effect): string {
  const noun = nounOf(resource.type);
  switch (effect) {
    case "create":
      return `creates the ${noun}`;
    case "update":
      return `changes the ${noun}`;
    case "replace":
      return `replaces the ${noun}${becauseOf(resource)}`;
    case "destroy":
      return `destroys the ${noun}${whyDestroyed(resource)}`;
    case "forget":
      return `forgets the ${noun}`;
    case "import":
      return `takes over the ${noun} that is in AWS`;
    case "move":
    case "none":
      return `the ${noun} has a new address; nothing changes in AWS`;
  }
}

function partOf({ type }: ResourceChange, effect: Effect, { values }: Verdict): string {
  const noun = nounOf(type);
  if (effect === "create") return `creates the ${noun}`;
  const names = [...new Set(values.map(attributeOf))];
  const shownNames = names.includes("tags") ? names.filter((name) => !name.startsWith("tags")).concat("tags") : names;
  return `changes ${listed(shownNames)} of the ${noun}${pairOf(values)}`;
}

function pairOf(values: Verdict["values"]): string {
  const [only] = values;
  if (only === undefined || values.length > 1) return "";
  const [before, after] = shownPair(only.before, only.after);
  return before.length > SHORT || after.length > SHORT ? "" : ` (${before} -> ${after})`;
}

function becauseOf({ action_reason: reason, change: { replace_paths: paths = [] } }: ResourceChange): string {
  if (reason === "replace_because_tainted") return " because an interrupted run left it half made";
  if (reason === "replace_by_request") return " because that was asked for";
  if (reason === "replace_by_triggers") return " because what it depends on changed";
  const names = [...new Set(paths.map((path) => path.filter((part) => typeof part === "string").join(".")))];
  return names.length === 0 ? "" : ` because ${listed(names)} changed`;
}

function whyDestroyed({ action_reason: reason }: ResourceChange): string {
  if (reason === "delete_because_no_resource_config" || reason === "delete_because_no_module")
    return ", which is no longer in the code";
  if (reason === "delete_because_count_index" || reason === "delete_because_each_key")
    return ", one of several that are no longer in the code";
  return "";
}

/** `a`, `a and b`, `a, b and 3 more`. */
function listed(names: readonly string[]): string {
  if (names.length <= 1) return names.join("");
  if (names.length <= 3) return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}
