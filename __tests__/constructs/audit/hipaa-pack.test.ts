import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { hipaaRules, type ManagedRule } from "../../../src/constructs/audit/hipaa-pack/rules";
import { PACK_LIMITS, PackLimitError, packTemplate } from "../../../src/constructs/audit/hipaa-pack/template";

const open = { "internet-gateway-authorized-vpc-only": { AuthorizedVpcIds: "Vpcs" } };
const names = readFileSync(join(__dirname, "hipaa-pack-rule-names.txt"), "utf8").trim().split("\n");

/** Made-up rules, the one with the open parameter first. */
function rules(count: number, filler = ""): ManagedRule[] {
  return Array.from({ length: count }, (_, index) => ({
    name: index === 0 ? "internet-gateway-authorized-vpc-only" : `rule-${index}`,
    identifier: `RULE_${index}`,
    parameters: { filler },
    cfr: ["164.312(b)"],
  }));
}

/** The error of a template that must be refused. */
function refused(make: () => unknown): Error {
  try {
    make();
  } catch (error) {
    return error as Error;
  }
  throw new Error("It was accepted.");
}

describe("the HIPAA pack's rules", () => {
  it("are exactly the 130 of the published pack, in its order", () => {
    expect(names).toHaveLength(130);
    expect(hipaaRules.map(({ name }) => name)).toEqual(names);
  });

  it("have an identifier each, and paragraphs of 45 CFR 164", () => {
    expect(new Set(hipaaRules.map(({ identifier }) => identifier)).size).toBe(130);
    for (const { identifier, cfr } of hipaaRules) {
      expect(identifier).toMatch(/^[A-Z0-9_]+$/);
      expect(cfr.length).toBeGreaterThan(0);
      for (const paragraph of cfr) expect(paragraph).toMatch(/^164\.3\d\d(\([a-z0-9A-Z]+\))+$/);
    }
  });

  it("set what the published pack sets", () => {
    const parameters = Object.fromEntries(hipaaRules.map((rule) => [rule.name, rule.parameters]));
    expect(Object.values(parameters).filter((each) => Object.keys(each).length > 0)).toHaveLength(11);
    expect(parameters["iam-password-policy"]).toMatchObject({ MinimumPasswordLength: "14", MaxPasswordAge: "90" });
    expect(parameters["access-keys-rotated"]).toEqual({ maxAccessKeyAge: "90" });
  });
});

describe("the template of a pack", () => {
  const template = packTemplate("hipaa", hipaaRules, open);

  it("fits into a request with all 130 rules: 28 of 51.2 KB", () => {
    expect(template.viaS3).toBe(false);
    expect(template.bytes).toBe(Buffer.byteLength(template.body));
    expect(Math.round(template.bytes / 1000)).toBe(28);
  });

  it("is the same every time", () => {
    expect(packTemplate("hipaa", hipaaRules, open)).toEqual(template);
  });

  it("holds each rule with its identifier and parameters, the chosen ones by reference", () => {
    const { Parameters, Resources } = JSON.parse(template.body) as { Parameters: object; Resources: object };
    expect(Object.keys(Resources)).toHaveLength(130);
    expect(Parameters).toEqual({ Vpcs: { Type: "String" } });
    expect(Resources).toMatchObject({
      AccessKeysRotated: {
        Type: "AWS::Config::ConfigRule",
        Properties: {
          ConfigRuleName: "access-keys-rotated",
          InputParameters: { maxAccessKeyAge: "90" },
          Source: { Owner: "AWS", SourceIdentifier: "ACCESS_KEYS_ROTATED" },
        },
      },
      InternetGatewayAuthorizedVpcOnly: { Properties: { InputParameters: { AuthorizedVpcIds: { Ref: "Vpcs" } } } },
    });
  });

  it("goes through S3 exactly when it is larger than a request takes, and never beyond what S3 may hold", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), fc.integer({ min: 0, max: 2_200 }), (count, length) => {
        const made = rules(count, "x".repeat(length));
        const largest = 300 + count * (length + 250); // an upper bound
        if (largest > PACK_LIMITS.s3Bytes) return;
        const { bytes, viaS3 } = packTemplate("p", made, open);
        expect(viaS3).toBe(bytes > PACK_LIMITS.inlineBytes);
      }),
      { numRuns: 50 },
    );
  });

  it("refuses more than 300 KB, with a typed error", () => {
    const error = refused(() => packTemplate("p", rules(130, "x".repeat(2_400)), open));
    expect(error).toBeInstanceOf(PackLimitError);
    expect(error).toMatchObject({ limit: "s3Bytes" });
    expect(error.message).toMatch(/^\[p\] template has \d+ bytes; allowed are 1 to 307200\. Put some of the rules/);
  });

  it.each([0, 131])("refuses %i rules, with a typed error", (count) => {
    const error = refused(() => packTemplate("p", rules(count), open));
    expect(error).toBeInstanceOf(PackLimitError);
    expect(error).toMatchObject({
      limit: "rules",
      message: `[p] rules are ${count}; allowed are 1 to 130. Put some of the rules into a second pack.`,
    });
  });

  it("refuses two rules of one name, and parameters of a rule that it does not have", () => {
    const [first, second] = rules(2);
    expect(() => packTemplate("p", [first!, second!, second!], open)).toThrow("rule rule-1 stands twice");
    expect(() => packTemplate("p", [second!], open)).toThrow("parameters name internet-gateway-authorized-vpc-only");
  });
});
