import { relative, sep } from "node:path";
import { TerraformElement } from "cdktf";
import { Node, type Construct } from "constructs";

/** Frames of others' code, and of what every construct goes through. */
const FOREIGN = /(^|[\\/])(node_modules|src[\\/]platform)[\\/]|^node:/;
const LIBRARY = /(^|[\\/])src[\\/]constructs[\\/]/;
/** Frames of the library, and of what systems share, say nothing about who asked for a resource. */
const FOR_OTHERS = /(^|[\\/])src[\\/](constructs|systems[\\/]shared)[\\/]/;

/**
 * While `build` runs, notes for every construct the TypeScript line that asked for it (the first frame outside node_modules,
 * the construct library and what systems share) and writes it into the synthesized metadata as `"//".source`, `file:line:column`; where a
 * construct of the library made it, that line as `"//".definedAt`.
 * Costs a stack trace per construct, so only commands that show locations ask for it.
 *
 * @param root folder that the file names are relative to
 */
export function withSourceLocations<T>(root: string, build: () => T): T {
  const original = Object.getOwnPropertyDescriptor(Node.prototype, "addChild");
  const addChild = (Node.prototype as unknown as { addChild: AddChild }).addChild;
  (Node.prototype as unknown as { addChild: AddChild }).addChild = function (this: Node, child, name) {
    const frames = ownFrames(root, deepStack());
    sources.set(child, { source: frames.find(asksForItself), definedAt: frames.find(isInLibrary) });
    addChild.call(this, child, name);
  };
  noteRoot = root;
  try {
    return build();
  } finally {
    noteRoot = undefined;
    if (original) Object.defineProperty(Node.prototype, "addChild", original);
  }
}

type AddChild = (this: Node, child: Construct, name: string) => void;

interface Noted {
  readonly source?: string;
  readonly definedAt?: string;
}

const sources = new WeakMap<Construct, Noted>();

/** The root that lines are relative to while locations are noted. */
let noteRoot: string | undefined;

/** `file:line:column` from where `callee` was called; undefined unless locations are noted. */
export function callingLine(callee: (...args: never[]) => unknown): string | undefined {
  if (noteRoot === undefined) return undefined;
  const trace: { stack?: string } = {};
  Error.captureStackTrace(trace, callee);
  return ownFrames(noteRoot, trace.stack ?? "")[0];
}

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
    const noted = sources.get(construct as Construct);
    if (!noted || !TerraformElement.isTerraformElement(construct) || !("terraformResourceType" in construct)) continue;
    if (noted.source !== undefined) construct.addOverride("//.source", noted.source);
    if (noted.definedAt !== undefined) construct.addOverride("//.definedAt", noted.definedAt);
  }
}

function isInLibrary(frame: string): boolean {
  return LIBRARY.test(frame);
}

function asksForItself(frame: string): boolean {
  return !FOR_OTHERS.test(frame);
}

/** Frames of a stack trace that lie in our constructs, systems and entry points, relative to `root`; innermost first. Pure. */
export function ownFrames(root: string, stack: string): readonly string[] {
  return stack
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const frame = /\(?((?:file:\/\/)?[^()\s]+):(\d+):(\d+)\)?$/.exec(line.trim());
      if (!frame) return [];
      const file = relative(root, (frame[1] as string).replace(/^file:\/\//, ""))
        .split(sep)
        .join("/");
      return file.startsWith("..") || FOREIGN.test(file) ? [] : [`${file}:${frame[2]}:${frame[3]}`];
    });
}
