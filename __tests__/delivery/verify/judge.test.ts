import { judge } from "../../../src/delivery/verify/judge";
import type { Verdict } from "../../../src/delivery/verify/evaluate";
import type { Facts, Observation } from "../../../src/delivery/verify/observation";
import { renderVerdicts, summary } from "../../../src/delivery/verify/render";
import { omnirapeuticChecks } from "../../../src/systems/omnirapeutic/checks";
import { omnirapeuticDeployments } from "../../support/omnirapeutic";
import { changed, healthyEstate, production, replaced } from "./estate";

const otherKey = "arn:aws:kms:us-east-1:123456789012:key/another";

/** What can go wrong on a running estate, and the checks that must notice: address, facts, ids. */
const faults: readonly [string, string, Facts, readonly string[]][] = [
  ["a VPC with another CIDR [001-verify-vpc]", "aws_vpc.network", { cidr_block: "10.9.0.0/16" }, ["vpc-cidr"]],
  ["a VPC that is pending", "aws_vpc.network", { state: "pending" }, ["aws-vpc-state"]],
  ["a subnet made by hand", "aws_vpc.network", { subnets: ["10.0.99.0/24"] }, ["no-other-subnets"]],
  [
    "a public subnet of another CIDR [001-verify-vpc]",
    "aws_subnet.network_public_a",
    { cidr_block: "10.0.77.0/24" },
    ["public-subnets", "public-zones"],
  ],
  ["a public subnet without the internet", "aws_subnet.network_public_a", { way_out: "none" }, ["public-way-out"]],
  ["public subnets in one zone", "aws_subnet.network_public_a", { availability_zone: "us-east-1b" }, ["public-zones"]],
  [
    "an app subnet of another CIDR [001-verify-vpc]",
    "aws_subnet.network_app_b",
    { cidr_block: "10.0.77.0/24" },
    ["app-subnets", "app-zones"],
  ],
  [
    "an app subnet routed to the internet",
    "aws_subnet.network_app_b",
    { way_out: "internet gateway" },
    ["app-way-out"],
  ],
  ["app subnets in one zone", "aws_subnet.network_app_b", { availability_zone: "us-east-1a" }, ["app-zones"]],
  [
    "a data subnet of another CIDR [001-verify-vpc]",
    "aws_subnet.network_data_c",
    { cidr_block: "10.0.77.0/24" },
    ["data-subnets", "data-zones"],
  ],
  ["a data subnet with a way out", "aws_subnet.network_data_c", { way_out: "NAT gateway" }, ["data-way-out"]],
  ["data subnets in one zone", "aws_subnet.network_data_c", { availability_zone: "us-east-1a" }, ["data-zones"]],
  ["a subnet that is pending", "aws_subnet.network_data_c", { state: "pending" }, ["aws-subnet-state"]],
  [
    "a NAT gateway that failed [001-verify-vpc]",
    "aws_nat_gateway.network_a",
    { state: "failed" },
    ["aws-nat-gateway-state"],
  ],
  [
    "a NAT gateway without an elastic IP",
    "aws_nat_gateway.network_a",
    { elastic_ip: false },
    ["aws-nat-gateway-elastic-ip"],
  ],
  ["an elastic IP that nobody uses", "aws_eip.network_nat_a", { associated: false }, ["aws-eip-associated"]],
  [
    "a detached internet gateway [001-verify-vpc]",
    "aws_internet_gateway.network",
    { attachment: "detached" },
    ["aws-internet-gateway-attachment"],
  ],
  ["a flow log to another group", "aws_flow_log.network", { log_group: "/elsewhere" }, ["flow-logs"]],
  ["a flow log that stopped [001-verify-vpc]", "aws_flow_log.network", { status: "INACTIVE" }, ["aws-flow-log-status"]],
  [
    "a flow log of accepted traffic only",
    "aws_flow_log.network",
    { traffic_type: "ACCEPT" },
    ["aws-flow-log-traffic-type"],
  ],
  ["a VPC endpoint that failed", "aws_vpc_endpoint.network_s3", { state: "failed" }, ["aws-vpc-endpoint-state"]],
  [
    "an opened default security group",
    "aws_default_security_group.network",
    { rules: 2 },
    ["aws-default-security-group-rules"],
  ],
  [
    "a database open to the internet",
    "aws_security_group.database",
    { open_to_internet: ["5432"] },
    ["aws-security-group-open-to-internet"],
  ],
  [
    "a database open to an address range",
    "aws_security_group.database",
    { ingress_cidr_blocks: ["10.0.0.0/8"] },
    ["aurora-security-group"],
  ],
  ["a disabled key [001-verify-kms]", "aws_kms_key.keys_aurora", { key_state: "Disabled" }, ["aws-kms-key-key-state"]],
  [
    "a key without rotation [001-verify-kms]",
    "aws_kms_key.keys_s3",
    { enable_key_rotation: false },
    ["aws-kms-key-enable-key-rotation"],
  ],
  [
    "a key of another name",
    "aws_kms_alias.keys_s3",
    { name: "alias/other" },
    ["kms-aliases", "trail-bucket-key", "ecr-key", "config-key", "guardduty-export-key"],
  ],
  [
    "a secret of another name [001-verify-secrets]",
    "aws_secretsmanager_secret.supabase_anon_key",
    { name: "other" },
    ["secrets"],
  ],
  [
    "a secret under another key [001-verify-secrets]",
    "aws_secretsmanager_secret.supabase_anon_key",
    { kms_key_id: otherKey },
    ["secrets-key"],
  ],
  [
    "a secret under AWS's own key",
    "aws_secretsmanager_secret.supabase_anon_key",
    { kms_key_id: undefined },
    ["secrets-key"],
  ],
  [
    "a secret without a current version [001-verify-secrets]",
    "aws_secretsmanager_secret.supabase_anon_key",
    { has_current_version: false },
    ["aws-secretsmanager-secret-has-current-version"],
  ],
  ["a cluster that is stopped", "aws_rds_cluster.database", { status: "stopped" }, ["aws-rds-cluster-status"]],
  [
    "a cluster without encryption [001-verify-aurora-encryption]",
    "aws_rds_cluster.database",
    { storage_encrypted: false },
    ["aws-rds-cluster-storage-encrypted"],
  ],
  [
    "a cluster under another key [001-verify-aurora-encryption]",
    "aws_rds_cluster.database",
    { kms_key_id: otherKey },
    ["aurora-key"],
  ],
  [
    "backups of a week [001-verify-backup-retention]",
    "aws_rds_cluster.database",
    { backup_retention_period: 7 },
    ["aurora-backups"],
  ],
  [
    "backups at another hour",
    "aws_rds_cluster.database",
    { preferred_backup_window: "12:00-13:00" },
    ["aurora-backup-window"],
  ],
  [
    "a cluster that exports no log",
    "aws_rds_cluster.database",
    { enabled_cloudwatch_logs_exports: [] },
    ["aurora-logs"],
  ],
  [
    "a cluster that can be deleted",
    "aws_rds_cluster.database",
    { deletion_protection: false },
    ["deletion-protection"],
  ],
  [
    "an instance that fails",
    "aws_rds_cluster_instance.database_1",
    { status: "failed" },
    ["aws-rds-cluster-instance-status"],
  ],
  [
    "a public instance",
    "aws_rds_cluster_instance.database_1",
    { publicly_accessible: true },
    ["aws-rds-cluster-instance-publicly-accessible"],
  ],
  [
    "both instances in one zone",
    "aws_rds_cluster_instance.database_1",
    { availability_zone: "us-east-1a" },
    ["multi-az"],
  ],
  [
    "Performance Insights off",
    "aws_rds_cluster_instance.database_0",
    { performance_insights_enabled: false },
    ["performance-insights"],
  ],
  [
    "Performance Insights under another key",
    "aws_rds_cluster_instance.database_0",
    { performance_insights_kms_key_id: otherKey },
    ["performance-insights-key"],
  ],
  ["an audit log of another name", "aws_cloudwatch_log_group.audit_0", { name: "/other" }, ["audit-logs"]],
  [
    "an audit log kept for a month",
    "aws_cloudwatch_log_group.audit_0",
    { retention_in_days: 30 },
    ["audit-log-retention"],
  ],
  ["an audit log under another key", "aws_cloudwatch_log_group.audit_1", { kms_key_id: otherKey }, ["audit-log-key"]],
  [
    "a log group without a key",
    "aws_cloudwatch_log_group.audit_1",
    { encrypted: false },
    ["aws-cloudwatch-log-group-encrypted"],
  ],
  [
    "a trail that stopped",
    "aws_cloudtrail.trail",
    { enable_logging: false },
    ["aws-cloudtrail-enable-logging", "trail-logging"],
  ],
  ["a trail of another name", "aws_cloudtrail.trail", { name: "other" }, ["trail-logging", "trail-key"]],
  [
    "a trail of one region",
    "aws_cloudtrail.trail",
    { is_multi_region_trail: false },
    ["aws-cloudtrail-is-multi-region-trail"],
  ],
  [
    "a trail whose log files nobody validates",
    "aws_cloudtrail.trail",
    { enable_log_file_validation: false },
    ["aws-cloudtrail-enable-log-file-validation"],
  ],
  [
    "a trail without a key",
    "aws_cloudtrail.trail",
    { encrypted: false, kms_key_id: undefined },
    ["aws-cloudtrail-encrypted", "trail-key"],
  ],
  ["a trail under another key", "aws_cloudtrail.trail", { kms_key_id: otherKey }, ["trail-key"]],
  [
    "a bucket whose versioning is suspended",
    "aws_s3_bucket.access_logs",
    { versioning: "Suspended" },
    ["aws-s3-bucket-versioning"],
  ],
  ["a bucket without encryption", "aws_s3_bucket.access_logs", { encrypted: false }, ["aws-s3-bucket-encrypted"]],
  [
    "a bucket open to the public",
    "aws_s3_bucket.access_logs",
    { public_access_blocked: false },
    ["aws-s3-bucket-public-access-blocked"],
  ],
  ["a bucket that answers without TLS", "aws_s3_bucket.trail_bucket", { tls_only: false }, ["aws-s3-bucket-tls-only"]],
  [
    "a trail's bucket under another key",
    "aws_s3_bucket.trail_bucket",
    { kms_master_key_id: otherKey },
    ["trail-bucket-key"],
  ],
  ["a topic under AWS's own key", "aws_sns_topic.alarms", { customer_key: false }, ["aws-sns-topic-customer-key"]],
  ["an alarm topic under another key", "aws_sns_topic.alarms", { kms_master_key_id: otherKey }, ["alarm-topic-key"]],
  [
    "an alarm that tells nobody",
    "aws_cloudwatch_metric_alarm.aurora_cpu_high",
    { has_action: false },
    ["aws-cloudwatch-metric-alarm-has-action"],
  ],
  [
    "an alarm whose actions are off",
    "aws_cloudwatch_metric_alarm.aurora_cpu_high",
    { actions_enabled: false },
    ["aws-cloudwatch-metric-alarm-actions-enabled"],
  ],
  ["a role that lost its HIPAA tag", "aws_iam_role.monitoring", { "tag:HIPAA": undefined }, ["hipaa-tags"]],
  ["a cluster of an earlier minor version", "aws_rds_cluster.database", { engine_version: "15.9" }, ["aurora-version"]],
  ["a cluster of another major version", "aws_rds_cluster.database", { engine_version: "16.10" }, ["aurora-version"]],
  ["a resource that lost its HIPAA tag", "aws_vpc.network", { "tag:HIPAA": undefined }, ["hipaa-tags"]],
];

/** Resources whose loss must be noticed: address, ids. Everything missing shows in `resources-exist` besides. */
const losses: readonly [string, readonly string[]][] = [
  ["aws_nat_gateway.network_b", ["nat-gateways"]],
  ["aws_internet_gateway.network", ["internet-gateway"]],
  ["aws_kms_key.keys_logs", ["kms-keys"]],
  ["aws_ecs_service.api", ["ecs-services"]],
  ["aws_lb.load_balancer", ["alb-internet-facing"]],
  ["aws_backup_vault.backup_copy", ["backup-vaults"]],
  ["aws_rds_cluster.database", ["aurora-cluster"]],
  ["aws_rds_cluster_instance.database_1", ["aurora-instances"]],
  ["aws_flow_log.network", ["aws-flow-log-status", "flow-logs"]],
  ["aws_cloudtrail.trail", ["aws-cloudtrail-enable-logging", "trail-logging"]],
  ["aws_s3_bucket.trail_bucket", ["aws-s3-bucket-public-access-blocked", "trail-bucket-key"]],
  ["aws_cloudwatch_metric_alarm.aurora_memory_low", ["aurora-alarms", "documented-alarms"]],
  ["aws_iam_policy.trail", []],
];

describe("estate verify", () => {
  it.each(omnirapeuticDeployments.map((deployment) => [deployment.name, deployment] as const))(
    "passes every check on a healthy %s, and leaves the signed BAA to people",
    (_, deployment) => {
      const verdicts = judge(omnirapeuticChecks(deployment), healthyEstate(deployment));
      expect(verdicts.filter(({ status }) => status === "fail")).toEqual([]);
      const owned = deployment.config.accountServices.owned ? [] : ["account-services"];
      expect(verdicts.filter(({ status }) => status === "manual").map(({ id }) => id)).toEqual([...owned, "baa"]);
    },
  );

  it.each(faults)("fails on %s", (_, address, facts, ids) => {
    const failed = failures(changed(healthyEstate(), address, facts));
    expect(failed.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  it.each(losses)("fails on a lost %s and names it", (address, ids) => {
    const failed = failures(replaced(healthyEstate(), address, () => ({ is: "missing" })));
    expect(failed.map(({ id }) => id)).toEqual(expect.arrayContaining(["resources-exist", ...ids]));
    expect(failed.find(({ id }) => id === "resources-exist")?.found).toBe(`${address} is in the state but not in AWS`);
  });

  it("gives an error of AWS to the checks of that resource alone, with AWS's message", () => {
    const denied = { is: "unreadable", why: "unreadable (AccessDenied: not you)" } as const;
    const failed = failures(replaced(healthyEstate(), "aws_flow_log.network", () => denied));
    expect(new Set(failed.map(({ found }) => found))).toEqual(
      new Set(["aws_flow_log.network is unreadable (AccessDenied: not you)"]),
    );
  });

  it("fails where the state holds nothing of a kind, instead of passing over it", () => {
    const withoutCluster = healthyEstate().filter(({ type }) => !type.startsWith("aws_rds_cluster"));
    const failed = failures(withoutCluster).map(({ id }) => id);
    expect(failed).toEqual(
      expect.arrayContaining(["aurora-cluster", "aurora-backups", "multi-az", "deletion-protection"]),
    );
  });

  it("cannot confirm a key whose alias is gone", () => {
    const [failed] = failures(healthyEstate().filter(({ address }) => address !== "aws_kms_alias.keys_secrets")).filter(
      ({ id }) => id === "secrets-key",
    );
    expect(failed?.found).toBe(
      "no aws_kms_alias name=alias/omnirapeutic-production-secrets-encryption-key in the state",
    );
  });

  it("does not take two facts that AWS left out for the same key", () => {
    const noArn = changed(healthyEstate(), "aws_kms_alias.keys_aurora", { target_key_arn: undefined });
    const estate = changed(noArn, "aws_rds_cluster.database", { kms_key_id: undefined });
    expect(failures(estate).find(({ id }) => id === "aurora-key")?.found).toBe(
      "aws_kms_alias.keys_aurora: no target_key_arn",
    );
  });

  it.each(["15.11", "15.100"])("accepts version %s, to which AWS raised a cluster of 15.10", (engine_version) => {
    expect(failures(changed(healthyEstate(), "aws_rds_cluster.database", { engine_version }))).toEqual([]);
  });

  it("does not take an unknown zone for a second zone", () => {
    const estate = changed(healthyEstate(), "aws_rds_cluster_instance.database_1", { availability_zone: undefined });
    expect(failures(estate).map(({ id }) => id)).toEqual(["multi-az"]);
  });

  it("names the types that it did not look up", () => {
    const verdicts = judge([], healthyEstate());
    expect(verdicts.find(({ id }) => id === "resources-exist")?.found).toContain("not looked up: aws_kinesis_stream");
    expect(verdicts.find(({ id }) => id === "hipaa-tags")?.found).toContain("from the state alone: aws_kinesis_stream");
  });

  it("shows the untagged resource that only the state knows", () => {
    const estate = healthyEstate().map((each) =>
      each.type === "aws_kinesis_stream" ? { ...each, state: { tags_all: {} } } : each,
    );
    expect(failures(estate).map(({ id, found }) => [id, found])).toEqual([
      ["hipaa-tags", "aws_kinesis_stream.unknown: no such tag"],
    ]);
  });
});

describe("the report of estate verify", () => {
  it("groups the checklist as Infrastructure, Security, Aurora and Compliance [001-checklist]", () => {
    const text = renderVerdicts(judge(omnirapeuticChecks(production), healthyEstate()));
    const heads = text.split("\n").filter((line) => /^\S/.test(line.replace(/\x1b\[\d+m/g, "")));
    expect(heads.map((head) => head.replace(/\x1b\[\d+m/g, ""))).toEqual([
      "Infrastructure",
      "Security",
      "Aurora",
      "Compliance",
    ]);
  });

  it("says what was expected and what was found where a check fails, and counts", () => {
    const verdicts = judge(
      omnirapeuticChecks(production),
      changed(healthyEstate(), "aws_rds_cluster.database", { backup_retention_period: 7 }),
    );
    expect(renderVerdicts(verdicts)).toMatch(
      /FAIL.*Backup retention is 35 days\n\s+expected backup_retention_period = 35\n\s+found\s+aws_rds_cluster.database: 7/,
    );
    expect(summary(verdicts)).toMatch(/^\d+ passed, 1 failed, 1 to check by hand$/);
  });
});

function failures(estate: readonly Observation[]): Verdict[] {
  return judge(omnirapeuticChecks(production), estate).filter(({ status }) => status === "fail");
}
