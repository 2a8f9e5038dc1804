import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "../../src/delivery/paths";
import { noProgress } from "../../src/delivery/progress";
import { scan, type Finding } from "../../src/delivery/scan";
import { scannerPrograms } from "../../src/delivery/scan/run-scanners";

const home = mkdtempSync(join(tmpdir(), "estate-scan-cli-"));
afterAll(() => rmSync(home, { recursive: true }));
const PATIENCE = 240_000;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function estate(root: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, ESTATE_HOME: join(home, "estate"), NO_COLOR: "1" };
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      [join(root, "bin", "estate.cjs"), ...args],
      { env, maxBuffer: 1e8 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    ),
  );
}

/** Terraform JSON as somebody else wrote it. */
function foreign(document: object): string {
  const folder = mkdtempSync(join(home, "from-"));
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(document, null, 2));
  return folder;
}

const group = (cidr: string) => ({
  resource: {
    aws_security_group: {
      door: {
        description: "A door",
        vpc_id: "vpc-1",
        ingress: [{ description: "SSH", from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: [cidr] }],
      },
    },
    aws_network_interface: { user: { subnet_id: "subnet-1", security_groups: ["${aws_security_group.door.id}"] } },
  },
});

const findingsOf = ({ stdout }: Ended): Finding[] => (JSON.parse(stdout) as { findings: Finding[] }).findings;

describe("estate scan", () => {
  it(
    "ends with 0 where nothing is open",
    async () => {
      const ended = await estate(paths.root, "scan", "--from", foreign(group("10.0.0.0/16")), "--json");
      expect({ code: ended.code, findings: findingsOf(ended) }).toEqual({ code: 0, findings: [] });
      expect(ended.stderr).toContain("Scan with tfsec and Checkov");
    },
    PATIENCE,
  );

  it(
    "ends with 1 on a finding, told by both scanners, at its line [000-fail-iac] [000-scan-iac-both]",
    async () => {
      const from = foreign(group("0.0.0.0/0"));
      const ended = await estate(paths.root, "scan", "--from", from, "--json");
      expect(ended.code).toBe(1);
      const rules = findingsOf(ended).map(({ rule, reportedAs }) => [rule, reportedAs.map((by) => by.rule)]);
      expect(rules).toContainEqual(["security-groups-close-ssh", ["CKV_AWS_24"]]);
      expect(rules).toContainEqual(["open-ingress-only-on-authorized-ports", ["aws-ec2-no-public-ingress-sgr"]]);
      for (const { source } of findingsOf(ended)) expect(source).toEqual({ file: join(from, "main.tf.json"), line: 4 });
      expect(ended.stderr).toMatch(/^Error: \d open findings/m);
    },
    PATIENCE,
  );

  it(
    "writes its reports and the register where it is told to",
    async () => {
      const out = join(home, "out");
      await estate(paths.root, "scan", "--from", foreign(group("10.0.0.0/16")), "--out", out, "--register", out);
      expect(readdirSync(out).sort()).toEqual([
        "exceptions.json",
        "exceptions.md",
        "scan.json",
        "scan.md",
        "scan.sarif",
      ]);
    },
    PATIENCE,
  );

  it.each<[string, string[], RegExp, number]>([
    [
      "an argument that no resource has",
      ["--from", "no-such-argument"],
      /aws_vpc\.a: unknown argument or block "no_such"/,
      2,
    ],
    ["a day that is none", ["--date", "tomorrow"], /Allowed: a day, YYYY-MM-DD/, 1],
    ["a schema that cannot be read", ["--schema", "/no/such/file"], /--schema \/no\/such\/file cannot be read/, 2],
    ["an unknown deployment", ["omnirapeutic-prodution"], /did you mean omnirapeutic-production/, 1],
  ])("says what is wrong with %s", async (_what, args, message, code) => {
    const wrong = foreign({ resource: { aws_vpc: { a: { no_such: 1 } } } });
    const ended = await estate(paths.root, "scan", ...args.map((arg) => (arg === "no-such-argument" ? wrong : arg)));
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.code).toBe(code);
  });

  it("is blind, not clean, when a scanner stops seeing planted faults", async () => {
    const silent = {
      ...scannerPrograms[0]!,
      command: () => process.execPath,
      versionArguments: ["-e", 'console.log("v1.28.14")'],
    };
    const program = { ...silent, arguments: () => ["-e", 'console.log("{\\"results\\":null}")'] };
    const blind = scan(
      { names: [], from: foreign(group("10.0.0.0/16")), date: "2026-12-01", programs: [program] },
      noProgress,
    );
    await expect(blind).rejects.toMatchObject({ exitCode: 2 });
    await expect(blind).rejects.toThrow(/tfsec does not see the planted aws-/);
    await expect(blind).rejects.toThrow(/tfsec says nothing of canary-faulty/);
  });
});

describe("a fault planted in a copy of the estate", () => {
  it(
    "is reported at the TypeScript line that has it",
    async () => {
      const copy = join(home, "copy");
      mkdirSync(copy);
      for (const name of [
        "adoption",
        "bin",
        "locks",
        "rules",
        "schemas",
        "src",
        "tools",
        "main.ts",
        "cdktf.json",
        "package.json",
        "package-lock.json",
        "tsconfig.json",
      ])
        cpSync(join(paths.root, name), join(copy, name), { recursive: true });
      symlinkSync(join(paths.root, "node_modules"), join(copy, "node_modules"));
      mkdirSync(join(copy, ".estate"));
      symlinkSync(paths.tools, join(copy, ".estate", "tools"));
      const file = join(copy, "src", "systems", "omnirapeutic", "index.ts");
      const lines = readFileSync(file, "utf8").split("\n");
      const line = lines.findIndex((text) => text.includes("const surroundings = {"));
      lines.splice(
        line,
        0,
        '  workloads.allowFrom("office", { source: { cidr: "0.0.0.0/1" }, port: 22, description: "SSH" });',
      );
      lines.splice(line, 0, '  new KmsKey(stack, "planted", { enableKeyRotation: false });');
      lines.unshift('import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";');
      writeFileSync(file, lines.join("\n"));
      const ended = await estate(copy, "scan", "omnirapeutic-dev", "--json", "--date", "2026-12-01");
      expect(ended.code).toBe(1);
      expect(findingsOf(ended)).toContainEqual(
        expect.objectContaining({
          deployment: "omnirapeutic-dev",
          address: "aws_kms_key.planted",
          constructPath: "planted",
          source: { file: "src/systems/omnirapeutic/index.ts", line: line + 2 },
        }),
      );
    },
    PATIENCE,
  );
});
