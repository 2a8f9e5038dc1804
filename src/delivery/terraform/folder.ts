import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";
import { paths } from "../paths";
import { stackFile } from "../synth";
import type { Target } from "../target";

const LOCK_FILE = ".terraform.lock.hcl";

/** Where terraform keeps downloaded providers and backend settings: apart for the sandbox, so that neither sees the other's. */
export function dataFolder(folder: string, env: NodeJS.ProcessEnv): string {
  return join(folder, env.TF_DATA_DIR ?? ".terraform");
}

/**
 * Puts the provider lock of the target in place: published checksums for AWS, those of this machine's providers for the sandbox.
 * @throws Failure when the lock does not exist yet
 */
export function placeProviderLock(folder: string, target: Target): void {
  const lock = providerLock(target);
  if (!existsSync(lock)) throw new Failure(`The provider lock ${lock} does not exist.`, { fix: "Run `make setup`." });
  copyFileSync(lock, join(folder, LOCK_FILE));
}

/** SHA-256 of the provider lock that lies in the folder; of nothing while there is none. */
export function hashOfLock(folder: string): string {
  const file = join(folder, LOCK_FILE);
  return createHash("sha256")
    .update(existsSync(file) ? readFileSync(file) : "")
    .digest("hex");
}

function providerLock({ kind }: Target): string {
  return kind === "sandbox" ? paths.sandboxLock : paths.publishedLock;
}

/**
 * Remembers what the folder was initialised for, so that init runs only when backend, providers, lock or endpoint changed.
 * Skipping is safe: terraform itself refuses to plan with providers or a backend other than those of its last init.
 */
export class InitStamp {
  private readonly data: string;
  private readonly lock: string;
  private readonly wanted: string;

  constructor(folder: string, target: Target, env: NodeJS.ProcessEnv) {
    this.data = dataFolder(folder, env);
    this.lock = join(folder, LOCK_FILE);
    const { terraform, provider } = JSON.parse(readFileSync(join(folder, stackFile), "utf8")) as Record<
      string,
      unknown
    >;
    const facts = [terraform, provider, readFileSync(providerLock(target), "utf8"), target, env.AWS_PROFILE];
    this.wanted = createHash("sha256").update(JSON.stringify(facts)).digest("hex");
  }

  /** Whether the last successful init was for exactly this; if so, puts the provider lock back as that init left it. */
  restore(): boolean {
    const { stamp, lock } = this.files();
    if (!existsSync(stamp) || !existsSync(lock) || readFileSync(stamp, "utf8") !== this.wanted) return false;
    copyFileSync(lock, this.lock); // synthesis has written the published one over it, and init drops providers not in use
    return true;
  }

  write(): void {
    const { stamp, lock } = this.files();
    mkdirSync(this.data, { recursive: true });
    copyFileSync(this.lock, lock);
    writeFileSync(stamp, this.wanted);
  }

  private files(): { stamp: string; lock: string } {
    return { stamp: join(this.data, "estate-init"), lock: join(this.data, "estate-init.lock.hcl") };
  }
}
