import * as fc from "fast-check";
import type { RawFinding } from "../../../src/delivery/scan/finding";
import type { ScanInput } from "../../../src/delivery/scan/input";
import type { Views } from "../../../src/delivery/scan/locate";
import { merge } from "../../../src/delivery/scan/merge";

const block = { kind: "resource", isRepeated: false, start: 1, end: 2, source: "src/a.ts:7:1" };
const views: Views = new Map(
  ["dev", "production"].map((name) => [
    name,
    {
      text: "",
      blocks: [
        { ...block, address: "aws_s3_bucket.logs", constructPath: "logs", definedAt: "src/constructs/bucket.ts:3:1" },
        {
          ...block,
          address: "aws_s3_bucket_server_side_encryption_configuration.logs",
          constructPath: "logs/encryption",
          bucket: "aws_s3_bucket.logs",
        },
        { ...block, address: "aws_kms_key.key", constructPath: "key" },
      ],
    },
  ]),
);
const inputs = ["dev", "production"].map((name): ScanInput => ({
  name,
  folder: "/x",
  files: [],
  document: {},
  acknowledgements: [],
}));

const checkov: RawFinding = {
  engine: "checkov",
  deployment: "dev",
  address: "aws_s3_bucket.logs",
  rule: "CKV_AWS_145",
  message: "Checkov's words",
};
const tfsec: RawFinding = {
  engine: "tfsec",
  deployment: "dev",
  address: "aws_s3_bucket_server_side_encryption_configuration.logs",
  rule: "aws-s3-encryption-customer-key",
  message: "tfsec's words",
  fix: "Give it a key.",
};

describe("findings of several engines", () => {
  it("are one where they mean the same control of the same bucket, in the words that say more", () => {
    expect(merge([checkov, tfsec], inputs, views)).toEqual([
      {
        deployment: "dev",
        address: "aws_s3_bucket.logs",
        addresses: ["aws_s3_bucket.logs", "aws_s3_bucket_server_side_encryption_configuration.logs"],
        constructPath: "logs",
        rule: "s3-buckets-are-encrypted-with-kms",
        reportedAs: [
          { engine: "checkov", rule: "CKV_AWS_145" },
          { engine: "tfsec", rule: "aws-s3-encryption-customer-key" },
        ],
        severity: "HIGH",
        source: { file: "src/a.ts", line: 7 },
        definedAt: { file: "src/constructs/bucket.ts", line: 3 },
        message: "tfsec's words",
        fix: "Give it a key.",
      },
    ]);
  });

  it("stay apart by control, by resource and by deployment", () => {
    const others = [
      { ...checkov, rule: "CKV_AWS_144" },
      { ...checkov, address: "aws_kms_key.key" },
      { ...checkov, deployment: "production" },
    ];
    expect(merge([checkov, ...others], inputs, views)).toHaveLength(4);
  });

  it("are told once, however often and by however many engines they are reported", () => {
    const plan: RawFinding = { ...checkov, engine: "checkov-plan" };
    const [found, ...more] = merge([checkov, checkov, plan], inputs, views);
    expect(more).toEqual([]);
    expect(found?.reportedAs.map(({ engine }) => engine)).toEqual(["checkov", "checkov-plan"]);
  });

  it("come with the most severe first, in the same order whatever the order of the scanners", () => {
    const all: RawFinding[] = [
      { ...checkov, rule: "CKV_AWS_144" },
      tfsec,
      { ...tfsec, address: "aws_kms_key.key", rule: "aws-ec2-no-public-ingress-sgr" },
      { ...checkov, address: "aws_kms_key.key", rule: "CKV_AWS_7" },
    ];
    const expected = merge(all, inputs, views);
    expect(expected.map(({ severity }) => severity)).toEqual(["CRITICAL", "HIGH", "MEDIUM", "LOW"]);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(merge(shuffled, inputs, views)).toEqual(expected);
      }),
    );
  });

  it("say where to look when no engine says how to put them right", () => {
    expect(merge([checkov], inputs, views)[0]?.fix).toBe("See checkov's rule CKV_AWS_145.");
  });
});
