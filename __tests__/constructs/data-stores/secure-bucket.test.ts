import { AccessLogsBucket } from "../../../src/constructs/data-stores/access-logs-bucket";
import { NameSuffix } from "../../../src/constructs/data-stores/name-suffix";
import { SecureBucket } from "../../../src/constructs/data-stores/secure-bucket";
import type { SecureBucketProps } from "../../../src/constructs/data-stores/secure-bucket-props";
import { acknowledgementsIn, type LocatedAcknowledgement } from "../../../src/platform/acknowledge";
import type { PolicyStatement } from "../../../src/platform/policy-document";
import { statementsOf, synthesize, type Synthesized } from "../../support/synthesize";

const relaxed = { kept: false, reason: "Holds test data only." } as const;
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/s3";

interface Sample {
  readonly stack: Synthesized;
  readonly acknowledgements: readonly LocatedAcknowledgement[];
}

/** The bucket `data`, whose requests are logged in the bucket `logs`. */
function sample(changes: Partial<SecureBucketProps> = {}, permitted: readonly PolicyStatement[] = []): Sample {
  let acknowledgements: readonly LocatedAcknowledgement[] = [];
  const stack = synthesize((scope) => {
    const protection = changes.protection ?? { kept: true };
    const logs = new AccessLogsBucket(scope, "logs", { name: "sample-logs", retentionDays: 2557, protection });
    const bucket = new SecureBucket(scope, "data", {
      name: "sample-data",
      dataClass: "phi",
      customerKey: { kept: true, keyArn },
      accessLogs: { kept: true, bucket: logs },
      objectLock: { kept: true, days: 30 },
      crossRegionCopy: { kept: false, reason: "A sample needs no copy anywhere." },
      oldVersionDays: 365,
      protection,
      ...changes,
    });
    for (const statement of permitted) bucket.permit(statement);
    acknowledgements = acknowledgementsIn(scope);
  });
  return { stack, acknowledgements };
}

const bucket = (changes?: Partial<SecureBucketProps>) => sample(changes).stack;
const lifecycleRule = (stack: Synthesized) => stack.at("aws_s3_bucket_lifecycle_configuration.data_lifecycle").rule[0];

describe("SecureBucket", () => {
  it("encrypts objects with the customer managed key, asking KMS once for many objects", () => {
    expect(bucket().at("aws_s3_bucket_server_side_encryption_configuration.data_encryption")).toMatchObject({
      bucket: "${aws_s3_bucket.data.id}",
      rule: [
        {
          apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: keyArn },
          bucket_key_enabled: true,
        },
      ],
    });
  });

  it("encrypts with S3's own key only for a reason, which it acknowledges", () => {
    const { stack, acknowledgements } = sample({ customerKey: { kept: false, reason: "A writer that knows no CMK." } });
    expect(stack.at("aws_s3_bucket_server_side_encryption_configuration.data_encryption").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
    expect(acknowledgements).toContainEqual(
      expect.objectContaining({
        constructPath: "sample-dev/data",
        rule: "s3-buckets-are-encrypted-with-kms",
        reason: "A writer that knows no CMK.",
      }),
    );
  });

  it("acknowledges nothing but the missing copy when every setting is kept", () => {
    const own = sample().acknowledgements.filter(({ constructPath }) => constructPath === "sample-dev/data");
    expect(own.map(({ rule, reason }) => [rule, reason])).toEqual([
      ["s3-buckets-are-replicated", "A sample needs no copy anywhere."],
    ]);
  });

  it("is closed to the public, whatever access control lists or policies say", () => {
    const stack = bucket();
    expect(stack.at("aws_s3_bucket_public_access_block.data_public_access")).toMatchObject({
      bucket: "${aws_s3_bucket.data.id}",
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.at("aws_s3_bucket_ownership_controls.data_ownership")).toMatchObject({
      bucket: "${aws_s3_bucket.data.id}",
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  it("answers only over TLS, and admits nobody who is not permitted", () => {
    const statements = statementsOf(bucket().at("aws_s3_bucket_policy.data_policy").policy);
    expect(statements.map(({ Sid, Effect }) => [Sid, Effect])).toEqual([
      ["RefusePlainHttp", "Deny"],
      ["RefuseOldTls", "Deny"],
    ]);
  });

  it("admits whom it permits, after it was made too", () => {
    const statement = { sid: "Reads", principals: { services: ["x"] }, actions: ["s3:GetObject"], resources: ["y"] };
    const { stack } = sample({}, [statement]);
    expect(statementsOf(stack.at("aws_s3_bucket_policy.data_policy").policy)).toContainEqual({
      Sid: "Reads",
      Effect: "Allow",
      Principal: { Service: "x" },
      Action: "s3:GetObject",
      Resource: "y",
    });
  });

  it("writes its policy after the public access block, because S3 refuses to change both at once", () => {
    expect(bucket().at("aws_s3_bucket_policy.data_policy").depends_on).toEqual([
      "aws_s3_bucket_public_access_block.data_public_access",
    ]);
  });

  it("keeps old versions for the days asked, and parts of unfinished uploads for a week", () => {
    const stack = bucket();
    expect(stack.at("aws_s3_bucket_versioning.data_versioning").versioning_configuration).toEqual({
      status: "Enabled",
    });
    expect(lifecycleRule(stack)).toMatchObject({
      status: "Enabled",
      filter: [{ prefix: "" }],
      noncurrent_version_expiration: [{ noncurrent_days: 365 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    });
  });

  it("deletes current objects only when told after how many days", () => {
    expect(lifecycleRule(bucket())).not.toHaveProperty("expiration");
    expect(lifecycleRule(bucket({ expireAfterDays: 2557 })).expiration).toEqual([{ days: 2557 }]);
  });

  it("moves objects to colder storage: current ones stay readable at once for a while", () => {
    const archive = { glacierAfterDays: 90, deepArchiveAfterDays: 365 };
    expect(lifecycleRule(bucket({ oldVersionDays: 2557, archive }))).toMatchObject({
      transition: [
        { days: 90, storage_class: "GLACIER_IR" },
        { days: 365, storage_class: "DEEP_ARCHIVE" },
      ],
      noncurrent_version_transition: [
        { noncurrent_days: 90, storage_class: "GLACIER" },
        { noncurrent_days: 365, storage_class: "DEEP_ARCHIVE" },
      ],
    });
    expect(lifecycleRule(bucket())).not.toHaveProperty("transition");
  });

  it("moves objects to Glacier and no further when told no more [000-dr-s3-glacier-90]", () => {
    expect(lifecycleRule(bucket({ archive: { glacierAfterDays: 90 } }))).toMatchObject({
      transition: [{ days: 90, storage_class: "GLACIER_IR" }],
      noncurrent_version_transition: [{ noncurrent_days: 90, storage_class: "GLACIER" }],
      noncurrent_version_expiration: [{ noncurrent_days: 365 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    });
  });

  it("tells how sensitive its data is", () => {
    expect(bucket().at("aws_s3_bucket.data").tags).toEqual({ DataClassification: "phi" });
  });
});

describe("the protection of a SecureBucket", () => {
  it("keeps Terraform from removing it, empty or not", () => {
    expect(bucket().at("aws_s3_bucket.data")).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("locks every new version for the days asked, in a mode that a named permission can lift", () => {
    const stack = bucket();
    expect(stack.at("aws_s3_bucket_object_lock_configuration.data_lock").rule).toEqual({
      default_retention: { mode: "GOVERNANCE", days: 30 },
    });
  });

  it("ends with a reason: the bucket goes with its objects, without being replaced first", () => {
    const torn = bucket({ protection: relaxed });
    expect(torn.at("aws_s3_bucket_object_lock_configuration.data_lock")).not.toHaveProperty("rule");
    expect(torn.at("aws_s3_bucket.data")).toMatchObject({ force_destroy: true, object_lock_enabled: true });
    expect(torn.at("aws_s3_bucket.data")).not.toHaveProperty("lifecycle");
  });

  it("locks nothing in a bucket without object lock", () => {
    const { stack } = sample({
      objectLock: { kept: false, reason: "Objects are rewritten hourly." },
    });
    stack.none("aws_s3_bucket_object_lock_configuration");
    expect(stack.at("aws_s3_bucket.data").object_lock_enabled).toBe(false);
  });
});

it("tells EventBridge what happens in every bucket", () => {
  const told = Object.values(bucket().every("aws_s3_bucket_notification"));
  expect(told).toMatchObject(
    ["logs", "data"].map((id) => ({ bucket: `\${aws_s3_bucket.${id}.id}`, eventbridge: true })),
  );
});

describe("a SecureBucket in another region", () => {
  it("is there with all its settings, and their provider is that region's", () => {
    const stack = bucket({ region: "us-west-2", accessLogs: { kept: false, reason: "Its logs would be elsewhere." } });
    const there = stack.addresses().filter((address) => /^aws_s3_\w+\.data/.test(address));
    expect(there).toHaveLength(9);
    for (const address of there) expect(stack.at(address).provider).toBe("aws.us_west_2");
  });

  it("is in the stack's own without a choice", () => {
    expect(bucket({ region: "us-east-1" }).at("aws_s3_bucket.data")).not.toHaveProperty("provider");
  });
});

describe("a SecureBucket whose name ends with a suffix", () => {
  const suffixed = (stem: string) =>
    synthesize((scope) => {
      const suffix = new NameSuffix(scope, "suffix", { protection: { kept: true } });
      const logs = new AccessLogsBucket(scope, "logs", {
        name: suffix.appendTo("sample-logs"),
        retentionDays: 2557,
        protection: { kept: true },
      });
      new SecureBucket(scope, "data", {
        name: suffix.appendTo(stem),
        dataClass: "phi",
        customerKey: { kept: true, keyArn },
        accessLogs: { kept: true, bucket: logs },
        objectLock: { kept: false, reason: "A sample that is rewritten." },
        crossRegionCopy: { kept: false, reason: "A sample needs no copy anywhere." },
        oldVersionDays: 365,
        protection: { kept: true },
      });
    });
  const stack = suffixed("sample-data");
  const hex = "${random_id.suffix.hex}";

  it("has the name that Terraform makes of it, in its policy too", () => {
    expect(stack.at("aws_s3_bucket.data").bucket).toBe(`sample-data-${hex}`);
    expect(statementsOf(stack.at("aws_s3_bucket_policy.data_policy").policy)[0]!.Resource).toEqual([
      `arn:aws:s3:::sample-data-${hex}`,
      `arn:aws:s3:::sample-data-${hex}/*`,
    ]);
  });

  it("writes access logs below that name, which the log bucket admits under an id without the suffix", () => {
    expect(stack.only("aws_s3_bucket_logging").target_prefix).toBe(`sample-data-${hex}/`);
    expect(statementsOf(stack.at("aws_s3_bucket_policy.logs_policy").policy)).toContainEqual(
      expect.objectContaining({
        Sid: "AccessLogsOfSampleData",
        Resource: `arn:aws:s3:::sample-logs-${hex}/sample-data-${hex}/*`,
        Condition: {
          ArnLike: { "aws:SourceArn": `arn:aws:s3:::sample-data-${hex}` },
          StringEquals: { "aws:SourceAccount": "123456789012" },
        },
      }),
    );
  });

  it("is refused when the eight digits make the name too long", () => {
    const stem = "x".repeat(54);
    expect(() => suffixed(stem)).not.toThrow();
    expect(() => suffixed(`${stem}x`)).toThrow(`name is "${stem}x-00000000" with 64 characters; allowed are 3-63`);
  });

  it("is refused when anything else in the name is unknown", () => {
    const other = () =>
      synthesize((scope) => {
        const { bucketName } = new AccessLogsBucket(scope, "logs", {
          name: "sample-logs",
          retentionDays: 1,
          protection: { kept: true },
        });
        new AccessLogsBucket(scope, "more", { name: bucketName, retentionDays: 1, protection: { kept: true } });
      });
    expect(other).toThrow('name is "<unknown>"; allowed are 3-63 lower-case letters, digits and hyphens');
  });
});

describe("access logs of a SecureBucket", () => {
  it("go below its name into the log bucket, once that one admits them", () => {
    expect(bucket().only("aws_s3_bucket_logging")).toMatchObject({
      bucket: "${aws_s3_bucket.data.id}",
      target_bucket: "${aws_s3_bucket.logs.bucket}",
      target_prefix: "sample-data/",
      depends_on: ["aws_s3_bucket_policy.logs_policy"],
    });
    expect(statementsOf(bucket().at("aws_s3_bucket_policy.logs_policy").policy)).toContainEqual(
      expect.objectContaining({
        Sid: "AccessLogsOfSampleData",
        Resource: "arn:aws:s3:::sample-logs/sample-data/*",
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:s3:::sample-data" },
          StringEquals: { "aws:SourceAccount": "123456789012" },
        },
      }),
    );
  });

  it("are left out only for a reason, which is acknowledged", () => {
    const { stack, acknowledgements } = sample({
      accessLogs: { kept: false, reason: "Its trail records every request." },
    });
    stack.none("aws_s3_bucket_logging");
    const ours = acknowledgements.filter(({ constructPath }) => constructPath === "sample-dev/data");
    expect(ours.map(({ rule }) => rule)).toContain("s3-buckets-write-access-logs");
  });
});

describe("AccessLogsBucket", () => {
  it("has S3's own key and neither logs nor locks, because S3 would deliver nothing to it", () => {
    const { stack, acknowledgements } = sample();
    const encryption = stack.at("aws_s3_bucket_server_side_encryption_configuration.logs_encryption");
    expect(encryption.rule[0].apply_server_side_encryption_by_default).toEqual({ sse_algorithm: "AES256" });
    expect(Object.keys(stack.every("aws_s3_bucket_logging"))).toEqual(["data_logging"]);
    expect(Object.keys(stack.every("aws_s3_bucket_object_lock_configuration"))).toEqual(["data_lock"]);
    const ours = acknowledgements.filter(({ constructPath }) => constructPath === "sample-dev/logs");
    expect(ours.map(({ rule }) => rule)).toEqual([
      "s3-buckets-are-encrypted-with-kms",
      "s3-buckets-write-access-logs",
      "s3-buckets-are-replicated",
    ]);
  });

  it("keeps logs, deleted ones too, for the days asked", () => {
    expect(bucket().at("aws_s3_bucket_lifecycle_configuration.logs_lifecycle").rule[0]).toMatchObject({
      expiration: [{ days: 2557 }],
      noncurrent_version_expiration: [{ noncurrent_days: 2557 }],
    });
  });

  it("refuses the same source twice", () => {
    const twice = () =>
      synthesize((scope) => {
        const logs = new AccessLogsBucket(scope, "logs", {
          name: "logs",
          retentionDays: 1,
          protection: { kept: true },
        });
        logs.acceptLogsOf("data");
        logs.acceptLogsOf("data");
      });
    expect(twice).toThrow('"AccessLogsOfData" stands twice');
  });
});

describe("SecureBucket refuses", () => {
  it.each([
    [{ name: "ab" }, 'name is "ab"; allowed are 3-63 lower-case letters, digits and hyphens'],
    [{ name: "with.dots" }, 'name is "with.dots"'],
    [{ name: "Upper" }, 'name is "Upper"'],
    [{ oldVersionDays: 0 }, "oldVersionDays is 0; allowed are whole days from 1"],
    [{ archive: { glacierAfterDays: 0, deepArchiveAfterDays: 200 } }, "archive.glacierAfterDays is 0"],
    [{ archive: { glacierAfterDays: 90, deepArchiveAfterDays: 179 } }, "allowed are whole days from 180 to below 365"],
    [{ archive: { glacierAfterDays: 90, deepArchiveAfterDays: 365 } }, "archive.deepArchiveAfterDays is 365"],
    [{ archive: { glacierAfterDays: 0 } }, "archive.glacierAfterDays is 0; allowed are whole days from 1 to 275"],
    [{ archive: { glacierAfterDays: 276 } }, "archive.glacierAfterDays is 276; allowed are whole days from 1 to 275"],
    [
      { archive: { glacierAfterDays: 90 }, oldVersionDays: 60 },
      "archive is set; allowed with it are oldVersionDays and expireAfterDays from 91",
    ],
    [
      {
        customerKey: { kept: false, reason: "A writer that knows no CMK." },
        crossRegionCopy: { kept: true, of: "sample-other" },
      },
      "crossRegionCopy.kept is true and customerKey.kept false; allowed are copies of buckets with a CMK",
    ],
    [{ expireAfterDays: 1.5 }, "expireAfterDays is 1.5"],
    [{ objectLock: { kept: true, days: -1 } }, "objectLock.days is -1"],
    [{ expireAfterDays: 29 }, "expireAfterDays is 29; allowed is 30 (objectLock.days) or more"],
  ] as const)("%j", (changes, message) => {
    expect(() => bucket(changes)).toThrow(message);
  });
});
