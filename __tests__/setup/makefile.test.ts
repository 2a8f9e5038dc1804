import { execFileSync, spawnSync } from "node:child_process";
import { resolve } from "node:path";

const root = resolve(__dirname, "../..");
/** Without what `make test` hands on to its children. */
const own = /^(MAKE|MFLAGS)|^(SYSTEM|ENVIRONMENT|SANDBOX)$/;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))) as NodeJS.ProcessEnv;
const make = (...args: string[]): string =>
  execFileSync("make", ["--no-print-directory", ...args], { cwd: root, env, encoding: "utf8" });
/** The command lines that make would run. */
const lines = (...args: string[]): string[] =>
  make("--dry-run", ...args)
    .trim()
    .split("\n");

describe("make", () => {
  it.each([
    ["setup-state", "backend setup itrack-staging"],
    ["deploy", "deploy itrack-staging"],
    ["validate", "validate itrack-staging"],
    ["deploy-apps", "apps deploy itrack-staging"],
    ["build-all", "apps build itrack-staging"],
  ])("%s takes the environment, the system and the target: %s", (target, command) => {
    const wanted = `node bin/estate.cjs ${command}`;
    expect(lines(target, "SYSTEM=itrack", "ENVIRONMENT=staging")).toEqual([wanted]);
    const sandbox = target === "build-all" ? wanted : `${wanted} --sandbox`; // building needs no AWS
    expect(lines(target, "SYSTEM=itrack", "ENVIRONMENT=staging", "SANDBOX=1")).toEqual([sandbox]);
  });

  it.each([[[]], [["-j4"]]])("builds before it pushes, once, with %j [003-make-two-targets-at-once]", (flags) => {
    expect(lines(...flags, "build-all", "push-all", "SYSTEM=itrack", "ENVIRONMENT=staging")).toEqual([
      "node bin/estate.cjs apps build itrack-staging",
      "node bin/estate.cjs apps push itrack-staging",
    ]);
  });

  it("pushes nothing when a build failed [003-make-two-targets-at-once]", () => {
    const args = ["-j4", "build-all", "push-all", "ESTATE=echo called; false"];
    const { status, stdout } = spawnSync("make", args, { cwd: root, env, encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "called\n" });
  });

  it("promotes iTrack unless another system is named, also by the environment [003-promote-target]", () => {
    expect(lines("promote-to-production")).toEqual(["node bin/estate.cjs promote itrack"]);
    expect(lines("promote-to-production", "SYSTEM=omni-portal", "SANDBOX=1")).toEqual([
      "node bin/estate.cjs promote omni-portal --sandbox",
    ]);
    const { stdout } = spawnSync("make", ["--dry-run", "promote-to-production"], {
      cwd: root,
      env: { ...env, SYSTEM: "omnirapeutic" },
      encoding: "utf8",
    });
    expect(stdout.trim()).toBe("node bin/estate.cjs promote omnirapeutic");
  });

  it("makes the secrets of iTrack unless another system is named [003-create-secrets-staging]", () => {
    expect(lines("create-secrets", "ENVIRONMENT=staging", "SANDBOX=1")).toEqual([
      "node bin/estate.cjs secrets create itrack-staging --sandbox",
    ]);
    const [line] = lines("create-secrets", "ENVIRONMENT=dev", "SYSTEM=omni-portal");
    expect(line).toBe("node bin/estate.cjs secrets create omni-portal-dev");
  });

  it("lists every target of document 003 in its help", () => {
    const listed = [...make("help").matchAll(/^([a-z-]+) +\S/gm)].map(([, name]) => name);
    expect(listed).toEqual(
      expect.arrayContaining([
        ...[
          "create-secrets",
          "setup-state",
          "deploy",
          "build-all",
          "push-all",
          "deploy-apps",
          "security-scan",
          "validate",
          "promote-to-production",
          "test",
        ],
      ]),
    );
  });
});
