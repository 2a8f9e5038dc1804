import type { Found } from "./differ";

export const ABSENT = "—";

/** So many texts of a list are shown; the whole list is in the JSON. */
const SHOWN = 6;

/** The values in few words, an environment each: of a list its length, and the texts that are not in every environment's. */
export function cellsOf({ values }: Pick<Found, "values">, environments: readonly string[]): readonly string[] {
  const lists = Object.values(values).map((value) => (Array.isArray(value) ? (value as unknown[]) : []));
  return environments.map((environment) => {
    const value = values[environment];
    if (value === undefined) return ABSENT;
    if (!Array.isArray(value)) return typeof value === "string" ? value : JSON.stringify(value);
    const own = value.filter((item) => typeof item === "string" && !lists.every((list) => list.includes(item)));
    const shown = own.length > 0 && own.length <= SHOWN;
    return shown ? `list of ${value.length}, with ${own.join(", ")}` : `list of ${value.length}`;
  });
}
