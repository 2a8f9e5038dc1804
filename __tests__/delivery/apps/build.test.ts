import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildApplications } from "../../../src/delivery/apps/build";
import { noProgress } from "../../../src/delivery/progress";
import { Scratch } from "../../support/delivery";
import { asRecorded, RecordedPrograms } from "../../support/recorded-programs";
import { checkout } from "./support";

const dev = { name: "omnirapeutic-dev", system: "omnirapeutic" };
const engine = { args: "version --format {{.Server.Version}}", stdout: "28.2.2\n" };

let scratch: Scratch;
let programs: RecordedPrograms;
let root: string;
let commit: string;
beforeEach(() => {
  scratch = new Scratch();
  programs = new RecordedPrograms(scratch.folder);
  root = join(scratch.folder, "checkout");
  commit = checkout(root);
});
afterEach(() => {
  programs.remove();
  scratch.remove();
});

const buildLine = (version: string) =>
  `build --platform linux/amd64 --file ${root}/services/api/Dockerfile --tag omnirapeutic/api:${version} ` +
  `--label org.opencontainers.image.revision=${commit} ${root}/services/api`;

describe("the images of a system", () => {
  it("are built for the platform of its tasks, under the commit as their version [003-make-build-all]", async () => {
    const version = commit.slice(0, 12);
    programs.record("docker", [engine, { args: buildLine(version) }]);
    await expect(buildApplications(dev, noProgress, root)).resolves.toEqual({
      version,
      images: [{ service: "api", image: `omnirapeutic/api:${version}` }],
      isDirty: false,
    });
    expect(programs.differences("docker")).toEqual(asRecorded);
  });

  it("say so in their version when files differ from the commit, new ones among them", async () => {
    writeFileSync(join(root, "services/api/new.ts"), "");
    const version = `${commit.slice(0, 12)}-dirty`;
    programs.record("docker", [engine, { args: buildLine(version) }]);
    await expect(buildApplications(dev, noProgress, root)).resolves.toMatchObject({ version, isDirty: true });
  });
});

describe("nothing is built", () => {
  it("when a build fails, with Docker's last words and the command", async () => {
    programs.record("docker", [engine, { args: /^build /, code: 1, stderr: "npm ci failed\nERROR: exit code 254\n" }]);
    await expect(buildApplications(dev, noProgress, root)).rejects.toMatchObject({
      message: expect.stringContaining("docker build failed (exit code 1): npm ci failed\n  ERROR: exit code 254"),
      fix: expect.stringContaining("docker build --platform linux/amd64"),
    });
  });

  it("without Docker: it says what needs it, and how to install it [003-make-build-all]", async () => {
    programs.record("git", [{ args: "rev-parse HEAD", stdout: commit }, { args: "status --porcelain" }]);
    programs.hideOthers();
    await expect(buildApplications(dev, noProgress, root)).rejects.toMatchObject({
      message: "Docker is not installed, and make build-all needs it.",
      fix: expect.stringContaining("sudo apt-get install docker.io"),
      exitCode: 1,
    });
  });

  it("while Docker's engine does not answer", async () => {
    programs.record("docker", [{ ...engine, stdout: "", stderr: "Cannot connect to the Docker daemon", code: 1 }]);
    await expect(buildApplications(dev, noProgress, root)).rejects.toThrow(
      "Docker's engine does not answer, and make build-all needs it: Cannot connect to the Docker daemon",
    );
  });

  it("while the source is not there: every folder is named, with what belongs there and the line that names another [003-make-build-all]", async () => {
    programs.record("docker", []);
    mkdirSync(join(root, "applications/itrack/frontend"), { recursive: true }); // a folder alone is not enough
    const building = buildApplications({ name: "itrack-staging", system: "itrack" }, noProgress, root);
    await expect(building).rejects.toMatchObject({
      message: expect.stringMatching(
        /^The source of 2 applications of itrack[^]*applications\/itrack\/backend\/Dockerfile\n[^]*applications\/itrack\/frontend\/Dockerfile$/,
      ),
      fix: expect.stringMatching(/with its Dockerfile there[^]*applications\["itrack"\]\.backend\.folder/),
    });
    expect(programs.differences("docker")).toEqual(asRecorded);
  });

  it("of a system whose images come from elsewhere", async () => {
    const building = buildApplications({ name: "omni-portal-dev", system: "omni-portal" }, noProgress, root);
    await expect(building).rejects.toMatchObject({
      message: "No application of omni-portal-dev is built here: its images come from elsewhere.",
      fix: expect.stringContaining("npx estate release omni-portal-dev"),
    });
  });

  it("outside a Git checkout, because a commit is the version", async () => {
    programs.record("git", [
      { args: "rev-parse HEAD", code: 128, stderr: "fatal: not a git repository" },
      { args: "status --porcelain", code: 128 },
    ]);
    await expect(buildApplications(dev, noProgress, root)).rejects.toThrow("fatal: not a git repository");
  });
});
