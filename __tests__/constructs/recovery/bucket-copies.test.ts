import { SecureBucket } from "../../../src/constructs/data-stores/secure-bucket";
import type { SecureBucketProps } from "../../../src/constructs/data-stores/secure-bucket-props";
import { AccessLogsBucket } from "../../../src/constructs/data-stores/access-logs-bucket";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { BucketCopies, type BucketCopiesProps } from "../../../src/constructs/recovery/bucket-copies";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import type { SystemStack } from "../../../src/platform/system-stack";
import { statementsOf, synthesize } from "../../support/synthesize";

const keyArn = "arn:aws:kms:us-east-1:123456789012:key/s3";
const protection = { kept: true } as const;

/** Copies of these buckets, watched before or after they are made. */
function build(
  stack: SystemStack,
  {
    buckets = ["documents", "patient_files"],
    watched = "after",
    changes = {},
    props = {},
  }: {
    buckets?: readonly string[];
    watched?: "before" | "after" | "never";
    changes?: Partial<SecureBucketProps>;
    props?: Partial<BucketCopiesProps>;
  } = {},
): { readonly copies: BucketCopies; readonly made: readonly SecureBucket[] } {
  const topic = new AlarmTopic(stack, "alarms", { name: "sample-alarms", keyArn, subscribers: [] });
  const logs = new AccessLogsBucket(stack, "logs", { name: "sample-logs", retentionDays: 2557, protection });
  const copies = new BucketCopies(stack, "copies", {
    name: "sample-dev",
    region: "us-west-2",
    key: { aliasName: "alias/sample-dev-s3-copy", rotationPeriodDays: 365, deletionWindowDays: 30 },
    accessLogs: { name: "sample-copy-logs", retentionDays: 2557 },
    protection,
    ...props,
  });
  if (watched === "before") copies.watch(topic);
  const made = buckets.map((id) => {
    const name = `sample-${id.replaceAll("_", "-")}`;
    return new SecureBucket(stack, id, {
      name,
      dataClass: "phi",
      customerKey: { kept: true, keyArn },
      accessLogs: { kept: true, bucket: logs },
      objectLock: { kept: false, reason: "A sample that is rewritten." },
      crossRegionCopy: { kept: true, to: copies, name: `${name}-copy` },
      archive: { glacierAfterDays: 90 },
      oldVersionDays: 365,
      protection,
      ...changes,
    });
  });
  if (watched === "after") copies.watch(topic);
  return { copies, made };
}

const copied = (options?: Parameters<typeof build>[1]) => synthesize((stack) => build(stack, options));
const stack = copied();

describe("the copy of a bucket in another region", () => {
  const settings = stack.addresses().filter((address) => /^aws_s3_\w+\.documents_copy/.test(address));

  it("is there with all its settings [000-dr-s3-replication]", () => {
    expect(settings).toHaveLength(9);
    for (const address of settings) expect(stack.at(address).provider).toBe("aws.us_west_2");
    expect(stack.at("aws_s3_bucket.documents_copy")).toMatchObject({
      bucket: "sample-documents-copy",
      tags: { DataClassification: "phi" },
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.at("aws_s3_bucket_versioning.documents_copy_versioning").versioning_configuration.status).toBe(
      "Enabled",
    );
  });

  it("is encrypted with a key of that region, which S3 there alone may use [000-dr-secondary-region-key]", () => {
    const { rule } = stack.at("aws_s3_bucket_server_side_encryption_configuration.documents_copy_encryption");
    expect(rule[0].apply_server_side_encryption_by_default).toEqual({
      sse_algorithm: "aws:kms",
      kms_master_key_id: "${aws_kms_key.copies_key.arn}",
    });
    const key = stack.only("aws_kms_key");
    expect(key).toMatchObject({ provider: "aws.us_west_2", enable_key_rotation: true });
    expect(statementsOf(key.policy).map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
      ["AccountAdministersKey", undefined],
      ["UsedThroughS3", { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } }],
    ]);
  });

  it("keeps objects as long and in the same storage as the bucket", () => {
    const rule = (id: string) => stack.at(`aws_s3_bucket_lifecycle_configuration.${id}_lifecycle`).rule;
    expect(rule("documents_copy")).toEqual(rule("documents"));
  });

  it("logs requests to a bucket of its region", () => {
    expect(stack.at("aws_s3_bucket_logging.documents_copy_logging")).toMatchObject({
      target_bucket: "${aws_s3_bucket.copies_access_logs.bucket}",
      target_prefix: "sample-documents-copy/",
    });
    expect(stack.at("aws_s3_bucket.copies_access_logs").provider).toBe("aws.us_west_2");
  });

  it("leaves nothing to acknowledge, nor does the bucket", () => {
    let paths: string[] = [];
    synthesize((scope) => {
      build(scope);
      paths = acknowledgementsIn(scope)
        .filter(({ rule }) => rule !== "s3-buckets-have-object-lock")
        .map(({ constructPath }) => constructPath);
    });
    expect(new Set(paths)).toEqual(new Set(["sample-dev/logs", "sample-dev/copies/access_logs"]));
  });

  it("locks objects where the bucket does", () => {
    const locked = copied({ changes: { objectLock: { kept: true, days: 30 } } });
    for (const id of ["documents", "documents_copy"]) {
      expect(locked.at(`aws_s3_bucket.${id}`).object_lock_enabled).toBe(true);
      expect(locked.at(`aws_s3_bucket_object_lock_configuration.${id}_lock`).rule.default_retention.days).toBe(30);
    }
  });

  it("goes with its objects where the bucket does", () => {
    const torn = copied({ changes: { protection: { kept: false, reason: "Holds test data only." } } });
    expect(torn.at("aws_s3_bucket.documents_copy")).toMatchObject({ force_destroy: true });
  });
});

describe("those who read copies themselves", () => {
  it("are admitted by the copies' key, for this account alone", () => {
    const statements = statementsOf(copied({ props: { readers: ["cloudFront"] } }).only("aws_kms_key").policy);
    expect(statements.find(({ Sid }) => Sid === "UsedByCloudFront")).toMatchObject({
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "kms:Decrypt",
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/*" } },
    });
  });

  it("find the copy of a bucket by the bucket, and of none that is not copied", () => {
    synthesize((scope) => {
      const { copies, made } = build(scope);
      const [documents, files] = made as [SecureBucket, SecureBucket];
      expect(copies.copyOf(documents).node.path).toBe("sample-dev/documents/copy");
      expect(copies.copyOf(files).node.path).toBe("sample-dev/patient_files/copy");
      const copy = copies.copyOf(documents);
      expect(() => copies.copyOf(copy)).toThrow(
        "[sample-dev/copies] sample-dev/documents/copy is not copied. Set its crossRegionCopy to these copies.",
      );
    });
  });
});

describe("copying a bucket", () => {
  const replication = stack.at("aws_s3_bucket_replication_configuration.documents_replication");

  it("takes every object, encrypted ones and deletions among them, within 15 minutes", () => {
    expect(replication).toMatchObject({
      bucket: "${aws_s3_bucket.documents.bucket}",
      role: "${aws_iam_role.copies_role.arn}",
    });
    expect(replication.rule).toEqual([
      {
        id: "copy",
        status: "Enabled",
        priority: 1,
        filter: { prefix: "" },
        delete_marker_replication: { status: "Enabled" },
        source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
        destination: {
          bucket: "${aws_s3_bucket.documents_copy.arn}",
          encryption_configuration: { replica_kms_key_id: "${aws_kms_key.copies_key.arn}" },
          replication_time: { status: "Enabled", time: { minutes: 15 } },
          metrics: { status: "Enabled", event_threshold: { minutes: 15 } },
        },
      },
    ]);
  });

  it("waits for the versions of both, and for the rights", () => {
    expect(replication.depends_on).toEqual([
      "aws_s3_bucket_versioning.documents_versioning",
      "aws_s3_bucket_versioning.documents_copy_versioning",
      "aws_iam_role_policy_attachment.copies_role_rights",
    ]);
  });
});

describe("the role that copies", () => {
  const policyOf = (from: typeof stack) => statementsOf(from.only("aws_iam_policy").policy);
  const sources = ["arn:aws:s3:::sample-documents", "arn:aws:s3:::sample-patient-files"];
  const copies = sources.map((arn) => `${arn}-copy`);
  const objectsIn = (arns: readonly string[]) => arns.map((arn) => `${arn}/*`);
  const throughS3 = (region: string, arns: readonly string[]) => ({
    StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
    StringLike: { "kms:EncryptionContext:aws:s3:arn": [...arns, ...objectsIn(arns)] },
  });

  it("is one for all buckets, and S3's for these alone", () => {
    const role = stack.only("aws_iam_role");
    expect(role.name).toBe("sample-dev-s3-replication");
    expect(statementsOf(role.assume_role_policy)).toEqual([
      expect.objectContaining({
        Principal: { Service: "s3.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012", "aws:SourceArn": sources } },
      }),
    ]);
  });

  it("reads the buckets, writes their copies, and uses either's key through S3 of its region", () => {
    expect(policyOf(stack)).toEqual(
      [
        {
          Sid: "FindsObjects",
          Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
          Resource: sources,
        },
        {
          Sid: "ReadsObjects",
          Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
          Resource: objectsIn(sources),
        },
        {
          Sid: "WritesCopies",
          Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
          Resource: objectsIn(copies),
        },
        {
          Sid: "DecryptsObjects",
          Action: "kms:Decrypt",
          Resource: keyArn,
          Condition: throughS3("us-east-1", sources),
        },
        {
          Sid: "EncryptsCopies",
          Action: ["kms:Encrypt", "kms:GenerateDataKey"],
          Resource: "${aws_kms_key.copies_key.arn}",
          Condition: throughS3("us-west-2", copies),
        },
      ].map((statement) => ({ ...statement, Effect: "Allow" })),
    );
  });

  it("reads locks where there are some", () => {
    const locked = copied({ changes: { objectLock: { kept: true, days: 30 } } });
    expect(policyOf(locked)).toContainEqual({
      Sid: "ReadsLocks",
      Effect: "Allow",
      Action: ["s3:GetObjectLegalHold", "s3:GetObjectRetention"],
      Resource: objectsIn(sources),
    });
  });
});

describe("the alarms of copied buckets", () => {
  it.each(["before", "after"] as const)("tell of objects that fail or are late, asked for %s", (watched) => {
    const alarms = copied({ watched }).every("aws_cloudwatch_metric_alarm");
    expect(Object.keys(alarms).sort()).toEqual([
      "documents_copy_alarms_failed",
      "documents_copy_alarms_late",
      "patient_files_copy_alarms_failed",
      "patient_files_copy_alarms_late",
    ]);
    const common = {
      namespace: "AWS/S3",
      comparison_operator: "GreaterThanThreshold",
      dimensions: {
        SourceBucket: "${aws_s3_bucket.patient_files.bucket}",
        DestinationBucket: "${aws_s3_bucket.patient_files_copy.bucket}",
        RuleId: "copy",
      },
      alarm_actions: ["${aws_sns_topic.alarms.arn}"],
      treat_missing_data: "notBreaching",
    };
    expect(alarms.patient_files_copy_alarms_failed).toMatchObject({
      ...common,
      alarm_name: "sample-dev-patient-files-copy-failed",
      metric_name: "OperationsFailedReplication",
      statistic: "Sum",
      threshold: 0,
    });
    expect(alarms.patient_files_copy_alarms_late).toMatchObject({
      ...common,
      alarm_name: "sample-dev-patient-files-copy-late",
      metric_name: "ReplicationLatency",
      statistic: "Maximum",
      threshold: 900,
    });
  });

  it("are none unless somebody is to be told", () => {
    copied({ watched: "never" }).none("aws_cloudwatch_metric_alarm");
  });
});

describe("BucketCopies refuses", () => {
  it("the stack's own region", () => {
    expect(() => copied({ props: { region: "us-east-1" } })).toThrow(
      '[sample-dev/copies] region is "us-east-1", the stack\'s own; allowed are other regions.',
    );
  });

  it("to copy nothing", () => {
    expect(() => copied({ buckets: [] })).toThrow("[sample-dev/copies/role] No bucket is copied by the role.");
  });
});
