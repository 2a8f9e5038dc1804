import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Checkout } from "./support";

describe("what setup asks of the machine", () => {
  let machine: Checkout;
  beforeEach(() => void (machine = new Checkout()));
  afterEach(() => machine.remove());

  const terraform = (): string =>
    machine.evaluate<string>(`
      const { terraform } = await load("steps/terraform.mjs");
      return terraform.run().catch((error) => error.message + " Fix: " + error.fix);`);

  /** A Go compiler that "builds" a program which names its own version. */
  const fakeGo = `while [ "$1" != "-o" ]; do shift; done; printf '#!/bin/sh\\necho Terraform v1.11.4\\n' > "$2"; /bin/chmod +x "$2"`;
  const built = (): string => path.join(machine.root, ".estate/tools/bin/terraform");

  it("uses the machine's Terraform when it is new enough", () => {
    machine.program("terraform", "echo Terraform v1.12.2");
    expect(terraform()).toBe(`1.12.2, ${path.join(machine.bin, "terraform")}`);
    expect(existsSync(built())).toBe(false);
  });

  it("builds a Terraform for the project when the machine's is too old", () => {
    machine.program("terraform", "echo Terraform v1.9.8");
    machine.program("go", fakeGo);
    expect(terraform()).toBe("1.11.4 built for this project; the machine has 1.9.8");
    expect(readFileSync(built(), "utf8")).toContain("1.11.4");
  });

  it("builds a Terraform for the project when the machine has none, and uses it from then on", () => {
    machine.program("go", fakeGo);
    expect(terraform()).toBe("1.11.4 built for this project; the machine has none");
    expect(terraform()).toBe(`1.11.4, ${built()}`);
  });

  it("says that Go is needed when neither it nor Terraform is there", () => {
    expect(terraform()).toBe(
      "Go is needed to build terraform, and is not on PATH. Fix: install Go 1.25.0 or newer, for example from https://go.dev/dl",
    );
  });

  it("passes on what a failing program said, without a stack trace", () => {
    machine.program("go", "echo 'no space left on device' >&2; exit 1");
    expect(terraform()).toMatch(/failed \(exit 1\):\nno space left on device Fix: /);
  });

  it("refuses an old git before anything is installed", () => {
    machine.program("git", "echo git version 1.8.3");
    const { code, stderr } = machine.node(["scripts/setup/main.mjs", "core"]);
    expect(code).toBe(1);
    expect(stderr).toContain("git 2.20.0 or newer is needed; found 1.8.3.");
    expect(stderr).toMatch(/Fix: install git/);
    expect(stderr).not.toMatch(/npm packages|at file:/);
  });

  it("refuses a group of steps that it does not know, naming those it knows", () => {
    const { code, stderr } = machine.node(["scripts/setup/main.mjs", "everything"]);
    expect(code).toBe(1);
    expect(stderr).toContain("Unknown group everything: expected some of core, check, scan");
  });

  it("names every Python it looked at when none is good enough", () => {
    machine.program("python3", "echo Python 3.8.10");
    machine.program("python3.12", `[ "$1" = --version ] && echo Python 3.12.1`);
    const message = machine.evaluate<string>(`
      const { findPython } = await load("lib/python.mjs");
      return findPython().catch((error) => error.message);`);
    expect(message).toContain("found python3 is 3.8.10, python3.12 has no venv module.");
  });

  it.each([
    ["1.11.0", "1.11.0", true],
    ["1.9.8", "1.11.0", false],
    ["2.0", "1.11.0", true],
    ["20.10.0", "20.9.0", true],
    ["3.9.99", "3.10.0", false],
  ])("compares %s with the minimum %s number by number", (version, minimum, expected) => {
    const result = machine.evaluate<boolean>(`
      const { isAtLeast } = await load("lib/versions.mjs");
      return isAtLeast("${version}", "${minimum}");`);
    expect(result).toBe(expected);
  });

  it("leaves node_modules alone when it agrees with the lock file, and not otherwise", () => {
    const isInstalled = (installed: unknown): boolean =>
      machine.evaluate<boolean>(`
        const { isInstalled } = await load("steps/npm-packages.mjs");
        const lock = { packages: { "": {}, "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0", optional: true } } };
        return isInstalled(lock, { packages: ${JSON.stringify(installed)} });`);
    expect(isInstalled({ "node_modules/a": { version: "1.0.0" } })).toBe(true);
    expect(isInstalled({ "node_modules/a": { version: "1.0.1" } })).toBe(false);
    expect(isInstalled({ "node_modules/b": { version: "2.0.0" } })).toBe(false);
  });
});
