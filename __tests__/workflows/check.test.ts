import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { job, onlyStep, root, using, workflow } from "./support";

const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
/** The commands that a target would run, with those of the targets it needs. */
const commandsOf = (target: string): string => {
  const { status, stdout } = spawnSync("make", ["--dry-run", "--no-print-directory", target], {
    cwd: root,
    encoding: "utf8",
  });
  expect(status).toBe(0);
  return stdout;
};
const runsOf = (job: string): string[] =>
  (workflow("check.yml").jobs[job]?.steps ?? []).flatMap(({ run }) => (run === undefined ? [] : [run]));

describe("the check of every change", () => {
  it("runs the API's tests with Jest and reports their coverage [004-test-unit] [004-next-coverage]", () => {
    expect(runsOf("check")).toContain("make test");
    expect(read("Makefile")).toMatch(/^test:.*\n.* test-api\b/m);
    expect(commandsOf("test-api")).toMatch(/cd services\/api && .*jest\.js --coverage /);
    const { coverageThreshold } = jest.requireActual<{ coverageThreshold: { global: { lines: number } } }>(
      path.join(root, "services/api/jest.config.js"),
    );
    expect(coverageThreshold.global.lines).toBeGreaterThanOrEqual(80);
  });

  it("runs the tests of iTrack's function with Jest [003-make-test] [003-ci-test] [003-stage-test-unit]", () => {
    expect(read("Makefile")).toMatch(/^test:.*\n.* test-itrack-handler\b/m);
    expect(commandsOf("test-itrack-handler")).toMatch(/cd services\/itrack-handler && .*jest\.js --coverage /);
  });

  it("deploys every environment to an embedded AWS of its own: the environment of integration tests [004-next-integration-tests] [003-stage-test-integration]", () => {
    expect(runsOf("sandbox")).toContain("make test-sandbox");
    expect(commandsOf("test-sandbox")).toContain("ESTATE_TESTS=sandbox");
  });

  it("runs the security scan, tfsec and Checkov in it, over the whole history, and fails for what could not run [000-scan-tfsec] [000-scan-checkov] [003-stage-test-security]", () => {
    const { steps } = job("check.yml", "security");
    expect(onlyStep(steps, ({ run }) => run === "make security-scan").env).toEqual({ CI: "true" });
    expect(onlyStep(steps, using("actions/checkout")).with).toMatchObject({ "fetch-depth": 0 });
    expect(commandsOf("security-scan")).toBe(
      "node scripts/setup/main.mjs core check scan\nnode scripts/security-scan.mjs\n",
    );
  });

  it("shows the scan's findings in code scanning, at their TypeScript line, but not from a fork", () => {
    const { steps, permissions } = job("check.yml", "security");
    expect(permissions).toEqual({ contents: "read", "security-events": "write" });
    const upload = onlyStep(steps, ({ run }) => run?.startsWith("scripts/upload-sarif.sh ") === true);
    expect(upload.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
    expect(upload.run).toContain(".estate/results/scan/scan.sarif");
    expect(read("scripts/security-scan/audits.mjs")).toContain("scan --out .estate/results/scan");
  });

  it("does in .ci/run what the workflow does, and counts every part", () => {
    const ci = read(".ci/run");
    expect(ci).toContain("for target in check test test-sandbox");
    const results = [...read("Makefile").matchAll(/\$\(RESULTS\)\/([\w.-]+)/g)].map(([, file]) => file!);
    expect(results.filter((file) => !ci.includes(file))).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(5);
  });
});
