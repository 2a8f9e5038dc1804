import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readLock } from "../addresses";
import { paths } from "../paths";
import { JsonLocations, notedLocation, type SourceLocation } from "../source-location";
import { readStack, resourcesOf, stackFile, synthesize, type Block, type ResourceEntry, type Stack } from "../synth";
import type { Place } from "./review";

/**
 * Where each resource comes from, by address: what is no longer synthesized too, as far as the address lock remembers it.
 * @param sources the TypeScript lines, as `typescriptLines` gives them; without them, those that the JSON notes, or its own
 */
export function placesOf(stack: Stack, sources?: ReadonlyMap<string, SourceLocation>): ReadonlyMap<string, Place> {
  const text = (): string => readFileSync(join(stack.folder, stackFile), "utf8");
  let json: JsonLocations | undefined;
  const inJson = (address: string): SourceLocation =>
    (json ??= new JsonLocations([{ path: join(stack.folder, stackFile), text: text() }], stack.folder)).of(address);
  const synthesized = resourcesOf(stack).map(({ address, constructPath, body }): [string, Place] => [
    address,
    { constructPath, source: sources?.get(address) ?? notedIn(body) ?? inJson(address) },
  ]);
  const remembered = readLock(stack.name).map(({ address, constructPath }): [string, Place] => [
    address,
    { constructPath },
  ]);
  return new Map([...remembered, ...synthesized]);
}

/**
 * The TypeScript line that asked for each resource. Plans are made from JSON without them, so that moving a line changes no
 * digest: this synthesizes once more, aside. Nothing is synthesized for JSON from elsewhere.
 */
export async function typescriptLines({
  name,
  folder,
}: Stack): Promise<ReadonlyMap<string, SourceLocation> | undefined> {
  if (!folder.startsWith(join(paths.synthesized, "stacks"))) return undefined;
  const out = join(paths.home(), "review", name);
  try {
    await synthesize([name], out, { sourceLocations: true });
  } catch {
    return undefined; // a review that names other lines is worth more than none: Terraform is planning meanwhile
  }
  const located = resourcesOf(readStack(out, name));
  return new Map(located.flatMap(({ address, body }) => notedEntry(address, body)));
}

function notedEntry(address: string, body: ResourceEntry["body"]): readonly [string, SourceLocation][] {
  const noted = notedIn(body);
  return noted ? [[address, noted]] : [];
}

function notedIn(body: Block): SourceLocation | undefined {
  return notedLocation((body["//"] as { readonly source?: string } | undefined)?.source);
}
