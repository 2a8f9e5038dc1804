import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDeployment } from "../../src/config";
import { StateStore } from "../../src/delivery/state";
import { readStack, type TerraformDocument } from "../../src/delivery/synth";
import type { Target } from "../../src/delivery/target";
import { Terraform, type PlanJson, type ResourceChange, type TerraformEvent } from "../../src/delivery/terraform";
import type { Workspace } from "../../src/delivery/workspace";
import { fakeStateAccount } from "./fake-state";

/** What the fake terraform does for one command; the default is silence and exit code 0. */
export interface Behaviour {
  readonly stdout?: string;
  readonly code?: number;
  /** Shell commands run first, such as `kill -9 $$`. */
  readonly script?: string;
}

/** A program that stands in for terraform, records its calls, and answers as told. */
export class FakeTerraform {
  readonly program: string;

  constructor(private readonly folder: string) {
    this.program = join(folder, "terraform");
    const script = [
      "#!/bin/sh",
      `here='${folder}'`,
      'echo "$@" >> "$here/calls"',
      '[ -f "$here/$1.script" ] && . "$here/$1.script"',
      '[ -f "$here/$1.stdout" ] && cat "$here/$1.stdout"',
      'exit "$(cat "$here/$1.code" 2>/dev/null || echo 0)"',
    ];
    writeFileSync(this.program, `${script.join("\n")}\n`);
    chmodSync(this.program, 0o755);
    this.on("version", { stdout: '{"terraform_version": "1.11.4"}\n' });
    this.on("output", { stdout: "{}" });
    this.on("plan", { script: 'for arg; do case "$arg" in -out=*) : > "${arg#-out=}";; esac; done' });
  }

  on(command: string, { stdout = "", code = 0, script = "" }: Behaviour): void {
    writeFileSync(join(this.folder, `${command}.stdout`), command === "show" ? versioned(stdout) : stdout);
    writeFileSync(join(this.folder, `${command}.code`), String(code));
    writeFileSync(join(this.folder, `${command}.script`), `${script}\n`);
  }

  /** A plan that changes these resources. */
  plans(plan: PlanJson): void {
    this.on("plan", { code: 2, script: 'for arg; do case "$arg" in -out=*) : > "${arg#-out=}";; esac; done' });
    this.on("show", { stdout: JSON.stringify(plan) });
  }

  /** A file that a script of `on` wrote to `$here`. */
  file(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Command lines so far, without those of `version`. */
  calls(): readonly string[] {
    const file = join(this.folder, "calls");
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("version"));
  }
}

/** A plan's JSON with the version of its format, which Terraform always says. */
function versioned(plan: string): string {
  return JSON.stringify({ format_version: "1.2", ...(JSON.parse(plan) as object) });
}

/** The smallest acceptable synthesized JSON of omnirapeutic-dev, with what a test adds. */
export function documentOf(
  resource: TerraformDocument["resource"] = {},
  deployment = "omnirapeutic-dev",
): TerraformDocument {
  const { account, backend } = findDeployment(deployment);
  const { bucket, key, region, lockTable: dynamodb_table } = backend;
  return {
    terraform: {
      required_version: ">= 1.11",
      required_providers: { aws: { source: "aws", version: "5.100.0" } },
      backend: { s3: { bucket, key, region, dynamodb_table, encrypt: true } },
    },
    provider: { aws: [{ region, allowed_account_ids: [account] }] },
    resource,
  };
}

/** A folder of one test: removed by `remove`, also the ESTATE_HOME of what runs in it. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), "estate-test-"));
  private readonly before = { home: process.env.ESTATE_HOME, terraform: process.env.ESTATE_TERRAFORM };

  constructor() {
    process.env.ESTATE_HOME = join(this.folder, "home");
  }

  /** Writes a synthesized deployment; returns its cdktf.out. */
  synthesized(document: TerraformDocument, deployment = "omnirapeutic-dev"): string {
    const out = join(this.folder, "cdktf.out");
    mkdirSync(join(out, "stacks", deployment), { recursive: true });
    writeFileSync(join(out, "stacks", deployment, "cdk.tf.json"), JSON.stringify(document, null, 2));
    return out;
  }

  fakeTerraform(): FakeTerraform {
    mkdirSync(join(this.folder, "bin"), { recursive: true });
    const fake = new FakeTerraform(join(this.folder, "bin"));
    process.env.ESTATE_TERRAFORM = fake.program;
    return fake;
  }

  /** A deployment on real AWS as far as the code knows, with whatever terraform the test set up. */
  workspace(
    document: TerraformDocument = documentOf(),
    target: Target = { kind: "aws" },
    name = "omnirapeutic-dev",
  ): Workspace {
    const deployment = findDeployment(name);
    const stack = readStack(this.synthesized(document, name), name);
    let listener: (event: TerraformEvent) => void = () => undefined;
    const terraform = new Terraform(stack, { ...deployment, target }, (event) => listener(event));
    return {
      deployment,
      stack,
      target,
      terraform,
      state: new StateStore(deployment, fakeStateAccount(deployment.account)),
      listen: (next) => (listener = next),
    };
  }

  remove(): void {
    restore("ESTATE_HOME", this.before.home);
    restore("ESTATE_TERRAFORM", this.before.terraform);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** One entry of a plan. */
export function change(
  address: string,
  actions: ResourceChange["change"]["actions"],
  rest: Partial<ResourceChange["change"]> = {},
): ResourceChange {
  const [type = "", name = ""] = address.split(".");
  return { address, mode: "managed", type, name, change: { actions, ...rest } };
}

/** A plan over a state that holds `state`. */
export function planOf(changes: readonly ResourceChange[], state: readonly string[] = []): PlanJson {
  const resources = state.map((address) => ({ address, mode: "managed" as const, type: address.split(".")[0]! }));
  return { resource_changes: changes, prior_state: { values: { root_module: { resources } } } };
}
