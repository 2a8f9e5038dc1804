import { relative, sep } from "node:path";
import { TerraformElement } from "cdktf";
import { Node, type Construct } from "constructs";

/** Frames of the library say nothing about who asked for a resource. */
const LIBRARY = /(^|[\\/])(node_modules|src[\\/](platform|constructs))[\\/]|^node:/;

/**
 * While `build` runs, notes for every construct the TypeScript line that made it (the first frame outside node_modules
 * and the construct library) and writes it into the synthesized metadata as `"//".source`, `file:line:column`.
 * Costs a stack trace per construct, so only commands that show locations ask for it.
 *
 * @param root folder that the file names are relative to
 */
export function withSourceLocations<T>(root: string, build: () => T): T {
  const original = Object.getOwnPropertyDescriptor(Node.prototype, "addChild");
  const addChild = (Node.prototype as unknown as { addChild: AddChild }).addChild;
  (Node.prototype as unknown as { addChild: AddChild }).addChild = function (this: Node, child, name) {
    const source = firstOwnFrame(root, deepStack());
    if (source !== undefined) sources.set(child, source);
    addChild.call(this, child, name);
  };
  try {
    return build();
  } finally {
    if (original) Object.defineProperty(Node.prototype, "addChild", original);
  }
}

type AddChild = (this: Node, child: Construct, name: string) => void;

const sources = new WeakMap<Construct, string>();

/** A resource is often made ten frames below the line that asked for it, more than a trace usually holds. */
function deepStack(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 60;
  const stack = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  return stack;
}

/** Copies the noted locations into the metadata of every element below `root`. */
export function writeSourceLocations(root: Construct): void {
  for (const construct of root.node.findAll()) {
    const source = sources.get(construct as Construct);
    if (
      source !== undefined &&
      TerraformElement.isTerraformElement(construct) &&
      "terraformResourceType" in construct
    ) {
      construct.addOverride("//.source", source);
    }
  }
}

/** First frame of a stack trace that lies in the user's code, relative to `root`. Pure. */
export function firstOwnFrame(root: string, stack: string): string | undefined {
  for (const line of stack.split("\n").slice(1)) {
    const frame = /\(?((?:file:\/\/)?[^()\s]+):(\d+):(\d+)\)?$/.exec(line.trim());
    if (!frame) continue;
    const file = relative(root, (frame[1] as string).replace(/^file:\/\//, ""))
      .split(sep)
      .join("/");
    if (!file.startsWith("..") && !LIBRARY.test(file)) return `${file}:${frame[2]}:${frame[3]}`;
  }
  return undefined;
}
