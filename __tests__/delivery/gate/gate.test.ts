import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { gate } from "../../../src/delivery/gate/gate";
import type { ProtectionRule } from "../../../src/delivery/gate/protection-rule";
import { ruleIds, rules } from "../../../src/delivery/gate/rules";
import { Schemas } from "../../../src/delivery/hcl";
import { table } from "../../../src/delivery/markdown";
import { paths } from "../../../src/delivery/paths";
import { statefulTypes } from "../../../src/delivery/stateful-types";
import { stateAddresses, type PlanJson } from "../../../src/delivery/terraform";
import { create, destroy, forget, keep, plan, replace, update } from "../../support/plans";
import { reviewOf } from "../review/support";
import { situations, type Situation } from "./catalogue";

type Facts = Omit<Situation, "title" | "plan" | "blocks">;

function judge(planned: PlanJson, { known, configured, unfinished, lostState }: Facts = {}) {
  const here = [
    ...stateAddresses(planned.prior_state?.values?.root_module),
    ...(planned.resource_changes ?? []).map(({ address }) => address),
  ].map((address) => address.replace(/\[.*\]$/, ""));
  return gate({
    deployment: "omnirapeutic-dev",
    plan: planned,
    knownAddresses: new Set(known ?? here),
    configured,
    unfinished,
    lostState,
    command: (args) => `terraform ${args}`,
  });
}

describe("the catalogue of plans", () => {
  it.each(situations.map((situation) => [situation.title, situation] as const))("%s", (_title, situation) => {
    expect(judge(situation.plan, situation).map(({ rule }) => rule)).toEqual(situation.blocks);
  });

  it.each(
    situations.filter(({ blocks }) => blocks.length > 0).map((situation) => [situation.title, situation] as const),
  )("leads the review too where something is blocked: %s", (_title, situation) => {
    const findings = judge(situation.plan, situation);
    const { changes } = reviewOf(situation.plan, undefined, findings);
    const ranks = new Map(changes.map(({ address, rank }) => [address, rank]));
    const overlooked = findings
      .filter(({ address, threatens }) => threatens && ranks.has(address))
      .map(({ rule, address }) => ({ rule, address, rank: ranks.get(address)! }))
      .filter(({ rank }) => rank !== "data-loss" && rank !== "exposure");
    expect(overlooked).toEqual([]);
  });

  it("has at least 40 situations, each once", () => {
    expect(situations.length).toBeGreaterThanOrEqual(40);
    expect(new Set(situations.map(({ title }) => title)).size).toBe(situations.length);
  });

  it.each(ruleIds)("has a plan that %s blocks, and its nearest neighbour that passes", (id) => {
    expect(situations.some(({ blocks }) => blocks.includes(id))).toBe(true);
    expect(situations.some(({ near, blocks }) => near === id && blocks.length === 0)).toBe(true);
  });
});

describe("the rules", () => {
  it("are sentences, each once, with a paragraph of the Security Rule", () => {
    expect(new Set(ruleIds).size).toBe(rules.length);
    for (const { id, control } of rules) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+){2,}$/);
      expect(control).toMatch(/^164\.3\d\d(\([0-9a-zA-Z]+\))+$/);
    }
  });

  it("tell with each finding what, where, why and what to do", () => {
    for (const situation of situations) {
      for (const finding of judge(situation.plan, situation)) {
        expect(finding.message).toContain(finding.address);
        expect(finding.fix.length).toBeGreaterThan(10);
        expect(rules.find(({ id }) => id === finding.rule)?.control).toBe(finding.control);
      }
    }
  });

  it("stand in docs/plan-gate.md, in the same words", () => {
    const page = readFileSync(join(paths.root, "docs", "plan-gate.md"), "utf8");
    const rows = rules.map(({ id, blocks, control }) => [`\`${id}\``, blocks, control]);
    expect(page).toContain(table(["rule", "blocks", "protects (45 CFR)"], rows));
  });

  // A misspelt attribute would let everything pass.
  const schemas = Schemas.committed();
  const has = (type: string, path: string): boolean => {
    let shape = schemas.type("resource", type);
    for (const name of path.split(".").filter((step) => !/^\d+$/.test(step))) {
      if (shape?.attributes?.has(name)) return true;
      shape = shape?.blocks[name]?.body();
    }
    return false;
  };
  const protections = rules.filter((rule): rule is ProtectionRule => "settings" in rule);
  const anyOf = (path: string): readonly string[] =>
    [
      ...statefulTypes,
      "aws_lb",
      "aws_cloudfront_distribution",
      "aws_sns_topic",
      "aws_redshift_cluster",
      "aws_fsx_lustre_file_system",
    ].filter((type) => has(type, path));

  it.each(protections.map((rule) => [rule.id, rule] as const))(
    "%s reads only attributes that the provider has",
    (_id, rule) => {
      for (const { path, types } of rule.settings) {
        if (!types) expect({ path, types: anyOf(path).length }).not.toEqual({ path, types: 0 });
        for (const type of types ?? [])
          expect({ type, path, known: has(type, path) }).toEqual({ type, path, known: true });
      }
      for (const { type, owner } of rule.companions) {
        expect({ type, known: schemas.type("resource", type) !== undefined }).toEqual({ type, known: true });
        if (owner) expect({ type, link: owner.link, known: has(type, owner.link) }).toMatchObject({ known: true });
      }
    },
  );
});

describe("what holds data", () => {
  it.each([...statefulTypes])("%s is not destroyed", (type) => {
    expect(judge(plan([destroy(`${type}.x`)]))).toEqual([
      expect.objectContaining({
        rule: "stateful-resources-are-kept",
        address: `${type}.x`,
        message: `${type}.x would be destroyed; it holds data or keys`,
      }),
    ]);
  });

  const database = "aws_rds_cluster.database";

  it("is not replaced or forgotten either, and the finding says which", () => {
    expect(judge(plan([replace(database, {}, {})]))[0]?.message).toContain("destroyed and created anew");
    const early = { ...replace(database, {}, {}).change, actions: ["create", "delete"] as const };
    expect(judge(plan([{ ...replace(database, {}, {}), change: early }]))[0]?.message).toContain("created anew");
    expect(judge(plan([forget(database)]))[0]?.message).toContain("forgotten");
  });

  it("is not lost to a setting that AWS cannot change in place, which is named", () => {
    const replaced = replace(database, { engine: "a" }, { engine: "b" });
    expect(judge(plan([replaced]))[0]?.fix).toContain("AWS cannot change engine in place");
  });

  it("is kept when an interrupted run only marked it as half made", () => {
    const tainted = { ...replace(database, {}, {}), action_reason: "replace_because_tainted" };
    expect(judge(plan([tainted]))[0]?.fix).toContain(`terraform untaint '${database}'`);
  });

  it("is found again by a move when its address vanished, also the address that HCL modules gave it", () => {
    expect(judge(plan([destroy("aws_s3_bucket.logs")]))[0]?.fix).toContain('{"from": "aws_s3_bucket.logs"');
    const fixes = judge(plan([destroy("module.logs.aws_s3_bucket.this")])).map(({ fix }) => fix);
    expect(fixes).toEqual([expect.stringMatching(/HCL modules made it\. Adopt it .*adoption\/moves/)]);
  });
});

describe("a state that is not the deployment's", () => {
  it("is refused, with every address that neither code nor lock knows", () => {
    const findings = judge(plan([], ["aws_vpc.network", "aws_vpc.foreign"]), { known: ["aws_vpc.network"] });
    expect(findings.map(({ rule, address }) => [rule, address])).toEqual([
      ["state-belongs-to-the-deployment", "aws_vpc.foreign"],
    ]);
  });

  it("is told from instances of a known address, and from both names of a resource that moves", () => {
    const moved = plan([keep("aws_vpc.new", "aws_vpc.old")], ['aws_subnet.app["a"]', "aws_vpc.new"]);
    expect(judge(moved, { known: ["aws_subnet.app"] })).toEqual([]);
  });

  it("is refused with the way to adopt it when HCL modules made it; data sources do not count", () => {
    const resources = [
      { address: "module.old.aws_vpc.x", mode: "managed" as const, type: "aws_vpc" },
      { address: "module.old.data.aws_region.here", mode: "data" as const, type: "aws_region" },
    ];
    const findings = judge(
      { prior_state: { values: { root_module: { child_modules: [{ resources }] } } } },
      { known: [] },
    );
    expect(findings).toEqual([
      expect.objectContaining({
        address: "module.old.aws_vpc.x",
        fix: expect.stringContaining('{"from": "module.old.aws_vpc.x", "to": "<its address here>"'),
      }),
    ]);
  });
});

it("no finding shows a sensitive value", () => {
  const sensitive = { before_sensitive: { kms_key_id: true }, after_sensitive: { kms_key_id: true } };
  const [finding] = judge(
    plan([update("aws_db_instance.a", { kms_key_id: "hunter2" }, { kms_key_id: "hunter3" }, sensitive)]),
  );
  expect(finding?.message).toContain("kms_key_id (sensitive) -> (sensitive)");
});

describe("any plan", () => {
  const name = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
  const harmlessType = fc.constantFrom(
    "aws_vpc",
    "aws_rds_cluster",
    "aws_s3_bucket",
    "aws_kms_key",
    "aws_ecs_service",
    "aws_lb",
  );
  const address = fc.tuple(harmlessType, name).map(([type, id]) => `${type}.${id}`);
  const body = { deletion_protection: true, backup_retention_period: 35, kms_key_id: "key", force_destroy: false };
  const tags = fc.dictionary(name, fc.string(), { maxKeys: 3 });
  const harmless = fc.oneof(
    fc
      .tuple(address, tags, tags)
      .map(([at, before, after]) => update(at, { ...body, tags: before }, { ...body, tags: after })),
    fc.tuple(address, fc.dictionary(name, fc.jsonValue())).map(([at, after]) => create(at, after)),
  );
  const changes = fc.uniqueArray(harmless, { selector: (each) => each.address, maxLength: 40 });

  it("of nothing but tags and new resources passes", () => {
    fc.assert(fc.property(changes, (some) => void expect(judge(plan(some))).toEqual([])));
  });

  it("that also destroys one stateful resource is blocked, for exactly that", () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(...statefulTypes), fc.nat(), (some, type, at) => {
        const index = at % (some.length + 1);
        const planned = [...some.slice(0, index), destroy(`${type}.lost`), ...some.slice(index)];
        expect(judge(plan(planned)).map(({ rule, address: where }) => [rule, where])).toEqual([
          ["stateful-resources-are-kept", `${type}.lost`],
        ]);
      }),
    );
  });

  it("of 5,000 changes, or of as many deletes, is judged in less than two seconds of a processor", () => {
    const many = Array.from({ length: 5000 }, (_, n) =>
      update(`aws_db_instance.a${n}`, { ...body, deletion_protection: n > 9 }, { ...body, deletion_protection: true }),
    );
    const gone = Array.from({ length: 2500 }, (_, n) => [
      destroy(`aws_s3_bucket.b${n}`, { bucket: `b${n}` }),
      destroy(`aws_s3_bucket_versioning.b${n}`, { bucket: `b${n}` }),
    ]).flat();
    const started = process.cpuUsage();
    expect(judge(plan(many))).toEqual([]);
    expect(judge(plan(gone))).toHaveLength(2501);
    const { user, system } = process.cpuUsage(started); // microseconds
    expect(user + system).toBeLessThan(2_000_000);
  });
});
