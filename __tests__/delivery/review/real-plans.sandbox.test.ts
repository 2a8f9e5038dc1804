import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rank, Review } from "../../../src/delivery/review";
import type { TerraformDocument } from "../../../src/delivery/synth";
import { documentOf } from "../../support/delivery";
import { Estate } from "../../support/estate";

const deployment = "omnirapeutic-dev";
const estate = new Estate();
const folder = join(estate.synthesized, "stacks", deployment);
const options = [deployment, "--sandbox", "--from", estate.synthesized];

const SECRETS = ["PLANTED-before-1234", "PLANTED-after-5678"] as const;
const digest = (letter: string) => `123456789012.dkr.ecr.us-east-1.amazonaws.com/api@sha256:${letter.repeat(64)}`;
const containers = (letter: string) =>
  JSON.stringify([{ name: "api", image: digest(letter), memory: 128, essential: true }]);
const policy = (action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: [action], Resource: "*" }] });
const table = (more: object) => ({ billing_mode: "PAY_PER_REQUEST", ...more });
const keyed = (name: string) => ({ hash_key: name, attribute: [{ name, type: "S" }] });
const closed = { block_public_acls: true, ignore_public_acls: true, restrict_public_buckets: true };
const bucket = "${aws_s3_bucket.documents.id}";
const group = "${aws_security_group.web.id}";

type Blocks = NonNullable<TerraformDocument["resource"]>;

const same: Blocks = {
  aws_s3_bucket: { documents: { bucket: "review-documents" } },
  aws_vpc: { network: { cidr_block: "10.0.0.0/16" } },
  aws_security_group: { web: { name: "review-web", vpc_id: "${aws_vpc.network.id}" } },
};

/** Every resource as it is deployed, as it is planned, and what the review must say of it; one plan, so that it takes one run. */
const cases: readonly (readonly [
  address: string,
  before: object,
  after: object | undefined,
  rank: Rank,
  says: RegExp,
])[] = [
  [
    "aws_s3_bucket_versioning.documents",
    { bucket, versioning_configuration: { status: "Enabled" } },
    { bucket, versioning_configuration: { status: "Suspended" } },
    "data-loss",
    /gone for good/,
  ],
  [
    "aws_s3_bucket_public_access_block.documents",
    { bucket, ...closed, block_public_policy: true },
    { bucket, ...closed, block_public_policy: false },
    "exposure",
    /may become public/,
  ],
  [
    "aws_cloudwatch_log_group.audit",
    { name: "/review/audit", retention_in_days: 365 },
    { name: "/review/audit", retention_in_days: 30 },
    "data-loss",
    /\(365 -> 30\); what was logged more than 30 days ago is deleted/,
  ],
  [
    "aws_cloudwatch_log_group.gone",
    { name: "/review/gone", retention_in_days: 30 },
    undefined,
    "data-loss",
    /^destroys the log group, which is no longer in the code; what it logged in the last 30 days is lost$/,
  ],
  [
    "aws_cloudwatch_log_group.tagged",
    { name: "/review/tagged", tags: { Owner: "a" } },
    { name: "/review/tagged", tags: { Owner: "b" } },
    "cosmetic",
    /nothing else changes/,
  ],
  [
    "aws_dynamodb_table.items",
    table({ name: "review-items", ...keyed("id"), point_in_time_recovery: { enabled: true } }),
    table({ name: "review-items", ...keyed("id"), point_in_time_recovery: { enabled: false } }),
    "data-loss",
    /can no longer be restored/,
  ],
  [
    "aws_dynamodb_table.rekeyed",
    table({ name: "review-rekeyed", ...keyed("id") }),
    table({ name: "review-rekeyed", ...keyed("other") }),
    "data-loss",
    /^replaces the table because .*hash_key.* changed; all its items are lost$/,
  ],
  [
    "aws_vpc_security_group_ingress_rule.web",
    { security_group_id: group, cidr_ipv4: "10.0.0.0/16", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    { security_group_id: group, cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    "exposure",
    /port 443 is open to the whole internet/,
  ],
  [
    "aws_iam_policy.broad",
    { name: "review-broad", policy: policy("s3:GetObject") },
    { name: "review-broad", policy: policy("*") },
    "exposure",
    /every action \(\*\)/,
  ],
  [
    "aws_kms_key.documents",
    { deletion_window_in_days: 30 },
    { deletion_window_in_days: 7 },
    "data-loss",
    /only for 7 days/,
  ],
  [
    "aws_sqs_queue.failed",
    { name: "review-failed", message_retention_seconds: 1209600 },
    { name: "review-failed", message_retention_seconds: 3600 },
    "data-loss",
    /older messages are deleted/,
  ],
  [
    "aws_ssm_parameter.password",
    { name: "/review/password", type: "SecureString", value: SECRETS[0] },
    { name: "/review/password", type: "SecureString", value: SECRETS[1] },
    "harmless",
    /when they read it next/,
  ],
  [
    "aws_ecs_task_definition.api",
    { family: "review-api", container_definitions: containers("a") },
    { family: "review-api", container_definitions: containers("b") },
    "harmless",
    /registers a new revision/,
  ],
  ["aws_eip.added", {}, {}, "cost", /public addresses are charged/],
];
const created = new Set(["aws_eip.added"]);

function write(side: "before" | "after"): void {
  const resource: Record<string, Record<string, object>> = structuredClone(same) as Record<
    string,
    Record<string, object>
  >;
  for (const [address, before, after] of cases) {
    const [type, name] = address.split(".") as [string, string];
    const body = side === "after" ? after : created.has(address) ? undefined : before;
    if (body !== undefined) (resource[type] ??= {})[name] = body;
  }
  const topic = side === "before" ? "old" : "new";
  const moved = side === "before" ? {} : { moved: [{ from: "aws_sns_topic.old", to: "aws_sns_topic.new" }] };
  const document = documentOf({ ...resource, aws_sns_topic: { [topic]: { name: "review" } } } as Blocks);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ ...document, ...moved }));
}

let review: Review;
let output: string;
beforeAll(async () => {
  write("before");
  await estate.succeed("sandbox", "up");
  await estate.succeed("backend", "setup", deployment, "--sandbox");
  await estate.succeed("deploy", ...options, "--auto-approve", "--no-checks");
  write("after");
  const { stdout, stderr } = await estate.run("plan", ...options, "--json");
  const plans = join(estate.home, "plans", "sandbox", deployment);
  output = [
    stdout,
    stderr,
    ...["review.md", "review.json"].map((name) => readFileSync(join(plans, name), "utf8")),
  ].join("\n");
  review = JSON.parse(stdout) as Review;
});
afterAll(() => estate.dispose());

describe("the review of a plan that Terraform made", () => {
  it.each(cases)("judges %s", (address, _before, _after, rank, says) => {
    const change = review.changes.find((each) => each.address === address);
    expect(change).toMatchObject({ rank, address });
    expect(change!.meanings[0]!.sentence).toMatch(says);
  });

  it("tells nothing else, but for what only moves", () => {
    const others = review.changes.filter(({ address }) => !cases.some(([known]) => known === address));
    expect(others.map(({ address, effect, movedFrom }) => [address, effect, movedFrom])).toEqual([
      ["aws_sns_topic.new", "move", "aws_sns_topic.old"],
    ]);
  });

  it("shows where an image changes", () => {
    const { attributes } = review.changes.find(({ address }) => address === "aws_ecs_task_definition.api")!;
    expect(attributes).toContainEqual(
      expect.objectContaining({
        path: "container_definitions[api].image",
        before: `"…@sha256:${"a".repeat(12)}"`,
        after: `"…@sha256:${"b".repeat(12)}"`,
      }),
    );
  });

  it("holds no secret in any output", () => {
    for (const secret of SECRETS) expect(output).not.toContain(secret);
  });
});
