import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../paths";
import { anyBody, type BlockShape, type Shape } from "./shape";

export type BlockKind = "resource" | "data" | "ephemeral";

/**
 * A provider's schema, cut down to what decides the form of a block (`scripts/provider-schemas.mjs`). Equal bodies stand
 * there once: the statements of a WAF rule nest into each other hundreds of times.
 */
export interface SlimSchema {
  /** Such as `hashicorp/aws`. */
  readonly provider: string;
  readonly version: string;
  /** Index into `bodies` of the provider's own block. */
  readonly configuration: number;
  /** Indexes into `bodies` by type. */
  readonly types: Readonly<Record<BlockKind, Readonly<Record<string, number>>>>;
  readonly bodies: readonly SlimBody[];
}

export interface SlimBody {
  /** Arguments that may be set. */
  readonly attributes?: readonly string[];
  /** Those that are lists of objects. */
  readonly objectLists?: readonly string[];
  /** Index of the body by block type; of those with a label, in `labelled`. */
  readonly blocks?: Readonly<Record<string, number>>;
  readonly labelled?: readonly string[];
}

/**
 * HashiCorp's helpers, about which no scanner has a rule: whatever they hold is rendered as arguments, and no finding can
 * be lost by it.
 */
const HELPERS: ReadonlySet<string> = new Set([
  "archive",
  "cloudinit",
  "external",
  "http",
  "local",
  "null",
  "template",
  "time",
  "tls",
]);

/** The schemas that a rendering may use. */
export class Schemas {
  constructor(
    private readonly schemas: readonly SlimSchema[],
    private readonly helpers: ReadonlySet<string> = new Set(),
  ) {}

  /** The committed ones after those of further providers, and helpers without one: enough to be scanned, not to be planned. */
  static forScanning(further: readonly SlimSchema[] = []): Schemas {
    return new Schemas(Schemas.committed(further).schemas, HELPERS);
  }

  /** The committed ones, after those of further providers. */
  static committed(further: readonly SlimSchema[] = []): Schemas {
    const committed = ["aws", "random", "terraform"].map(
      (name) => JSON.parse(readFileSync(join(paths.schemas, `${name}.json`), "utf8")) as SlimSchema,
    );
    return new Schemas([...further, ...committed]);
  }

  /** The shape of a resource or data source; undefined when no schema has the type. */
  type(kind: BlockKind, type: string): Shape | undefined {
    for (const schema of this.schemas) {
      const body = schema.types[kind][type];
      if (body !== undefined) return shapeOf(schema, body);
    }
    return this.helpers.has(type.split("_")[0]!) ? anyBody : undefined;
  }

  /** The shape of `provider "<name>"`; undefined when no schema is that provider's. */
  configuration(name: string): Shape | undefined {
    const schema = this.schemas.find(({ provider }) => provider.split("/").at(-1) === name);
    if (schema) return shapeOf(schema, schema.configuration);
    return this.helpers.has(name) ? anyBody : undefined;
  }

  /** Names and versions, for messages. */
  get names(): readonly string[] {
    return this.schemas.map(({ provider, version }) => `${provider} ${version}`);
  }
}

function shapeOf(schema: SlimSchema, index: number): Shape {
  const { attributes = [], objectLists = [], blocks = {}, labelled = [] } = schema.bodies[index]!;
  const shape = ([name, body]: [string, number]): [string, BlockShape] => [
    name,
    { labels: labelled.includes(name) ? 1 : 0, body: () => shapeOf(schema, body) },
  ];
  return {
    attributes: new Set(attributes),
    objectLists: new Set(objectLists),
    blocks: Object.fromEntries(Object.entries(blocks).map(shape)),
  };
}
