/** A Terraform document as far as addresses are concerned. */
interface Declarations {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
}
type Blocks = { readonly [type: string]: { readonly [id: string]: unknown } };

/** `$${`: the text that follows is no expression but stays as it is. */
const ESCAPED = /\$\$\{([^}]*)\}/g;
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

/**
 * References in a synthesized document that would be taken as text, so that a password would be the words
 * "ephemeral.random_password…". CDKTF escapes text inside a function; a reference must be a token there.
 */
export function escapedReferences(json: string): string[] {
  const escaped = [...json.matchAll(ESCAPED)].flatMap(([, text]) => (text as string).match(REFERENCE) ?? []);
  return [...new Set(escaped)].map(
    (reference) => `\${${reference}} would be stored as this text. Pass it as a token: Token.asString(ref(...)).`,
  );
}
