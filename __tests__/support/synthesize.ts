import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { problemsOf, stacksOf, SynthesisError } from "../../src/platform/synthesize";
import type { StackSettings } from "../../src/platform/settings";
import { withoutStackTraces } from "../../src/platform/stack-traces";
import { SystemStack } from "../../src/platform/system-stack";

/** A resource, data source or other block as it stands in the synthesized JSON. */
export type Block = { readonly [argument: string]: any }; // eslint-disable-line @typescript-eslint/no-explicit-any -- JSON of any shape is asserted on

export const testSettings: StackSettings = {
  name: "sample-dev",
  project: "sample",
  environment: "dev",
  account: "123456789012",
  region: "us-east-1",
  backend: {
    bucket: "sample-terraform-state",
    key: "dev/terraform.tfstate",
    region: "us-east-1",
    lockTable: "terraform-state-lock",
    lockFile: false,
    kmsKeyAlias: "alias/sample-terraform-state",
  },
  moves: [],
};

/**
 * The one judge of synthesized output: builds a stack, prepares it, runs every validation, and refuses an empty result,
 * so that no assertion passes because nothing was there.
 *
 * @throws SynthesisError as `estate synth` would
 */
export function synthesize(build: (stack: SystemStack) => void, settings: StackSettings = testSettings): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), "estate-synth-"));
  try {
    const app = new App({ outdir });
    withoutStackTraces(() => build(new SystemStack(app, settings)));
    const [stack] = stacksOf(app);
    stack!.prepareStack();
    const problems = problemsOf(app);
    if (problems.length > 0) throw new SynthesisError(problems);
    return new Synthesized(stack!.toTerraform() as Block);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Reads a stack that some command synthesized. */
export function readSynthesized(file: string): Synthesized {
  return new Synthesized(JSON.parse(readFileSync(file, "utf8")) as Block);
}

export class Synthesized {
  constructor(readonly json: Block) {
    if (this.addresses().length === 0) throw new Error("Nothing was synthesized: the stack holds no resource.");
  }

  /** Every resource of the type by its logical id. @throws when there is none */
  every(type: string): { readonly [id: string]: Block } {
    const blocks = (this.json.resource?.[type] ?? this.json.ephemeral?.[type.replace(/^ephemeral\./, "")]) as
      { readonly [id: string]: Block } | undefined;
    if (!blocks) throw new Error(`No ${type} was synthesized. There are: ${this.types().join(", ")}`);
    return blocks;
  }

  /** The only resource of the type. @throws when there is none or several */
  only(type: string): Block {
    const blocks = Object.entries(this.every(type));
    if (blocks.length !== 1) throw new Error(`Expected one ${type}, found: ${blocks.map(([id]) => id).join(", ")}`);
    return blocks[0]![1];
  }

  /** One resource by its address, such as `aws_subnet.network_app_a` or `data.aws_iam_policy_document.x`. */
  at(address: string): Block {
    const [kind, type, id] =
      address.startsWith("data.") || address.startsWith("ephemeral.")
        ? (address.split(".") as [string, string, string])
        : (["resource", ...address.split(".")] as [string, string, string]);
    const block = this.json[kind]?.[type]?.[id] as Block | undefined;
    if (!block) throw new Error(`No ${address} was synthesized. There are: ${this.addresses().join(", ")}`);
    return block;
  }

  /** Asserts that no resource of the type exists. */
  none(type: string): void {
    const ids = Object.keys(this.json.resource?.[type] ?? {});
    if (ids.length > 0) throw new Error(`Expected no ${type}, found: ${ids.join(", ")}`);
  }

  /** Every managed resource's address, sorted. */
  addresses(): string[] {
    const resources = (this.json.resource ?? {}) as { [type: string]: { [id: string]: Block } };
    return Object.entries(resources)
      .flatMap(([type, blocks]) => Object.keys(blocks).map((id) => `${type}.${id}`))
      .sort();
  }

  types(): string[] {
    return Object.keys(this.json.resource ?? {}).sort();
  }

  output(name: string): Block {
    const output = this.json.output?.[name] as Block | undefined;
    if (!output) throw new Error(`No output ${name}. There are: ${Object.keys(this.json.output ?? {}).join(", ")}`);
    return output;
  }
}

/** A policy that a resource carries as a JSON string. */
export function statementsOf(policy: unknown): Block[] {
  const parsed = JSON.parse(String(policy)) as { Statement: Block[] };
  return parsed.Statement;
}
