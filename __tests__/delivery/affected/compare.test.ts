import fc from "fast-check";
import { deployments } from "../../../src/config";
import { matrixOf, renderAffected, toPlan } from "../../../src/delivery/affected";
import { compare, type Affected } from "../../../src/delivery/affected/compare";

const digests = (entries: Readonly<Record<string, string>>) => new Map(Object.entries(entries));
const affected = (rest: Partial<Affected> = {}): Affected => ({
  ref: "origin/main",
  commit: "0123456789abcdef0123456789abcdef01234567",
  deployments: compare(digests({ gone: "1", same: "2", other: "3" }), digests({ same: "2", other: "4", fresh: "5" })),
  pinned: [],
  ...rest,
});

describe("compare", () => {
  it("tells added, changed, removed and unchanged deployments apart, and keeps the order", () => {
    expect(affected().deployments).toEqual([
      { deployment: "same", fate: "unchanged" },
      { deployment: "other", fate: "changed" },
      { deployment: "fresh", fate: "added" },
      { deployment: "gone", fate: "removed" },
    ]);
  });

  it("names every deployment of both sides exactly once, whatever they hold", () => {
    const side = fc.dictionary(fc.string(), fc.constantFrom("1", "2")).map((record) => new Map(Object.entries(record)));
    fc.assert(
      fc.property(side, side, (before, after) => {
        const fates = new Map(compare(before, after).map(({ deployment, fate }) => [deployment, fate]));
        expect(compare(before, after)).toHaveLength(fates.size);
        expect(new Set(fates.keys())).toEqual(new Set([...before.keys(), ...after.keys()]));
        for (const [name, fate] of fates) {
          expect(fate === "unchanged").toBe(before.has(name) && before.get(name) === after.get(name));
          expect(fate === "removed").toBe(!after.has(name));
        }
      }),
    );
  });
});

describe("what is planned of it", () => {
  it("is what was added or changed, never what has no JSON any more", () => {
    expect(toPlan(affected())).toEqual(["other", "fresh"]);
  });
});

describe("matrixOf", () => {
  it("tells each job all that it must know, and holds nothing but include", () => {
    expect(matrixOf(["itrack-staging"], deployments)).toEqual({
      include: [
        {
          deployment: "itrack-staging",
          system: "itrack",
          environment: "staging",
          account: "123456789012",
          region: "us-east-1",
        },
      ],
    });
  });

  it("is empty when nothing is affected", () => {
    expect(JSON.stringify(matrixOf([], deployments))).toBe('{"include":[]}');
  });

  it("leaves out a name that the configuration does not know: JSON from elsewhere never names a job", () => {
    expect(matrixOf(["../../etc", "omni-portal-dev"], deployments).include.map((entry) => entry.deployment)).toEqual([
      "omni-portal-dev",
    ]);
  });
});

describe("renderAffected", () => {
  it("is a line a deployment, and a count", () => {
    expect(renderAffected(affected())).toBe(
      [
        "unchanged  same",
        "changed    other",
        "added      fresh",
        "removed    gone",
        "3 of 4 affected since origin/main (0123456789ab)",
      ].join("\n"),
    );
  });

  it("says which lock affects them all", () => {
    expect(renderAffected(affected({ pinned: ["package-lock.json"] }))).toMatch(/: all, for other package-lock\.json$/);
  });
});
