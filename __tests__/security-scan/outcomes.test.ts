import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { ScanCheckout } from "./support";

let checkout: ScanCheckout;
beforeEach(() => {
  checkout = new ScanCheckout();
  checkout.allClean();
});
afterEach(() => checkout.remove());

const programs = ["npm", "gitleaks", "actionlint", "zizmor"];

describe("every audit", () => {
  /** Makes every program, `estate` too, do the same. */
  const allBecome = (shell: string): void => {
    for (const name of programs) checkout.program(name, shell);
    const child = `require("node:child_process").spawnSync("/bin/sh", ["-c", ${JSON.stringify(shell)}], { stdio: "inherit" })`;
    checkout.estate(`const { status } = ${child}; process.exit(status ?? process.kill(process.pid, "SIGKILL"));`);
  };
  const verdicts = (...options: string[]): { outcome: string; reason?: string }[] =>
    checkout.report(...options).audits.map(({ outcome, reason }) => ({ outcome, reason }));
  const eight = (verdict: object): object[] => Array<object>(8).fill(verdict);

  it("passes when its program finds nothing", () => {
    expect(verdicts()).toEqual(eight({ outcome: "passed" }));
  });

  it("could not run when its program breaks, and says what the program said", () => {
    allBecome("echo 'disk is full' >&2; exit 9");
    expect(verdicts()).toEqual(eight({ outcome: "could not run", reason: "exit code 9: disk is full" }));
  });

  it("could not run when its program is killed", () => {
    allBecome("kill -9 $$");
    expect(verdicts()).toEqual(eight({ outcome: "could not run", reason: "ended by SIGKILL" }));
  });

  it("could not run when its program never ends", () => {
    allBecome("while :; do :; done");
    const late = { outcome: "could not run", reason: "timed out after 0.3 s" };
    expect(verdicts("--timeout", "0.3")).toEqual(eight(late));
  });

  it("could not run when its program is missing, and names the fix", () => {
    for (const name of programs) checkout.unlink(name);
    const missing = checkout.report().audits.filter(({ outcome }) => outcome === "could not run");
    expect(missing.map(({ reason }) => reason)).toEqual(
      ["npm", "npm", "npm", "gitleaks", "gitleaks", "actionlint", "zizmor"].map((name) => `${name} is missing`),
    );
    expect(new Set(missing.map(({ fix }) => fix))).toEqual(new Set(["make setup"]));
  });
});

it.each([
  ["actionlint", 1],
  ["gitleaks", 77],
  ["zizmor", 11],
  ["zizmor", 12],
  ["zizmor", 13],
  ["zizmor", 14],
])("%s fails with its output when it ends with %i, its code for findings", (program, code) => {
  checkout.program(program, `echo 'the finding'; exit ${code}`);
  const audit = program === "gitleaks" ? "gitleaks-history" : program;
  expect(checkout.verdict(audit)).toMatchObject({ outcome: "failed", output: "the finding" });
});

it.each([
  ["actionlint", 2],
  ["actionlint", 3],
  ["gitleaks-history", 1],
  ["gitleaks-files", 126],
  ["zizmor", 1],
  ["zizmor", 3],
])("%s that ends with %i found nothing and cleared nothing", (audit, code) => {
  checkout.program(audit.split("-")[0]!, `exit ${code}`);
  expect(checkout.verdict(audit)).toMatchObject({ outcome: "could not run", reason: `exit code ${code}` });
});

describe("estate scan", () => {
  it("fails for findings, which it prints", () => {
    checkout.estate(`console.log(process.argv[2] + ": AWS018 " + "in omnirapeutic-dev"); process.exitCode = 1;`);
    expect(checkout.verdict("estate-scan")).toMatchObject({
      outcome: "failed",
      output: "scan: AWS018 in omnirapeutic-dev",
    });
  });

  it("could not run when it ends with the same code but prints an error only", () => {
    checkout.estate(`console.error("Error: tfsec is missing.\\nFix: make setup"); process.exitCode = 1;`);
    expect(checkout.verdict("estate-scan")).toMatchObject({
      outcome: "could not run",
      reason: "exit code 1: Error: tfsec is missing.; Fix: make setup",
    });
  });
});

describe("gitleaks", () => {
  it("does not pass when Git failed it half-way, although it ends with 0", () => {
    checkout.program("gitleaks", "echo '3:33AM ERR [git] fatal: unable to read 4434' >&2; exit 0");
    expect(checkout.verdict("gitleaks-history")).toMatchObject({
      outcome: "could not run",
      reason: "exit code 0: 3:33AM ERR [git] fatal: unable to read 4434",
    });
  });

  it("sees of the working tree what Git would take: new files, and nothing that is ignored", () => {
    checkout.write("new.txt", "");
    checkout.write(".estate/sandbox/secrets.json", "");
    checkout.program("gitleaks", 'for file in * .estate; do [ -e "$file" ] && echo "$file"; done; pwd; exit 77');
    const { output = "" } = checkout.verdict("gitleaks-files");
    const seen = output.split("\n");
    expect(seen).toEqual(expect.arrayContaining(["new.txt", "scripts", "tools"]));
    expect(seen).not.toContain(".estate");
    expect(seen).not.toContain("fake-bin");
    expect(existsSync(seen.at(-1)!)).toBe(false); // the copy is gone
  });

  it("looks at the working tree of a checkout without .git, but at no history", () => {
    rmSync(path.join(checkout.root, ".git"), { recursive: true });
    expect(checkout.verdict("gitleaks-files").outcome).toBe("passed");
    expect(checkout.verdict("gitleaks-history")).toMatchObject({
      outcome: "could not run",
      reason: "no history: this checkout has no .git",
    });
  });

  it("does not call a history clean that is cut short", () => {
    const commit = checkout.git("rev-parse", "HEAD").stdout;
    checkout.write(".git/shallow", commit);
    expect(checkout.verdict("gitleaks-history")).toMatchObject({
      outcome: "could not run",
      reason: "only the latest commits are here (shallow clone)",
      fix: expect.stringContaining("git fetch --unshallow"),
    });
  });

  it("could not run where Git itself cannot read the checkout", () => {
    rmSync(path.join(checkout.root, ".git/HEAD"));
    expect(checkout.verdict("gitleaks-history")).toMatchObject({
      outcome: "could not run",
      reason: expect.stringMatching(/^git could not list this checkout: fatal: not a git repository/),
    });
  });
});
