/** A piece of a template: text that means itself, or an interpolation or directive, copied untouched. */
type Piece = { readonly literal: string } | { readonly sequence: string };

/** @throws SyntaxError when a `${` or `%{` is never closed */
export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (isEscape(text, i)) i += 2;
    else if (isOpening(text, i)) {
      const end = endOfSequence(text, i);
      if (i > start) found.push({ literal: text.slice(start, i) });
      found.push({ sequence: text.slice(i, end) });
      start = end;
      i = end - 1;
    }
  }
  if (start < text.length) found.push({ literal: text.slice(start) });
  return found;
}

/** What stands inside a string that is one interpolation; undefined for any other string. */
export function wholeExpression(text: string): string | undefined {
  if (!text.startsWith("${") || !text.endsWith("}") || text.startsWith("${~")) return undefined;
  return endOfSequence(text, 0) === text.length ? text.slice(2, -1).trim() : undefined;
}

/** Whether an expression has a line break that would end an argument. */
export function breaksOutsideBrackets(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '"') i = endOfString(text, i) - 1;
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (char === "\n" && depth === 0) return true;
  }
  return false;
}

/** A quoted HCL template that means what `text` means in Terraform JSON. */
export function quoted(text: string): string {
  const inside = pieces(text).map((piece) => ("literal" in piece ? escaped(piece.literal) : piece.sequence));
  return `"${inside.join("")}"`;
}

/** JSON and HCL escape alike, except that HCL has no `\b` and `\f`. */
function escaped(literal: string): string {
  return JSON.stringify(literal)
    .slice(1, -1)
    .replace(/\\([bf\\])/g, (escape, letter) => (letter === "b" ? "\\u0008" : letter === "f" ? "\\u000c" : escape));
}

/** `$${` and `%%{`: the brace that follows opens nothing. */
function isEscape(text: string, at: number): boolean {
  return text.startsWith("$${", at) || text.startsWith("%%{", at);
}

function isOpening(text: string, at: number): boolean {
  return text.startsWith("${", at) || text.startsWith("%{", at);
}

/** Index after the brace that closes the sequence opened at `open`; braces and quotes inside nest. */
function endOfSequence(text: string, open: number): number {
  let depth = 0;
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === "{") depth++;
    else if (text[i] === '"') i = endOfString(text, i) - 1;
    else if (text[i] === "}" && --depth === 0) return i + 1;
  }
  throw new SyntaxError(`"${text.slice(open, open + 40)}" opens an expression that is never closed`);
}

/** Index after the quote that closes the string opened at `open`. */
function endOfString(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === '"') return i + 1;
    else if (isEscape(text, i)) i += 2;
    else if (isOpening(text, i)) i = endOfSequence(text, i) - 1;
  }
  throw new SyntaxError(`"${text.slice(open, open + 40)}" opens a string that is never closed`);
}
