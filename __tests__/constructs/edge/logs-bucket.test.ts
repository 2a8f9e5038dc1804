import { AccessLogsBucket } from "../../../src/constructs/data-stores/access-logs-bucket";
import { NameSuffix } from "../../../src/constructs/data-stores/name-suffix";
import { LogsBucket } from "../../../src/constructs/edge/logs-bucket";
import { statementsOf, synthesize } from "../../support/synthesize";
import { edge } from "./edge";

const protection = { kept: true } as const;
const stack = synthesize((scope) => {
  const suffix = new NameSuffix(scope, "suffix", { protection });
  const logs = new LogsBucket(scope, "all_logs", {
    name: suffix.appendTo("sample-all-logs"),
    retentionDays: 2557,
    protection,
  });
  new AccessLogsBucket(scope, "other", { name: "sample-other", retentionDays: 1, protection });
  logs.acceptLogsOf("sample-data");
  edge(scope, { logs });
});
const arn = "arn:aws:s3:::sample-all-logs-${random_id.suffix.hex}";

describe("LogsBucket", () => {
  it("takes access logs of buckets and logs of load balancers, each kind below prefixes of its own", () => {
    const statements = statementsOf(stack.at("aws_s3_bucket_policy.all_logs_policy").policy);
    const allowed = statements.filter(({ Effect }) => Effect === "Allow");
    expect(allowed.map(({ Principal, Resource }) => [Principal.Service, Resource])).toEqual([
      [
        "logdelivery.elasticloadbalancing.amazonaws.com",
        [
          `${arn}/load-balancers/access/AWSLogs/123456789012/*`,
          `${arn}/load-balancers/connections/AWSLogs/123456789012/*`,
        ],
      ],
      ["logging.s3.amazonaws.com", `${arn}/sample-data/*`],
    ]);
  });

  it("is where a load balancer writes that is given it", () => {
    const bucket = "${aws_s3_bucket.all_logs.bucket}";
    expect(stack.only("aws_lb")).toMatchObject({
      access_logs: { bucket, prefix: "load-balancers/access", enabled: true },
      connection_logs: { bucket, prefix: "load-balancers/connections", enabled: true },
      depends_on: ["aws_s3_bucket_policy.all_logs_policy"],
    });
  });

  it("has S3's own key, the only one under which AWS delivers, and says what requests may hold", () => {
    const { rule } = stack.at("aws_s3_bucket_server_side_encryption_configuration.all_logs_encryption");
    expect(rule[0].apply_server_side_encryption_by_default).toEqual({ sse_algorithm: "AES256" });
    expect(stack.at("aws_s3_bucket.all_logs").tags).toEqual({ DataClassification: "phi" });
    expect(stack.at("aws_s3_bucket.other").tags).toEqual({ DataClassification: "pii" });
  });

  it("keeps logs and their old versions for the days asked [000-audit-bucket-retention]", () => {
    expect(stack.at("aws_s3_bucket_lifecycle_configuration.all_logs_lifecycle").rule[0]).toMatchObject({
      expiration: [{ days: 2557 }],
      noncurrent_version_expiration: [{ noncurrent_days: 2557 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    });
  });
});
