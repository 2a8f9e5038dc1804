import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { functionPackage, readPackage } from "../../src/platform/function-package";
import { synthesize } from "../../src/platform/synthesize";
import { SystemStack } from "../../src/platform/system-stack";
import { addFunction } from "../constructs/compute/sample-function";
import { testSettings, type Block } from "../support/synthesize";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "estate-functions-"));
afterAll(() => rmSync(folder, { recursive: true }));

const builders = ["bundle", "files", "functions", "zip"].map((name) => `bin/${name}.cjs`);
const service = "services/itrack-handler";
/** The packages for production alone, which are a tenth of all. */
function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(root, service, "package-lock.json"), "utf8")) as {
    packages: { [path: string]: { dev?: true } };
  };
  const needed = Object.entries(lock.packages).flatMap(([path, { dev }]) => (path === "" || dev ? [] : [path]));
  return ["node_modules/.package-lock.json", ...needed].map((path) => `${service}/${path}`);
}

/** Another checkout, elsewhere, with what packaging reads. */
function checkout(name: string, parts: readonly string[]): string {
  const other = join(folder, name);
  for (const part of ["package-lock.json", ...builders, `${service}/src`, `${service}/package-lock.json`, ...parts]) {
    cpSync(join(root, part), join(other, part), { recursive: true, filter: (path) => !path.includes("/dist-types") });
  }
  mkdirSync(join(other, "node_modules"));
  writeFileSync(join(other, "node_modules", "esbuild.js"), `module.exports = require("${root}/node_modules/esbuild")`);
  return other;
}

/** Packages the functions of a checkout; gives the file of iTrack's. */
function packaged(checkout: string): string {
  const program = `require("${checkout}/bin/functions.cjs").packageFunctions()`;
  execFileSync(process.execPath, ["-e", program], { cwd: tmpdir(), env: { ...process.env, TZ: "Pacific/Auckland" } });
  return join(checkout, ".estate/build/functions/itrack-handler.zip");
}

describe("the package of a function", () => {
  const here = functionPackage("itrack-handler");
  const elsewhere = checkout("some/where/else", productionPackages());

  it("is the same, byte for byte, from another checkout in another place", () => {
    expect(readFileSync(packaged(elsewhere)).equals(readFileSync(here.file))).toBe(true);
  });

  it("is an archive that other programs open, with one file that everybody may read", () => {
    const list = `import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
for each in archive.infolist():
    print(each.filename, each.date_time, oct(each.external_attr >> 16), len(archive.read(each)))`;
    const python = join(root, ".estate/tools/moto/bin/python");
    const files = execFileSync(python, ["-c", list, here.file], { encoding: "utf8" });
    expect(files).toMatch(/^index\.js \(1980, 1, 1, 0, 0, 0\) 0o100644 \d+\n$/);
  });

  it("names no place of the machine that made it", () => {
    const text = readFileSync(here.file, "latin1");
    for (const place of [root, "node_modules", "services/", tmpdir()]) expect(text).not.toContain(place);
  });

  it("tells its hash as Lambda does", () => {
    expect(here.sha256).toBe(createHash("sha256").update(readFileSync(here.file)).digest("base64"));
  });

  it("is made anew only when its sources change", () => {
    const file = packaged(elsewhere);
    const first = readFileSync(file);
    writeFileSync(file, "still here");
    expect(readFileSync(packaged(elsewhere), "utf8")).toBe("still here");
    writeFileSync(join(elsewhere, service, "src/health.ts"), "export const healthCheck = () => undefined;");
    expect(readFileSync(packaged(elsewhere), "utf8")).not.toBe("still here");
    expect(readFileSync(file).equals(first)).toBe(false);
  });

  it("is not there without the npm packages, or with others than the lock file names, and synthesis says what to do", () => {
    const other = checkout("without", []);
    const file = packaged(other);
    expect(existsSync(file)).toBe(false);
    expect(() => readPackage(file, "itrack-handler")).toThrow(
      "The function services/itrack-handler is not packaged: the npm packages that its package-lock.json names are not installed. Fix: make setup",
    );
    mkdirSync(join(other, service, "node_modules"));
    writeFileSync(join(other, service, "node_modules/.package-lock.json"), '{ "packages": {} }');
    expect(existsSync(packaged(other))).toBe(false);
  });
});

describe("synthesis of a function", () => {
  const outdir = join(folder, "cdktf.out");
  const app = new App({ outdir });
  addFunction(new SystemStack(app, testSettings), { package: functionPackage("itrack-handler") });
  synthesize(app, join(root, "locks/terraform.lock.hcl"));
  const stack = join(outdir, "stacks", testSettings.name);

  it("puts the package beside the Terraform JSON, which names it without a place on this machine", () => {
    const { resource } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as Block;
    const { source } = resource.aws_s3_object.handler_code_unsigned as { source: string };
    expect(source).toMatch(/^assets\/handler_package\/[0-9a-f]{16}\/itrack-handler\.zip$/);
    expect(readFileSync(join(stack, source)).equals(readFileSync(functionPackage("itrack-handler").file))).toBe(true);
  });
});
