import { healthChecks } from "../../../src/delivery/verify/common-checks";
import { evaluate } from "../../../src/delivery/verify/evaluate";
import type { Observation } from "../../../src/delivery/verify/observation";
import type { Expectation, Fact, Selector } from "../../../src/systems/check";
import { omnirapeuticChecks } from "../../../src/systems/omnirapeutic/checks";
import { omnirapeuticDeployments } from "../../support/omnirapeutic";
import { changed, healthyEstate, replaced } from "./estate";

/** The resources that a selector means, by the facts that AWS gives. */
function selected({ type, where = {} }: Selector, estate: readonly Observation[]): Observation[] {
  const factsOf = ({ live }: Observation) => (live.is === "read" ? live.facts : {});
  return estate.filter(
    (each) =>
      each.type === type &&
      Object.entries(where).every(([fact, is]) => [is].flat().includes(factsOf(each)[fact] as never)),
  );
}

/** The estate with the least damage that the check must notice. */
function spoiled({ of, demand }: Expectation, estate: readonly Observation[]): Observation[] {
  const [first, ...others] = selected(of, estate);
  if (!first) throw new Error(`the healthy estate has no ${of.type}`);
  if ("count" in demand) return replaced(estate, first.address, () => ({ is: "missing" }));
  if ("differentAtLeast" in demand) {
    const same = (each: readonly Observation[], { address }: Observation) =>
      changed(each, address, { [demand.fact]: "the same" });
    return [first, ...others].reduce<readonly Observation[]>(same, estate) as Observation[];
  }
  return changed(estate, first.address, { [demand.fact]: "is" in demand ? another(demand.is) : "another" });
}

function another(fact: Fact): Fact {
  if (typeof fact === "boolean") return !fact;
  if (typeof fact === "number") return fact + 1;
  return Array.isArray(fact) ? [...fact, "another"] : `${String(fact)}-another`;
}

describe.each(omnirapeuticDeployments.map((deployment) => [deployment.name, deployment] as const))(
  "every check on %s",
  (_name, deployment) => {
    const estate = healthyEstate(deployment);
    const checks = [...omnirapeuticChecks(deployment), ...healthChecks(estate)].filter((check) => "demand" in check);

    it("has an id of its own", () => {
      const ids = checks.map(({ id }) => id);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      expect(ids.length).toBeGreaterThan(120);
    });

    it.each(
      checks.filter(({ demand }) => !("count" in demand && demand.count === 0)).map((check) => [check.id, check]),
    )("passes when all is well and fails on the least damage: %s [001-verify-comprehensive]", (_id, check) => {
      expect(evaluate(check as Expectation, estate)).toMatchObject({ status: "pass" });
      expect(evaluate(check as Expectation, spoiled(check as Expectation, estate))).toMatchObject({ status: "fail" });
    });
  },
);
