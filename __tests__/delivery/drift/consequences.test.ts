import fc from "fast-check";
import {
  consequenceOf,
  consequenceOfLoss,
  driftClasses,
  lowersProtection,
  paragraphs,
  rowOf,
  table,
  worst,
  type DriftClass,
} from "../../../src/delivery/drift/consequences";
import type { Leaf } from "../../../src/delivery/drift/configured";
import { statefulTypes } from "../../../src/delivery/stateful-types";
import { cases, type Case } from "./consequence-cases";

const text = (value: Leaf | undefined): string => JSON.stringify(value) ?? "none";

describe("the table of consequences", () => {
  it.each(cases.map((each) => [each[0], each[1], text(each[2]), text(each[3]), each[4], each] as const))(
    "%s %s: %s -> %s is %s",
    (_type, _path, _before, _after, _drift, [type, path, before, after, drift, ...controls]: Case) => {
      const found = consequenceOf(type, path, before, after);
      expect(found.drift).toBe(drift);
      expect(found.controls).toEqual(expect.arrayContaining(controls));
    },
  );

  it("has a case for every line", () => {
    const hit = new Set(cases.map(([type, path, before, after]) => rowOf(type, path, before, after)?.says));
    expect(table.map(({ says }) => says).filter((says) => !hit.has(says))).toEqual([]);
  });

  it("names only paragraphs that it has words for, and for each class that lowers protection at least one", () => {
    for (const { drift, controls, says } of table) {
      expect(controls.filter((each) => !(each in paragraphs))).toEqual([]);
      if (lowersProtection(drift)) expect([says, controls]).not.toEqual([says, []]);
    }
  });

  it("takes nothing for harmless that it does not know", () => {
    expect(consequenceOf("aws_vpc", "something_new", 1, 2)).toMatchObject({ drift: "unjudged", controls: [] });
  });
});

describe("drift in the other direction lowers no protection", () => {
  it.each<[string, string, Leaf | undefined, Leaf | undefined]>([
    ["aws_rds_cluster", "storage_encrypted", false, true],
    ["aws_cloudwatch_log_group", "retention_in_days", 30, 2557],
    ["aws_cloudwatch_log_group", "retention_in_days", 30, 0],
    ["aws_db_instance", "publicly_accessible", true, false],
    ["aws_rds_cluster", "backup_retention_period", 7, 35],
    ["aws_rds_cluster", "deletion_protection", false, true],
    ["aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-2-2021-06"],
    ["aws_vpc_security_group_ingress_rule", "cidr_ipv4", "0.0.0.0/0", "10.0.0.0/16"],
    ["aws_s3_bucket_versioning", "versioning_configuration[0].status", "Suspended", "Enabled"],
    ["aws_kms_key", "enable_key_rotation", false, true],
  ])("%s %s: %s -> %s", (type, path, before, after) => {
    expect(lowersProtection(consequenceOf(type, path, before, after).drift)).toBe(false);
  });

  it("for a policy that allows less, and not for one that allows more or denies less", () => {
    const policy = (...statements: object[]) => JSON.stringify({ Statement: statements });
    const [allow, deny] = [
      { Effect: "Allow", Action: "s3:GetObject" },
      { Effect: "Deny", Action: "s3:*" },
    ];
    const drift = (before: string, after: string | undefined) =>
      consequenceOf("aws_iam_policy", "policy", before, after).drift;
    expect(drift(policy(allow, deny), policy(deny))).toBe("availability");
    expect(drift(policy(allow), policy(allow, deny))).toBe("availability");
    expect(drift(policy(deny), policy(allow, deny))).toBe("access-opened");
    expect(drift(policy(allow, deny), policy(allow))).toBe("access-opened");
    expect(drift(policy(allow, deny), undefined)).toBe("access-opened");
    expect(drift(policy(allow), "no policy")).toBe("access-opened");
  });
});

describe("addresses", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const network = fc
    .tuple(octet, octet, octet, octet, fc.integer({ min: 1, max: 32 }))
    .map(([a, b, c, d, bits]) => ({ base: `${a}.${b}.${c}.${d}`, bits }));
  const drift = (before: string, after: string) =>
    consequenceOf("aws_vpc_security_group_ingress_rule", "cidr_ipv4", before, after).drift;

  it("are opened by every wider range, and by none inside the one before", () => {
    fc.assert(
      fc.property(network, fc.nat({ max: 31 }), ({ base, bits }, other) => {
        const wide = other % bits;
        expect(drift(`${base}/${bits}`, `${base}/${wide}`)).toBe("access-opened");
        expect(drift(`${base}/${wide}`, `${base}/${bits}`)).toBe("availability");
      }),
    );
  });

  it("of the two families are not of each other", () => {
    expect(drift("0.0.0.0/0", "::/0")).toBe("access-opened");
  });
});

describe("what is lost", () => {
  it.each<[string, DriftClass]>([
    ["aws_rds_cluster", "data-lost"],
    ["aws_s3_bucket", "data-lost"],
    ["aws_kms_key", "data-lost"],
    ["aws_cloudwatch_log_group", "data-lost"],
    ["aws_cloudtrail", "audit-off"],
    ["aws_flow_log", "audit-off"],
    ["aws_cloudwatch_metric_alarm", "audit-off"],
    ["aws_s3_bucket_server_side_encryption_configuration", "encryption-off"],
    ["aws_s3_bucket_public_access_block", "access-opened"],
    ["aws_wafv2_web_acl_association", "access-opened"],
    ["aws_backup_plan", "protection-lowered"],
    ["aws_s3_bucket_versioning", "protection-lowered"],
    ["aws_route", "availability"],
    ["aws_ecs_service", "availability"],
    ["aws_cloudwatch_dashboard", "cosmetic"],
  ])("%s is %s", (type, drift) => {
    expect(consequenceOfLoss(type)).toMatchObject({ drift });
  });

  it("is at least an outage for every type that holds state", () => {
    for (const type of statefulTypes)
      expect(driftClasses.indexOf(consequenceOfLoss(type).drift)).toBeLessThanOrEqual(
        driftClasses.indexOf("availability"),
      );
  });
});

it("takes the worst of several", () => {
  expect(worst(["cosmetic", "access-opened", "cost"])).toBe("access-opened");
  expect(worst([])).toBe("cosmetic");
});
