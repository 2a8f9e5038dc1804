import { findDeployment } from "../../../src/config";
import { checkBackend, setupBackend } from "../../../src/delivery/backend";
import { fakeAws } from "./fake-aws";

const [staging, production] = [findDeployment("itrack-staging"), findDeployment("itrack-production")];

describe("two environments with one bucket", () => {
  const aws = fakeAws();
  /** What a setup made or corrected. */
  const setUp = async (owner: typeof staging) => {
    const changed = (await setupBackend(owner, aws)).filter(({ done }) => done !== "nothing");
    return [...new Set(changed.map(({ part, name, done }) => `${part} ${name} ${done}`))];
  };

  it("have it made for the first one, with a lock table and a secrets key of its own [003-setup-state-lock-table]", async () => {
    expect(await setUp(staging)).toEqual([
      "key alias/prodready-infra-terraform-state created",
      "secrets key alias/itrack-staging-secrets created",
      "log bucket prodready-infra-terraform-state-123456789012-logs created",
      "state bucket prodready-infra-terraform-state-123456789012 created",
      "lock table terraform-state-lock-staging created",
    ]);
  });

  it("share it: the second one adds its lock table and its secrets key, and nothing else [003-setup-state-reuses] [003-setup-state-new-account]", async () => {
    const differing = (await checkBackend(production, aws)).filter(({ fine }) => !fine);
    expect(differing.map(({ part, setting }) => [part, setting])).toEqual([
      ["secrets key", "exists"],
      ["lock table", "exists"],
    ]);
    expect(await setUp(production)).toEqual([
      "secrets key alias/itrack-production-secrets created",
      "lock table terraform-state-lock-production created",
    ]);
  });

  it("leave each other alone [003-setup-state-idempotent]", async () => {
    for (const owner of [staging, production, staging]) {
      expect(await setUp(owner)).toEqual([]);
      expect((await checkBackend(owner, aws)).every(({ fine }) => fine)).toBe(true);
    }
  });

  it("notice a spoiled secrets key, and repair it", async () => {
    await aws.kms.disableKeyRotation({ KeyId: (await keyOf("alias/itrack-staging-secrets")).KeyId });
    const differing = (await checkBackend(staging, aws)).filter(({ fine }) => !fine);
    expect(differing).toMatchObject([{ part: "secrets key", setting: "rotation" }]);
    expect(await setUp(staging)).toEqual(["secrets key alias/itrack-staging-secrets corrected"]);
  });

  it("make the secrets key where the secrets are, though the state lies in another region", async () => {
    const [here, there] = [fakeAws(), fakeAws()];
    const asked: string[] = [];
    const clients = { ...here, inRegion: (region: string) => (asked.push(region), there) };
    await setupBackend({ ...staging, backend: { ...staging.backend, region: "us-west-2" } }, clients);
    expect(new Set(asked)).toEqual(new Set(["us-east-1"]));
    await expect(there.kms.describeKey({ KeyId: "alias/itrack-staging-secrets" })).resolves.toBeDefined();
    await expect(here.kms.describeKey({ KeyId: "alias/itrack-staging-secrets" })).rejects.toThrow("NotFound");
  });

  async function keyOf(KeyId: string) {
    return (await aws.kms.describeKey({ KeyId })).KeyMetadata!;
  }
});
