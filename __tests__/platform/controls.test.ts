import { controlOf, controls, rulesOf, type Control } from "../../src/platform/controls";
import { catalogueOf, rulesAbout, severityOf, typesWithoutRules } from "../../src/delivery/scan/catalogue";
import { severities } from "../../src/delivery/scan/finding";

const all = Object.entries<Control>(controls);

it.each(["checkov", "tfsec"] as const)("names only rules that the pinned %s has", (scanner) => {
  const unknown = all.flatMap(([, control]) => control[scanner].filter((rule) => !(rule in catalogueOf(scanner))));
  expect(unknown).toEqual([]);
});

it("has each rule in one control at most, and no control without a rule", () => {
  const rules = all.flatMap(([, { checkov, tfsec }]): string[] => [...checkov, ...tfsec]);
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  expect(all.filter(([, { checkov, tfsec }]) => checkov.length + tfsec.length === 0)).toEqual([]);
});

it("takes tfsec's severity where tfsec has a rule, the worst of several", () => {
  const rank = (severity: string): number => severities.findIndex((one) => one === severity);
  const wrong = all.filter(([, { severity, tfsec }]) => {
    const ranks = tfsec.map((rule) => rank(catalogueOf("tfsec")[rule]!.severity!));
    return ranks.length > 0 && Math.min(...ranks) !== rank(severity);
  });
  expect(wrong.map(([id]) => id)).toEqual([]);
});

it("keeps different openings of a security group apart, so that one acknowledgement cannot silence another", () => {
  const openings = ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277", "aws-ec2-no-public-ingress-sgr"];
  expect(new Set(openings.map(controlOf)).size).toBe(openings.length);
});

it("finds a rule's control and a control's rules; a rule of no control stands for itself", () => {
  expect(controlOf("CKV_AWS_7")).toBe("kms-keys-rotate");
  expect(controlOf("aws-kms-auto-rotate-keys")).toBe("kms-keys-rotate");
  expect(rulesOf("kms-keys-rotate", "checkov")).toEqual(["CKV_AWS_7"]);
  expect(rulesOf("kms-keys-rotate", "tfsec")).toEqual(["aws-kms-auto-rotate-keys"]);
  expect(controlOf("aws-athena-no-encryption-override")).toBe("aws-athena-no-encryption-override");
  expect(rulesOf("aws-athena-no-encryption-override", "tfsec")).toEqual(["aws-athena-no-encryption-override"]);
  expect(rulesOf("aws-athena-no-encryption-override", "checkov")).toEqual([]);
  expect(rulesOf("CKV_AWS_82", "checkov")).toEqual(["CKV_AWS_82"]);
  expect(rulesOf("CKV_AWS_82", "tfsec")).toEqual([]);
});

it("takes a rule that belongs to a control for itself alone, and anything else for no rule", () => {
  expect(rulesOf("CKV_AWS_7", "checkov")).toEqual(["CKV_AWS_7"]);
  expect(rulesOf("CKV_AWS_7", "tfsec")).toEqual([]);
  expect(rulesOf("constructor", "checkov")).toEqual([]);
});

it("gives every rule a severity: the control's, else tfsec's, else MEDIUM", () => {
  expect(severityOf("CKV_AWS_24")).toBe("CRITICAL");
  expect(severityOf("kms-keys-rotate")).toBe("MEDIUM");
  expect(severityOf("aws-athena-no-encryption-override")).toBe("HIGH");
  expect(severityOf("CKV_AWS_82")).toBe("MEDIUM");
});

it("knows which types no scanner judges", () => {
  expect(rulesAbout("aws_kms_key", "checkov")).toContain("CKV_AWS_7");
  expect(rulesAbout("aws_s3_bucket_versioning", "tfsec")).toEqual(["aws-s3-enable-versioning"]);
  expect(typesWithoutRules(["aws_kms_key", "aws_backup_plan", "terraform_data", "aws_backup_plan"])).toEqual([
    "aws_backup_plan",
    "terraform_data",
  ]);
});
