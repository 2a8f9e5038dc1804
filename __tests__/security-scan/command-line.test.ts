import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { ScanCheckout, type Report } from "./support";

const names = [
  "estate-scan",
  "npm-audit",
  "npm-audit-api",
  "npm-audit-itrack-handler",
  "gitleaks-history",
  "gitleaks-files",
  "actionlint",
  "zizmor",
];
const inCi = { CI: "true" };

let checkout: ScanCheckout;
beforeEach(() => {
  checkout = new ScanCheckout();
  checkout.allClean();
});
afterEach(() => checkout.remove());

const finding = (): void => checkout.program("actionlint", "echo 'the finding'; exit 1");
const broken = (): void => checkout.program("zizmor", "echo 'the cause' >&2; exit 1");
const lines = (text: string): string[] => text.trimEnd().split("\n");

describe("scripts/security-scan.mjs", () => {
  it.each([{}, inCi])("ends with 0 when every audit passed (%j)", (env) => {
    const { code, stdout } = checkout.scan([], env);
    expect({ code, last: lines(stdout).at(-1) }).toEqual({ code: 0, last: "Every audit passed." });
    expect(
      lines(stdout)
        .slice(0, 8)
        .map((line) => line.split(/\s+/).slice(0, 3)),
    ).toEqual(names.map((name) => ["✓", name, "passed"]));
  });

  it.each([{}, inCi])("ends with 1 when an audit failed, and prints what it found after the table (%j)", (env) => {
    finding();
    const { code, stdout } = checkout.scan([], env);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /✗ actionlint +failed +\d\.\d s {2}findings below\n✓ zizmor[^]*\n== actionlint: failed\nthe finding\n/,
    );
    expect(lines(stdout).at(-1)).toBe("Failed: actionlint.");
  });

  it("ends with 0 outside CI when an audit could not run, and says so in its last line", () => {
    broken();
    const { code, stdout } = checkout.scan();
    expect(code).toBe(0);
    expect(stdout).toMatch(/- zizmor +could not run +\d\.\d s {2}exit code 1: the cause\n/);
    expect(lines(stdout).at(-1)).toBe(
      "Nothing failed, but not everything was looked at: zizmor could not run. In CI this fails.",
    );
  });

  it("ends with 1 in CI when an audit could not run", () => {
    broken();
    const { code, stdout } = checkout.scan([], inCi);
    expect({ code, last: lines(stdout).at(-1) }).toEqual({
      code: 1,
      last: "Nothing failed, but not everything was looked at: zizmor could not run.",
    });
  });

  it("names both what failed and what could not run", () => {
    finding();
    broken();
    const { code, stdout } = checkout.scan();
    expect(code).toBe(1);
    expect(lines(stdout).at(-1)).toBe("Failed: actionlint. Could not run: zizmor.");
  });

  it("prints the fix of what could not run below its line", () => {
    checkout.unlink("zizmor");
    const { stdout } = checkout.scan(["zizmor"]);
    expect(stdout).toMatch(/^- zizmor +could not run +\d\.\d s {2}zizmor is missing\n {4}fix: make setup\n/);
  });

  it("prints for machines nothing but one JSON document", () => {
    finding();
    broken();
    const report = JSON.parse(checkout.scan(["--json"], inCi).stdout) as Report;
    expect(report).toMatchObject({ ok: false, ci: true });
    expect(report.audits.map(({ name }) => name)).toEqual(names);
    expect(report.audits.map(({ outcome }) => outcome)).toEqual([
      ...Array<string>(6).fill("passed"),
      "failed",
      "could not run",
    ]);
    expect(report.audits[6]).toEqual({
      name: "actionlint",
      seconds: expect.any(Number),
      outcome: "failed",
      reason: "findings below",
      output: "the finding",
    });
    expect(report.audits[7]).toEqual({
      name: "zizmor",
      seconds: expect.any(Number),
      outcome: "could not run",
      reason: "exit code 1: the cause",
      output: "the cause",
    });
  });

  it("calls a run on a laptop fine for machines too when nothing failed", () => {
    broken();
    expect(JSON.parse(checkout.scan(["--json"]).stdout)).toMatchObject({ ok: true, ci: false });
  });

  it("runs only the audits that are named", () => {
    finding();
    expect(checkout.report("npm-audit-api", "zizmor").audits.map(({ name }) => name)).toEqual([
      "npm-audit-api",
      "zizmor",
    ]);
  });

  it("runs at most as many audits at once as there are cores", () => {
    const log = path.join(checkout.root, "log");
    const slow = `echo start >> ${log}; read line < /dev/null; i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo end >> ${log}`;
    for (const name of ["actionlint", "gitleaks", "zizmor"]) checkout.program(name, slow);
    checkout.scan(names.slice(3));
    let now = 0;
    const atOnce = lines(readFileSync(log, "utf8")).map((line) => (line === "start" ? ++now : now--));
    expect(atOnce).toHaveLength(8);
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(availableParallelism());
  });

  it("ends what an audit started when it is interrupted", async () => {
    const started = path.join(checkout.root, "started");
    checkout.program("actionlint", `echo $$ > ${started}; while :; do :; done`);
    const run = spawn(process.execPath, ["scripts/security-scan.mjs", "actionlint"], {
      cwd: checkout.root,
      env: { PATH: checkout.bin },
      stdio: "ignore",
    });
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
    while (!existsSync(started) || readFileSync(started, "utf8") === "") await pause();
    const pid = Number(readFileSync(started, "utf8"));
    const ended = new Promise((resolve) => run.on("close", resolve));
    run.kill("SIGTERM");
    expect(await ended).toBe(143);
    while (isAlive(pid)) await pause(); // fails by Jest's patience
  });

  it("states its audits and exit codes with --help", () => {
    const { code, stdout } = checkout.scan(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Audits: ${names.join(", ")}.`);
    expect(stdout).toMatch(
      /Exit codes:\n {2}0 .*outside CI.*\n {2}1 .*in CI \(CI=true\) also when one could not run\n {2}64 /,
    );
  });

  it.each([
    [["--fast"], "Unknown option '--fast'"],
    [["trivy"], "Unknown audit trivy."],
    [["--timeout", "soon"], "--timeout soon: expected a number of seconds above 0."],
    [["--timeout", "0"], "--timeout 0: expected a number of seconds above 0."],
    [["--timeout"], "argument missing"],
  ])("refuses the command line %j and shows the usage", (args, message) => {
    const { code, stderr, stdout } = checkout.scan(args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("Usage: node scripts/security-scan.mjs");
    expect(stderr).not.toContain("    at ");
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
