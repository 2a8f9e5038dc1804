import type { BlockKind, SlimBody, SlimSchema } from "./schema";

/** The parts of `terraform providers schema -json` that decide the form of a block. */
interface ProviderSchemas {
  readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
}

interface ProviderSchema extends Partial<
  Record<(typeof kinds)[BlockKind], Readonly<Record<string, { block: SchemaBlock }>>>
> {
  readonly provider?: { readonly block?: SchemaBlock };
}

interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, { type?: unknown; optional?: boolean; required?: boolean }>>;
  readonly block_types?: Readonly<Record<string, { nesting_mode: string; block: SchemaBlock }>>;
}

const kinds = {
  resource: "resource_schemas",
  data: "data_source_schemas",
  ephemeral: "ephemeral_resource_schemas",
} as const;

/**
 * Providers' schemas, cut down. Source names such as `registry.terraform.io/hashicorp/aws` become `hashicorp/aws`.
 * @param versions by provider; a schema does not say its own
 */
export function slimSchemas(
  json: ProviderSchemas,
  versions: Readonly<Record<string, string>> = {},
): readonly SlimSchema[] {
  return Object.entries(json.provider_schemas).map(([address, schema]) => {
    const provider = address.split("/").slice(-2).join("/");
    return slim(provider, versions[provider] ?? "of unknown version", schema);
  });
}

function slim(provider: string, version: string, schema: ProviderSchema): SlimSchema {
  const bodies = new Map<string, number>();
  const add = (block: SchemaBlock): number => {
    const text = JSON.stringify(slimBody(block, add));
    if (!bodies.has(text)) bodies.set(text, bodies.size);
    return bodies.get(text)!;
  };
  const configuration = add(schema.provider?.block ?? {});
  const typesOf = (kind: BlockKind): Record<string, number> =>
    Object.fromEntries(sorted(schema[kinds[kind]]).map(([type, { block }]) => [type, add(block)]));
  const types = { resource: typesOf("resource"), data: typesOf("data"), ephemeral: typesOf("ephemeral") };
  return {
    provider,
    version,
    configuration,
    types,
    bodies: [...bodies.keys()].map((text) => JSON.parse(text) as SlimBody),
  };
}

/** Only what may be set: Terraform refuses an argument that is computed. */
function slimBody({ attributes, block_types: blockTypes }: SchemaBlock, add: (block: SchemaBlock) => number): SlimBody {
  const settable = sorted(attributes).filter(([, { optional, required }]) => optional || required);
  const blocks = sorted(blockTypes).map(([name, { block }]) => [name, add(block)]);
  return {
    attributes: names(settable),
    objectLists: names(settable.filter(([, { type }]) => isObjectList(type))),
    blocks: blocks.length > 0 ? Object.fromEntries(blocks) : undefined,
    labelled: names(sorted(blockTypes).filter(([, { nesting_mode: mode }]) => mode === "map")),
  };
}

/** Terraform's notation of types: `["set", ["object", {…}]]`. */
function isObjectList(type: unknown): boolean {
  return Array.isArray(type) && ["list", "set"].includes(type[0]) && Array.isArray(type[1]) && type[1][0] === "object";
}

function names(entries: readonly (readonly [string, unknown])[]): readonly string[] | undefined {
  return entries.length > 0 ? entries.map(([name]) => name) : undefined;
}

function sorted<T>(entries: Readonly<Record<string, T>> | undefined): readonly (readonly [string, T])[] {
  return Object.entries(entries ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** One body a line, so that a difference between two versions can be read. */
export function renderSlimSchema({ bodies, types, ...head }: SlimSchema): string {
  const headLines = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`,
  );
  const typeLines = Object.entries(types).map(
    ([kind, byType]) => `    ${JSON.stringify(kind)}: ${JSON.stringify(byType)}`,
  );
  const bodyLines = bodies.map((body) => `    ${JSON.stringify(body)}`);
  return `{\n${headLines.join("")}  "types": {\n${typeLines.join(",\n")}\n  },\n  "bodies": [\n${bodyLines.join(",\n")}\n  ]\n}\n`;
}
