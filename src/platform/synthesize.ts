import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AnnotationMetadataEntryType, type App } from "cdktf";
import { acknowledgementsIn } from "./acknowledge";
import { danglingReferences, escapedReferences } from "./references";
import { writeSourceLocations } from "./source-locations";
import { SystemStack } from "./system-stack";

/** Everything that is wrong with the constructs of all stacks, at once. */
export class SynthesisError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Synthesis found ${problems.length} problem(s):\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

/**
 * Writes `stacks/<deployment>/cdk.tf.json` and, beside it, the provider lock file, so that plain `cdktf deploy` works
 * without a registry.
 *
 * @param providerLock the committed `.terraform.lock.hcl` with the published checksums
 * @throws SynthesisError naming every failed validation and error annotation of every stack
 */
export function synthesize(app: App, providerLock: string): void {
  const stacks = stacksOf(app);
  for (const stack of stacks) {
    stack.addOverride("//.acknowledgements", acknowledgementsIn(stack));
    writeSourceLocations(stack);
    stack.prepareStack();
  }
  const problems = problemsOf(app);
  if (problems.length > 0) throw new SynthesisError(problems);
  mkdirSync(join(app.outdir, "stacks"), { recursive: true });
  const broken = stacks.flatMap((stack) => writeStack(app, stack, providerLock));
  if (broken.length > 0) throw new SynthesisError(broken);
  app.manifest.writeToFile();
}

/** Writes a stack with its provider lock; gives the references that lead nowhere or are mere text. */
function writeStack(app: App, stack: SystemStack, providerLock: string): string[] {
  stack.synthesizer.synthesize({ outdir: app.outdir, skipValidation: true, manifest: app.manifest });
  const file = join(app.outdir, app.manifest.forStack(stack).synthesizedStackPath);
  copyFileSync(providerLock, join(dirname(file), ".terraform.lock.hcl"));
  const json = readFileSync(file, "utf8");
  return [...danglingReferences(json), ...escapedReferences(json)].map((problem) => `[${stack.node.path}] ${problem}`);
}

/** The stacks of an app, in the order of their declaration. */
export function stacksOf(app: App): SystemStack[] {
  return app.node.children.filter(SystemStack.isSystemStack);
}

/** Failed validations and error annotations below the app. CDKTF itself stops at the first stack that has one. */
export function problemsOf(app: App): string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) => [
      ...node.validate().map((message) => (message.startsWith("[") ? message : `[${node.path}] ${message}`)),
      ...node.metadata
        .filter(({ type }) => type === AnnotationMetadataEntryType.ERROR)
        .map(({ data }) => `[${node.path}] ${String(data)}`),
    ]);
}
