/** A Terraform document as far as addresses are concerned. */
interface Declarations {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
}
type Blocks = { readonly [type: string]: { readonly [id: string]: unknown } };

const EXPRESSION = /\$\{([^}]*)\}/g;
const REFERENCE = /(?<![\w.])((?:data|ephemeral)\.)?((?:aws|random)_\w+)\.(\w+)/g;

/**
 * References in a synthesized document to something that it does not declare. CDKTF answers a reference into another
 * stack with a remote state data source, or (as here, where a deployment is one stack) not at all; either way a mistake.
 */
export function danglingReferences(json: string): string[] {
  const document = JSON.parse(json) as Declarations;
  const dangling = new Set<string>();
  for (const [, expression] of json.matchAll(EXPRESSION)) {
    for (const [reference, prefix, type, id] of (expression as string).matchAll(REFERENCE)) {
      const blocks = prefix === undefined ? document.resource : document[prefix.slice(0, -1) as "data" | "ephemeral"];
      if (blocks?.[type as string]?.[id as string] === undefined) dangling.add(reference);
    }
  }
  return [...dangling].map(
    (reference) =>
      `${reference} is not declared in this stack. A deployment is one stack: pass values of another by configuration.`,
  );
}
