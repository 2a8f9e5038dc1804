import type { Rank } from "../../../src/delivery/review";
import { planFrom, type Pair } from "../../support/plan-pairs";
import { reviewOf } from "./support";

const statement = (more: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "a", Effect: "Allow", ...more }] });
const containers = (image: string, more: object = {}) => JSON.stringify([{ name: "api", image, cpu: 1, ...more }]);
const digest = (letter: string) => `123456789012.dkr.ecr.us-east-1.amazonaws.com/api@sha256:${letter.repeat(64)}`;
const acl = (action: object) => ({
  rule: [{ name: "injections", priority: 1, action: [{ block: [], count: [], allow: [], ...action }] }],
});
const change = (address: string, attribute: string, before: unknown, after: unknown, rest: object = {}): Pair => ({
  address,
  before: { ...rest, [attribute]: before },
  after: { ...rest, [attribute]: after },
});

/** What is planned, how grave it is, and what a reviewer reads first. */
const catalogue: readonly (readonly [what: string, pair: Pair, rank: Rank, sentence: string | RegExp])[] = [
  [
    "a database of another engine",
    {
      ...change("aws_db_instance.d", "engine", "mysql", "postgres", {
        backup_retention_period: 35,
        skip_final_snapshot: true,
      }),
      replace: ["engine"],
    },
    "data-loss",
    "replaces the database because engine changed; its data and 35 days of backups are lost",
  ],
  [
    "a cluster that vanished from the code",
    {
      address: "aws_rds_cluster.c",
      before: { backup_retention_period: 7, skip_final_snapshot: false },
      reason: "delete_because_no_resource_config",
    },
    "data-loss",
    "destroys the database cluster, which is no longer in the code; its data and 7 days of backups are lost, but for a final snapshot",
  ],
  [
    "backups kept for a shorter time",
    change("aws_db_instance.d", "backup_retention_period", 35, 7),
    "data-loss",
    "changes backup_retention_period of the database (35 -> 7); backups older than 7 days are deleted, where 35 days were kept",
  ],
  [
    "deletion protection off",
    change("aws_rds_cluster.c", "deletion_protection", true, false),
    "data-loss",
    /nothing in AWS stops its destruction/,
  ],
  [
    "a bucket destroyed",
    { address: "aws_s3_bucket.b", before: { force_destroy: true } },
    "data-loss",
    "destroys the bucket; all its objects and their versions are lost",
  ],
  [
    "versioning suspended",
    change(
      "aws_s3_bucket_versioning.v",
      "versioning_configuration",
      [{ status: "Enabled" }],
      [{ status: "Suspended" }],
    ),
    "data-loss",
    /gone for good/,
  ],
  [
    "a lifecycle that deletes earlier",
    change(
      "aws_s3_bucket_lifecycle_configuration.l",
      "rule",
      [{ id: "old", expiration: [{ days: 2557 }] }],
      [{ id: "old", expiration: [{ days: 30 }] }],
    ),
    "data-loss",
    /\(2557 -> 30\); objects are deleted earlier/,
  ],
  [
    "logs kept for a shorter time",
    change("aws_cloudwatch_log_group.l", "retention_in_days", 2557, 30),
    "data-loss",
    /more than 30 days ago is deleted/,
  ],
  [
    "logs that were kept for ever",
    change("aws_cloudwatch_log_group.l", "retention_in_days", 0, 365),
    "data-loss",
    /more than 365 days ago is deleted/,
  ],
  [
    "logs kept longer",
    change("aws_cloudwatch_log_group.l", "retention_in_days", 30, 365),
    "cost",
    /logs are kept longer/,
  ],
  [
    "point-in-time recovery off",
    change("aws_dynamodb_table.t", "point_in_time_recovery", [{ enabled: true }], [{ enabled: false }]),
    "data-loss",
    /can no longer be restored/,
  ],
  [
    "a key destroyed",
    { address: "aws_kms_key.k", before: { deletion_window_in_days: 7 } },
    "data-loss",
    /unreadable at once, and for ever after 7 days/,
  ],
  [
    "a secret that cannot be brought back",
    change("aws_secretsmanager_secret.s", "recovery_window_in_days", 30, 0),
    "data-loss",
    /only for 0 days/,
  ],
  [
    "a backup rule gone",
    change("aws_backup_plan.p", "rule", [{ rule_name: "daily", schedule: "cron(0 5 * * ? *)" }], []),
    "data-loss",
    /no more backups/,
  ],
  [
    "a port opened to the world",
    {
      address: "aws_vpc_security_group_ingress_rule.r",
      after: { cidr_ipv4: "0.0.0.0/0", from_port: 22, to_port: 22, ip_protocol: "tcp" },
    },
    "exposure",
    "creates the inbound rule; port 22 is open to the whole internet",
  ],
  [
    "a listener that only redirects",
    { address: "aws_lb_listener.l", after: { protocol: "HTTP", default_action: [{ type: "redirect" }] } },
    "harmless",
    "creates the listener",
  ],
  [
    "a listener in clear",
    { address: "aws_lb_listener.l", after: { protocol: "HTTP", default_action: [{ type: "forward" }] } },
    "exposure",
    /is not encrypted/,
  ],
  [
    "a network ACL rule for replies",
    {
      address: "aws_network_acl_rule.r",
      after: { cidr_block: "0.0.0.0/0", egress: false, rule_action: "allow", from_port: 1024, to_port: 65535 },
    },
    "harmless",
    "creates the network ACL rule",
  ],
  [
    "a network ACL rule that lets the internet in",
    {
      address: "aws_network_acl_rule.r",
      after: { cidr_block: "0.0.0.0/0", egress: false, rule_action: "allow", from_port: 22, to_port: 23 },
    },
    "exposure",
    /ports 22 to 23 are open to the whole internet/,
  ],
  [
    "a firewall's rules that only count",
    change(
      "aws_wafv2_web_acl.w",
      "rule",
      [{ name: "a", override_action: [{ none: [{}], count: [] }] }],
      [{ name: "a", override_action: [{ none: [], count: [{}] }] }],
    ),
    "exposure",
    /only count what they stopped/,
  ],
  [
    "the same over IPv6",
    change("aws_vpc_security_group_ingress_rule.r", "cidr_ipv6", "fd00::/8", "::/0", { ip_protocol: "-1" }),
    "exposure",
    /every port is open to the whole internet/,
  ],
  [
    "an inline rule opened",
    change(
      "aws_security_group.g",
      "ingress",
      [{ cidr_blocks: ["10.0.0.0/16"], from_port: 443 }],
      [{ cidr_blocks: ["10.0.0.0/16", "0.0.0.0/0"], from_port: 443 }],
    ),
    "exposure",
    /whole internet/,
  ],
  [
    "an inner rule",
    {
      address: "aws_vpc_security_group_ingress_rule.r",
      after: { cidr_ipv4: "10.0.0.0/16", from_port: 443, to_port: 443 },
    },
    "harmless",
    "creates the inbound rule",
  ],
  [
    "public access allowed",
    change("aws_s3_bucket_public_access_block.b", "block_public_policy", true, false),
    "exposure",
    /may become public/,
  ],
  [
    "public access allowed by destroying what forbids it",
    { address: "aws_s3_bucket_public_access_block.b", before: {} },
    "exposure",
    /may become public/,
  ],
  [
    "a bucket for everybody",
    change(
      "aws_s3_bucket_policy.p",
      "policy",
      statement({ Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "s3:GetObject" }),
      statement({ Principal: "*", Action: "s3:GetObject" }),
    ),
    "exposure",
    /it now allows anybody \(s3:GetObject\)/,
  ],
  [
    "every action to a role",
    change(
      "aws_iam_policy.p",
      "policy",
      statement({ Action: "s3:GetObject", Resource: "*" }),
      statement({ Action: ["s3:GetObject", "*"], Resource: "*" }),
    ),
    "exposure",
    /every action \(\*\)/,
  ],
  [
    "a statement that denies everybody",
    {
      address: "aws_s3_bucket_policy.p",
      after: { policy: statement({ Effect: "Deny", Principal: "*", Action: "s3:*" }) },
    },
    "harmless",
    "creates the S3 bucket policy",
  ],
  [
    "a narrower policy",
    change(
      "aws_iam_policy.p",
      "policy",
      statement({ Action: ["s3:GetObject", "s3:PutObject"] }),
      statement({ Action: "s3:GetObject" }),
    ),
    "unjudged",
    /within seconds/,
  ],
  [
    "a firewall rule that only counts",
    change("aws_wafv2_web_acl.w", "rule", acl({ block: [{}] }).rule, acl({ count: [{}] }).rule),
    "exposure",
    /what that rule stopped is let through/,
  ],
  [
    "a database on the internet",
    change("aws_db_instance.d", "publicly_accessible", false, true),
    "exposure",
    /address on the internet/,
  ],
  [
    "a trail that records nothing",
    change("aws_cloudtrail.t", "enable_logging", true, false),
    "exposure",
    /no longer recorded/,
  ],
  [
    "TLS no longer required",
    change(
      "aws_db_parameter_group.p",
      "parameter",
      [{ name: "rds.force_ssl", value: "1" }],
      [{ name: "rds.force_ssl", value: "0" }],
    ),
    "exposure",
    /without TLS/,
  ],
  [
    "a method without authorization",
    change("aws_api_gateway_method.m", "authorization", "COGNITO_USER_POOLS", "NONE"),
    "exposure",
    /anybody may call it/,
  ],
  [
    "a second factor that is optional",
    change("aws_cognito_user_pool.u", "mfa_configuration", "ON", "OPTIONAL"),
    "exposure",
    /a password alone/,
  ],
  [
    "a load balancer in other subnets of another name",
    { ...change("aws_lb.l", "name", "a", "b"), replace: ["name"] },
    "replacement",
    "replaces the load balancer because name changed; it gets another address, and serves nobody meanwhile",
  ],
  [
    "a rule that is made anew, open to everybody",
    {
      address: "aws_vpc_security_group_ingress_rule.r",
      before: { referenced_security_group_id: "sg-1", ip_protocol: "tcp", from_port: 5432, to_port: 5432 },
      after: { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 5432, to_port: 5432 },
      replace: ["cidr_ipv4", "referenced_security_group_id"],
    },
    "exposure",
    /port 5432 is open to the whole internet/,
  ],
  [
    "a load balancer that is made anew, facing the internet",
    { ...change("aws_lb.l", "internal", true, false), replace: ["internal"] },
    "exposure",
    /internet/,
  ],
  [
    "something half made",
    { ...change("aws_nat_gateway.n", "id", "a", "a"), replace: [], reason: "replace_because_tainted" },
    "replacement",
    /because an interrupted run left it half made/,
  ],
  [
    "another instance class",
    change("aws_db_instance.d", "instance_class", "db.t3.micro", "db.r6g.large", {
      multi_az: true,
      apply_immediately: true,
    }),
    "downtime",
    /fails over at once: about a minute/,
  ],
  [
    "another instance class without a standby",
    change("aws_db_instance.d", "instance_class", "db.t3.micro", "db.r6g.large"),
    "downtime",
    /restarts in the maintenance window/,
  ],
  [
    "a parameter that waits for a reboot",
    change(
      "aws_rds_cluster_parameter_group.p",
      "parameter",
      [{ name: "shared_buffers", value: "1", apply_method: "pending-reboot" }],
      [{ name: "shared_buffers", value: "2", apply_method: "pending-reboot" }],
    ),
    "downtime",
    /next reboot, which nobody does by itself/,
  ],
  [
    "a secret's value",
    {
      ...change("aws_secretsmanager_secret_version.v", "secret_string", "a", "b"),
      more: { before_sensitive: { secret_string: true }, after_sensitive: { secret_string: true } },
    },
    "downtime",
    /tasks take the new one only when they start/,
  ],
  ["more tasks", change("aws_ecs_service.s", "desired_count", 2, 4), "cost", /more tasks run/],
  [
    "another NAT gateway",
    { address: "aws_nat_gateway.n", after: { subnet_id: "subnet-1" } },
    "cost",
    /charged by the hour/,
  ],
  [
    "another task definition",
    change("aws_ecs_service.s", "task_definition", "a:1", "a:2", { deployment_minimum_healthy_percent: 100 }),
    "harmless",
    /rolling deployment/,
  ],
  [
    "another image",
    {
      ...change("aws_ecs_task_definition.t", "container_definitions", containers(digest("a")), containers(digest("b"))),
      replace: ["container_definitions"],
    },
    "harmless",
    "replaces the task definition because container_definitions changed; it registers a new revision, and the old one stays",
  ],
  [
    "tags alone",
    {
      address: "aws_db_instance.d",
      before: { tags: { A: "1" }, tags_all: { A: "1", B: "2" } },
      after: { tags: { A: "2" }, tags_all: { A: "2", B: "2" } },
    },
    "cosmetic",
    'changes tags of the database ("1" -> "2"); nothing else changes'.replace("tags of", "tags.A of"),
  ],
  ["an attribute of which nothing is known", change("aws_new_thing.n", "mode", "a", "b"), "unjudged", /not known here/],
];

describe("the catalogue of changes", () => {
  it.each(catalogue)("%s", (_what, pair, rank, sentence) => {
    const [first] = reviewOf(planFrom(pair)).changes;
    expect(first).toMatchObject({ rank, address: pair.address });
    if (typeof sentence === "string") expect(first!.meanings[0]!.sentence).toBe(sentence);
    else expect(first!.meanings[0]!.sentence).toMatch(sentence);
  });

  it("shows an image by where it changes, and nothing of the rest of the document", () => {
    const before = containers(digest("a"));
    const [first] = reviewOf(
      planFrom(change("aws_ecs_task_definition.t", "container_definitions", before, containers(digest("b")))),
    ).changes;
    expect(first!.attributes).toEqual([
      {
        name: "container_definitions",
        path: "container_definitions[api].image",
        before: `"…@sha256:${"a".repeat(12)}"`,
        after: `"…@sha256:${"b".repeat(12)}"`,
        forcesReplacement: false,
      },
    ]);
  });
});

it("what a change in place would interrupt is not said of what is made anew", () => {
  const before = { engine: "mysql", instance_class: "db.t3.micro", iops: 0, backup_retention_period: 35 };
  const after = { engine: "postgres", instance_class: "db.r6g.large", iops: null, backup_retention_period: 7 };
  const { changes } = reviewOf(planFrom({ address: "aws_db_instance.d", before, after, replace: ["engine"] }));
  expect(changes[0]!.meanings.map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(/^replaces the database because engine changed; its data and 35 days of backups are lost/),
    expect.stringMatching(/^changes backup_retention_period of the database \(35 -> 7\);/),
  ]);
});
