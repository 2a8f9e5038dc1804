import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pushApplications } from "../../../src/delivery/apps/push";
import { noProgress } from "../../../src/delivery/progress";
import { Scratch, type FakeTerraform } from "../../support/delivery";
import { asRecorded, RecordedPrograms, type RecordedCall } from "../../support/recorded-programs";
import { digest } from "../release/support";
import { checkout, outputs, registry, registryAccount, repository, token, url } from "./support";

let scratch: Scratch;
let fake: FakeTerraform;
let programs: RecordedPrograms;
let root: string;
let version: string;
let images: Map<string, string>;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.on("output", { stdout: JSON.stringify(outputs) });
  programs = new RecordedPrograms(scratch.folder);
  root = join(scratch.folder, "checkout");
  version = checkout(root).slice(0, 12);
  images = new Map();
});
afterEach(() => {
  programs.remove();
  scratch.remove();
});

const engine: RecordedCall = { args: "version --format {{.Server.Version}}", stdout: "28.2.2\n" };
const inspected = (...known: string[]): RecordedCall => ({
  args: `image inspect --format {{json .RepoDigests}} omnirapeutic/api:${version}`,
  stdout: JSON.stringify(known),
});
const login: RecordedCall = { args: `login --username AWS --password-stdin ${registry}`, stdin: token };
const tag = (): RecordedCall => ({ args: `tag omnirapeutic/api:${version} ${url}:${version}` });
const logout: RecordedCall = { args: `logout ${registry}` };

/** Pushes; Docker does what was recorded, after which the registry holds `afterwards`. */
async function push(calls: readonly RecordedCall[], afterwards?: string, account?: string) {
  programs.record("docker", calls);
  // The registry gets the image between the password and the next look.
  const aws = registryAccount(images, { account, onPassword: () => afterwards && images.set(version, afterwards) });
  return pushApplications(scratch.workspace(), aws, noProgress, root);
}

describe("a push", () => {
  it("logs in by standard input, pushes the commit's image, logs out, and tells the digest that the registry has [003-make-push-all]", async () => {
    const calls = [engine, inspected(), login, tag(), { args: `push ${url}:${version}` }, logout];
    await expect(push(calls, digest("a"))).resolves.toEqual([
      { service: "api", repository, version, digest: digest("a"), outcome: "pushed" },
    ]);
    expect(programs.differences("docker")).toEqual(asRecorded);
  });

  it("of an image that is there already does nothing", async () => {
    images.set(version, digest("a"));
    await expect(push([engine, inspected(`${url}@${digest("a")}`)])).resolves.toMatchObject([
      { digest: digest("a"), outcome: "unchanged" },
    ]);
    expect(programs.differences("docker")).toEqual(asRecorded);
  });

  it("that fails logs out all the same", async () => {
    const refused = { args: /^push /, code: 1, stderr: "denied: no basic auth credentials" };
    await expect(push([engine, inspected(), login, tag(), refused, logout])).rejects.toThrow(
      "docker push failed (exit code 1): denied: no basic auth credentials",
    );
    expect(programs.differences("docker")).toEqual(asRecorded);
  });

  it("whose login fails shows no password", async () => {
    const refused = { ...login, code: 1, stderr: "401 Unauthorized" };
    const failure = await push([engine, inspected(), refused]).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: "docker login failed (exit code 1): 401 Unauthorized" });
    expect(JSON.stringify({ ...(failure as Error) })).not.toContain(token);
  });

  it("that the registry knows nothing of has failed", async () => {
    const calls = [engine, inspected(), login, tag(), { args: /^push / }, logout];
    await expect(push(calls)).rejects.toThrow(`${repository} does not have it`);
  });
});

describe("nothing is pushed", () => {
  it("when files differ from the commit, which are named", async () => {
    writeFileSync(join(root, "new.ts"), "");
    await expect(push([])).rejects.toMatchObject({
      message: "Nothing is pushed: 1 files differ from the commit.\n  ?? new.ts",
      fix: expect.stringContaining("Commit them"),
    });
  });

  it("over another image of the same version: versions never move", async () => {
    images.set(version, digest("b"));
    await expect(push([engine, inspected(`${url}@${digest("a")}`)])).rejects.toMatchObject({
      message: expect.stringContaining(`has another image under the version ${version}: ${digest("b")}`),
      fix: expect.stringContaining("make deploy-apps"),
    });
  });

  it("before it is built", async () => {
    await expect(push([engine, { ...inspected(), stdout: "", code: 1 }])).rejects.toMatchObject({
      message: `There is no image omnirapeutic/api:${version} on this machine.`,
      fix: "Build it first: make build-all",
    });
  });

  it("with credentials of another account", async () => {
    await expect(push([], undefined, "222222222222")).rejects.toThrow("the deployment lives in 123456789012");
  });

  it("while the deployment has no repositories", async () => {
    fake.on("output", { stdout: "{}" });
    await expect(push([engine])).rejects.toMatchObject({
      message: "omnirapeutic-dev has no repository for api: its output ecr_repository_urls names none.",
      fix: "Deploy it first: npx estate deploy omnirapeutic-dev",
    });
  });

  it("to a service that the deployment does not have", async () => {
    fake.on("output", { stdout: JSON.stringify({ ecr_repository_urls: { value: { web: url }, sensitive: false } }) });
    await expect(push([engine])).rejects.toMatchObject({ fix: expect.stringContaining("It has web") });
  });
});
