import type { CanaryVerdict } from "../../../src/delivery/scan/canaries";
import { unread, unseenBy } from "../../../src/delivery/scan/gate";
import { locate, sourceOf, type Views } from "../../../src/delivery/scan/locate";
import type { ScanInput } from "../../../src/delivery/scan/input";
import type { ScannerReport } from "../../../src/delivery/scan/scanners/program";
import type { ViewBlock } from "../../../src/delivery/scan/view";

const block = (part: Partial<ViewBlock> = {}): ViewBlock => ({
  kind: "resource",
  address: "aws_vpc.main",
  constructPath: "network",
  isRepeated: false,
  start: 2,
  end: 4,
  ...part,
});

const views: Views = new Map([
  ["sample-dev", { text: "", blocks: [block(), block({ address: "aws_subnet.a", start: 6, end: 8 })] }],
  ["outputs-only", { text: "", blocks: [block({ kind: "output", address: "output.x" })] }],
]);

const report = (part: Partial<ScannerReport> = {}): ScannerReport => ({
  findings: [],
  unparsed: [],
  resources: 2,
  deployments: new Set(["sample-dev"]),
  ...part,
});

const blindness = (
  scanner: "checkov" | "tfsec",
  given: ScannerReport,
  seen: Views,
  verdict: CanaryVerdict,
): readonly string[] => [...unread(scanner, given, seen), ...unseenBy(scanner, verdict)];

const allSeen = { seen: 1, expected: 1, missed: [], falseAlarms: [] };
const planted = { rule: "CKV_AWS_24", address: "aws_security_group.open" };

describe("a scanner", () => {
  it("sees when it parsed all, counted all, and found every planted fault", () => {
    expect(blindness("checkov", report(), views, allSeen as never)).toEqual([]);
  });

  it("need not count", () => {
    expect(blindness("tfsec", report({ resources: undefined }), views, allSeen as never)).toEqual([]);
  });

  it.each<[string, Partial<ScannerReport>, object, string]>([
    ["cannot parse a file", { unparsed: ["main.tf"] }, {}, "checkov cannot parse main.tf"],
    [
      "counts fewer resources than were rendered",
      { resources: 1 },
      {},
      "checkov counts 1 resources; 2 blocks were rendered",
    ],
    [
      "says nothing of a deployment that has resources",
      { deployments: new Set() },
      {},
      "checkov says nothing of sample-dev",
    ],
    [
      "misses a planted fault",
      {},
      { missed: [planted] },
      "checkov does not see the planted CKV_AWS_24 on aws_security_group.open",
    ],
    [
      "raises a false alarm",
      {},
      { falseAlarms: [planted] },
      "checkov reports CKV_AWS_24 on aws_security_group.open, where it is put right",
    ],
  ])("is blind when it %s", (_what, part, verdict, said) => {
    expect(blindness("checkov", report(part), views, { ...allSeen, ...verdict } as never)).toEqual([said]);
  });
});

describe("a count of instances", () => {
  const repeated: Views = new Map([["sample-dev", { text: "", blocks: [block(), block({ isRepeated: true })] }]]);

  it.each([1, 2, 7])("may be any number from the single blocks on: %i", (resources) => {
    expect(blindness("checkov", report({ resources }), repeated, allSeen as never)).toEqual([]);
  });

  it("may not be less", () => {
    expect(blindness("checkov", report({ resources: 0 }), repeated, allSeen as never)).toHaveLength(1);
  });
});

describe("a finding", () => {
  const at = (place: object) =>
    locate(
      "tfsec",
      report({ findings: [{ rule: "r", message: "m", at: { deployment: "sample-dev", resource: "x", ...place } }] }),
      views,
    );

  it("belongs to the block around its line", () => {
    expect(at({ line: 7 })).toEqual([
      { engine: "tfsec", rule: "r", message: "m", deployment: "sample-dev", address: "aws_subnet.a" },
    ]);
    expect(at({ line: 2 })[0]?.address).toBe("aws_vpc.main");
  });

  it("without a line belongs to the block of that address, or of the attribute's block", () => {
    expect(at({ resource: "aws_vpc.main" })[0]?.address).toBe("aws_vpc.main");
    expect(at({ resource: "aws_vpc.main.tags" })[0]?.address).toBe("aws_vpc.main");
  });

  it.each([[{ line: 5 }], [{ resource: "aws_vpc.mains" }], [{ deployment: "other", line: 2 }]])(
    "that belongs to no block makes the scan worthless: %j",
    (place) => {
      expect(() => at(place)).toThrow(/where nothing was rendered/);
    },
  );
});

describe("the source of a block", () => {
  const text =
    '{\n  "resource": {\n    "aws_vpc": {\n      "main": {}\n    }\n  },\n  "data": {"aws_ami": {"x": {}}}\n}';
  const input = {
    name: "sample",
    folder: "/elsewhere",
    files: [{ path: "/elsewhere/a.tf.json", text }],
    document: {},
    acknowledgements: [],
  } as ScanInput;

  it("is the TypeScript that made it", () => {
    expect(sourceOf(block({ source: "src/a.ts:12:3" }), input)).toEqual({ file: "src/a.ts", line: 12 });
  });

  it("is the line of JSON from elsewhere", () => {
    expect(sourceOf(block(), input)).toEqual({ file: "/elsewhere/a.tf.json", line: 4 });
    expect(sourceOf(block({ address: "data.aws_ami.x" }), input)).toEqual({ file: "/elsewhere/a.tf.json", line: 7 });
  });

  it("is the file where the JSON has no such path", () => {
    expect(sourceOf(block({ address: "aws_vpc.other" }), input)).toEqual({ file: "/elsewhere/a.tf.json", line: 1 });
  });
});
