import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { job, runs } from "../workflows/support";
import { plantedSecret } from "./planted-secret";
import { builtTools, root, ScanCheckout } from "./support";

const gitleaks = path.join(builtTools, "bin/gitleaks");
const zizmor = path.join(builtTools, "zizmor/bin/zizmor");

let checkout: ScanCheckout;
beforeEach(() => {
  checkout = new ScanCheckout();
  checkout.allClean();
  for (const name of ["gitleaks", "zizmor"]) checkout.unlink(name);
  checkout.link("gitleaks", gitleaks);
  checkout.link("zizmor", zizmor);
});
afterEach(() => checkout.remove());

describe("gitleaks, as setup built it", () => {
  it("finds nothing in a repository without secrets", () => {
    expect(checkout.verdict("gitleaks-history").outcome).toBe("passed");
    expect(checkout.verdict("gitleaks-files").outcome).toBe("passed");
  });

  it("fails the scan, and so the workflow that runs it, for a planted secret [000-fail-secrets] [003-make-security-scan]", () => {
    const secret = plantedSecret();
    checkout.write("config.ts", `export const token = "${secret}";\n`);
    const { code, stdout } = checkout.scan(["gitleaks-files"], { CI: "true" });
    expect(code).toBe(1);
    expect(stdout).toMatch(/File: +config\.ts/);
    expect(stdout).not.toContain(secret);
    expect(runs(job("check.yml", "security").steps)).toContain("make security-scan");
    const makefile = spawnSync("make", ["--dry-run", "security-scan"], { cwd: root, encoding: "utf8" });
    expect(makefile.stdout).toMatch(/^node scripts\/security-scan\.mjs$/m);
  });

  it("finds a secret that a later commit took away", () => {
    checkout.write("config.ts", `export const token = "${plantedSecret()}";\n`);
    checkout.commit();
    checkout.write("config.ts", "");
    checkout.commit();
    expect(checkout.verdict("gitleaks-files").outcome).toBe("passed");
    expect(checkout.verdict("gitleaks-history")).toMatchObject({
      outcome: "failed",
      output: expect.stringMatching(/File: +config\.ts[^]*Commit: /),
    });
  });

  it("does not pass a history that Git cannot read to its end", () => {
    const blob = checkout.git("rev-parse", "HEAD:package-lock.json").stdout.trim();
    checkout.removeObject(blob);
    expect(checkout.verdict("gitleaks-history")).toMatchObject({
      outcome: "could not run",
      reason: expect.stringContaining("unable to read"),
    });
  });

  it("could not run with a configuration that it cannot read", () => {
    checkout.write(".gitleaks.toml", "rules = [");
    expect(checkout.verdict("gitleaks-files")).toMatchObject({
      outcome: "could not run",
      reason: expect.stringContaining("unable to load gitleaks config"),
    });
  });
});

describe("zizmor, as setup installed it", () => {
  const workflow = (run: string): void =>
    checkout.write(
      ".github/workflows/planted.yml",
      `on: issues\npermissions: {}\njobs:\n  greet:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${run}\n`,
    );

  it("fails for a title of an issue that would run as code", () => {
    workflow('echo "${{ github.event.issue.title }}"');
    expect(checkout.verdict("zizmor")).toMatchObject({
      outcome: "failed",
      output: expect.stringContaining("template-injection"),
    });
  });

  it("passes the same step without the expression", () => {
    workflow("echo hello");
    expect(checkout.verdict("zizmor").outcome).toBe("passed");
  });

  it("could not run over a workflow that is no YAML, and prints no trace", () => {
    checkout.write(".github/workflows/planted.yml", "on: [");
    const { outcome, reason, output } = checkout.verdict("zizmor");
    expect({ outcome, reason }).toEqual({
      outcome: "could not run",
      reason: expect.stringContaining("failed to load file://.github/workflows/planted.yml"),
    });
    expect(output).not.toContain("backtrace");
  });

  it("could not run where there is nothing to look at", () => {
    expect(checkout.verdict("zizmor").outcome).toBe("could not run");
  });

  it("finds nothing in this project's workflows", () => {
    mkdirSync(path.join(checkout.root, ".github"));
    cpSync(path.join(root, ".github"), path.join(checkout.root, ".github"), { recursive: true });
    expect(checkout.verdict("zizmor")).toMatchObject({ outcome: "passed" });
  });
});
