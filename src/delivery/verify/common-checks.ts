import type { Expectation } from "../../systems/check";
import { checkers } from "./checkers";
import type { Verdict } from "./evaluate";
import { factOf, problemOf, type Observation } from "./observation";

/** What every checker demands of its type, for the types that the state holds. */
export function healthChecks(observations: readonly Observation[]): readonly Expectation[] {
  const types = [...new Set(observations.map(({ type }) => type))];
  return types.flatMap((type) => {
    const { group = "Infrastructure", healthy = [] } = checkers[type] ?? {};
    return healthy.map(({ title, fact, is }) => ({
      id: `${type}_${fact}`.replaceAll(/[_.:]/g, "-").toLowerCase(),
      group,
      title,
      of: { type },
      demand: { fact, is },
    }));
  });
}

/** Whether AWS still has everything that the state has. Types without a checker are named, not passed over. */
export function existenceVerdict(observations: readonly Observation[]): Verdict {
  const asked = observations.filter(({ live }) => live.is !== "unchecked");
  const wrong = asked.filter(problemOf);
  const unchecked = [...new Set(observations.filter((each) => !asked.includes(each)).map(({ type }) => type))].sort();
  const rest = unchecked.length === 0 ? "" : `; not looked up: ${unchecked.join(", ")}`;
  return {
    id: "resources-exist",
    group: "Infrastructure",
    title: "Every resource of the state exists in AWS",
    status: wrong.length === 0 ? "pass" : "fail",
    expected: `${asked.length} resources`,
    found:
      wrong.length === 0
        ? `${asked.length} resources${rest}`
        : wrong.map((bad) => `${bad.address} is ${problemOf(bad)}`).join("; "),
  };
}

/** Whether everything that can carry tags says HIPAA=true: as AWS has it, or as Terraform left it where AWS is not asked. 164.310(d)(1) */
export function hipaaTagVerdict(observations: readonly Observation[]): Verdict {
  const taggable = observations.filter(({ state }) => state.tags_all !== undefined);
  const wrong = taggable.filter((each) => isRead(each) && factOf(each, "tag:HIPAA") !== "true");
  const fromState = [...new Set(taggable.filter(({ live }) => live.is === "unchecked").map(({ type }) => type))].sort();
  return {
    id: "hipaa-tags",
    group: "Compliance",
    title: "All resources are tagged HIPAA=true",
    status: taggable.length > 0 && wrong.length === 0 ? "pass" : "fail",
    expected: "HIPAA=true",
    found:
      wrong.length > 0
        ? wrong.map((bad) => `${bad.address}: ${factOf(bad, "tag:HIPAA") ?? "no such tag"}`).join("; ")
        : `${taggable.length} resources${fromState.length > 0 ? `; from the state alone: ${fromState.join(", ")}` : ""}`,
  };
}

/** What is missing or unreadable is reported as that, not as untagged. */
function isRead({ live }: Observation): boolean {
  return live.is === "read" || live.is === "unchecked";
}
