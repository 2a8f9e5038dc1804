import type { Check, Demand, Fact, Selector } from "../../systems/check";
import { factOf, problemOf, type Observation } from "./observation";

/** The answer to one check. */
export interface Verdict {
  readonly id: string;
  readonly group: Check["group"];
  readonly title: string;
  readonly status: "pass" | "fail" | "manual";
  readonly expected: string;
  /** What was found; on failure with the address of every resource at fault. */
  readonly found: string;
}

type Answer = Pick<Verdict, "status" | "expected" | "found">;

/** What one resource's fact answers by itself. */
type FactDemand = Extract<
  Demand,
  { is: unknown } | { versionFrom: unknown } | { atMost: unknown } | { includes: unknown }
>;

/** Answers a check from what was observed. Pure: the same observations give the same verdict. */
export function evaluate(check: Check, observations: readonly Observation[]): Verdict {
  const { id, group, title } = check;
  if ("manual" in check)
    return { id, group, title, status: "manual", expected: check.manual, found: "not checked by machine" };
  const selected = select(check.of, observations);
  return { id, group, title, ...answer(check.demand, selected, check.of, observations) };
}

function answer(demand: Demand, selected: readonly Observation[], of: Selector, all: readonly Observation[]): Answer {
  if ("count" in demand) return counted(demand.count, selected);
  if (selected.length === 0)
    return fail(describe(demand), `no ${of.type}${of.where ? " of that kind" : ""} in the state`);
  if ("differentAtLeast" in demand) return different(demand, selected);
  if ("sameAs" in demand) return sameAs(demand, selected, all);
  return each(selected, demand.fact, (fact) => holds(demand, fact), describe(demand));
}

function holds(demand: FactDemand, fact: Fact | undefined): boolean {
  if ("includes" in demand) return Array.isArray(fact) && fact.includes(demand.includes);
  if ("versionFrom" in demand) return isVersionFrom(demand.versionFrom, show(fact));
  if ("atMost" in demand) return typeof fact === "number" && fact <= demand.atMost;
  return show(fact) === show(demand.is);
}

/** Whether a version has the major of the least one and is not before it. */
function isVersionFrom(least: string, version: string): boolean {
  const inOrder = version.localeCompare(least, "en", { numeric: true }) >= 0;
  return version.split(".")[0] === least.split(".")[0] && inOrder;
}

function counted(count: number, selected: readonly Observation[]): Answer {
  const wrong = selected.filter(problemOf);
  if (wrong.length > 0) return fail(String(count), wrong.map(explain).join("; "));
  if (selected.length === count) return { status: "pass", expected: String(count), found: String(count) };
  return fail(String(count), [selected.length, ...selected.map(({ address }) => address)].join(" "));
}

function different(demand: { fact: string; differentAtLeast: number }, selected: readonly Observation[]): Answer {
  const expected = describe(demand);
  const wrong = selected.filter(problemOf);
  if (wrong.length > 0) return fail(expected, wrong.map(explain).join("; "));
  const known = selected.map((observation) => factOf(observation, demand.fact)).filter((fact) => fact !== undefined);
  const values = [...new Set(known.map(show))];
  const found = values.join(", ") || "not set";
  return values.length >= demand.differentAtLeast ? { status: "pass", expected, found } : fail(expected, found);
}

function sameAs(
  demand: { fact: string; sameAs: Selector & { fact: string } },
  selected: readonly Observation[],
  all: readonly Observation[],
): Answer {
  const [other] = select(demand.sameAs, all);
  if (!other) return fail(describe(demand), `no ${describeSelector(demand.sameAs)} in the state`);
  if (problemOf(other)) return fail(describe(demand), explain(other));
  const fact = factOf(other, demand.sameAs.fact);
  // Two facts that AWS left out are not the same fact.
  if (fact === undefined) return fail(describe(demand), `${other.address}: no ${demand.sameAs.fact}`);
  const wanted = show(fact);
  return each(selected, demand.fact, (found) => show(found) === wanted, `${demand.fact} = ${wanted}`);
}

function each(
  selected: readonly Observation[],
  name: string,
  holds: (fact: Fact | undefined) => boolean,
  expected: string,
): Answer {
  const wrong = selected.filter((observation) => problemOf(observation) || !holds(factOf(observation, name)));
  if (wrong.length === 0) {
    const values = [...new Set(selected.map((observation) => show(factOf(observation, name))))].join("; ");
    return {
      status: "pass",
      expected,
      found: selected.length === 1 ? values : `${values} (${selected.length} of ${selected.length})`,
    };
  }
  return fail(
    expected,
    wrong.map((bad) => (problemOf(bad) ? explain(bad) : `${bad.address}: ${show(factOf(bad, name))}`)).join("; "),
  );
}

/** The resources that a selector means. A list in `where` means one of its elements. */
function select({ type, where = {} }: Selector, observations: readonly Observation[]): readonly Observation[] {
  return observations.filter(
    (observation) =>
      observation.type === type &&
      Object.entries(where).every(([name, wanted]) =>
        [wanted]
          .flat()
          .map(show)
          .includes(show(factOf(observation, name))),
      ),
  );
}

function describe(demand: Demand): string {
  if ("count" in demand) return String(demand.count);
  if ("is" in demand) return `${demand.fact} = ${show(demand.is)}`;
  if ("versionFrom" in demand) return `${demand.fact} = ${demand.versionFrom} or a later minor version`;
  if ("atMost" in demand) return `${demand.fact} of at most ${demand.atMost}`;
  if ("includes" in demand) return `${demand.fact} with ${demand.includes}`;
  if ("differentAtLeast" in demand) return `at least ${demand.differentAtLeast} different ${demand.fact}`;
  return `${demand.fact} = ${demand.sameAs.fact} of ${describeSelector(demand.sameAs)}`;
}

function describeSelector({ type, where }: Selector): string {
  return [type, ...Object.entries(where ?? {}).map(([name, value]) => `${name}=${show(value)}`)].join(" ");
}

function explain(observation: Observation): string {
  return `${observation.address} is ${problemOf(observation)}`;
}

function fail(expected: string, found: string): Answer {
  return { status: "fail", expected, found };
}

/** One text for one value; the order of a list means nothing. */
function show(fact: Fact | undefined): string {
  if (fact === undefined) return "not set";
  return Array.isArray(fact) ? [...fact].sort().join(", ") || "none" : String(fact);
}
