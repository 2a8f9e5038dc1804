import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DifferenceOf } from "../../../src/config/difference";
import { deployments, type OmnirapeuticConfig } from "../../../src/config";
import { compareSystems, systems, type Comparison } from "../../../src/delivery/differences";
import { renderMarkdown, renderText } from "../../../src/delivery/differences/render";
import { paths } from "../../../src/delivery/paths";

const out = mkdtempSync(join(tmpdir(), "estate-differences-"));
const found = new Map<string, Comparison>();
beforeAll(async () => {
  for (const comparison of await compareSystems(systems, { out })) found.set(comparison.system, comparison);
});
afterAll(() => rmSync(out, { recursive: true }));

describe.each(systems)("the environments of %s", (system) => {
  it("differ only as declared, and in all that is declared", () => {
    const compared = found.get(system)!.identities.map(({ environment }) => environment);
    const own = deployments.filter((deployment) => deployment.system === system);
    expect(compared).toEqual(own.map(({ environment }) => environment));
    expect(compared.length).toBeGreaterThan(1);
    expect(found.get(system)!.problems).toEqual([]);
  });

  it("are described by the published report", () => {
    const published = readFileSync(join(paths.root, "docs", "differences", `${system}.md`), "utf8");
    expect(renderMarkdown(system, found.get(system)!)).toBe(published);
  });
});

describe("a report", () => {
  it("gives each setting with its values, its reasons, and what follows in AWS", () => {
    const text = renderText("omnirapeutic", found.get("omnirapeutic")!);
    expect(text).toMatch(/network\.nat \(dev \| staging \| production\)\n {2}gateways: 1 \| 1 \| 3\n {2}why: /);
    expect(text).toContain("  why: dev, staging: No patient traffic");
    expect(text).toMatch(/ {2}there: — \| — \| true\n(?: {4}aws_\S+\n)* {4}aws_nat_gateway\.network_nat_b\n/);
    expect(text).toMatch(/ {2}backup_retention_period: 7 \| 7 \| 35\n {4}aws_rds_cluster\.database\n/);
  });
});

describe("estate differences", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(paths.bin, "estate.cjs"), "differences", ...args, "--from", out], {
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    });

  it("ends with exit code 0 when everything is declared, as text and as JSON", () => {
    expect(run("omnirapeutic")).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(run("omnirapeutic", "--json").stdout)).toMatchObject([{ system: "omnirapeutic", problems: [] }]);
  });

  it("writes the report of each named system and of no other", () => {
    const folder = join(out, "reports");
    expect(run("omnirapeutic", "--write", folder).status).toBe(0);
    expect(readFileSync(join(folder, "omnirapeutic.md"), "utf8")).toContain("# Environments of omnirapeutic");
    expect(existsSync(join(folder, "omni-portal.md"))).toBe(false);
  });

  it("ends with exit code 1 and names what nobody declared", () => {
    const file = join(out, "stacks", "omnirapeutic-staging", "cdk.tf.json");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace('"idle_timeout": ', '"idle_timeout": 1'));
    const { status, stderr } = run("omnirapeutic");
    writeFileSync(file, before);
    expect(status).toBe(1);
    expect(stderr).toContain(
      "Undeclared: aws_lb.load_balancer.idle_timeout differs: dev 60, staging 160, production 60. No setting explains it between dev/staging, staging/production.",
    );
    expect(stderr).toContain("Fix: Is it meant? Declare it");
  });

  it("refuses a system that does not exist", () => {
    expect(run("omnirapeutics").stderr).toContain("Allowed choices are omnirapeutic, omni-portal");
  });
});

it("a declaration can name only settings that the configuration has", () => {
  const declared: DifferenceOf<OmnirapeuticConfig>[] = [
    { setting: "database.capacity.maxAcu" },
    { setting: "backend" },
  ];
  // @ts-expect-error -- misspelled: the type checker refuses it, and this line when it does not
  declared.push({ setting: "database.capacity.maxAcus" });
  // @ts-expect-error -- a reason is no setting
  declared.push({ setting: "network.nat.reason" });
  expect(declared).toHaveLength(4);
});
