import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canaries, canaryDocuments, judgeCanaries, type TerraformPart } from "../../../src/delivery/scan/canaries";
import { mergeParts } from "../../../src/delivery/scan/canaries/canary";
import { answerOf } from "../../../src/delivery/scan/canaries/table";
import { catalogueOf, rulesAbout, typesWithoutRules } from "../../../src/delivery/scan/catalogue";
import type { RawFinding } from "../../../src/delivery/scan/finding";
import { paths } from "../../../src/delivery/paths";
import { controlOf } from "../../../src/platform/controls";

const documents = canaryDocuments();
const all = canaries.flatMap((canary) => [...canary.expects, ...canary.blind].map((one) => ({ canary, one })));

const finding = (deployment: string, change: Partial<RawFinding> = {}): RawFinding => ({
  engine: "tfsec",
  deployment,
  address: "aws_kms_key.key_without_rotation",
  rule: "aws-kms-auto-rotate-keys",
  message: "",
  ...change,
});

/** The block at an address; undefined when the document has none. */
function at(document: TerraformPart, address: string): unknown {
  const path = address.startsWith("data.") ? address.split(".") : ["resource", ...address.split(".")];
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
}

const typesIn = (part: TerraformPart): string[] => Object.keys((part.resource ?? {}) as object);

it("gives each canary its own name and something to expect", () => {
  const names = canaries.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(canaries.filter(({ expects, blind }) => expects.length + blind.length === 0)).toEqual([]);
});

it("expects rules that the scanners have, in a control, at addresses that the faulty document has", () => {
  const wrong = all.filter(({ one: { scanner, rule, address } }) => {
    return !(rule in catalogueOf(scanner)) || controlOf(rule) === rule || at(documents.faulty, address) === undefined;
  });
  expect(wrong.map(({ canary, one }) => [canary.name, one.rule, one.address])).toEqual([]);
});

it("has the address on the fixed side too, except where the resource itself is the fault", () => {
  const missing = all.filter(({ one }) => at(documents.fixed, one.address) === undefined);
  expect([...new Set(missing.map(({ canary }) => canary.name))]).toEqual([
    "default_vpc_in_use",
    "user_of_iam",
    "policy_of_a_user",
  ]);
});

it("plants a fault in every type of the estate that a scanner has a rule for", () => {
  const folder = join(paths.adoption, "addresses");
  const locked = readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), "utf8").match(/\baws_\w+(?=\.)/g),
  );
  const types = [...new Set(locked.filter((type) => type !== null))];
  expect(types).toContain("aws_kms_key");
  const without = typesWithoutRules(types);
  const planted = (type: string): boolean => {
    const rules = new Set<string>([...rulesAbout(type, "checkov"), ...rulesAbout(type, "tfsec")]);
    return all.some(
      ({ canary, one }) =>
        rules.has(one.rule) && [canary.faulty, canary.fixed].some((part) => typesIn(part).includes(type)),
    );
  };
  expect(types.filter((type) => !without.includes(type) && !planted(type))).toEqual([]);
});

it("refuses two canaries that set the same block", () => {
  const part = { resource: { aws_eip: { one: {} } } };
  expect(() => mergeParts([part, part])).toThrow("Two canaries set resource.aws_eip.one.");
});

describe("the judge", () => {
  it("counts a fault that is reported on the faulty side only", () => {
    const none = judgeCanaries([]);
    const one = judgeCanaries([finding("canary-faulty")]);
    expect(none).toMatchObject({ seen: 0, expected: all.length - canaries.flatMap(({ blind }) => blind).length });
    expect(none.missed).toHaveLength(none.expected);
    expect(one.seen).toBe(1);
    expect(one.missed).toHaveLength(none.expected - 1);
    expect(one.missed.map(({ canary }) => canary)).toContain("counted_key");
  });

  it("calls a finding on the fixed twin a false alarm", () => {
    const { seen, falseAlarms } = judgeCanaries([finding("canary-faulty"), finding("canary-fixed")]);
    expect(seen).toBe(0);
    expect(falseAlarms).toEqual([
      expect.objectContaining({ canary: "key_without_rotation", rule: "aws-kms-auto-rotate-keys", scanner: "tfsec" }),
    ]);
  });

  it("takes nothing from other deployments, scanners or addresses", () => {
    const others = [
      finding("omnirapeutic-dev"),
      finding("canary-faulty", { engine: "checkov" }),
      finding("canary-faulty", { address: "aws_kms_key.canary" }),
    ];
    expect(judgeCanaries(others).seen).toBe(0);
  });

  it("says when a blind spot begins to be seen", () => {
    const blind = {
      scanner: "checkov",
      rule: "CKV_AWS_334",
      address: "aws_ecs_task_definition.task_privileged",
    } as const;
    const { scanner: engine, ...place } = blind;
    const found = { engine, ...place };
    expect(judgeCanaries([finding("canary-faulty", found)]).nowSeen).toEqual([
      expect.objectContaining({ canary: "task_privileged", rule: "CKV_AWS_334" }),
    ]);
    expect(judgeCanaries([finding("canary-faulty", found), finding("canary-fixed", found)]).nowSeen).toEqual([]);
  });
});

it("tells seen, constant and missed apart, also where Checkov leaves out the type", () => {
  const expected = {
    scanner: "tfsec",
    rule: "aws-kms-auto-rotate-keys",
    address: "aws_kms_key.key_without_rotation",
  } as const;
  const anyType = { address: "*.key_without_rotation" };
  expect(answerOf([finding("canary-faulty", anyType)], expected)).toBe("seen");
  expect(answerOf([finding("canary-faulty"), finding("canary-fixed")], expected)).toBe("constant");
  expect(answerOf([finding("canary-fixed")], expected)).toBe("missed");
});
