import type { Difference } from "../../config/difference";
import type { TerraformDocument } from "../synth";
import { blocksOf, withoutKey } from "./blocks";
import { cellsOf } from "./cells";
import { differ, mapValues, type Found, type Same, type Values } from "./differ";
import { sameButForNames, type Identity } from "./identity";

/** One environment of a system, as configured and as synthesized. */
export interface ComparedEnvironment {
  readonly identity: Identity;
  readonly settings: object;
  readonly document: TerraformDocument;
}

/** A block that is not in every environment (its path is the address, the values `true` where it is), or one of its attributes. */
export interface ResourceDifference extends Found {
  readonly address: string;
}

/** A declared difference with everything it explains. */
export interface DeclaredDifference {
  readonly setting: string;
  /** Paragraphs: its own reason, then those of the environments. */
  readonly why: readonly string[];
  /** The settings that differ; their paths are from `setting` on. */
  readonly settings: readonly Found[];
  readonly resources: readonly ResourceDifference[];
}

export interface Comparison {
  readonly identities: readonly Identity[];
  readonly declared: readonly DeclaredDifference[];
  /** What nothing explains, and what explains nothing. */
  readonly problems: readonly string[];
}

/** Compares the environments of a system, and what differs with what is declared. Pure. */
export function compare(environments: readonly ComparedEnvironment[], declarations: readonly Difference[]): Comparison {
  const identities = environments.map(({ identity }) => identity);
  const same = sameButForNames(identities);
  const settings = byEnvironment(environments, (each) => each.settings);
  const settingsFound = differ(
    mapValues(settings, (value) => withoutKey("reason", value)),
    same,
  );
  const resourcesFound = compareBlocks(environments, same);
  const declared = declarations.map((declaration) => explain(declaration, settings, settingsFound, resourcesFound));
  return {
    identities,
    declared,
    problems: [
      ...settingsFound
        .filter(({ path }) => !declarations.some(({ setting }) => isBelow(setting, path)))
        .map((found) => `Undeclared: the setting ${found.path} differs: ${valuesOf(found)}.`),
      ...resourcesFound.flatMap((found) => unexplained(found, declared)),
      ...declarations.flatMap((declaration, index) => idle(declaration, declared[index]!)),
    ],
  };
}

function byEnvironment<T>(environments: readonly ComparedEnvironment[], of: (each: ComparedEnvironment) => T) {
  return Object.fromEntries(environments.map((each) => [each.identity.environment, of(each)]));
}

/** Existence is compared in all environments, attributes in those that have the block. */
function compareBlocks(environments: readonly ComparedEnvironment[], same: Same): readonly ResourceDifference[] {
  const blocks = byEnvironment(environments, ({ document }) => blocksOf(document));
  const addresses = [...new Set(Object.values(blocks).flatMap((each) => [...each.keys()]))].sort();
  return addresses.flatMap((address) => {
    const exists = mapValues(blocks, (each) => each.has(address) || undefined);
    const holders = environments.filter(({ identity }) => exists[identity.environment]);
    const bodies = byEnvironment(holders, ({ identity }) => blocks[identity.environment]!.get(address));
    return [...differ(exists, same, address), ...differ(bodies, same, address)].map((found) => ({ ...found, address }));
  });
}

function explain(
  { setting, why, affects = [] }: Difference,
  all: Values,
  settingsFound: readonly Found[],
  resourcesFound: readonly ResourceDifference[],
): DeclaredDifference {
  const own = settingsFound.filter(({ path }) => isBelow(setting, path));
  return {
    setting,
    why: [...(why === undefined ? [] : [why]), ...reasons(setting, all)],
    settings: own.map((found) => ({ ...found, path: found.path.slice(setting.length).replace(/^\./, "") })),
    resources: resourcesFound.filter(
      (found) => affects.some((pattern) => matches(pattern, found)) && intersects(own, found),
    ),
  };
}

/** A setting that is the same in two environments explains nothing that differs between them. */
function intersects(settings: readonly Found[], { apart }: Found): boolean {
  return settings.some((setting) => setting.apart.some((pair) => apart.includes(pair)));
}

function unexplained(found: ResourceDifference, declared: readonly DeclaredDifference[]): readonly string[] {
  const explaining = declared.filter(({ resources }) => resources.includes(found)).flatMap(({ settings }) => settings);
  const open = found.apart.filter((pair) => !explaining.some(({ apart }) => apart.includes(pair)));
  if (open.length === 0) return [];
  const what = found.path === found.address ? "is not in every environment" : `differs: ${valuesOf(found)}`;
  return [`Undeclared: ${found.path} ${what}. No setting explains it between ${open.join(", ")}.`];
}

/** `dev 1, production 3`. */
function valuesOf(found: Found): string {
  const environments = Object.keys(found.values);
  return cellsOf(found, environments)
    .map((text, index) => `${environments[index]} ${text}`)
    .join(", ");
}

function idle({ setting, affects = [] }: Difference, declared: DeclaredDifference): readonly string[] {
  if (declared.settings.length === 0) return [`Unused: the setting ${setting} is the same in every environment.`];
  return [
    ...(declared.why.length > 0 ? [] : [`Unexplained: ${setting} says no why, and no environment gives a reason.`]),
    ...affects
      .filter((pattern) => !declared.resources.some((found) => matches(pattern, found)))
      .map((pattern) => `Unused: ${setting} affects nothing like ${pattern}.`),
  ];
}

/** The reasons that environments give beside the setting, each once, with the environments in front. */
function reasons(setting: string, all: Values): readonly string[] {
  const given = Object.entries(all).flatMap(([environment, settings]) => {
    const at = setting.split(".").reduce((value, key) => (value as Values | undefined)?.[key], settings);
    const reason = (at as { reason?: string } | undefined)?.reason;
    return reason === undefined ? [] : [{ environment, reason }];
  });
  return [...new Set(given.map(({ reason }) => reason))].map((reason) => {
    const where = given.filter((each) => each.reason === reason).map(({ environment }) => environment);
    return `${where.join(", ")}: ${reason}`;
  });
}

function isBelow(setting: string, path: string): boolean {
  return path === setting || path.startsWith(`${setting}.`) || path.startsWith(`${setting}[`);
}

/** An address matches as a whole; the pattern of an attribute matches everything below it as well. */
function matches(pattern: string, { address, path }: ResourceDifference): boolean {
  const source = pattern.replace(/[.[\]()]/g, "\\$&").replaceAll("*", "[^.]*");
  const [matched = ""] = new RegExp(`^${source}(?=$|[.[])`).exec(path) ?? [];
  return path === address ? matched === address : matched.length > address.length;
}
