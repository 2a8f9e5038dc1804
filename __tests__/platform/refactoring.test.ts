import fc from "fast-check";
import { moveProblems, type Move } from "../../src/platform/refactoring";

const move = (from: string, to: string): Move => ({ from, to, date: "2026-01-02", reason: "clearer name" });

describe("the move ledger", () => {
  it("may chain moves, since environments lie several renames apart", () => {
    expect(moveProblems([move("a.a", "a.b"), move("a.b", "a.c")])).toEqual([]);
  });

  it("refuses an address that moves twice", () => {
    expect(moveProblems([move("a.a", "a.b"), move("a.a", "a.c")])).toEqual([
      expect.stringMatching(/a\.a moves twice, to a\.b and to a\.c/),
    ]);
  });

  it("refuses a move onto itself", () => {
    expect(moveProblems([move("a.a", "a.a")])).toEqual([expect.stringMatching(/onto itself/)]);
  });

  it("refuses a move without a reason", () => {
    expect(moveProblems([{ ...move("a.a", "a.b"), reason: " " }])).toEqual([expect.stringMatching(/no reason/)]);
  });

  it("refuses cycles of any length, and nothing else about chains", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.boolean(), (length, closed) => {
        const chain = Array.from({ length }, (_, i) => move(`t.a${i}`, `t.a${i + 1}`));
        const moves = closed ? [...chain, move(`t.a${length}`, "t.a0")] : chain;
        expect(moveProblems(moves).some((problem) => problem.includes("cycle"))).toBe(closed);
      }),
    );
  });
});
