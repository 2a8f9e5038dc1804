import { accessLogDelivery, elastiCacheExports, onlyModernTls } from "../../src/platform/bucket-policy";
import { policyDocument } from "../../src/platform/policy-document";
import { statementsOf, testSettings } from "../support/synthesize";

describe("onlyModernTls", () => {
  const statements = statementsOf(policyDocument(onlyModernTls("sample")));

  it.each([
    ["without TLS", { Bool: { "aws:SecureTransport": "false" } }],
    ["with TLS older than 1.2", { NumericLessThan: { "s3:TlsVersion": "1.2" } }],
  ])("refuses everybody who comes to bucket or objects %s", (_how, Condition) => {
    expect(statements).toContainEqual({
      Sid: expect.any(String) as string,
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "s3:*",
      Resource: ["arn:aws:s3:::sample", "arn:aws:s3:::sample/*"],
      Condition,
    });
  });
});

describe("accessLogDelivery", () => {
  it("lets S3 write the logs of one bucket of the account below that bucket's name", () => {
    const log = { sid: "Logs", target: "logs", source: "data", account: "123456789012" };
    expect(statementsOf(policyDocument([accessLogDelivery(log)]))).toEqual([
      {
        Sid: "Logs",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::logs/data/*",
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:s3:::data" },
          StringEquals: { "aws:SourceAccount": "123456789012" },
        },
      },
    ]);
  });
});

describe("elastiCacheExports", () => {
  it("lets ElastiCache of the region put snapshots of the account into the bucket", () => {
    expect(statementsOf(policyDocument([elastiCacheExports("backups", testSettings)]))).toEqual([
      {
        Sid: "ElastiCacheExportsSnapshots",
        Effect: "Allow",
        Principal: { Service: "us-east-1.elasticache-snapshot.amazonaws.com" },
        Action: [
          "s3:GetBucketAcl",
          "s3:GetObject",
          "s3:ListBucket",
          "s3:ListBucketMultipartUploads",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        Resource: ["arn:aws:s3:::backups", "arn:aws:s3:::backups/*"],
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      },
    ]);
  });
});
