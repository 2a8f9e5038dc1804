import type { Block, Blocks, TerraformDocument } from "../synth";

/**
 * Every block of a synthesized deployment by its address: resources, `data.…`, `ephemeral.…`, `output.…`,
 * `provider.<name>[.<alias>]`, and whatever else stands at the top, under its own name.
 */
export function blocksOf(document: TerraformDocument): ReadonlyMap<string, unknown> {
  const { resource, data, ephemeral, provider, ...rest } = withoutKey("//", document) as TerraformDocument;
  return new Map([
    ...byAddress("", resource),
    ...byAddress("data.", data),
    ...byAddress("ephemeral.", ephemeral),
    ...Object.entries(provider ?? {}).flatMap(([name, settings]) =>
      [settings].flat().map((one) => [["provider", name, one.alias].filter(Boolean).join("."), one] as const),
    ),
    ...Object.entries(rest as Readonly<Record<string, Block>>).flatMap(([kind, blocks]) =>
      Object.entries(blocks).map(([name, block]) => [`${kind}.${name}`, block] as const),
    ),
  ]);
}

function byAddress(prefix: string, blocks: Blocks = {}): readonly (readonly [string, Block])[] {
  return Object.entries(blocks).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, block]) => [`${prefix}${type}.${name}`, block] as const),
  );
}

/** A copy without the key, at any depth. */
export function withoutKey(key: string, value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, item: unknown) => (name === key ? undefined : item)));
}
