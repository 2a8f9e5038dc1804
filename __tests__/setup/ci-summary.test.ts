import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Checkout } from "./support";

const script = path.resolve(__dirname, "../../scripts/ci-summary.mjs");

describe("the closing line of CI", () => {
  let machine: Checkout;
  beforeEach(() => {
    machine = new Checkout();
    cpSync(script, path.join(machine.root, "scripts/ci-summary.mjs"));
    mkdirSync(path.join(machine.root, ".estate/results"), { recursive: true });
  });
  afterEach(() => machine.remove());

  const result = (name: string, content: unknown): void =>
    writeFileSync(
      path.join(machine.root, ".estate/results", name),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  const summarize = (...names: string[]): { code: number | null; last: string | undefined } => {
    const run = spawnSync(process.execPath, ["scripts/ci-summary.mjs", ...names], {
      cwd: machine.root,
      encoding: "utf8",
    });
    return { code: run.status, last: run.stdout.trimEnd().split("\n").at(-1) };
  };
  const jest = (more: object = {}): object => ({
    numPassedTests: 5,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    success: true,
    ...more,
  });

  it("adds up jest, pytest and the static checks", () => {
    result("unit.json", jest());
    result("check.json", { passed: ["types", "eslint"], failed: [] });
    result(
      "emulator.xml",
      `<testsuites><testsuite name="pytest" errors="0" failures="0" skipped="1" tests="4"/></testsuites>`,
    );
    expect(summarize("unit.json", "check.json", "emulator.xml")).toEqual({ code: 0, last: "10 passed, 0 failed" });
  });

  it("fails for a failed test, whatever runs it", () => {
    result("unit.json", jest({ numPassedTests: 4, numFailedTests: 1, success: false }));
    result("check.json", { passed: ["types"], failed: ["eslint"] });
    result("emulator.xml", `<testsuite errors="1" failures="1" skipped="0" tests="4"/>`);
    expect(summarize("unit.json", "check.json", "emulator.xml")).toEqual({ code: 1, last: "7 passed, 4 failed" });
  });

  it("counts a run without a result as a failure", () => {
    result("unit.json", jest());
    expect(summarize("unit.json", "smoke.json")).toEqual({ code: 1, last: "5 passed, 1 failed" });
  });

  it("counts a test file that could not be loaded as a failure", () => {
    result("unit.json", jest({ numRuntimeErrorTestSuites: 1, success: false }));
    expect(summarize("unit.json")).toEqual({ code: 1, last: "5 passed, 1 failed" });
  });

  it("fails when coverage is below its threshold although every test passed", () => {
    result("unit.json", jest({ success: false }));
    expect(summarize("unit.json")).toEqual({ code: 1, last: "5 passed, 1 failed" });
  });

  it("fails when a run had no test at all", () => {
    result("unit.json", jest({ numPassedTests: 0 }));
    expect(summarize("unit.json").code).toBe(1);
  });
});
