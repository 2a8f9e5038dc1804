import type { Block } from "../../../src/delivery/synth";
import type { PlanJson } from "../../../src/delivery/terraform";
import { create, destroy, forget, keep, others, plan, replace, update } from "../../support/plans";

/** A situation that a plan may be in, and what the gate says. */
export interface Situation {
  readonly title: string;
  readonly plan: PlanJson;
  /** Rules that object; none lets the plan pass. */
  readonly blocks: readonly string[];
  /** The rule whose nearest harmless neighbour this is. */
  readonly near?: string;
  readonly configured?: ReadonlyMap<string, Block>;
  readonly unfinished?: ReadonlySet<string>;
  readonly lostState?: string;
  /** Addresses that code and address lock know. @default those of the state and of the changes */
  readonly known?: readonly string[];
}

const key = (name: string): string => `arn:aws:kms:us-east-1:123456789012:key/${name}`;
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const denyPlainHttp = {
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const everybody = { Sid: "Public", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const ownAccount = {
  ...everybody,
  Sid: "OwnAccount",
  Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
};
const role = { Sid: "Role", Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:role/api" }, Action: "s3:*" };
const ingress = (range: string, from = 443, to = from) => ({
  security_group_id: "sg-1",
  ip_protocol: "tcp",
  from_port: from,
  to_port: to,
  cidr_ipv4: range,
});
const inline = (...ranges: readonly string[]) => ({
  ingress: [{ protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ranges, ipv6_cidr_blocks: [] }],
});
const allBlocked = {
  bucket: "records",
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const encryptedBy = (kms_master_key_id: string, sse_algorithm = "aws:kms") => ({
  bucket: "records",
  rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm, kms_master_key_id }] }],
});
const backupRule = (delete_after: number, copies = 1) => ({
  rule: [
    { rule_name: "daily", lifecycle: [{ delete_after }], copy_action: Array.from({ length: copies }, () => ({})) },
  ],
});
const lifecycle = (days: number, id = "expire") => ({ rule: [{ id, status: "Enabled", expiration: [{ days }] }] });

const lost = "its bucket remembers a state of 2026-11-01 with 300 resources";
const renamed = ["omnirapeutic_network_7A3B", "network"].map((id) => `aws_vpc.${id}`);

export const situations: readonly Situation[] = [
  // The plan as a whole
  {
    title: "an update over the state of HCL modules",
    plan: plan(
      [update("aws_ecs_service.api", { desired_count: 1 }, { desired_count: 2 })],
      ["module.vpc.aws_vpc.this"],
    ),
    known: ["aws_ecs_service.api"],
    blocks: ["state-belongs-to-the-deployment"],
  },
  {
    title: "the same state, adopted by moves",
    plan: plan([keep("aws_vpc.network", "module.vpc.aws_vpc.this")]),
    known: ["aws_vpc.network"],
    near: "state-belongs-to-the-deployment",
    blocks: [],
  },
  {
    title: "a moved module",
    plan: plan([keep("aws_subnet.app_a", 'module.network[0].aws_subnet.app["a"]')]),
    known: ["aws_subnet.app_a"],
    blocks: [],
  },
  {
    title: "everything anew, although the bucket remembers the state",
    plan: plan([create("aws_vpc.network"), create("aws_rds_cluster.database")]),
    lostState: lost,
    blocks: ["known-deployments-are-not-recreated"],
  },
  {
    title: "a first deployment",
    plan: plan([create("aws_vpc.network"), create("aws_rds_cluster.database"), create("aws_kms_key.aurora")]),
    near: "known-deployments-are-not-recreated",
    blocks: [],
  },
  {
    title: "31 alarms removed from a large state",
    plan: plan(
      Array.from({ length: 31 }, (_, n) => destroy(`aws_cloudwatch_metric_alarm.a${n}`)),
      others(500),
    ),
    blocks: ["deletes-stay-few"],
  },
  {
    title: "30 alarms removed from a large state",
    plan: plan(
      Array.from({ length: 30 }, (_, n) => destroy(`aws_cloudwatch_metric_alarm.a${n}`)),
      others(500),
    ),
    near: "deletes-stay-few",
    blocks: [],
  },
  {
    title: "a third of a small state removed",
    plan: plan(
      Array.from({ length: 11 }, (_, n) => destroy(`aws_cloudwatch_metric_alarm.a${n}`)),
      others(20),
    ),
    blocks: ["deletes-stay-few"],
  },
  {
    title: "a release that replaces 40 task definitions",
    plan: plan(
      Array.from({ length: 40 }, (_, n) =>
        replace(`aws_ecs_task_definition.t${n}`, { container_definitions: "a" }, { container_definitions: "b" }),
      ),
    ),
    blocks: [],
  },
  {
    title: "an account whose ids all changed",
    plan: plan([
      ...Array.from({ length: 40 }, (_, n) => destroy(`aws_route.old_${n}`)),
      ...Array.from({ length: 40 }, (_, n) => create(`aws_route.new_${n}`)),
    ]),
    blocks: ["deletes-stay-few"],
  },

  // Stateful resources
  {
    title: "a rename without a move",
    plan: plan([destroy(renamed[0]!), create(renamed[1]!)]),
    blocks: ["stateful-resources-are-kept"],
  },
  {
    title: "a rename with a move",
    plan: plan([keep(renamed[1]!, renamed[0])]),
    near: "stateful-resources-are-kept",
    blocks: [],
  },
  {
    title: "a database replaced because its engine changed",
    plan: plan([replace("aws_rds_cluster.database", { engine: "aurora-mysql" }, { engine: "aurora-postgresql" })]),
    blocks: ["stateful-resources-are-kept"],
  },
  {
    title: "a database whose minor version rises",
    plan: plan([update("aws_rds_cluster.database", { engine_version: "15.10" }, { engine_version: "15.12" })]),
    near: "stateful-resources-are-kept",
    blocks: [],
  },
  {
    title: "a database that is forgotten",
    plan: plan([forget("aws_db_instance.database")]),
    blocks: ["stateful-resources-are-kept"],
  },
  {
    title: "a bucket destroyed with all that is about it",
    plan: plan([
      destroy("aws_s3_bucket.records", { bucket: "records" }),
      destroy("aws_s3_bucket_versioning.records", { bucket: "records" }),
      destroy("aws_s3_bucket_public_access_block.records", allBlocked),
      destroy("aws_s3_bucket_server_side_encryption_configuration.records", encryptedBy(key("a"))),
    ]),
    blocks: ["stateful-resources-are-kept"],
  },
  {
    title: "a security group and a route replaced",
    plan: plan([
      replace("aws_security_group.api", { description: "a" }, { description: "b" }),
      replace("aws_route.out", { destination_cidr_block: "10.0.0.0/8" }, { destination_cidr_block: "10.1.0.0/16" }),
    ]),
    near: "stateful-resources-are-kept",
    blocks: [],
  },

  // Deletion protection, final snapshots, windows
  {
    title: "deletion protection of a cluster off",
    plan: plan([update("aws_rds_cluster.database", { deletion_protection: true }, { deletion_protection: false })]),
    blocks: ["deletion-protection-stays-on"],
  },
  {
    title: "deletion protection of a cluster on",
    plan: plan([update("aws_rds_cluster.database", { deletion_protection: false }, { deletion_protection: true })]),
    near: "deletion-protection-stays-on",
    blocks: [],
  },
  {
    title: "deletion protection of a table, a load balancer and a user pool off",
    plan: plan([
      update("aws_dynamodb_table.items", { deletion_protection_enabled: true }, { deletion_protection_enabled: false }),
      update("aws_lb.edge", { enable_deletion_protection: true }, { enable_deletion_protection: false }),
      update("aws_cognito_user_pool.users", { deletion_protection: "ACTIVE" }, { deletion_protection: "INACTIVE" }),
    ]),
    blocks: Array.from({ length: 3 }, () => "deletion-protection-stays-on"),
  },
  {
    title: "a vault without the policy that keeps its recovery points",
    plan: plan([destroy("aws_backup_vault_policy.vault", { backup_vault_name: "vault" })]),
    blocks: ["deletion-protection-stays-on"],
  },
  {
    title: "a bucket emptied by a later destroy",
    plan: plan([update("aws_s3_bucket.records", { force_destroy: false }, { force_destroy: true })]),
    blocks: ["destroys-leave-a-copy"],
  },
  {
    title: "an instance without a final snapshot",
    plan: plan([
      update(
        "aws_db_instance.database",
        { skip_final_snapshot: false, delete_automated_backups: false },
        { skip_final_snapshot: true, delete_automated_backups: true },
      ),
    ]),
    blocks: ["destroys-leave-a-copy", "destroys-leave-a-copy"],
  },
  {
    title: "a final snapshot from now on",
    plan: plan([update("aws_db_instance.database", { skip_final_snapshot: true }, { skip_final_snapshot: false })]),
    near: "destroys-leave-a-copy",
    blocks: [],
  },
  {
    title: "a cluster taken back by import, of whose switches AWS knows nothing",
    plan: plan([
      update(
        "aws_rds_cluster.database",
        { skip_final_snapshot: null },
        { skip_final_snapshot: true },
        { importing: { id: "a" } },
      ),
    ]),
    near: "destroys-leave-a-copy",
    blocks: [],
  },
  {
    title: "less time to take back the deletion of a key and a secret",
    plan: plan([
      update("aws_kms_key.aurora", { deletion_window_in_days: 30 }, { deletion_window_in_days: 7 }),
      update("aws_secretsmanager_secret.jwt", { recovery_window_in_days: 7 }, { recovery_window_in_days: 0 }),
    ]),
    blocks: ["deletions-can-be-taken-back", "deletions-can-be-taken-back"],
  },
  {
    title: "more time to take back the deletion of a key",
    plan: plan([update("aws_kms_key.aurora", { deletion_window_in_days: 7 }, { deletion_window_in_days: 30 })]),
    near: "deletions-can-be-taken-back",
    blocks: [],
  },

  // Backups, versions, retention
  {
    title: "fewer days of backups",
    plan: plan([update("aws_rds_cluster.database", { backup_retention_period: 35 }, { backup_retention_period: 7 })]),
    blocks: ["backups-are-kept-as-long"],
  },
  {
    title: "more days of backups",
    plan: plan([update("aws_rds_cluster.database", { backup_retention_period: 7 }, { backup_retention_period: 35 })]),
    near: "backups-are-kept-as-long",
    blocks: [],
  },
  {
    title: "a backup rule that keeps less",
    plan: plan([update("aws_backup_plan.daily", backupRule(35), backupRule(7))]),
    blocks: ["backups-are-kept-as-long"],
  },
  {
    title: "a backup rule without its copy in the other region",
    plan: plan([update("aws_backup_plan.daily", backupRule(35), backupRule(35, 0))]),
    blocks: ["backups-are-kept-as-long"],
  },
  {
    title: "a backup rule that keeps more",
    plan: plan([update("aws_backup_plan.daily", backupRule(7), backupRule(35))]),
    near: "backups-are-kept-as-long",
    blocks: [],
  },
  {
    title: "a backup rule that is gone",
    plan: plan([update("aws_backup_plan.daily", backupRule(35), { rule: [] })]),
    blocks: ["backups-are-kept-as-long"],
  },
  {
    title: "backup rules that nobody can read before the apply",
    plan: plan([update("aws_backup_plan.daily", backupRule(35), {}, { after_unknown: { rule: true } })]),
    blocks: ["backups-are-kept-as-long"],
  },
  {
    title: "objects that are not copied to the other region any more",
    plan: plan([destroy("aws_s3_bucket_replication_configuration.records", { bucket: "records" })]),
    blocks: ["backups-are-kept-as-long"],
  },
  {
    title: "versions of a bucket suspended",
    plan: plan([
      update(
        "aws_s3_bucket_versioning.records",
        { versioning_configuration: [{ status: "Enabled" }] },
        { versioning_configuration: [{ status: "Suspended" }] },
      ),
    ]),
    blocks: ["versions-and-point-in-time-recovery-stay-on"],
  },
  {
    title: "versions of a bucket deleted",
    plan: plan([destroy("aws_s3_bucket_versioning.records", { bucket: "records" })]),
    blocks: ["versions-and-point-in-time-recovery-stay-on"],
  },
  {
    title: "point-in-time recovery of a table off",
    plan: plan([
      update(
        "aws_dynamodb_table.items",
        { point_in_time_recovery: [{ enabled: true, recovery_period_in_days: 35 }] },
        { point_in_time_recovery: [{ enabled: false, recovery_period_in_days: 35 }] },
      ),
    ]),
    blocks: ["versions-and-point-in-time-recovery-stay-on"],
  },
  {
    title: "point-in-time recovery of a table on",
    plan: plan([
      update(
        "aws_dynamodb_table.items",
        { point_in_time_recovery: [{ enabled: false }] },
        { point_in_time_recovery: [{ enabled: true }] },
      ),
    ]),
    near: "versions-and-point-in-time-recovery-stay-on",
    blocks: [],
  },
  {
    title: "logs kept for less time",
    plan: plan([update("aws_cloudwatch_log_group.api", { retention_in_days: 2557 }, { retention_in_days: 365 })]),
    blocks: ["logs-are-kept-as-long"],
  },
  {
    title: "logs kept for ever until now",
    plan: plan([update("aws_cloudwatch_log_group.api", { retention_in_days: 0 }, { retention_in_days: 365 })]),
    blocks: ["logs-are-kept-as-long"],
  },
  {
    title: "logs kept for ever from now on",
    plan: plan([update("aws_cloudwatch_log_group.api", { retention_in_days: 365 }, { retention_in_days: 0 })]),
    near: "logs-are-kept-as-long",
    blocks: [],
  },
  {
    title: "objects that expire sooner",
    plan: plan([update("aws_s3_bucket_lifecycle_configuration.records", lifecycle(2557), lifecycle(30))]),
    blocks: ["objects-are-kept-as-long"],
  },
  {
    title: "a new lifecycle rule that deletes",
    plan: plan([update("aws_s3_bucket_lifecycle_configuration.records", { rule: [] }, lifecycle(30))]),
    blocks: ["objects-are-kept-as-long"],
  },
  {
    title: "objects that expire later",
    plan: plan([update("aws_s3_bucket_lifecycle_configuration.records", lifecycle(30), lifecycle(60))]),
    near: "objects-are-kept-as-long",
    blocks: [],
  },
  {
    title: "dead letters kept for less time",
    plan: plan([
      update("aws_sqs_queue.dead_letters", { message_retention_seconds: 1_209_600 }, { message_retention_seconds: 60 }),
    ]),
    blocks: ["objects-are-kept-as-long"],
  },

  // Encryption and keys
  {
    title: "another key for a log group",
    plan: plan([update("aws_cloudwatch_log_group.api", { kms_key_id: key("a") }, { kms_key_id: key("b") })]),
    blocks: ["encryption-at-rest-stays"],
  },
  {
    title: "a key that is made by the same plan",
    plan: plan([
      update("aws_cloudwatch_log_group.api", { kms_key_id: key("a") }, {}, { after_unknown: { kms_key_id: true } }),
      create("aws_kms_key.logs"),
    ]),
    blocks: ["encryption-at-rest-stays"],
  },
  {
    title: "a key where there was none",
    plan: plan([update("aws_cloudwatch_log_group.api", { kms_key_id: null }, { kms_key_id: key("a") })]),
    near: "encryption-at-rest-stays",
    blocks: [],
  },
  {
    title: "a bastion made anew, whose volume's key AWS computes",
    plan: plan([
      replace(
        "aws_instance.bastion",
        { ami: "a", kms_key_id: key("a") },
        { ami: "b" },
        { after_unknown: { kms_key_id: true } },
      ),
    ]),
    near: "encryption-at-rest-stays",
    blocks: [],
  },
  {
    title: "a bucket encrypted by AWS's key from now on",
    plan: plan([
      update(
        "aws_s3_bucket_server_side_encryption_configuration.records",
        encryptedBy(key("a")),
        encryptedBy("", "AES256"),
      ),
    ]),
    blocks: ["encryption-at-rest-stays", "encryption-at-rest-stays"],
  },
  {
    title: "a queue that is not encrypted any more",
    plan: plan([update("aws_sqs_queue.jobs", { sqs_managed_sse_enabled: true }, { sqs_managed_sse_enabled: false })]),
    blocks: ["encryption-at-rest-stays"],
  },
  {
    title: "an alias that means another key",
    plan: plan([update("aws_kms_alias.logs", { target_key_id: "a" }, { target_key_id: "b" })]),
    blocks: ["encryption-at-rest-stays"],
  },
  {
    title: "a key that is not rotated any more",
    plan: plan([update("aws_kms_key.aurora", { enable_key_rotation: true }, { enable_key_rotation: false })]),
    blocks: ["keys-and-secrets-keep-rotating"],
  },
  {
    title: "a key that is rotated from now on",
    plan: plan([update("aws_kms_key.aurora", { enable_key_rotation: false }, { enable_key_rotation: true })]),
    near: "keys-and-secrets-keep-rotating",
    blocks: [],
  },
  {
    title: "a listener that speaks HTTP",
    plan: plan([update("aws_lb_listener.https", { protocol: "HTTPS" }, { protocol: "HTTP" })]),
    blocks: ["transport-stays-encrypted"],
  },
  {
    title: "a database that demands no TLS",
    plan: plan([
      update(
        "aws_rds_cluster_parameter_group.database",
        { parameter: [{ name: "rds.force_ssl", value: "1" }] },
        { parameter: [{ name: "rds.force_ssl", value: "0" }] },
      ),
    ]),
    blocks: ["transport-stays-encrypted"],
  },
  {
    title: "another parameter of the database",
    plan: plan([
      update(
        "aws_rds_cluster_parameter_group.database",
        {
          parameter: [
            { name: "rds.force_ssl", value: "1" },
            { name: "log_statement", value: "ddl" },
          ],
        },
        {
          parameter: [
            { name: "rds.force_ssl", value: "1" },
            { name: "log_statement", value: "none" },
          ],
        },
      ),
    ]),
    near: "transport-stays-encrypted",
    blocks: [],
  },

  // Access
  {
    title: "a bucket whose policy may be public",
    plan: plan([
      update("aws_s3_bucket_public_access_block.records", allBlocked, { ...allBlocked, block_public_policy: false }),
    ]),
    blocks: ["public-access-stays-blocked"],
  },
  {
    title: "a public access block that is gone",
    plan: plan([destroy("aws_s3_bucket_public_access_block.records", allBlocked)]),
    blocks: ["public-access-stays-blocked"],
  },
  {
    title: "a public access block that is made anew with the same values",
    plan: plan([
      replace("aws_s3_bucket_public_access_block.records", allBlocked, { ...allBlocked, bucket: "records" }),
    ]),
    near: "public-access-stays-blocked",
    blocks: [],
  },
  {
    title: "a database with a public address",
    plan: plan([update("aws_db_instance.database", { publicly_accessible: false }, { publicly_accessible: true })]),
    blocks: ["public-access-stays-blocked"],
  },
  {
    title: "an internal load balancer that faces the internet",
    plan: plan([replace("aws_lb.internal", { internal: true }, { internal: false })]),
    blocks: ["public-access-stays-blocked"],
  },
  {
    title: "a method that asks nobody who calls",
    plan: plan([
      update("aws_api_gateway_method.get", { authorization: "COGNITO_USER_POOLS" }, { authorization: "NONE" }),
    ]),
    blocks: ["public-access-stays-blocked"],
  },
  {
    title: "a security group opened to everybody",
    plan: plan([update("aws_security_group.api", inline("10.0.0.0/8"), inline("10.0.0.0/8", "0.0.0.0/0"))]),
    blocks: ["networks-stay-closed"],
  },
  {
    title: "a security group opened to an office",
    plan: plan([update("aws_security_group.api", inline("10.0.0.0/8"), inline("10.0.0.0/8", "198.51.100.0/24"))]),
    near: "networks-stay-closed",
    blocks: [],
  },
  {
    title: "a rule opened to both halves of the internet",
    plan: plan([update("aws_security_group.api", inline(), inline("0.0.0.0/1", "128.0.0.0/1"))]),
    blocks: ["networks-stay-closed", "networks-stay-closed"],
  },
  {
    title: "a new open rule of a group that exists",
    plan: plan([
      keep("aws_security_group.api"),
      create("aws_vpc_security_group_ingress_rule.all", ingress("0.0.0.0/0", 22)),
    ]),
    blocks: ["networks-stay-closed"],
  },
  {
    title: "a new open rule of a group that the plan makes",
    plan: plan([
      create("aws_security_group.edge"),
      create(
        "aws_vpc_security_group_ingress_rule.https",
        { ...ingress("0.0.0.0/0"), security_group_id: undefined },
        { after_unknown: { id: true, security_group_id: true } },
      ),
    ]),
    near: "networks-stay-closed",
    blocks: [],
  },
  {
    title: "a new open rule of a group that the last apply made before it failed",
    plan: plan([create("aws_vpc_security_group_ingress_rule.https", ingress("0.0.0.0/0"))]),
    unfinished: new Set(["sg-1"]),
    near: "networks-stay-closed",
    blocks: [],
  },
  {
    title: "an open rule for more ports",
    plan: plan([
      update("aws_vpc_security_group_ingress_rule.https", ingress("0.0.0.0/0"), ingress("0.0.0.0/0", 0, 65_535)),
    ]),
    blocks: ["networks-stay-closed"],
  },
  {
    title: "an open rule for fewer ports",
    plan: plan([
      update("aws_vpc_security_group_ingress_rule.https", ingress("0.0.0.0/0", 0, 65_535), ingress("0.0.0.0/0")),
    ]),
    near: "networks-stay-closed",
    blocks: [],
  },
  {
    title: "a private route table with a route to the internet gateway",
    plan: plan([
      create("aws_route.data", { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }),
    ]),
    blocks: ["networks-stay-closed"],
  },
  {
    title: "a private route table with a route to a NAT gateway",
    plan: plan([
      create("aws_route.data", {
        route_table_id: "rtb-1",
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: "nat-1",
      }),
    ]),
    near: "networks-stay-closed",
    blocks: [],
  },
  {
    title: "a bucket that everybody may read",
    plan: plan([
      update(
        "aws_s3_bucket_policy.records",
        { policy: policy(denyPlainHttp) },
        { policy: policy(denyPlainHttp, everybody) },
      ),
    ]),
    blocks: ["policies-name-who-may"],
  },
  {
    title: "a bucket that everybody in the account may read",
    plan: plan([
      update(
        "aws_s3_bucket_policy.records",
        { policy: policy(denyPlainHttp) },
        { policy: policy(denyPlainHttp, ownAccount) },
      ),
    ]),
    near: "policies-name-who-may",
    blocks: [],
  },
  {
    title: "a public bucket that stays as it is, with one reader more",
    plan: plan([
      update("aws_s3_bucket_policy.site", { policy: policy(everybody) }, { policy: policy(everybody, role) }),
    ]),
    near: "policies-name-who-may",
    blocks: [],
  },
  {
    title: "a public policy for a bucket that exists",
    plan: plan([
      keep("aws_s3_bucket.records"),
      create("aws_s3_bucket_versioning.records", { bucket: "records" }),
      create("aws_s3_bucket_policy.records", { bucket: "records", policy: policy(everybody) }),
    ]),
    blocks: ["policies-name-who-may"],
  },
  {
    title: "a public policy for a bucket that the plan makes",
    plan: plan([
      create("aws_s3_bucket.site", { bucket: "site" }),
      create("aws_s3_bucket_policy.site", { bucket: "site", policy: policy(everybody) }),
    ]),
    near: "policies-name-who-may",
    blocks: [],
  },
  {
    title: "a policy known after the apply, in whose text the code lets everybody in",
    plan: plan([update("aws_sqs_queue.jobs", { policy: policy(role) }, {}, { after_unknown: { policy: true } })]),
    configured: new Map([
      ["aws_sqs_queue.jobs", { policy: policy({ ...everybody, Resource: "${aws_sqs_queue.jobs.arn}" }) }],
    ]),
    blocks: ["policies-name-who-may"],
  },
  {
    title: "a policy known after the apply, in whose text the code names a new role",
    plan: plan([update("aws_sqs_queue.jobs", { policy: policy(role) }, {}, { after_unknown: { policy: true } })]),
    configured: new Map([
      ["aws_sqs_queue.jobs", { policy: policy({ ...role, Principal: { AWS: "${aws_iam_role.new.arn}" } }) }],
    ]),
    near: "policies-name-who-may",
    blocks: [],
  },
  {
    title: "a policy that nobody can read before the apply",
    plan: plan([update("aws_kms_key.aurora", { policy: policy(role) }, {}, { after_unknown: { policy: true } })]),
    configured: new Map([["aws_kms_key.aurora", { policy: "${data.aws_iam_policy_document.key.json}" }]]),
    blocks: ["policies-name-who-may"],
  },

  // Audit
  {
    title: "a trail that records nothing",
    plan: plan([update("aws_cloudtrail.trail", { enable_logging: true }, { enable_logging: false })]),
    blocks: ["audit-services-stay-on"],
  },
  {
    title: "a trail that records data events too",
    plan: plan([
      update(
        "aws_cloudtrail.trail",
        { enable_logging: true, event_selector: [] },
        { enable_logging: true, event_selector: [{}] },
      ),
    ]),
    near: "audit-services-stay-on",
    blocks: [],
  },
  {
    title: "flow logs that are gone",
    plan: plan([destroy("aws_flow_log.network", { vpc_id: "vpc-1" })]),
    blocks: ["audit-services-stay-on"],
  },
  {
    title: "GuardDuty off, its feature disabled and Config's recorder stopped",
    plan: plan([
      update("aws_guardduty_detector.threats", { enable: true }, { enable: false }),
      update("aws_guardduty_detector_feature.s3", { status: "ENABLED" }, { status: "DISABLED" }),
      update("aws_config_configuration_recorder_status.config", { is_enabled: true }, { is_enabled: false }),
    ]),
    blocks: Array.from({ length: 3 }, () => "audit-services-stay-on"),
  },
  {
    title: "a database that exports its audit log no more",
    plan: plan([
      update(
        "aws_db_instance.database",
        { enabled_cloudwatch_logs_exports: ["audit", "error"] },
        { enabled_cloudwatch_logs_exports: ["error"] },
      ),
    ]),
    blocks: ["audit-services-stay-on"],
  },

  // What must never be in the way
  { title: "nothing", plan: plan([keep("aws_vpc.network")]), blocks: [] },
  {
    title: "tags of everything",
    plan: plan(
      ["aws_rds_cluster.database", "aws_s3_bucket.records", "aws_kms_key.aurora", "aws_security_group.api"].map(
        (address) =>
          update(
            address,
            { tags: { Owner: "a" }, deletion_protection: true },
            { tags: { Owner: "b" }, deletion_protection: true },
          ),
      ),
    ),
    blocks: [],
  },
  {
    title: "more capacity",
    plan: plan([
      update("aws_ecs_service.api", { desired_count: 2 }, { desired_count: 6 }),
      update("aws_appautoscaling_target.api", { max_capacity: 4 }, { max_capacity: 12 }),
      update(
        "aws_rds_cluster.database",
        { serverlessv2_scaling_configuration: [{ max_capacity: 4 }], deletion_protection: true },
        { serverlessv2_scaling_configuration: [{ max_capacity: 16 }], deletion_protection: true },
      ),
      update("aws_db_instance.database", { instance_class: "db.t3.medium" }, { instance_class: "db.r6g.large" }),
    ]),
    blocks: [],
  },
  {
    title: "less capacity",
    plan: plan([
      update("aws_ecs_service.api", { desired_count: 6 }, { desired_count: 2 }),
      destroy("aws_appautoscaling_policy.api"),
    ]),
    blocks: [],
  },
  {
    title: "a new image",
    plan: plan([
      replace("aws_ecs_task_definition.api", { container_definitions: "[1]" }, { container_definitions: "[2]" }),
      update("aws_ecs_service.api", { task_definition: "api:1" }, {}, { after_unknown: { task_definition: true } }),
    ]),
    blocks: [],
  },
  {
    title: "another service beside those that exist",
    plan: plan(
      [
        create("aws_ecs_service.worker"),
        create("aws_security_group.worker"),
        create("aws_cloudwatch_log_group.worker"),
      ],
      ["aws_ecs_service.api"],
    ),
    blocks: [],
  },
];
