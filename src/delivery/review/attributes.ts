import type { ResourceChange } from "../terraform";
import { shownPair, type ValueChange } from "./values";

/** One value's change, as far as it may be read. */
export interface AttributeChange {
  /** The attribute. */
  readonly name: string;
  /** The place in it: `container_definitions[api].image`. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly forcesReplacement: boolean;
}

/** The changed values of a resource as text. */
export function attributesOf(
  { change: { replace_paths: forcing = [] } }: ResourceChange,
  changes: readonly ValueChange[],
): readonly AttributeChange[] {
  const names = new Set(forcing.map(([name]) => String(name)));
  return changes.map((change) => {
    const [before, after] = shownPair(change.before, change.after);
    const name = change.path[0]!;
    return { name, path: placeOf(change), before, after, forcesReplacement: names.has(name) };
  });
}

function placeOf({ path }: ValueChange): string {
  return path.reduce(
    (place, part) => (place === "" || part.startsWith("[") ? `${place}${part}` : `${place}.${part}`),
    "",
  );
}
