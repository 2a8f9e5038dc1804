/** What may stand in a block, and in which form HCL wants it. */
export interface Shape {
  /** Nested blocks by type. */
  readonly blocks: Readonly<Record<string, BlockShape>>;
  /** Arguments by name; undefined: any name is an argument. */
  readonly attributes?: ReadonlySet<string>;
  /** Arguments whose text is a reference or a keyword, such as `provider` and `ignore_changes`. */
  readonly bare?: ReadonlySet<string>;
  /** Arguments of lists of objects. Terraform reads them as blocks too, and scanners see only those. */
  readonly objectLists?: ReadonlySet<string>;
}

export interface BlockShape {
  /** Labels between the block's type and its body; in JSON, levels of nested objects. */
  readonly labels: number;
  readonly body: () => Shape;
}

/** A shape that lets any argument pass. */
export const anyBody: Shape = { blocks: {} };

/** A shape with everything that either has. */
export function merged(first: Shape, second: Shape): Shape {
  return {
    blocks: { ...first.blocks, ...second.blocks },
    attributes: first.attributes && second.attributes && new Set([...first.attributes, ...second.attributes]),
    bare: new Set([...(first.bare ?? []), ...(second.bare ?? [])]),
    objectLists: first.objectLists ?? second.objectLists,
  };
}
