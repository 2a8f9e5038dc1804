import { findNodeAtLocation, parseTree, type Node } from "jsonc-parser"; // positions of JSON values; VS Code's own, no dependencies
import { shownPath } from "./paths";

/** Where something stands in a file; `file` is relative to the project, `line` from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}

/** A location that synthesis noted as `file:line:column`; undefined where it noted none. */
export function notedLocation(noted: string | undefined): SourceLocation | undefined {
  const parts = /^(.+?):(\d+)(?::\d+)?$/.exec(noted ?? "");
  return parts ? { file: parts[1]!, line: Number(parts[2]) } : undefined;
}

/** Finds the lines of blocks in files of Terraform JSON. */
export class JsonLocations {
  private readonly files: readonly ParsedFile[];

  /** @param folder named where no file is */
  constructor(
    files: readonly { readonly path: string; readonly text: string }[],
    private readonly folder: string,
  ) {
    this.files = files.map(({ path, text }) => new ParsedFile(path, text));
  }

  /** The line where a block begins; blocks in arrays have no such place: of them the file alone. */
  of(address: string): SourceLocation {
    const path = jsonPath(address);
    for (const file of this.files) {
      const line = file.lineOf(path);
      if (line !== undefined) return { file: shownPath(file.path), line };
    }
    return { file: shownPath(this.files[0]?.path ?? this.folder), line: 1 };
  }
}

/** Parsed when first asked: the files of a deployment are large, and most questions are answered by synthesis. */
class ParsedFile {
  private tree: Node | undefined;
  private starts: readonly number[] | undefined;

  constructor(
    readonly path: string,
    private readonly text: string,
  ) {}

  lineOf(path: readonly string[]): number | undefined {
    this.tree ??= parseTree(this.text);
    const node = this.tree && findNodeAtLocation(this.tree, [...path]);
    return node && this.lineAt(node.parent?.offset ?? node.offset);
  }

  private lineAt(offset: number): number {
    this.starts ??= [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

/** `data.aws_ami.x` is `data` / `aws_ami` / `x`; a resource's address does not say `resource`. */
function jsonPath(address: string): readonly string[] {
  const parts = address.split(".");
  const kinds = ["data", "ephemeral", "output", "variable", "module", "provider", "terraform", "locals"];
  return kinds.includes(parts[0] ?? "") ? parts : ["resource", ...parts];
}
