import { AuditTrail, type AuditTrailProps } from "../../../src/constructs/audit/audit-trail";
import { AccessLogsBucket } from "../../../src/constructs/data-stores/access-logs-bucket";
import { NameSuffix } from "../../../src/constructs/data-stores/name-suffix";
import { statementsOf, synthesize, type Block } from "../../support/synthesize";

const sample: Omit<AuditTrailProps, "accessLogs"> = {
  name: "sample-dev",
  bucketName: "sample-dev-trail",
  logGroupName: "/aws/cloudtrail/sample-dev",
  retentionDays: 2557,
  bucketKeyArn: "arn:aws:kms:us-east-1:123456789012:key/s3",
  logsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/logs",
  protection: { kept: true },
};
const trailArn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/sample-dev";

function synthesizeTrail(changes: Partial<AuditTrailProps> = {}) {
  return synthesize((stack) => {
    const props = { ...sample, ...changes };
    const accessLogs = new AccessLogsBucket(stack, "access_logs", { ...props, name: "sample-dev-access-logs" });
    const { trailArn: arn, trailName } = new AuditTrail(stack, "trail", { ...props, accessLogs });
    stack.output("facts", { arn, trailName }, { description: "A sample" });
  });
}

const stack = synthesizeTrail();
const trail = stack.only("aws_cloudtrail");

describe("AuditTrail", () => {
  it("records every call of the API, in every region, global services included", () => {
    expect(trail).toMatchObject({
      name: "sample-dev",
      enable_logging: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
    });
    expect(fieldsOf("Management events")).toEqual({ eventCategory: { equals: ["Management"] } });
  });

  it("records reads and writes of objects in all buckets but its own, whose deliveries would record themselves for ever", () => {
    expect(fieldsOf("Reads and writes of objects")).toEqual({
      eventCategory: { equals: ["Data"] },
      "resources.type": { equals: ["AWS::S3::Object"] },
      "resources.ARN": {
        not_starts_with: ["${aws_s3_bucket.trail_bucket.arn}/", "${aws_s3_bucket.access_logs.arn}/"],
      },
    });
  });

  it("records reads of the access logs when told to, but no delivery to them", () => {
    expect((trail.advanced_event_selector as Block[]).map(({ name }) => name as string)).toEqual([
      "Management events",
      "Reads and writes of objects",
    ]);
    const recording = synthesizeTrail({ recordsReadsOfAccessLogs: true }).only("aws_cloudtrail");
    expect(fieldsOf("Reads of access logs", recording)).toEqual({
      eventCategory: { equals: ["Data"] },
      "resources.type": { equals: ["AWS::S3::Object"] },
      readOnly: { equals: ["true"] },
      "resources.ARN": { starts_with: ["${aws_s3_bucket.access_logs.arn}/"] },
    });
  });

  it("signs its log files and encrypts them with the logs key", () => {
    expect(trail).toMatchObject({ enable_log_file_validation: true, kms_key_id: sample.logsKeyArn });
  });

  it("keeps log files in a bucket of its own for the days asked, under the s3 key, locked and with access logs", () => {
    expect(trail.s3_bucket_name).toBe("${aws_s3_bucket.trail_bucket.bucket}");
    const encryption = stack.at("aws_s3_bucket_server_side_encryption_configuration.trail_bucket_encryption");
    expect(encryption.rule[0].apply_server_side_encryption_by_default).toEqual({
      sse_algorithm: "aws:kms",
      kms_master_key_id: sample.bucketKeyArn,
    });
    expect(stack.at("aws_s3_bucket_lifecycle_configuration.trail_bucket_lifecycle").rule[0]).toMatchObject({
      expiration: [{ days: 2557 }],
      noncurrent_version_expiration: [{ noncurrent_days: 2557 }],
    });
    expect(stack.only("aws_s3_bucket_object_lock_configuration").rule.default_retention.days).toBe(2557);
    expect(stack.only("aws_s3_bucket_logging").target_bucket).toBe("${aws_s3_bucket.access_logs.bucket}");
  });

  it("moves log files to colder storage when told to", () => {
    const archive = { glacierAfterDays: 90, deepArchiveAfterDays: 365 };
    const archived = synthesizeTrail({ archive });
    expect(archived.at("aws_s3_bucket_lifecycle_configuration.trail_bucket_lifecycle").rule[0].transition).toEqual([
      { days: 90, storage_class: "GLACIER_IR" },
      { days: 365, storage_class: "DEEP_ARCHIVE" },
    ]);
  });

  it("writes to a bucket whose name ends with a suffix too", () => {
    const suffixed = synthesize((scope) => {
      const { protection } = sample;
      const bucketName = new NameSuffix(scope, "suffix", { protection }).appendTo("sample-trail");
      const accessLogs = new AccessLogsBucket(scope, "logs", { name: "sample-logs", retentionDays: 2557, protection });
      new AuditTrail(scope, "trail", { ...sample, bucketName, accessLogs });
    });
    const arn = "arn:aws:s3:::sample-trail-${random_id.suffix.hex}";
    const statements = statementsOf(suffixed.at("aws_s3_bucket_policy.trail_bucket_policy").policy);
    expect(statements.filter(({ Effect }) => Effect === "Allow").map(({ Resource }) => Resource as string)).toEqual([
      arn,
      `${arn}/AWSLogs/123456789012/*`,
    ]);
  });

  it("leaves log files unlocked only with a reason", () => {
    const reason = "A bucket with a lock cannot be reused by the archive of another team.";
    synthesizeTrail({ objectLock: { kept: false, reason } }).none("aws_s3_bucket_object_lock_configuration");
  });

  it("notices unusual rates of calls and errors", () => {
    expect(trail.insight_selector).toEqual([
      { insight_type: "ApiCallRateInsight" },
      { insight_type: "ApiErrorRateInsight" },
    ]);
  });

  it("tells an encrypted topic of its own of every delivery", () => {
    expect(trail.sns_topic_name).toBe("${aws_sns_topic.trail_deliveries.name}");
    expect(stack.only("aws_sns_topic")).toMatchObject({
      name: "sample-dev-trail",
      kms_master_key_id: sample.logsKeyArn,
    });
    expect(statementsOf(stack.only("aws_sns_topic_policy").policy)).toEqual([
      {
        Sid: "TrailPublishes",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "sns:Publish",
        Resource: "${aws_sns_topic.trail_deliveries.arn}",
        Condition: { StringEquals: { "aws:SourceArn": trailArn } },
      },
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ]);
  });

  it("alone may write to the bucket, and only log files of the account", () => {
    const statements = statementsOf(stack.at("aws_s3_bucket_policy.trail_bucket_policy").policy);
    expect(statements.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "TrailChecksAccess",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:GetBucketAcl",
        Resource: "arn:aws:s3:::sample-dev-trail",
        Condition: { StringEquals: { "aws:SourceArn": trailArn } },
      },
      {
        Sid: "TrailWrites",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::sample-dev-trail/AWSLogs/123456789012/*",
        Condition: { StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ]);
  });

  it("sends events to an encrypted log group that is kept as long", () => {
    expect(stack.at("aws_cloudwatch_log_group.trail_log_group")).toMatchObject({
      name: "/aws/cloudtrail/sample-dev",
      retention_in_days: 2557,
      kms_key_id: sample.logsKeyArn,
    });
    expect(trail).toMatchObject({
      cloud_watch_logs_group_arn: "${aws_cloudwatch_log_group.trail_log_group.arn}:*",
      cloud_watch_logs_role_arn: "${aws_iam_role.trail_role.arn}",
    });
  });

  it("sends them under a role that only this trail may assume and that writes only the trail's streams", () => {
    expect(statementsOf(stack.only("aws_iam_role").assume_role_policy)).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012", "aws:SourceArn": trailArn } },
      },
    ]);
    expect(statementsOf(stack.only("aws_iam_policy").policy)).toEqual([
      {
        Sid: "WriteOwnLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: "${aws_cloudwatch_log_group.trail_log_group.arn}:log-stream:123456789012_CloudTrail_*",
      },
    ]);
  });

  it("is made after bucket and log group admit it, which CloudTrail tests", () => {
    expect(trail.depends_on).toEqual([
      "aws_s3_bucket_policy.trail_bucket_policy",
      "aws_iam_role_policy_attachment.trail_delivery",
      "aws_sns_topic_policy.trail_deliveries_policy",
    ]);
  });

  const stateful = ["aws_cloudtrail", "aws_s3_bucket", "aws_cloudwatch_log_group"];

  it.each(stateful)("keeps Terraform from destroying any %s while it is protected", (type) => {
    for (const block of Object.values(stack.every(type))) expect(block.lifecycle).toEqual({ prevent_destroy: true });
  });

  it.each(stateful)("lets Terraform destroy %s once its protection is given up with a reason", (type) => {
    const torn = synthesizeTrail({ protection: { kept: false, reason: "Holds test data only." } });
    for (const block of Object.values(torn.every(type))) expect(block).not.toHaveProperty("lifecycle");
  });

  it("offers its name and ARN", () => {
    expect(stack.output("facts").value).toEqual({
      arn: "${aws_cloudtrail.trail.arn}",
      trailName: "${aws_cloudtrail.trail.name}",
    });
  });

  it.each(["ab", "-sample", "sample-", "a..b", "a b c", "x".repeat(59)])("refuses the name %j", (name) => {
    expect(() => synthesizeTrail({ name })).toThrow(`name is "${name}"; allowed are 3-58 letters, digits`);
  });

  it("refuses a retention that CloudWatch Logs does not know", () => {
    expect(() => synthesizeTrail({ retentionDays: 2555 })).toThrow("retentionDays is 2555");
  });
});

/** What a selector asks of the fields of an event. */
function fieldsOf(selector: string, of = trail): Block {
  const { field_selector: fields } = (of.advanced_event_selector as Block[]).find(({ name }) => name === selector)!;
  return Object.fromEntries((fields as Block[]).map(({ field, ...demand }) => [field as string, demand]));
}
