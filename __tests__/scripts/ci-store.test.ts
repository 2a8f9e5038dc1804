import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./support";

/** A checkout with a synthesized backend and a saved plan, and an `aws` that keeps objects in a folder. */
let checkout: string;
const inCheckout = (...parts: string[]): string => path.join(checkout, ...parts);
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(inCheckout(file)), { recursive: true });
  writeFileSync(inCheckout(file), text);
};
const stack = "cdktf.out/stacks/omnirapeutic-dev";
const plan = ".estate/plans/aws/omnirapeutic-dev/plan.tfplan";

const fakeAws = `#!/usr/bin/env bash
set -euo pipefail
[[ "$1 $2" == "s3 cp" ]]
object() { echo "$STORE/\${1#s3://}"; }
from="$4" to="$5"
if [[ "$from" == s3://* ]]; then from="$(object "$from")"; else to="$(object "$to")"; mkdir -p "$(dirname "$to")"; fi
cp "$from" "$to"
`;

beforeEach(() => {
  checkout = mkdtempSync(path.join(tmpdir(), "ci-store-"));
  mkdirSync(inCheckout("scripts"));
  cpSync(path.join(root, "scripts/ci-store.sh"), inCheckout("scripts/ci-store.sh"));
  write("bin/aws", fakeAws);
  chmodSync(inCheckout("bin/aws"), 0o700);
  write(`${stack}/cdk.tf.json`, JSON.stringify({ terraform: { backend: { s3: { bucket: "the-state-bucket" } } } }));
  write(plan, "the plan");
});
afterEach(() => rmSync(checkout, { recursive: true }));

function store(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const run = spawnSync("bash", [inCheckout("scripts/ci-store.sh"), ...args], {
    encoding: "utf8",
    timeout: 20_000,
    env: {
      ...process.env,
      PLANS: ".estate/plans/aws",
      GITHUB_RUN_ID: "42",
      STORE: inCheckout("s3"),
      PATH: `${inCheckout("bin")}:${process.env.PATH}`,
    },
  });
  return { code: run.status, stdout: run.stdout.trim(), stderr: run.stderr };
}
const stored = (name: string): string => inCheckout("s3/the-state-bucket/ci/omnirapeutic-dev/42", name);

describe("scripts/ci-store.sh", () => {
  it("hands over, through the state bucket, byte for byte the plan that was reviewed [001-ci-plan-before-apply]", () => {
    const { stdout: digest } = store("put-plan", "omnirapeutic-dev");
    rmSync(inCheckout(".estate"), { recursive: true });
    expect(store("get-plan", "omnirapeutic-dev", digest).code).toBe(0);
    expect(readFileSync(inCheckout(plan), "utf8")).toBe("the plan");
  });

  it("refuses a stored plan that was exchanged after its approval, and unpacks nothing", () => {
    const { stdout: approved } = store("put-plan", "omnirapeutic-dev");
    write(plan, "another plan");
    store("put-plan", "omnirapeutic-dev");
    rmSync(inCheckout(".estate"), { recursive: true });
    const fetched = store("get-plan", "omnirapeutic-dev", approved);
    expect(fetched.code).toBe(1);
    expect(fetched.stderr).toContain("is not the one that was approved");
    expect(() => readFileSync(inCheckout(plan))).toThrow("ENOENT");
  });

  it("keeps a state that Terraform could not save and says where", () => {
    write(`${stack}/errored.tfstate`, "the state");
    const run = store("put-errored-state", "omnirapeutic-dev");
    expect(readFileSync(stored("errored.tfstate"), "utf8")).toBe("the state");
    expect(run.stderr).toContain("s3://the-state-bucket/ci/omnirapeutic-dev/42/errored.tfstate");
  });

  it("has nothing to keep when Terraform saved its state", () => {
    expect(store("put-errored-state", "omnirapeutic-dev")).toMatchObject({ code: 0, stderr: "" });
  });

  it.each([
    ["a deployment that is not planned", ["put-plan", "omnirapeutic-staging"], "no saved plan in"],
    ["a plan without its digest", ["get-plan", "omnirapeutic-dev"], "which digest?"],
    ["a name that is a path", ["put-plan", "../dev"], "which deployment?"],
    ["an unknown action", ["delete", "omnirapeutic-dev"], 'unknown action "delete"'],
  ])("refuses %s", (_what, args, message) => {
    const run = store(...args);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(message);
  });
});
