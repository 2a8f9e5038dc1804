import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { register, renderRegister } from "../../../src/delivery/scan/report/register";
import { fingerprint, renderSarif } from "../../../src/delivery/scan/report/sarif";
import { renderJson, renderMarkdown, renderText } from "../../../src/delivery/scan/report/text";
import { acknowledgement, finding, result } from "./samples";

const schema = JSON.parse(readFileSync(join(__dirname, "../../support/sarif-2.1.0.json"), "utf8")) as object;
const ajv = new Ajv({ strict: false });
addFormats(ajv);
const isSarif = ajv.compile(schema);

const faults = [
  finding({ definedAt: { file: "src/constructs/bucket.ts", line: 3 } }),
  finding({ deployment: "sample-production" }),
  finding({ rule: "CKV_AWS_144", severity: "LOW", message: "No replication | anywhere" }),
];

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: { readonly id: string }[] } };
    readonly results: {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
      readonly partialFingerprints: { readonly primaryLocationLineHash: string };
    }[];
  }[];
}

const sarif = (open = faults): Log => JSON.parse(renderSarif(result({ open }))) as Log;

describe("the SARIF log", () => {
  it.each([
    ["of no findings", []],
    ["of some findings", faults],
  ])("%s is valid SARIF 2.1.0", (_what, open) => {
    const valid = isSarif(sarif(open));
    expect({ valid, errors: isSarif.errors }).toEqual({ valid: true, errors: null });
  });

  it("would not be valid without its results' messages: the schema is really applied", () => {
    const log = sarif() as unknown as { runs: { results: { message?: unknown }[] }[] };
    delete log.runs[0]?.results[0]?.message;
    expect(isSarif(log)).toBe(false);
  });

  it("names the TypeScript line of each finding, and its rule", () => {
    const [{ results, tool }] = sarif().runs as [Log["runs"][number]];
    expect(results).toHaveLength(3);
    for (const { locations, ruleId, ruleIndex } of results) {
      expect(locations[0]?.physicalLocation.artifactLocation.uri).toBe("src/systems/sample/index.ts");
      expect(locations[0]?.physicalLocation.region.startLine).toBe(12);
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
  });

  it("keeps a finding's fingerprint when its line moves, and gives each finding another", () => {
    const moved = finding({ source: { file: "src/systems/sample/index.ts", line: 99 }, message: "other words" });
    expect(fingerprint(moved)).toBe(fingerprint(finding()));
    expect(new Set(faults.map(fingerprint)).size).toBe(3);
  });

  it("escapes what a URI may not hold", () => {
    const [{ results }] = sarif([finding({ source: { file: "a b/c.ts", line: 1 } })]).runs as [Log["runs"][number]];
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("a%20b/c.ts");
  });
});

describe("the report", () => {
  it("tells a fault once, with every deployment that has it", () => {
    const text = renderText(result({ open: faults }));
    expect(text.match(/customer managed key/g)).toHaveLength(1);
    expect(text).toContain("of     sample-dev, sample-production");
    expect(text).toContain("at     src/systems/sample/index.ts:12 (made in src/constructs/bucket.ts:3)");
    expect(text).toContain("rule   s3-buckets-are-encrypted-with-kms (CKV_AWS_145)");
  });

  it("says what was seen and what is left, in numbers", () => {
    expect(renderText(result({ open: faults, problems: ["p"] }))).toContain(
      "Findings before acknowledgements 3, acknowledged 0 (0 exceptions on 2026-12-01), open 3 (2 high, 1 low), exceptions to put right 1.",
    );
    expect(renderText(result())).toContain("tfsec 1.28.14: read 10 resources, saw 3 of 3 planted faults");
  });

  it("is a table on a pull request, whatever stands in a message", () => {
    const markdown = renderMarkdown(result({ open: faults }));
    expect(markdown).toContain("No replication \\| anywhere");
    expect(markdown).toContain("| HIGH | Bucket does not encrypt");
    expect(renderMarkdown(result())).toContain("Scan: nothing open");
  });

  it("names for machines what the contract names", () => {
    const { findings } = JSON.parse(renderJson(result({ open: faults }))) as { findings: Record<string, unknown>[] };
    expect(findings).toHaveLength(3);
    for (const found of findings) {
      expect(Object.keys(found)).toEqual(
        expect.arrayContaining([
          "deployment",
          "address",
          "constructPath",
          "rule",
          "severity",
          "source",
          "message",
          "fix",
        ]),
      );
    }
  });
});

describe("the register of exceptions", () => {
  const at = (deployment: string, path: string, part = {}) => ({
    deployment,
    acknowledgement: acknowledgement({ constructPath: `${deployment}/${path}`, source: "src/a.ts:3:1", ...part }),
    silenced: [finding({ deployment })],
  });

  it("lists a decision once, with every place where it holds", () => {
    const entries = register([at("sample-dev", "x"), at("sample-dev", "y/Resource"), at("sample-production", "x")]);
    expect(entries).toEqual([
      {
        controls: ["s3-buckets-are-encrypted-with-kms"],
        reportedAs: ["CKV_AWS_145"],
        reason: acknowledgement().reason,
        owner: "platform engineering",
        expires: "2027-06-30",
        sources: ["src/a.ts"],
        places: { "sample-dev": ["x", "y"], "sample-production": ["x"] },
      },
    ]);
    expect(renderRegister(entries)).toContain("sample-dev: `x`, `y`; sample-production: `x`");
  });

  it("lists a decision once, with every control that it leaves unmet", () => {
    const [entry] = register([at("sample-dev", "x"), at("sample-dev", "x", { rule: "CKV_AWS_18" })]);
    expect(entry?.controls).toEqual(["s3-buckets-are-encrypted-with-kms", "s3-buckets-write-access-logs"]);
  });

  it("lists another reason, owner, day or evidence as another decision", () => {
    const others = [
      {},
      { reason: "Another sentence that is long enough." },
      { owner: "security" },
      { expires: "2027-01-01" },
      { evidence: "docs/x.md" },
    ];
    expect(register(others.map((part) => at("sample-dev", "x", part)))).toHaveLength(5);
  });
});
