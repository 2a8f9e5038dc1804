import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";
import { paths } from "../paths";
import { renderJson, renderMarkdown, type Review } from "../review";
import type { Target } from "../target";
import type { StateVersion } from "../terraform";
import type { PlanFingerprint } from "./fingerprint";

/** What a saved plan was made from; `deploy` refuses it when any of this has changed. */
export interface PlanFacts {
  readonly deployment: string;
  readonly target: Target;
  readonly account: string;
  /** SHA-256 of the synthesized `cdk.tf.json`. */
  readonly digest: string;
  readonly terraformVersion: string;
  /** SHA-256 of the provider lock: which builds of the providers made it. */
  readonly providerLock: string;
  readonly state: StateVersion;
}

export interface PlanMeta extends PlanFacts {
  /** ISO 8601. */
  readonly created: string;
  /** Whether the plan changes anything. */
  readonly changes: boolean;
  /** Whether the gate refused it. */
  readonly blocked: boolean;
  /** SHA-256 of the plan file: another file is not this plan. */
  readonly planHash: string;
  /** What the plan does, for comparing it with one made later. */
  readonly fingerprint: PlanFingerprint;
  /** What was checked out, for the record: a merge changes it, so the plan is not bound to it. Absent outside a checkout. */
  readonly commit?: string;
}

/** @throws Failure when the text is not what `estate plan` writes */
export function readMeta(text: string): PlanMeta {
  const meta = parsed(text) as Partial<PlanMeta> | null;
  const missing = ["deployment", "account", "digest", "state", "planHash", "fingerprint"].filter(
    (name) => meta?.[name as keyof PlanMeta] === undefined,
  );
  if (missing.length === 0) return meta as PlanMeta;
  throw new Failure(`These are no facts of a plan: ${missing.join(", ")} missing.`, {
    fix: "Plan again: an older version of estate, or something else, wrote them.",
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The folder of a deployment's saved plan. A plan holds secrets in clear, so only its owner may read it. */
export class SavedPlan {
  readonly folder: string;
  readonly file: string;

  constructor(deployment: string, target: Target["kind"]) {
    this.folder = paths.plan(target, deployment);
    this.file = join(this.folder, "plan.tfplan");
  }

  /** Makes the folder and forgets the plan before, so that a failed planning never leaves an older plan to be applied. */
  prepare(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    chmodSync(this.folder, 0o700);
    this.remove();
  }

  /** Completes the plan that terraform wrote; without its meta a plan does not count. */
  complete(meta: PlanMeta, review: Review): void {
    this.write("review.md", renderMarkdown(review));
    this.write("review.json", `${renderJson(review)}\n`);
    this.write("plan.meta.json", json(meta));
  }

  /** What the saved plan was made from; `undefined` when there is none. */
  meta(): PlanMeta | undefined {
    const file = join(this.folder, "plan.meta.json");
    if (!existsSync(file) || !existsSync(this.file)) return undefined;
    return readMeta(readFileSync(file, "utf8"));
  }

  remove(): void {
    for (const name of ["plan.tfplan", "plan.meta.json", "review.md", "review.json"])
      rmSync(join(this.folder, name), { force: true });
  }

  private write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text, { mode: 0o600 });
  }
}

/** SHA-256 of a file. */
export function hashOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
