import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { deployments } from "../../../src/config";
import { paths } from "../../../src/delivery/paths";
import { noProgress } from "../../../src/delivery/progress";
import { scan, type ScanResult } from "../../../src/delivery/scan";
import { register, renderRegister } from "../../../src/delivery/scan/report/register";
import { NEXT_REVIEW } from "../../../src/platform/acknowledge";

const run = promisify(execFile);
const views = mkdtempSync(join(tmpdir(), "estate-views-"));
const PATIENCE = 240_000;
let result: ScanResult;
beforeAll(async () => {
  // A fixed day: what is accepted until then must not fail a test the day after.
  result = await scan({ names: [], date: NEXT_REVIEW, views }, noProgress);
}, PATIENCE);
afterAll(() => rmSync(views, { recursive: true }));

describe("every deployment", () => {
  it("has no finding that nobody acknowledged, and no acknowledgement to put right [000-comprehensive-security-scan]", () => {
    expect(result.open).toEqual([]);
    expect(result.problems).toEqual([]);
    expect(result.deployments).toEqual(deployments.map(({ name }) => name));
  });

  it("is seen by both scanners, all of it", () => {
    for (const { resources, canaries } of result.sight) {
      expect(resources).toBeGreaterThan(900);
      expect(canaries).toBeGreaterThan(100);
    }
    expect(result.sight.map(({ scanner }) => scanner).sort()).toEqual(["checkov", "tfsec"]);
  });

  it("has its exceptions in the published register", () => {
    const entries = register(result.exceptions);
    const published = (name: string) => readFileSync(join(paths.root, "docs", "compliance", name), "utf8");
    expect(`${renderRegister(entries)}\n`).toBe(published("exceptions.md"));
    expect(entries).toEqual(JSON.parse(published("exceptions.json")));
  });

  it("names the TypeScript that made every finding", () => {
    for (const { silenced } of result.exceptions) {
      for (const { source } of silenced)
        expect(source.file).toMatch(/^src\/systems\/(omnirapeutic|omni-portal|itrack)\/[a-z-]+\.ts$/);
    }
  });
});

describe("the views with skip comments", () => {
  it(
    "show nothing to a person who runs tfsec over them",
    async () => {
      const { stdout } = await run(
        join(paths.toolsBin, "tfsec"),
        [join(views, "tfsec"), "-f", "json", "--no-module-downloads"],
        {
          maxBuffer: 1e8,
        },
      );
      expect((JSON.parse(stdout) as { results: unknown[] | null }).results ?? []).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "show nothing to a person who runs Checkov over them, but the reasons",
    async () => {
      const checkov = join(paths.tools, "checkov", "bin", "checkov");
      const args = [
        "-d",
        join(views, "checkov"),
        "--framework",
        "terraform",
        "--skip-download",
        "--compact",
        "-o",
        "json",
      ];
      const { stdout } = await run(checkov, args, { maxBuffer: 1e8 });
      const { summary, results } = JSON.parse(stdout) as {
        summary: { failed: number; parsing_errors: number };
        results: { skipped_checks: { check_result: { suppress_comment: string } }[] };
      };
      expect(summary).toMatchObject({ failed: 0, parsing_errors: 0 });
      const reasons = new Set(result.exceptions.map(({ acknowledgement: { reason } }) => reason));
      expect(results.skipped_checks.length).toBeGreaterThan(10);
      for (const { check_result: given } of results.skipped_checks) expect(reasons).toContain(given.suppress_comment);
    },
    PATIENCE,
  );
});
