import type { Event } from "@aws-sdk/client-cloudtrail";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import { findAuthors } from "../../../src/delivery/drift/authors";
import { authorIn } from "../../../src/delivery/drift/events";
import type { DriftFinding } from "../../../src/delivery/drift/findings";

const group = "aws_cloudwatch_log_group";
const arn = "arn:aws:iam::123456789012:user/alice";

/** An event of CloudTrail's history, an hour later by `hour`. */
function event(EventName: string, hour: number, record: object = {}, rest: Partial<Event> = {}): Event {
  const detail = { userIdentity: { arn }, sourceIPAddress: "192.0.2.1", userAgent: "console.amazonaws.com", ...record };
  return {
    EventName,
    EventSource: "logs.amazonaws.com",
    ReadOnly: "false",
    EventTime: new Date(Date.UTC(2026, 0, 1, hour)),
    CloudTrailEvent: JSON.stringify(detail),
    ...rest,
  };
}

const finding = (...names: string[]): DriftFinding => ({
  address: "aws_cloudwatch_log_group.api",
  type: "aws_cloudwatch_log_group",
  constructPath: "api",
  kind: "changed",
  drift: "audit-off",
  values: [],
  names,
});

describe("who probably did it", () => {
  it("is whoever wrote last, with call, time and address", () => {
    expect(authorIn(group, [event("PutRetentionPolicy", 2), event("CreateLogGroup", 1)])).toEqual({
      known: true,
      who: arn,
      call: "PutRetentionPolicy",
      at: "2026-01-01T02:00:00.000Z",
      from: "192.0.2.1",
    });
  });

  it.each<[string, Event]>([
    ["who only read", event("DescribeLogGroups", 3, {}, { ReadOnly: "true" })],
    ["who was refused", event("DeleteLogGroup", 3, { errorCode: "AccessDenied" })],
    [
      "Terraform, whose writes are in the state",
      event("PutRetentionPolicy", 3, { userAgent: "APN/1.0 HashiCorp/1.0 Terraform/1.11.4" }),
    ],
  ])("is not %s", (_who, other) => {
    expect(authorIn(group, [other])).toBeUndefined();
    expect(authorIn(group, [other, event("TagLogGroup", 1)])).toMatchObject({ call: "TagLogGroup" });
  });

  it("is not who wrote to something of another service with the same name", () => {
    const other = event("PutImageTagMutability", 3, {}, { EventSource: "ecr.amazonaws.com" });
    expect(authorIn(group, [other, event("PutRetentionPolicy", 1)])).toMatchObject({ call: "PutRetentionPolicy" });
    const inVpc = event("ModifySubnetAttribute", 1, {}, { EventSource: "ec2.amazonaws.com" });
    expect(authorIn("aws_subnet", [other, inVpc])).toMatchObject({ call: "ModifySubnetAttribute" });
  });

  it("beside a bucket is whoever made the call about it, before whoever made a later one to the bucket", () => {
    const s3 = { EventSource: "s3.amazonaws.com" };
    const events = [event("PutBucketLogging", 3, {}, s3), event("PutBucketEncryption", 2, {}, s3)];
    const of = (type: string) => authorIn(type, events);
    expect(of("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({ call: "PutBucketEncryption" });
    expect(of("aws_s3_bucket_versioning")).toMatchObject({ call: "PutBucketLogging" });
  });

  it.each<[string, Event, string]>([
    [
      "an AWS service that acted by itself",
      event("Modify", 1, { userIdentity: { invokedBy: "rds.amazonaws.com" } }),
      "rds.amazonaws.com",
    ],
    ["the name, where the record has no ARN", event("Modify", 1, { userIdentity: {} }, { Username: "bob" }), "bob"],
    [
      "the name, where the record cannot be read",
      event("Modify", 1, {}, { CloudTrailEvent: "{", Username: "bob" }),
      "bob",
    ],
    ["the kind of identity", event("Modify", 1, { userIdentity: { type: "Root" } }), "Root"],
  ])("is %s", (_what, only, who) => {
    expect(authorIn(group, [only])).toMatchObject({ known: true, who });
  });
});

describe("CloudTrail", () => {
  type Lookup = AwsClients["cloudtrail"]["lookupEvents"];
  const clients = (lookupEvents: jest.Mock, elsewhere: jest.Mock = jest.fn()) =>
    ({
      cloudtrail: { lookupEvents: lookupEvents as unknown as Lookup },
      inRegion: () => ({ cloudtrail: { lookupEvents: elsewhere as unknown as Lookup } }),
    }) as unknown as AwsClients;

  it("is asked by one name after the other, until one has a write", async () => {
    const lookup = jest
      .fn()
      .mockResolvedValueOnce({})
      .mockResolvedValueOnce({ Events: [event("Put", 1)] });
    await expect(findAuthors([finding("a", "b", "c")], clients(lookup), 0)).resolves.toMatchObject([{ who: arn }]);
    expect(lookup.mock.calls.map(([{ LookupAttributes }]) => LookupAttributes)).toEqual([
      [{ AttributeKey: "ResourceName", AttributeValue: "a" }],
      [{ AttributeKey: "ResourceName", AttributeValue: "b" }],
    ]);
  });

  it("is asked for the next page where the first holds only reads, and for no more than three", async () => {
    const page = { Events: [event("Get", 1, {}, { ReadOnly: "true" })], NextToken: "more" };
    const lookup = jest
      .fn()
      .mockResolvedValueOnce(page)
      .mockResolvedValueOnce({ Events: [event("Put", 1)] });
    await expect(findAuthors([finding("a")], clients(lookup), 0)).resolves.toMatchObject([{ call: "Put" }]);
    const busy = jest.fn().mockResolvedValue(page);
    await expect(findAuthors([finding("a")], clients(busy), 0)).resolves.toMatchObject([{ known: false }]);
    expect(busy).toHaveBeenCalledTimes(3);
  });

  it("is asked once about a name that several findings share", async () => {
    const lookup = jest.fn().mockResolvedValue({ Events: [event("Put", 1)] });
    await expect(findAuthors([finding("a"), finding("a")], clients(lookup), 0)).resolves.toHaveLength(2);
    expect(lookup).toHaveBeenCalledTimes(1);
  });

  it("is asked in the region that records IAM, for IAM", async () => {
    const [here, there] = [
      jest.fn(),
      jest.fn().mockResolvedValue({ Events: [event("AttachRolePolicy", 1, {}, { EventSource: "iam.amazonaws.com" })] }),
    ];
    const role = { ...finding("a"), type: "aws_iam_role" };
    await expect(findAuthors([role], clients(here, there), 0)).resolves.toMatchObject([{ call: "AttachRolePolicy" }]);
    expect(here).not.toHaveBeenCalled();
  });

  it("says what is not known, and why", async () => {
    const lookup = jest.fn().mockResolvedValue({ Events: [] });
    await expect(findAuthors([finding("a"), finding()], clients(lookup), 0)).resolves.toEqual([
      { known: false, reason: "CloudTrail has no write in 90 days but Terraform's for a" },
      { known: false, reason: "the state holds no name that CloudTrail could know" },
    ]);
  });

  it("is not asked again after it refused", async () => {
    const denied = Object.assign(new Error("not authorized to perform cloudtrail:LookupEvents"), {
      name: "AccessDenied",
    });
    const lookup = jest.fn().mockRejectedValue(denied);
    const reason = "CloudTrail does not answer: AccessDenied: not authorized to perform cloudtrail:LookupEvents";
    await expect(findAuthors([finding("a"), finding("b")], clients(lookup), 0)).resolves.toEqual([
      { known: false, reason },
      { known: false, reason },
    ]);
    expect(lookup).toHaveBeenCalledTimes(1);
  });

  it("is asked no more than twice a second", async () => {
    const lookup = jest.fn().mockResolvedValue({ Events: [] });
    const started = performance.now();
    await findAuthors([finding("a", "b")], clients(lookup));
    expect(performance.now() - started).toBeGreaterThanOrEqual(500);
  });
});
