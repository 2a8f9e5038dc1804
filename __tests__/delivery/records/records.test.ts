import type { AwsClients } from "../../../src/delivery/aws/clients";
import { isSound, RecordStore, renderRecords, type DeploymentRecord } from "../../../src/delivery/records";
import { awsError } from "../backend/fake-aws";

const record = (part: Partial<DeploymentRecord> = {}): DeploymentRecord => ({
  deployment: "itrack-staging",
  account: "123456789012",
  at: "2026-11-28T12:00:00.000Z",
  by: "arn:aws:sts::123456789012:assumed-role/deploy/ci",
  commit: "0123456789abcdef0123456789abcdef01234567",
  outcome: "applied",
  plan: {
    created: "",
    hash: "h",
    fingerprint: "f",
    digest: "d",
    terraformVersion: "1.11.4",
    providerLock: "l",
    serial: 3,
  },
  counts: { create: 2, update: 1, destroy: 0 },
  waived: [],
  seconds: 158,
  checks: { passed: 239, failed: [], byHand: 3, planAgain: "no changes" },
  outputs: {},
  ...part,
});
const checks = (part: Partial<NonNullable<DeploymentRecord["checks"]>>) => ({
  checks: { ...record().checks!, ...part },
});

/** A bucket in memory that gives a page of two keys at a time. */
class Bucket {
  readonly objects = new Map<string, string>();
  readonly s3 = {
    putObject: async ({ Key, Body, IfNoneMatch }: { Key: string; Body: string; IfNoneMatch?: string }) => {
      if (IfNoneMatch === "*" && this.objects.has(Key)) throw awsError("PreconditionFailed", 412);
      this.objects.set(Key, Body);
    },
    listObjectsV2: async ({ Prefix, ContinuationToken = "0" }: { Prefix: string; ContinuationToken?: string }) => {
      const keys = [...this.objects.keys()].filter((key) => key.startsWith(Prefix)).sort();
      const next = Number(ContinuationToken) + 2;
      const Contents = keys.slice(Number(ContinuationToken), next).map((Key) => ({ Key }));
      return { Contents, IsTruncated: next < keys.length, NextContinuationToken: String(next) };
    },
    getObject: async ({ Key }: { Key: string }) => ({
      Body: { transformToString: async () => this.objects.get(Key)! },
    }),
  } as unknown as AwsClients["s3"];
}

describe("records of deployments", () => {
  const backend = { bucket: "states", key: "itrack/staging/terraform.tfstate" };
  const owner = { account: "123456789012", backend };

  it.each([
    ["itrack/staging/terraform.tfstate", "itrack/staging/deployments/2026-11-28T12-00-00.000Z.json"],
    ["terraform.tfstate", "deployments/2026-11-28T12-00-00.000Z.json"],
  ])("lie beside the state %s", async (key, wanted) => {
    const { s3, objects } = new Bucket();
    expect(await new RecordStore({ ...owner, backend: { ...backend, key } }, s3).write(record())).toBe(
      `s3://states/${wanted}`,
    );
    expect([...objects.keys()]).toEqual([wanted]);
  });

  it("are read newest first, as many as asked for, however many pages there are", async () => {
    const store = new RecordStore(owner, new Bucket().s3);
    const days = ["21", "25", "22", "24", "23"].map((day) => `2026-11-${day}T12:00:00.000Z`);
    for (const at of days) await store.write(record({ at }));
    expect((await store.newest(3)).map(({ at }) => at.slice(8, 10))).toEqual(["25", "24", "23"]);
    expect(await store.newest(20)).toHaveLength(5);
  });

  it("are never overwritten", async () => {
    const store = new RecordStore(owner, new Bucket().s3);
    await store.write(record());
    await expect(store.write(record({ by: "somebody else" }))).rejects.toThrow("writing the record of the deployment");
    expect(await store.newest(1)).toEqual([record()]);
  });

  it("of a bucket that does not exist are explained", async () => {
    const listObjectsV2 = async () => Promise.reject(awsError("NoSuchBucket", 404));
    const store = new RecordStore(owner, { listObjectsV2 } as unknown as AwsClients["s3"]);
    await expect(store.newest(1)).rejects.toThrow("The state bucket states does not exist");
  });

  it("are one line each: when, how it ended, what changed, what was found, the commit and who", () => {
    expect(renderRecords([record()])).toBe(
      "2026-11-28T12:00:00.000Z  applied  2 create, 1 update  158 s  239 checks passed  0123456789ab  arn:aws:sts::123456789012:assumed-role/deploy/ci",
    );
  });

  it.each<[string, Partial<DeploymentRecord>, string]>([
    ["a failed check", checks({ failed: ["mysql-backups"] }), "FAILED mysql-backups"],
    ["changes in a second plan", checks({ planAgain: "changes" }), "239 checks passed; a second plan has changes"],
    ["no checks", { checks: undefined }, "not checked"],
    ["a failed apply", { outcome: "failed", error: "AWS said no." }, "AWS said no."],
    ["work that was not committed", { commit: `${record().commit}-dirty` }, "0123456789ab-dirty"],
    ["no checkout", { commit: undefined }, "no commit"],
    [
      "what was waived",
      { waived: [{ address: "aws_kms_key.a", rule: "r", reason: "", owner: "", expires: "2026-12-01" }] },
      "1 waived",
    ],
    ["outputs alone", { counts: { create: 0 } }, "outputs alone"],
  ])("tell of %s", (_what, part, said) => {
    expect(renderRecords([record(part)])).toContain(said);
  });

  it("say whether the estate is what was deployed", () => {
    expect([record(), record({ checks: undefined })].map(isSound)).toEqual([true, true]);
    expect([checks({ failed: ["a"] }), checks({ planAgain: "changes" as const })].map(isSound)).toEqual([false, false]);
  });
});
