import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "estate-code-"));
const bundle = join(folder, "sample.cjs");
const codeCache = resolve(__dirname, "../../bin/code-cache.cjs");
beforeEach(() => {
  readdirSync(folder).forEach((name) => rmSync(join(folder, name)));
  writeFileSync(
    bundle,
    'console.log(require("node:path").basename(__filename), require("node:fs").existsSync(__dirname));',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the bundle as a program of its own. */
function run(): string {
  const program = `require(${JSON.stringify(codeCache)}).runWithCodeCache(${JSON.stringify(bundle)})`;
  return execFileSync(process.execPath, ["-e", program], { encoding: "utf8" });
}

const kept = (): string => join(folder, `sample.cjs.${process.version}.v8`);

describe("a bundle with compiled code", () => {
  it("does the same with the code of the run before, which stays as it is", () => {
    expect(run()).toBe("sample.cjs true\n");
    const { mtimeMs } = statSync(kept());
    expect(run()).toBe("sample.cjs true\n");
    expect(statSync(kept()).mtimeMs).toBe(mtimeMs);
  });

  it.each([
    ["damaged", (code: Buffer) => code.fill(7, 0, 64)],
    ["cut short", (code: Buffer) => code.subarray(0, code.length / 2)],
    ["empty", () => Buffer.alloc(0)],
  ])("does the same with code that is %s, and makes it anew", (_what, spoil) => {
    run();
    const spoiled = Buffer.from(spoil(Buffer.from(readFileSync(kept()))));
    writeFileSync(kept(), spoiled);
    expect(run()).toBe("sample.cjs true\n");
    expect(readFileSync(kept()).equals(spoiled)).toBe(false);
  });

  it("leaves no draft behind", () => {
    run();
    expect(readdirSync(folder).sort()).toEqual(["sample.cjs", `sample.cjs.${process.version}.v8`]);
  });
});
