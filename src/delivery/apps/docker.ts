import { Failure } from "../failure";
import { run, type RunOptions, type RunResult } from "../process";

/** A program, run to its end: `run`, or what a test puts in its place. */
export type Run = (command: string, args: readonly string[], options?: RunOptions) => Promise<RunResult>;

/** Where Docker pushes to, and what it logs in with. */
export interface RegistryLogin {
  /** Host name of the registry. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

type Say = (text: string) => void;

const install =
  "Install and start it: sudo apt-get install docker.io, then sudo systemctl start docker (macOS: brew install docker, and Docker Desktop or colima for its engine). `docker version` must name a server.";

/** The docker program of this machine. Every failure is a `Failure` with Docker's own last words. */
export class Docker {
  /** @param purpose what Docker is needed for, such as `make build-all` */
  constructor(
    private readonly purpose: string,
    private readonly runs: Run = run,
  ) {}

  /** @throws Failure when docker is not installed, or its engine does not answer */
  async requireEngine(): Promise<void> {
    const result = await this.runs("docker", ["version", "--format", "{{.Server.Version}}"]).catch((cause: Failure) => {
      throw new Failure(`Docker is not installed, and ${this.purpose} needs it.`, { fix: install, cause });
    });
    if (result.code === 0) return;
    throw new Failure(`Docker's engine does not answer, and ${this.purpose} needs it: ${lastWords(result)}`, {
      fix: install,
    });
  }

  /** @throws Failure when docker has no buildx, whose imagetools copy between repositories */
  async requireImageTools(): Promise<void> {
    await this.requireEngine();
    const { code } = await this.runs("docker", ["buildx", "version"]);
    if (code === 0) return;
    throw new Failure(`Docker has no buildx, and ${this.purpose} needs it to copy images.`, {
      fix: "Install it: sudo apt-get install docker-buildx (macOS: brew install docker-buildx). `docker buildx version` must answer; 0.16 or newer.",
    });
  }

  async build(args: readonly string[], say: Say): Promise<void> {
    await this.must(["build", ...args], { onLine: say });
  }

  /** `<repository>@<digest>` of each registry that the local image was pushed to; undefined when there is no such image. */
  async repositoryDigests(image: string): Promise<readonly string[] | undefined> {
    const { code, stdout } = await this.runs("docker", [
      "image",
      "inspect",
      "--format",
      "{{json .RepoDigests}}",
      image,
    ]);
    return code === 0 ? ((JSON.parse(stdout) as string[] | null) ?? []) : undefined;
  }

  async push(image: string, remote: string, say: Say): Promise<void> {
    await this.must(["tag", image, remote]);
    await this.must(["push", remote], { onLine: say });
  }

  /** Gives an image of one repository a name in another. The manifest is copied as it is, so that its digest stays. */
  async copy(source: string, target: string, say: Say): Promise<void> {
    // Without it buildx wraps a single manifest into an index, which has another digest.
    const asItIs = "--prefer-index=false";
    await this.must(["buildx", "imagetools", "create", asItIs, "--tag", target, source], { onLine: say });
  }

  /** Works while logged in, and leaves no password behind. Whoever reads the process list does not see it, either. */
  async loggedIn<T>({ registry, username, password }: RegistryLogin, work: () => Promise<T>): Promise<T> {
    await this.must(["login", "--username", username, "--password-stdin", registry], { input: password });
    try {
      return await work();
    } finally {
      await this.runs("docker", ["logout", registry]);
    }
  }

  private async must(
    args: readonly string[],
    options: Omit<RunOptions, "onLine"> & { onLine?: Say } = {},
  ): Promise<void> {
    const result = await this.runs("docker", args, options);
    if (result.code === 0) return;
    throw new Failure(`docker ${args[0]} failed (exit code ${result.code}): ${lastWords(result)}`, {
      fix: `It was: docker ${args.join(" ")}`,
    });
  }
}

/** Docker says the reason last. */
function lastWords({ stdout, stderr, code }: RunResult): string {
  const lines = `${stdout}\n${stderr}`.trim().split("\n").filter(Boolean);
  return lines.slice(-3).join("\n  ") || `exit code ${code}`;
}
