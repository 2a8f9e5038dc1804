import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { deployments } from "../../src/config";
import { readSynthesized } from "../support/synthesize";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "estate-main-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the app of cdktf.json as cdktf-cli and `estate synth` do. */
function synth(out: string, environment: NodeJS.ProcessEnv = {}, cwd = root) {
  const outdir = join(folder, out);
  const env = {
    ...process.env,
    ESTATE_DEPLOYMENTS: "",
    ESTATE_SOURCE_LOCATIONS: "",
    ...environment,
    CDKTF_OUTDIR: outdir,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "bin/synth.cjs")], {
    cwd,
    env,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr, outdir };
}

/** Every file below a folder with its content. */
function contents(outdir: string): { [file: string]: string } {
  const files = readdirSync(outdir, { recursive: true })
    .map(String)
    .filter((file) => statSync(join(outdir, file)).isFile());
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(outdir, file), "utf8")]));
}

describe("the app", () => {
  const first = synth("first");

  it("declares every deployment as one stack [001-root-configuration]", () => {
    expect(first).toMatchObject({ status: 0, output: "" });
    expect(readdirSync(join(first.outdir, "stacks")).sort()).toEqual(deployments.map(({ name }) => name).sort());
  });

  it("gives identical bytes each time", () => {
    expect(contents(synth("second").outdir)).toEqual(contents(first.outdir));
  });

  it("gives identical bytes from another working directory, time zone and environment", () => {
    const elsewhere = synth(
      "elsewhere",
      { TZ: "Pacific/Auckland", AWS_REGION: "eu-west-1", USER: "somebody" },
      tmpdir(),
    );
    expect(contents(elsewhere.outdir)).toEqual(contents(first.outdir));
  });

  it("starts no other program, not even to ask for its version", () => {
    expect(synth("alone", { PATH: "/nowhere" })).toMatchObject({ status: 0, output: "" });
  });

  it("writes the published provider checksums beside every stack", () => {
    const committed = readFileSync(join(root, "locks/terraform.lock.hcl"), "utf8");
    for (const { name } of deployments) {
      expect(readFileSync(join(first.outdir, "stacks", name, ".terraform.lock.hcl"), "utf8")).toBe(committed);
    }
  });

  it("can be limited to some deployments", () => {
    const one = synth("one", { ESTATE_DEPLOYMENTS: "omnirapeutic-dev" });
    expect(readdirSync(join(one.outdir, "stacks"))).toEqual(["omnirapeutic-dev"]);
  });

  it("answers an unknown deployment with the likeliest one, exit 1 and no stack trace", () => {
    const { status, output } = synth("unknown", { ESTATE_DEPLOYMENTS: "omnirapeutic-prodution" });
    expect(status).toBe(1);
    expect(output).toContain("did you mean omnirapeutic-production?");
    expect(output).not.toMatch(/^\s+at /m);
  });

  it("names the TypeScript line of every resource when asked, and the library's line that made it", () => {
    const { outdir } = synth("located", { ESTATE_SOURCE_LOCATIONS: "1", ESTATE_DEPLOYMENTS: "omnirapeutic-dev" });
    const stack = readSynthesized(join(outdir, "stacks/omnirapeutic-dev/cdk.tf.json"));
    for (const address of stack.addresses()) {
      const { source, definedAt } = stack.at(address)["//"];
      expect(source).toMatch(/^src\/systems\/omnirapeutic\/[a-z-]+\.ts:\d+:\d+$/);
      if (definedAt !== undefined) expect(definedAt).toMatch(/^src\/constructs\/[a-z-]+\/[a-z-]+\.ts:\d+:\d+$/);
    }
    expect(stack.at("aws_vpc.network")["//"].definedAt).toMatch(/^src\/constructs\/network\//);
  });
});
