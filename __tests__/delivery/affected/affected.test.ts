import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deployments } from "../../../src/config";
import { affectedSince } from "../../../src/delivery/affected";
import { gitIn } from "../../../src/delivery/affected/git";
import { digestsAt } from "../../../src/delivery/affected/reference";
import { withWorktree } from "../../../src/delivery/affected/worktree";
import type { Failure } from "../../../src/delivery/failure";
import { paths } from "../../../src/delivery/paths";
import { noProgress } from "../../../src/delivery/progress";
import { stacksIn, synthesize } from "../../../src/delivery/synth";
import { Scratch } from "../../support/delivery";

/** Stands in for synthesis: every line of `stacks.txt` is a deployment and its content, read with a package of the project. */
const synth = `
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
require("a-package");
for (const line of readFileSync("stacks.txt", "utf8").trim().split("\\n")) {
  const [name, content] = line.split(" ");
  if (name === "broken") { console.error("src/config: broken"); process.exit(1); }
  mkdirSync(join(process.env.CDKTF_OUTDIR, "stacks", name), { recursive: true });
  writeFileSync(join(process.env.CDKTF_OUTDIR, "stacks", name, "cdk.tf.json"), JSON.stringify({ content }));
}`;

/** A repository with a project of two deployments, and an ESTATE_HOME of its own. */
class Repository {
  private readonly scratch = new Scratch();
  readonly top = join(this.scratch.folder, "repository");
  readonly root: string;

  /** @param below folder of the repository that holds the project */
  constructor(below = "") {
    this.root = join(this.top, below);
    mkdirSync(this.root, { recursive: true });
    this.git("init", "--quiet", "--initial-branch=main");
    this.write("bin/synth.cjs", synth);
    this.write("stacks.txt", "first 1\nsecond 1\n");
    for (const file of ["package-lock.json", "services/itrack-handler/package-lock.json", "locks/terraform.lock.hcl"])
      this.write(file, "{}");
    this.write(".gitignore", "node_modules/\ncdktf.out/\n");
    this.write("node_modules/a-package/index.js", "");
    this.commit();
  }

  git(...args: string[]): string {
    const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    return execFileSync("git", [...identity, ...args], { cwd: this.top, encoding: "utf8" });
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.root, name)), { recursive: true });
    writeFileSync(join(this.root, name), text);
  }

  commit(): string {
    this.git("add", ".");
    this.git("commit", "--quiet", "--message", "change");
    return this.git("rev-parse", "HEAD").trim();
  }

  /** What the working tree affects. */
  async since(ref: string): Promise<readonly string[]> {
    const out = join(this.root, "cdktf.out");
    rmSync(out, { recursive: true, force: true });
    await synthesize([], out, { root: this.root });
    const { deployments: compared } = await affectedSince(ref, { out, names: stacksIn(out) }, noProgress, this.root);
    return compared.map(({ deployment, fate }) => `${fate} ${deployment}`);
  }

  /** Worktrees besides the person's own. */
  worktrees(): readonly string[] {
    return (this.git("worktree", "list", "--porcelain").match(/^worktree .+$/gm) ?? []).slice(1);
  }

  remove(): void {
    this.scratch.remove();
  }
}

let repository: Repository;
beforeEach(() => (repository = new Repository()));
afterEach(() => repository.remove());

describe("affectedSince", () => {
  it("compares the working tree, uncommitted changes included, with what the ref's own code synthesizes", async () => {
    expect(await repository.since("HEAD")).toEqual(["unchanged first", "unchanged second"]);
    repository.write("stacks.txt", "second 2\nthird 1\n");
    expect(await repository.since("HEAD")).toEqual(["changed second", "added third", "removed first"]);
  });

  it("takes branches, tags and older commits", async () => {
    repository.git("tag", "v1");
    repository.write("stacks.txt", "first 1\nsecond 2\n");
    repository.commit();
    for (const ref of ["v1", "HEAD~1"]) expect(await repository.since(ref)).toContain("changed second");
    expect(await repository.since("main")).toContain("unchanged second");
  });

  it("does not mind code that changes without changing what is synthesized", async () => {
    repository.write("bin/synth.cjs", `${synth}\n// faster`);
    expect(await repository.since("HEAD")).toEqual(["unchanged first", "unchanged second"]);
  });

  it.each(["package-lock.json", "services/itrack-handler/package-lock.json", "locks/terraform.lock.hcl"])(
    "counts every deployment as changed when %s is another, and synthesizes nothing",
    async (lock) => {
      repository.write(lock, '{"other": true}');
      expect(await repository.since("HEAD")).toEqual(["changed first", "changed second"]);
      expect(existsSync(paths.affected())).toBe(false);
    },
  );

  it("synthesizes a commit once", async () => {
    const commit = repository.git("rev-parse", "HEAD").trim();
    await repository.since("HEAD");
    const memory = join(paths.affected(), `${commit}.json`);
    const remembered = readFileSync(memory, "utf8").replaceAll(/[0-9a-f]{64}/g, "0".repeat(64));
    writeFileSync(memory, remembered);
    expect(await repository.since("HEAD")).toEqual(["changed first", "changed second"]);
  });

  it("works in a project that is a folder of its repository", async () => {
    repository.remove();
    repository = new Repository("infrastructure");
    repository.write("stacks.txt", "first 2\nsecond 1\n");
    expect(await repository.since("HEAD")).toEqual(["changed first", "unchanged second"]);
    repository.write("locks/terraform.lock.hcl", "{ }");
    expect(await repository.since("HEAD")).toEqual(["changed first", "changed second"]);
  });

  it("runs no hook of the repository", async () => {
    repository.write(".git/hooks/post-checkout", "#!/bin/sh\nexit 1\n");
    execFileSync("chmod", ["+x", join(repository.root, ".git/hooks/post-checkout")]);
    expect(await repository.since("HEAD")).toEqual(["unchanged first", "unchanged second"]);
  });

  it("leaves no worktree behind, also when the ref cannot be synthesized", async () => {
    await repository.since("HEAD");
    expect(repository.worktrees()).toEqual([]);
    repository.write("stacks.txt", "broken\n");
    const broken = repository.commit();
    repository.write("stacks.txt", "first 1\n");
    const failure = await repository.since(broken).catch((error: Failure) => error);
    expect(failure).toMatchObject({
      message: `Commit ${broken} cannot be synthesized:\nsrc/config: broken`,
      fix: expect.stringContaining("npx estate plan --all"),
    });
    expect(repository.worktrees()).toEqual([]);
  });
});

describe("what cannot be compared", () => {
  const failureSince = (ref: string): Promise<unknown> => repository.since(ref).catch((error: unknown) => error);

  it.each(["no-such-branch", "--all", "HEAD:stacks.txt", ""])(
    "is refused: the ref %j, which names no commit",
    async (ref) => {
      expect(await failureSince(ref)).toMatchObject({
        name: "Failure",
        message: `The Git ref "${ref}" names no commit of this checkout.`,
        fix: expect.stringContaining("git fetch origin"),
      });
    },
  );

  it("is explained in a shallow clone, which has no other commit", async () => {
    const first = repository.git("rev-parse", "HEAD").trim();
    repository.write("stacks.txt", "first 1\n");
    repository.commit();
    repository.git("clone", "--quiet", "--depth=1", `file://${repository.top}`, "shallow");
    const git = join(repository.root, "shallow");
    await expect(affectedSince(first, { out: "", names: [] }, noProgress, git)).rejects.toMatchObject({
      message: `The Git ref "${first}" names no commit of this checkout, which is shallow.`,
      fix: expect.stringContaining("fetch-depth: 0"),
    });
  });

  it("is explained outside of any Git checkout", async () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    await expect(affectedSince("HEAD", { out: "", names: [] }, noProgress, outside)).rejects.toMatchObject({
      message: expect.stringContaining(`${outside} is no Git checkout`),
      fix: expect.stringContaining("npx estate plan --all"),
    });
  });
});

describe("withWorktree", () => {
  const place = () => ({ root: repository.root, git: gitIn(repository.root), packageFolders: [""] });
  const commit = () => repository.git("rev-parse", "HEAD").trim();

  it("removes the worktree after an interrupt, says so, and keeps the packages that it only linked", async () => {
    let folder = repository.root;
    const interrupted = withWorktree(place(), commit(), async (project) => {
      folder = dirname(project);
      expect(existsSync(join(project, "node_modules/a-package/index.js"))).toBe(true);
      process.emit("SIGINT");
      return Promise.reject(new Error("what an interrupted program says"));
    });
    await expect(interrupted).rejects.toThrow(/^Interrupted: the worktree was removed/);
    expect({ worktrees: repository.worktrees(), left: existsSync(folder) }).toEqual({ worktrees: [], left: false });
    expect(existsSync(join(repository.root, "node_modules/a-package/index.js"))).toBe(true);
  });

  it("works inside a Git hook, whose variables name another worktree", async () => {
    process.env.GIT_DIR = "/nowhere";
    try {
      expect(await withWorktree(place(), commit(), (project) => Promise.resolve(readdirSync(project)))).toContain(
        "bin",
      );
    } finally {
      delete process.env.GIT_DIR;
    }
  });
});

it("this project's own commit is synthesized with the packages that are installed here", async () => {
  const git = gitIn(paths.root);
  const head = (await git("rev-parse", "HEAD")).stdout.trim();
  const digests = await digestsAt(head, { root: paths.root, git }, noProgress);
  expect([...digests.keys()]).toEqual(expect.arrayContaining(deployments.map(({ name }) => name)));
});
