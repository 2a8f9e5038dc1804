import fc from "fast-check";
import { lossOf, rows } from "../../../src/delivery/review/knowledge";
import { dangerous } from "../../../src/delivery/review/ranks";
import { statefulTypes } from "../../../src/delivery/stateful-types";
import { planFrom } from "../../support/plan-pairs";
import { reviewOf } from "./support";

describe("the knowledge of the review", () => {
  it("says of every stateful type what is lost with it", () => {
    expect([...statefulTypes].filter((type) => !lossOf.has(type))).toEqual([]);
  });

  it("says of every row where that is written", () => {
    const sources = [...rows, ...lossOf.values()].map(({ source }) => source);
    expect(sources.filter((source) => !/^https:\/\/[\w.-]+\/\S+$/.test(source))).toEqual([]);
  });

  it("says what to do about whatever loses data or opens a door", () => {
    const silent = rows.filter(({ rank, fix }) => dangerous.has(rank) && fix === undefined);
    expect(silent.map(({ types, attribute }) => `${types.join()}.${attribute}`)).toEqual([]);
  });

  it("has no row that an earlier one of the same attribute hides", () => {
    const hidden = rows.filter((row, index) =>
      rows
        .slice(0, index)
        .some(
          (earlier) =>
            earlier.when === "any" &&
            earlier.types.some((type) => row.types.includes(type)) &&
            (row.attribute === earlier.attribute || row.attribute.startsWith(`${earlier.attribute}.`)),
        ),
    );
    expect(hidden.map(({ types, attribute, when }) => `${types.join()}.${attribute} ${String(when)}`)).toEqual([]);
  });

  it("judges whatever stands in an attribute, also what it does not expect there", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...rows), value, value, fc.boolean(), ({ types, attribute }, a, b, isNew) => {
        const nested = (leaf: unknown) =>
          attribute.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), leaf) as Record<
            string,
            unknown
          >;
        const pair = {
          address: `${types[0]!.replace("*", "aws_x")}.x`,
          ...(isNew ? {} : { before: nested(a) }),
          after: nested(b),
        };
        expect(reviewOf(planFrom(pair)).changes[0]!.meanings[0]!.sentence).not.toMatch(/undefined|NaN|\[object/);
      }),
      { numRuns: 1500 },
    );
  });
});
