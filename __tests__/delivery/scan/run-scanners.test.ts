import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Blind } from "../../../src/delivery/scan/blind";
import { runScanner as answered } from "../../../src/delivery/scan/run-scanners";
import { checkov } from "../../../src/delivery/scan/scanners/checkov";
import type { ScannerProgram } from "../../../src/delivery/scan/scanners/program";
import { tfsec } from "../../../src/delivery/scan/scanners/tfsec";

const home = mkdtempSync(join(tmpdir(), "estate-scan-"));
const calls = join(home, "calls");
const previous = process.env.ESTATE_HOME;
beforeEach(() => {
  process.env.ESTATE_HOME = mkdtempSync(join(home, "home-"));
  writeFileSync(calls, "");
});
afterAll(() => {
  if (previous === undefined) delete process.env.ESTATE_HOME;
  else process.env.ESTATE_HOME = previous;
  rmSync(home, { recursive: true });
});

/** tfsec as a program that runs `script` (JavaScript) when it is asked to scan, and notes that it was. */
function fake(script: string, version = "1.28.14"): ScannerProgram {
  const scan = `require("fs").appendFileSync(${JSON.stringify(calls)}, "scan\\n"); ${script}`;
  return {
    ...tfsec,
    command: () => process.execPath,
    versionArguments: ["-e", `console.log("v${version}")`],
    arguments: (folder) => ["-e", scan, folder],
  };
}

/** A run whose answer was found good. */
async function runScanner(...args: Parameters<typeof answered>) {
  const { report, keep } = await answered(...args);
  keep();
  return report;
}

const views = new Map([["sample-dev", 'resource "aws_vpc" "main" {}\n']]);
const wanted = { what: "sample", version: "1.28.14" };
const timesCalled = (): number => readFileSync(calls, "utf8").split("\n").length - 1;
const emptyReport = { findings: [], unparsed: [], deployments: new Set<string>() };
const nothing = 'console.log("{\\"results\\":null}")';

describe("a scanner", () => {
  it("is asked once about the same files, and again when one differs", async () => {
    const program = fake(nothing);
    await runScanner(program, views, wanted);
    await runScanner(program, views, wanted);
    expect(timesCalled()).toBe(1);
    await runScanner(program, new Map([["sample-dev", "other"]]), wanted);
    expect(timesCalled()).toBe(2);
    await runScanner(program, views, { ...wanted, cached: false });
    expect(timesCalled()).toBe(3);
  });

  it("is asked again when its answer of before was not found good", async () => {
    const program = fake(nothing);
    await answered(program, views, wanted);
    await answered(program, views, wanted);
    expect(timesCalled()).toBe(2);
  });

  it("is asked again when its answer of before is damaged", async () => {
    const program = fake(nothing);
    await runScanner(program, views, wanted);
    const answers = join(process.env.ESTATE_HOME!, "scan", "answers");
    for (const name of readdirSync(answers)) writeFileSync(join(answers, name), "{");
    await runScanner(program, views, wanted);
    expect(timesCalled()).toBe(2);
  });

  it("is given a folder a deployment, which is gone afterwards", async () => {
    const listing =
      'console.log(JSON.stringify({results:[{long_id:"r",description:require("fs").readdirSync(process.argv[1]).join(),status:0,resource:"aws_vpc.main",location:{filename:process.argv[1]+"/sample-dev/main.tf",start_line:1}}]}))';
    const { findings, deployments } = await runScanner(fake(listing), views, wanted);
    expect(findings[0]).toMatchObject({ message: "sample-dev", at: { deployment: "sample-dev", line: 1 } });
    expect([...deployments]).toEqual(["sample-dev"]);
    expect(readdirSync(join(process.env.ESTATE_HOME!, "scan", "views"))).toEqual([]);
  });

  it("sees no settings of the person's own", async () => {
    process.env.CHECKOV_SKIP_CHECK = "CKV_AWS_1";
    const script =
      "if (process.env.CHECKOV_SKIP_CHECK || process.env.HOME !== process.cwd()) process.exit(9);" + nothing;
    await expect(runScanner(fake(script), views, wanted)).resolves.toBeDefined();
    delete process.env.CHECKOV_SKIP_CHECK;
  });

  it.each([
    [
      "is another version",
      fake(nothing, "1.27.0"),
      /tfsec 1\.27\.0 is installed; its findings are known for 1\.28\.14 only/,
    ],
    ["crashes", fake('console.error("panic: x"); process.exit(2)'), /tfsec ended with exit code 2:\npanic: x/],
    [
      "tells another version in its JSON",
      {
        ...fake('console.log("{\\"results\\":null}")'),
        versionArguments: undefined,
        read: () => ({ ...emptyReport, version: "9.9.9" }),
      },
      /tfsec 9\.9\.9 is installed/,
    ],
    ["prints no JSON", fake('console.log("<html>")'), /tfsec printed what cannot be read [^]*:\n<html>/],
    ["hangs", { ...fake("setInterval(() => {}, 1000)"), patienceMillis: 1500 }, /tfsec did not end within 1\.5 s/],
    ["is missing", { ...fake(nothing), command: () => "/no/such/tfsec" }, /tfsec is missing/],
  ])("that %s proves nothing", async (_what, program, message) => {
    const failure = runScanner(program, views, wanted);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toBeInstanceOf(Blind);
    await expect(failure).rejects.toMatchObject({ exitCode: 2 });
    expect(existsSync(join(process.env.ESTATE_HOME!, "scan", "answers"))).toBe(false);
  });
});

describe("what Checkov prints", () => {
  const check = (part = {}) => ({
    check_id: "CKV_AWS_1",
    check_name: "name",
    check_result: { evaluated_keys: ["policy/Statement/[0]/Action", "policy/Statement/[1]/Action"] },
    file_path: "/sample-dev/main.tf",
    file_line_range: [3, 5],
    resource: "aws_vpc.main",
    resource_address: null,
    ...part,
  });
  const answer = (results: object) =>
    JSON.stringify({
      results: { failed_checks: [], passed_checks: [], skipped_checks: [], parsing_errors: [], ...results },
      summary: { resource_count: 7, checkov_version: "3.3.30" },
    });

  it("is read with its lines, its parsing errors and its count", () => {
    expect(checkov.read(answer({ failed_checks: [check()], parsing_errors: ["x.tf"] }), "")).toEqual({
      findings: [
        {
          rule: "CKV_AWS_1",
          message: "name",
          fix: "Correct policy.Statement.Action as CKV_AWS_1 asks.",
          at: { deployment: "sample-dev", line: 3, resource: "aws_vpc.main" },
        },
      ],
      version: "3.3.30",
      unparsed: ["x.tf"],
      resources: 7,
      deployments: new Set(["sample-dev"]),
    });
  });

  it("asks for what is not there when it read no argument", () => {
    const { findings } = checkov.read(answer({ failed_checks: [check({ check_result: {} })] }), "");
    expect(findings[0]?.fix).toBe("Add what CKV_AWS_1 asks for.");
  });

  it("counts as found what a comment in the JSON made it skip", () => {
    expect(checkov.read(answer({ skipped_checks: [check()] }), "").findings).toHaveLength(1);
  });

  it("is nothing at all where it read nothing", () => {
    expect(checkov.read(JSON.stringify({ passed: 0, failed: 0, resource_count: 0 }), "")).toMatchObject({
      resources: 0,
    });
  });
});
