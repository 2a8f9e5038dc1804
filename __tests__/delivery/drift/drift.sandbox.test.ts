import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findDeployment } from "../../../src/config";
import { awsClients } from "../../../src/delivery/aws/clients";
import type { DriftReport } from "../../../src/delivery/drift";
import { Estate } from "../../support/estate";
import { readState, sandboxEnvironment } from "../../support/life";
import { attributeIn } from "../../support/verified";
import { outsideChanges } from "./outside-changes";

const deployment = "omnirapeutic-dev";

/** One deployment: drift is looked for before anybody touched it, then after everything at once. */
describe("estate drift on a running deployment", () => {
  const estate = new Estate();
  const target = [deployment, "--sandbox", "--from", estate.synthesized];
  let untouched: { code: number | null; report: DriftReport };
  let touched: { code: number | null; report: DriftReport };
  let markdown: string;
  let full: { code: number | null; report: DriftReport };

  async function drift(...more: string[]): Promise<{ code: number | null; report: DriftReport }> {
    const { code, stdout, stderr } = await estate.run("drift", ...target, "--json", ...more);
    if (code === 1) throw new Error(stderr);
    return { code, report: JSON.parse(stdout) as DriftReport };
  }

  beforeAll(async () => {
    await estate.succeed("synth", deployment, "--out", estate.synthesized);
    await estate.succeed("sandbox", "up");
    await estate.succeed("backend", "setup", deployment, "--sandbox");
    await estate.succeed("deploy", ...target, "--auto-approve", "--no-checks");
    const state = await readState({ estate, deployment });
    untouched = await drift();
    const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(estate);
    const aws = awsClients({ kind: "sandbox", endpoint }, findDeployment(deployment).region);
    const at = (address: string, name: string) => attributeIn({ state }, address, name);
    for (const { breaks } of outsideChanges) await breaks(aws, at);
    // What scaling has charge of is nobody's change.
    await aws.ecs.updateService({
      cluster: at("aws_ecs_service.worker", "cluster"),
      service: at("aws_ecs_service.worker", "name"),
      desiredCount: 2,
    });
    const file = join(estate.home, "drift.md");
    touched = await drift("--markdown", file);
    markdown = readFileSync(file, "utf8");
    full = await drift("--full");
  });
  afterAll(() => estate.dispose());

  it("finds nothing on an untouched estate", () => {
    expect(untouched.report.findings).toEqual([]);
    expect(untouched.code).toBe(0);
  });

  it("says by its exit code that protection is lowered", () => {
    expect(touched).toMatchObject({ code: 4, report: { lowersProtection: true } });
    expect(outsideChanges.length).toBeGreaterThanOrEqual(20);
  });

  it.each(outsideChanges.map((each) => [each.what, each] as const))(
    "finds %s, and knows what it means",
    (_what, { address, path, drift: expected, paragraph }) => {
      const found = touched.report.findings.find((finding) => finding.address === address);
      expect(found?.kind).toBe(path === undefined ? "missing" : "changed");
      const consequence = path === undefined ? found?.loss : found?.values.find((value) => value.path === path);
      expect(consequence).toMatchObject({ drift: expected });
      if (paragraph) expect(consequence?.controls).toContain(paragraph);
    },
  );

  it("finds nothing besides", () => {
    const addresses = new Set(outsideChanges.map(({ address }) => address));
    expect(touched.report.findings.map(({ address }) => address).filter((each) => !addresses.has(each))).toEqual([]);
  });

  it("knows who wrote last, and by which call", () => {
    const calls = Object.fromEntries(
      touched.report.findings.map(({ address, author }) => [address, author.known ? author.call : author.reason]),
    );
    expect(calls).toMatchObject({
      "aws_backup_vault_policy.backup_vault_policy": "DeleteBackupVaultAccessPolicy",
      "aws_cloudwatch_log_group.trail_log_group": "PutRetentionPolicy",
      "aws_cloudwatch_metric_alarm.database_alarms_cpu_high": "DeleteAlarms",
      "aws_ecs_service.api": "UpdateService",
      "aws_iam_role_policy_attachment.bastion_access_mfa": "DetachRolePolicy",
      "aws_lb.load_balancer": "ModifyLoadBalancerAttributes",
      "aws_rds_cluster.database": "ModifyDBCluster",
      "aws_s3_bucket_public_access_block.trail_bucket_public_access": "DeletePublicAccessBlock",
      "aws_s3_bucket_server_side_encryption_configuration.trail_bucket_encryption": "PutBucketEncryption",
      "aws_secretsmanager_secret_rotation.database_user_rotation_schedule": "CancelRotateSecret",
      "aws_vpc.network": "DeleteTags",
    });
    const authors = touched.report.findings.map(({ author }) => author);
    expect(authors.filter((author) => !author.known)).toEqual([]);
    expect(authors[0]).toMatchObject({ who: "arn:aws:iam::123456789012:user/sandbox" });
  });

  it("writes the same as Markdown", () => {
    for (const { address } of outsideChanges) expect(markdown).toContain(address);
  });

  it("finds the same by a whole plan, which would put all of it back and holds no other change", () => {
    const addresses = ({ report }: { report: DriftReport }) => report.findings.map(({ address }) => address).sort();
    expect(addresses(full)).toEqual(addresses(touched));
    const applies = full.report.findings.flatMap(({ kind, apply, values }) =>
      kind === "missing" ? [apply] : values.map((value) => value.apply),
    );
    expect(new Set(applies)).toEqual(new Set(["restored"]));
    expect(full.report.pending).toEqual([]);
    expect(full.code).toBe(4);
  });
});
