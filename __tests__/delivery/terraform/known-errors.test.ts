import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../../../src/delivery/terraform";
import { errorsIn } from "../../../src/delivery/terraform/events";
import { explain, type Explanation } from "../../../src/delivery/terraform/known-errors";

const aws: CommandContext = {
  deployment: "omnirapeutic-dev",
  target: { kind: "aws" },
  account: "111111111111",
  folder: "/stacks/omnirapeutic-dev",
  backend: { bucket: "states", lockTable: "locks" },
};
const sandbox: CommandContext = { ...aws, target: { kind: "sandbox", endpoint: "http://127.0.0.1:4000" }, from: "out" };

/** What Terraform 1.11.4 with AWS provider 5.100.0 really wrote, recorded once. */
function explained(recording: string, context: CommandContext = aws): Explanation {
  const output = readFileSync(join(__dirname, "recorded", `${recording}.jsonl`), "utf8");
  const explanation = explain(errorsIn(output), context);
  if (!explanation) throw new Error(`${recording} is not recognised`);
  return explanation;
}

describe("an error of Terraform", () => {
  it("about a held lock tells who holds it, since when, doing what, and the command that releases it", () => {
    const { what, fix } = explained("lock-held", sandbox);
    expect(what).toBe(
      "The state of omnirapeutic-dev is locked: deployer@laptop has been running apply since 2026-11-22 22:34:23 UTC (lock c3cbffbb-91d7-fb37-0753-b7e5c909ae54).",
    );
    expect(fix).toContain(
      "npx estate terraform omnirapeutic-dev --sandbox --from out -- force-unlock -force c3cbffbb-91d7-fb37-0753-b7e5c909ae54",
    );
    expect(fix).toContain("--lock-timeout 10m");
  });

  it("about a missing state bucket names the bucket and the command that makes it", () => {
    const { what, fix } = explained("bucket-missing");
    expect(what).toBe("The state bucket estate-none does not exist.");
    expect(fix).toContain("npx estate backend setup omnirapeutic-dev");
  });

  it("about a wrong account names the account used and the one expected", () => {
    expect(explained("wrong-account").what).toBe(
      "These credentials belong to account 123456789012; omnirapeutic-dev belongs to account 111111111111. Nothing was changed.",
    );
  });

  it("about a refused change of the cluster says how a rotation that was recorded all the same is repeated", () => {
    const summary =
      "updating RDS Cluster (omnirapeutic-dev): operation error RDS: ModifyDBCluster, https response error";
    const explanation = explain([{ summary, detail: "api error InvalidParameterCombination" }], aws);
    expect(explanation?.what).toBe("AWS refused to change the database cluster.");
    expect(explanation?.fix).toContain("add 1 to the version of aurora-master-password");
  });

  it("about missing credentials says how to log in, and that the sandbox needs none", () => {
    const { fix } = explained("no-credentials");
    expect(fix).toContain("aws sso login");
    expect(fix).toContain("--sandbox");
  });

  it("about a provider that cannot be installed sends to setup", () => {
    expect(explained("provider-missing").fix).toContain("make setup");
  });

  it("about a provider's checksum tells a home-built provider from a published one", () => {
    expect(explained("provider-checksum").what).toContain("checksum is not in locks/terraform.lock.hcl");
  });

  it("about Terraform's version sends to the doctor", () => {
    expect(explained("terraform-version").fix).toContain("estate doctor");
  });

  it("about a dead endpoint names the sandbox and how to start it, but AWS as the network's trouble", () => {
    expect(explained("endpoint-dead", sandbox).what).toContain("The sandbox at http://127.0.0.1:4000 does not answer");
    expect(explained("endpoint-dead", sandbox).fix).toContain(
      "npx estate sandbox up && npx estate plan omnirapeutic-dev --sandbox",
    );
    expect(explained("endpoint-dead").fix).not.toContain("sandbox");
  });

  it("about a stale plan says that nothing was changed and to plan again", () => {
    const { what, fix } = explained("stale-plan");
    expect(what).toContain("Nothing was changed");
    expect(fix).toContain("npx estate plan omnirapeutic-dev");
  });

  it.each([
    [
      "Error refreshing state: state data in S3 does not have the expected content.",
      "is not the one that Terraform wrote last",
      "npx estate recover omnirapeutic-dev",
    ],
    ["write plan.tfplan: no space left on device", "The disk is full", "df -h"],
    [
      "Plan read error: couldn't load the provided path",
      "The plan file is not whole",
      "npx estate plan omnirapeutic-dev",
    ],
  ])("%s says what it means and the command to run", (summary, what, fix) => {
    const explanation = explain([{ summary, detail: "" }], aws);
    expect(explanation?.what).toContain(what);
    expect(explanation?.fix).toContain(fix);
  });

  it("about prevent_destroy is a block (exit code 3) that names the address", () => {
    const { what, exitCode } = explained("prevent-destroy");
    expect(what).toContain("would destroy aws_cloudwatch_log_group.g0");
    expect(exitCode).toBe(3);
  });

  it("after an interrupt says that the state was saved, and how to see what is left", () => {
    const { what, fix } = explained("interrupted");
    expect(what).toContain("saved the state and released the lock");
    expect(fix).toContain("npx estate plan");
  });

  it("after a backend died in mid-apply puts the unsaved state before every other cause, with each step of the recovery in order", () => {
    const { what, fix } = explained("dead-mid-apply", sandbox);
    expect(what).toContain("could not save the state");
    const steps = [
      "sandbox up",
      "force-unlock -force 5389fbda-7647-e66c-9ac1-387e3f27cda7",
      "state push errored.tfstate",
      "estate plan",
    ];
    const positions = steps.map((step) => fix.indexOf(step));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(Math.min(...positions)).toBeGreaterThan(0);
  });

  it("that is unknown is left to Terraform's own words", () => {
    expect(explain([{ summary: "Something new", detail: "" }], aws)).toBeUndefined();
  });
});
