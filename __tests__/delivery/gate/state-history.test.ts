import type { S3 } from "@aws-sdk/client-s3";
import { lostState, oldStates, type OldState } from "../../../src/delivery/gate/state-history";

const old = (lineage: string, resources: number, serial = 7): OldState => ({
  version: `v-${lineage}-${serial}`,
  saved: "2026-02-01T00:00:00.000Z",
  state: { lineage, serial, addresses: Array.from({ length: resources }, (_, n) => `aws_vpc.v${n}`) },
});

describe("an empty state", () => {
  it("of a deployment that the bucket remembers is a lost one, and the version to bring back is named", () => {
    expect(lostState({ lineage: "" }, [old("a", 300, 9), old("a", 290, 8)])).toBe(
      "its bucket remembers a state of 2026-02-01T00:00:00.000Z with 300 resources (serial 9, version v-a-9)",
    );
  });

  it("that somebody put in the place of another is a lost one", () => {
    expect(lostState({ lineage: "b" }, [old("b", 0), old("a", 300)])).toContain("300 resources");
  });

  it.each<[string, string, readonly OldState[]]>([
    ["of a first deployment", "", []],
    ["that a destroy left", "a", [old("a", 0, 10), old("a", 300, 9)]],
    ["after a destroy, whose own state was removed since", "", [old("a", 0, 10), old("a", 300, 9)]],
  ])("%s is not", (_title, lineage, states) => {
    expect(lostState({ lineage }, states)).toBeUndefined();
  });
});

describe("older versions of a state", () => {
  const bucket = (versions: () => unknown): S3 =>
    ({
      listObjectVersions: () => Promise.resolve().then(versions),
      getObject: ({ VersionId }: { VersionId: string }) =>
        Promise.resolve({
          Body: { transformToString: () => Promise.resolve(`{"lineage": "${VersionId}", "serial": 1}`) },
        }),
    }) as unknown as S3;
  const place = { bucket: "states", key: "a/terraform.tfstate" };

  it("are those of exactly this state", async () => {
    const versions = [
      { Key: place.key, VersionId: "v2", LastModified: new Date("2026-02-01") },
      { Key: `${place.key}.backup`, VersionId: "v1" },
    ];
    const found = await oldStates(
      bucket(() => ({ Versions: versions })),
      place,
    );
    expect(found.map(({ version, state }) => [version, state.lineage])).toEqual([["v2", "v2"]]);
  });

  it("are none in a bucket that does not exist", async () => {
    const missing = Object.assign(new Error("gone"), { name: "NoSuchBucket" });
    await expect(
      oldStates(
        bucket(() => {
          throw missing;
        }),
        place,
      ),
    ).resolves.toEqual([]);
  });

  it("that may not be listed fail, for nobody can tell then", async () => {
    const denied = Object.assign(new Error("no"), { name: "AccessDenied" });
    await expect(
      oldStates(
        bucket(() => {
          throw denied;
        }),
        place,
      ),
    ).rejects.toThrow(
      "Failed while looking for older versions of the state s3://states/a/terraform.tfstate: AccessDenied: no.",
    );
  });
});
