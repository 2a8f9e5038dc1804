import fc from "fast-check";
import { editDistance, suggest } from "../../src/config/suggest";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 });

/** The definition itself, without the table. */
function naiveDistance(from: string, to: string): number {
  if (from === "" || to === "") return from.length + to.length;
  return Math.min(
    naiveDistance(from.slice(1), to) + 1,
    naiveDistance(from, to.slice(1)) + 1,
    naiveDistance(from.slice(1), to.slice(1)) + (from[0] === to[0] ? 0 : 1),
  );
}

describe("editDistance", () => {
  it("counts insertions, deletions and replacements", () => {
    expect(editDistance("kitten", "sitting")).toBe(3);
  });

  it("equals the recursive definition", () => {
    fc.assert(fc.property(word, word, (a, b) => expect(editDistance(a, b)).toBe(naiveDistance(a, b))));
  });
});

describe("suggest", () => {
  const known = ["omnirapeutic-dev", "omnirapeutic-staging", "omnirapeutic-production"];

  it("finds the name that was meant, whatever its case", () => {
    expect(suggest("omnirapeutic-prodution", known)).toBe("omnirapeutic-production");
    expect(suggest("Omnirapeutic-Stagin", known)).toBe("omnirapeutic-staging");
  });

  it("forgives two slips in a short name and a quarter of a long one, not more", () => {
    expect(suggest("plna", ["plan"])).toBe("plan");
    expect(suggest("pxyz", ["plan"])).toBeUndefined();
    expect(suggest("omnixxxxutic-dev", known)).toBe("omnirapeutic-dev");
    expect(suggest("omnxxxxxutic-dev", known)).toBeUndefined();
  });

  it("stays silent when nothing is near", () => {
    expect(suggest("billing", known)).toBeUndefined();
    expect(suggest("anything", [])).toBeUndefined();
  });
});
