type Body = Record<string, unknown>;
type Resources = Record<string, Record<string, Body>>;

/** A synthesized stack that a test may edit. */
export interface Document {
  terraform: Body;
  provider: Body;
  resource: Resources;
  [block: string]: unknown;
}

const statement = (more: Body) => ({ Action: "s3:*", Resource: "arn:aws:s3:::gate-records/*", ...more });
const policy = (...statements: readonly Body[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const tlsOnly = statement({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
const everybody = statement({ Sid: "Everybody", Effect: "Allow", Principal: "*" });
const newRole = statement({ Sid: "Role", Effect: "Allow", Principal: { AWS: "${aws_iam_role.reader.arn}" } });
const trust = policy({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });

/** A small estate of everything that the gate protects and that the embedded AWS makes in seconds. */
export function smallEstate(): Document {
  const tags = { Name: "gate" };
  return {
    terraform: { required_providers: { aws: { source: "aws", version: "5.100.0" } }, backend: { local: {} } },
    provider: { aws: [{ region: "us-east-1" }] },
    resource: {
      aws_cloudtrail: {
        trail: { name: "gate", s3_bucket_name: "${aws_s3_bucket.records.bucket}", enable_logging: true },
      },
      aws_cloudwatch_log_group: {
        api: { name: "/gate/api", retention_in_days: 365, kms_key_id: "${aws_kms_key.data.arn}", tags },
      },
      aws_dynamodb_table: {
        items: {
          name: "gate-items",
          billing_mode: "PROVISIONED",
          read_capacity: 5,
          write_capacity: 5,
          hash_key: "id",
          attribute: [{ name: "id", type: "S" }],
          deletion_protection_enabled: true,
          point_in_time_recovery: { enabled: true },
          server_side_encryption: { enabled: true, kms_key_arn: "${aws_kms_key.data.arn}" },
          tags,
        },
      },
      aws_kms_key: {
        data: { description: "data", deletion_window_in_days: 30, enable_key_rotation: true, tags },
        spare: { description: "spare", deletion_window_in_days: 30, enable_key_rotation: true },
      },
      aws_rds_cluster: {
        database: {
          cluster_identifier: "gate",
          engine: "aurora-postgresql",
          engine_version: "15.10",
          master_username: "postgres",
          manage_master_user_password: true,
          backup_retention_period: 35,
          deletion_protection: true,
          skip_final_snapshot: false,
          final_snapshot_identifier: "gate-final",
          tags,
        },
      },
      aws_s3_bucket: { records: { bucket: "gate-records", tags } },
      aws_s3_bucket_lifecycle_configuration: {
        records: {
          bucket: "${aws_s3_bucket.records.id}",
          rule: [{ id: "expire", status: "Enabled", filter: { prefix: "" }, expiration: { days: 2557 } }],
        },
      },
      aws_s3_bucket_policy: { records: { bucket: "${aws_s3_bucket.records.id}", policy: policy(tlsOnly) } },
      aws_s3_bucket_public_access_block: {
        records: {
          bucket: "${aws_s3_bucket.records.id}",
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      },
      aws_s3_bucket_server_side_encryption_configuration: {
        records: {
          bucket: "${aws_s3_bucket.records.id}",
          rule: [
            {
              apply_server_side_encryption_by_default: {
                sse_algorithm: "aws:kms",
                kms_master_key_id: "${aws_kms_key.data.arn}",
              },
            },
          ],
        },
      },
      aws_s3_bucket_versioning: {
        records: { bucket: "${aws_s3_bucket.records.id}", versioning_configuration: { status: "Enabled" } },
      },
      aws_secretsmanager_secret: { jwt: { name: "gate/jwt", recovery_window_in_days: 7 } },
      aws_security_group: { api: { name: "gate-api", description: "api", vpc_id: "${aws_vpc.network.id}", tags } },
      aws_sqs_queue: {
        jobs: { name: "gate-jobs", message_retention_seconds: 1_209_600, sqs_managed_sse_enabled: true },
      },
      aws_vpc: { network: { cidr_block: "10.0.0.0/16", tags } },
      aws_vpc_security_group_ingress_rule: {
        inside: {
          security_group_id: "${aws_security_group.api.id}",
          cidr_ipv4: "10.0.0.0/16",
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
        },
      },
    },
  };
}

/** One edit of the small estate, and the rules that the plan breaks. */
export interface Edit {
  readonly title: string;
  readonly edit: (resource: Resources, document: Document) => void;
  readonly blocks: readonly string[];
}

const set = (type: string, name: string, values: Body) => (resource: Resources) =>
  void Object.assign(resource[type]![name]!, values);
const remove = (type: string) => (resource: Resources) => void delete resource[type];
const openRule = (group: string): Body => ({
  security_group_id: `\${aws_security_group.${group}.id}`,
  cidr_ipv4: "0.0.0.0/0",
  ip_protocol: "tcp",
  from_port: 443,
  to_port: 443,
});

function rename(resource: Resources): void {
  resource.aws_dynamodb_table = { table: resource.aws_dynamodb_table!.items! };
}

export const edits: readonly Edit[] = [
  { title: "nothing", edit: () => undefined, blocks: [] },
  {
    title: "the tags of everything",
    edit: (resource) =>
      Object.values(resource)
        .flatMap(Object.values<Body>)
        .forEach((body) => {
          if (body.tags) body.tags = { Name: "gate", Owner: "somebody else" };
        }),
    blocks: [],
  },
  {
    title: "more capacity of a table",
    edit: set("aws_dynamodb_table", "items", { read_capacity: 50, write_capacity: 1 }),
    blocks: [],
  },
  {
    title: "another queue, key and group with an open rule of its own",
    edit: (resource) => {
      resource.aws_sqs_queue!.more = { name: "gate-more" };
      resource.aws_security_group!.edge = { name: "gate-edge", vpc_id: "${aws_vpc.network.id}" };
      resource.aws_vpc_security_group_ingress_rule!.edge = openRule("edge");
    },
    blocks: [],
  },
  { title: "a table renamed without a move", edit: rename, blocks: ["stateful-resources-are-kept"] },
  {
    title: "a table renamed with a move",
    edit: (resource, document) => {
      rename(resource);
      document.moved = [{ from: "aws_dynamodb_table.items", to: "aws_dynamodb_table.table" }];
    },
    blocks: [],
  },
  {
    title: "a table forgotten",
    edit: (resource, document) => {
      delete resource.aws_dynamodb_table;
      document.removed = [{ from: "aws_dynamodb_table.items", lifecycle: { destroy: false } }];
    },
    blocks: ["stateful-resources-are-kept"],
  },
  {
    title: "a database replaced, because its engine changed",
    edit: set("aws_rds_cluster", "database", { engine: "aurora-mysql", engine_version: "8.0.mysql_aurora.3.08.0" }),
    blocks: ["stateful-resources-are-kept"],
  },
  {
    title: "a database's maintenance window",
    edit: set("aws_rds_cluster", "database", { preferred_maintenance_window: "mon:05:00-mon:06:00" }),
    blocks: [],
  },
  {
    title: "a database without deletion protection",
    edit: set("aws_rds_cluster", "database", { deletion_protection: false }),
    blocks: ["deletion-protection-stays-on"],
  },
  {
    title: "a database with fewer days of backups",
    edit: set("aws_rds_cluster", "database", { backup_retention_period: 7 }),
    blocks: ["backups-are-kept-as-long"],
  },
  {
    title: "a database without a final snapshot",
    edit: set("aws_rds_cluster", "database", { skip_final_snapshot: true }),
    blocks: ["destroys-leave-a-copy"],
  },
  {
    title: "a bucket that a destroy empties",
    edit: set("aws_s3_bucket", "records", { force_destroy: true }),
    blocks: ["destroys-leave-a-copy"],
  },
  {
    title: "logs kept for a month",
    edit: set("aws_cloudwatch_log_group", "api", { retention_in_days: 30 }),
    blocks: ["logs-are-kept-as-long"],
  },
  {
    title: "logs kept for seven years",
    edit: set("aws_cloudwatch_log_group", "api", { retention_in_days: 2557 }),
    blocks: [],
  },
  {
    title: "logs encrypted by another key",
    edit: set("aws_cloudwatch_log_group", "api", { kms_key_id: "${aws_kms_key.spare.arn}" }),
    blocks: ["encryption-at-rest-stays"],
  },
  {
    title: "logs encrypted by a key that the plan makes",
    edit: (resource) => {
      resource.aws_kms_key!.logs = { description: "logs" };
      resource.aws_cloudwatch_log_group!.api!.kms_key_id = "${aws_kms_key.logs.arn}";
    },
    blocks: ["encryption-at-rest-stays"],
  },
  {
    title: "a bucket without its own encryption",
    edit: remove("aws_s3_bucket_server_side_encryption_configuration"),
    blocks: ["encryption-at-rest-stays"],
  },
  {
    title: "a key that is deleted sooner",
    edit: set("aws_kms_key", "data", { deletion_window_in_days: 7 }),
    blocks: ["deletions-can-be-taken-back"],
  },
  {
    title: "a key that is not rotated",
    edit: set("aws_kms_key", "data", { enable_key_rotation: false }),
    blocks: ["keys-and-secrets-keep-rotating"],
  },
  {
    title: "a secret that is deleted at once",
    edit: set("aws_secretsmanager_secret", "jwt", { recovery_window_in_days: 0 }),
    blocks: ["deletions-can-be-taken-back"],
  },
  {
    title: "a table without point-in-time recovery",
    edit: set("aws_dynamodb_table", "items", { point_in_time_recovery: { enabled: false } }),
    blocks: ["versions-and-point-in-time-recovery-stay-on"],
  },
  {
    title: "a table without deletion protection",
    edit: set("aws_dynamodb_table", "items", { deletion_protection_enabled: false }),
    blocks: ["deletion-protection-stays-on"],
  },
  {
    title: "versions of a bucket suspended",
    edit: set("aws_s3_bucket_versioning", "records", { versioning_configuration: { status: "Suspended" } }),
    blocks: ["versions-and-point-in-time-recovery-stay-on"],
  },
  {
    title: "versions of a bucket not said any more",
    edit: remove("aws_s3_bucket_versioning"),
    blocks: ["versions-and-point-in-time-recovery-stay-on"],
  },
  {
    title: "a bucket that may have a public policy",
    edit: set("aws_s3_bucket_public_access_block", "records", { block_public_policy: false }),
    blocks: ["public-access-stays-blocked"],
  },
  {
    title: "a bucket without its public access block",
    edit: remove("aws_s3_bucket_public_access_block"),
    blocks: ["public-access-stays-blocked"],
  },
  {
    title: "objects that expire after a month",
    edit: (resource) => {
      const { records } = resource.aws_s3_bucket_lifecycle_configuration!;
      (records!.rule as Body[])[0]!.expiration = { days: 30 };
    },
    blocks: ["objects-are-kept-as-long"],
  },
  {
    title: "a rule opened to everybody",
    edit: set("aws_vpc_security_group_ingress_rule", "inside", { cidr_ipv4: "0.0.0.0/0" }),
    blocks: ["networks-stay-closed"],
  },
  {
    title: "a new open rule of the group that exists",
    edit: (resource) => void (resource.aws_vpc_security_group_ingress_rule!.outside = openRule("api")),
    blocks: ["networks-stay-closed"],
  },
  {
    title: "a bucket that everybody may read",
    edit: set("aws_s3_bucket_policy", "records", { policy: policy(tlsOnly, everybody) }),
    blocks: ["policies-name-who-may"],
  },
  {
    title: "a bucket that a new role may read: its policy is known after the apply",
    edit: (resource) => {
      resource.aws_iam_role = { reader: { name: "gate-reader", assume_role_policy: trust } };
      resource.aws_s3_bucket_policy!.records!.policy = policy(tlsOnly, newRole);
    },
    blocks: [],
  },
  {
    title: "a bucket that a new role and everybody may read",
    edit: (resource) => {
      resource.aws_iam_role = { reader: { name: "gate-reader", assume_role_policy: trust } };
      resource.aws_s3_bucket_policy!.records!.policy = policy(tlsOnly, newRole, everybody);
    },
    blocks: ["policies-name-who-may"],
  },
  {
    title: "messages kept for a minute",
    edit: set("aws_sqs_queue", "jobs", { message_retention_seconds: 60 }),
    blocks: ["objects-are-kept-as-long"],
  },
  {
    title: "a queue in clear",
    edit: set("aws_sqs_queue", "jobs", { sqs_managed_sse_enabled: false }),
    blocks: ["encryption-at-rest-stays"],
  },
  {
    title: "a trail that records nothing",
    edit: set("aws_cloudtrail", "trail", { enable_logging: false }),
    blocks: ["audit-services-stay-on"],
  },
  {
    title: "everything about the bucket destroyed, and the bucket",
    edit: (resource) => {
      for (const type of Object.keys(resource)) if (/^aws_(s3_bucket|cloudtrail)/.test(type)) delete resource[type];
    },
    blocks: ["stateful-resources-are-kept", "stateful-resources-are-kept"],
  },
  {
    title: "everything destroyed but for a queue that is new",
    edit: (_resource, document) => void (document.resource = { aws_sqs_queue: { last: { name: "gate-last" } } }),
    blocks: ["deletes-stay-few", ...Array.from({ length: 10 }, () => "stateful-resources-are-kept")],
  },
];
