import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { paths } from "../../src/delivery/paths";

const folder = mkdtempSync(join(tmpdir(), "estate-upload-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the script with a `gh` that keeps what it is given. */
function upload(file: string) {
  const gh = join(folder, "gh");
  writeFileSync(gh, `#!/usr/bin/env bash\necho "$@" > ${folder}/arguments\ncat > ${folder}/body\n`);
  chmodSync(gh, 0o755);
  const env = {
    PATH: `${folder}:${process.env.PATH}`,
    GITHUB_REPOSITORY: "team/estate",
    GITHUB_SHA: "a".repeat(40),
    GITHUB_REF: "refs/heads/main",
  };
  return spawnSync(join(paths.root, "scripts", "upload-sarif.sh"), [file], { encoding: "utf8", env });
}

describe("upload-sarif.sh", () => {
  it("sends the log whole, of any size, with the commit that it is about", () => {
    const log = JSON.stringify({ version: "2.1.0", text: "x".repeat(300_000) });
    writeFileSync(join(folder, "scan.sarif"), log);
    expect(upload(join(folder, "scan.sarif")).status).toBe(0);
    expect(readFileSync(join(folder, "arguments"), "utf8")).toContain("repos/team/estate/code-scanning/sarifs");
    const body = JSON.parse(readFileSync(join(folder, "body"), "utf8")) as Record<string, string>;
    expect(body).toMatchObject({ commit_sha: "a".repeat(40), ref: "refs/heads/main" });
    expect(gunzipSync(Buffer.from(body.sarif!, "base64")).toString()).toBe(log);
  });

  it("says so when the scan wrote no log", () => {
    const { status, stderr } = upload(join(folder, "missing"));
    expect(status).toBe(1);
    expect(stderr).toMatch(/no .*missing: the scan ended before it could write one/);
  });
});
