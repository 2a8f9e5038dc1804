import { cpSync, rmSync } from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { plantedSecret } from "./planted-secret";
import { builtTools, root, ScanCheckout, type Run } from "./support";

let checkout: ScanCheckout;
beforeEach(() => {
  checkout = new ScanCheckout();
  for (const part of ["Makefile", ".githooks"]) {
    cpSync(path.join(root, part), path.join(checkout.root, part), { recursive: true });
  }
  checkout.commit();
});
afterEach(() => checkout.remove());

const gitleaks = path.join(builtTools, "bin/gitleaks");
const makeHooks = (): Run => {
  const run = spawnSync("make", ["hooks"], { cwd: checkout.root, encoding: "utf8" });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
};
const installGitleaks = (): void => checkout.link("../.estate/tools/bin/gitleaks", gitleaks);
const commit = (file: string, text: string): Run => {
  checkout.write(file, text);
  checkout.git("add", ".");
  return checkout.git("commit", "--message", "a change");
};

describe("the pre-commit hook", () => {
  beforeEach(() => checkout.touch(".estate/tools/bin/.keep"));

  it("is off until somebody asks for it", () => {
    expect(commit("a.txt", "hello").code).toBe(0);
    expect(makeHooks().code).toBe(0);
    expect(checkout.git("config", "core.hooksPath").stdout).toBe(".githooks\n");
  });

  it("lets a commit without a secret through", () => {
    installGitleaks();
    makeHooks();
    expect(commit("a.txt", "hello").code).toBe(0);
  });

  it("refuses a commit with a secret, names its place and never prints it", () => {
    installGitleaks();
    makeHooks();
    const secret = plantedSecret();
    const { code, stdout, stderr } = commit("a.txt", `token = "${secret}"`);
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`).toMatch(/File: +a\.txt/);
    expect(stderr).toContain("Fix: take it out and stage again.");
    expect(`${stdout}${stderr}`).not.toContain(secret);
  });

  it("looks at what is staged, not at what lies beside it", () => {
    installGitleaks();
    makeHooks();
    checkout.write("a.txt", "hello");
    checkout.git("add", "a.txt");
    checkout.write("b.txt", `token = "${plantedSecret()}"`);
    expect(checkout.git("commit", "--message", "a change").code).toBe(0);
  });

  it("refuses every commit while gitleaks is missing, and names the fix", () => {
    makeHooks();
    const { code, stderr } = commit("a.txt", "hello");
    expect(code).toBe(1);
    expect(stderr).toContain("gitleaks is missing");
    expect(stderr).toContain("Fix: make setup");
  });

  it.each([
    ["breaks", "exit 1"],
    ["was failed by Git and ends with 0 all the same", "echo 'ERR [git] fatal' >&2; exit 0"],
  ])("refuses a commit when gitleaks %s", (_what, script) => {
    checkout.program("../.estate/tools/bin/gitleaks", script);
    makeHooks();
    const { code, stderr } = commit("a.txt", "hello");
    expect(code).toBe(1);
    expect(stderr).toContain("gitleaks could not look at the staged changes");
  });

  it("cannot be turned on without a repository, which make says", () => {
    rmSync(path.join(checkout.root, ".git"), { recursive: true });
    const { code, stderr } = makeHooks();
    expect(code).not.toBe(0);
    expect(stderr).toContain("Fix: run it in a clone of the repository.");
  });
});
