import { relative } from "node:path";
import { findNodeAtLocation, parseTree } from "jsonc-parser"; // positions of JSON values; VS Code's own, no dependencies
import { paths } from "../paths";
import { Blind } from "./blind";
import type { Engine, RawFinding, SourceLocation } from "./finding";
import type { ScanInput } from "./input";
import type { ScannerReport } from "./scanners/program";
import type { View, ViewBlock } from "./view";

/** The views of one scanner, by deployment. */
export type Views = ReadonlyMap<string, View>;

/**
 * What a scanner found, each with the block that it is about.
 * @throws Blind when a finding belongs to no block: then it is unknown what was scanned
 */
export function locate(engine: Engine, report: ScannerReport, views: Views): readonly RawFinding[] {
  return report.findings.map(({ at, ...finding }) => {
    const blocks = views.get(at.deployment)?.blocks ?? [];
    const { line, resource } = at;
    const block =
      line === undefined
        ? blocks.find(({ address }) => address === resource || resource.startsWith(`${address}.`))
        : blocks.find(({ start, end }) => start <= line && line <= end);
    if (block) return { ...finding, engine, deployment: at.deployment, address: block.address };
    throw new Blind(
      `${engine} reports ${finding.rule} for ${resource} in ${at.deployment}:${line ?? "?"}, where nothing was rendered.`,
    );
  });
}

/** The TypeScript that made a block; for JSON from elsewhere, the block's line there. */
export function sourceOf(block: Pick<ViewBlock, "address" | "source">, input: ScanInput): SourceLocation {
  return notedLine(block.source) ?? jsonLocation(block.address, input);
}

/** A `file:line:column` that synthesis noted; `undefined` where it noted none. */
export function notedLine(text: string | undefined): SourceLocation | undefined {
  const noted = /^(.+?):(\d+)(?::\d+)?$/.exec(text ?? "");
  return noted ? { file: noted[1]!, line: Number(noted[2]) } : undefined;
}

function jsonLocation(address: string, { files, folder }: ScanInput): SourceLocation {
  const path = jsonPath(address);
  for (const { path: file, text } of files) {
    const tree = parseTree(text);
    const node = tree && findNodeAtLocation(tree, path);
    if (node) return { file: shown(file), line: lineAt(text, node.parent?.offset ?? node.offset) };
  }
  // Blocks in arrays have no such path: the file alone.
  return { file: shown(files[0]?.path ?? folder), line: 1 };
}

/** `data.aws_ami.x` is `data` / `aws_ami` / `x`; a resource's address does not say `resource`. */
function jsonPath(address: string): string[] {
  const parts = address.split(".");
  const kinds = ["data", "ephemeral", "output", "variable", "module", "provider", "terraform", "locals"];
  return kinds.includes(parts[0] ?? "") ? parts : ["resource", ...parts];
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function shown(file: string): string {
  const path = relative(paths.root, file);
  return path.startsWith("..") ? file : path;
}
