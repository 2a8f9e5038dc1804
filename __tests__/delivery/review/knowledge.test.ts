import { rows } from "../../../src/delivery/review/knowledge";
import { lossOf } from "../../../src/delivery/review/knowledge";
import { dangerous } from "../../../src/delivery/review/ranks";
import { statefulTypes } from "../../../src/delivery/stateful-types";

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
});
