import type { DBSnapshot } from "@aws-sdk/client-rds";
import { omniPortal } from "../../../src/config/omni-portal";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import { problemOf, snapshotDatabase, snapshotName, snapshotTarget } from "../../../src/delivery/database/snapshot";
import { noProgress } from "../../../src/delivery/progress";
import { Scratch, type FakeTerraform } from "../../support/delivery";
import { awsError } from "../backend/fake-aws";

const output = (value: unknown) => ({ value, sensitive: false });
const outputs = {
  database_instance_identifier: output("omni-portal-production"),
  database_snapshot_prefix: output("prod-snapshot"),
};
const now = new Date("2026-01-31T02:59:41Z");
const mine: DBSnapshot = { DBInstanceIdentifier: "omni-portal-production", Status: "available" };

let scratch: Scratch;
let fake: FakeTerraform;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.on("output", { stdout: JSON.stringify(outputs) });
});
afterEach(() => scratch.remove());

/** An account whose RDS answers so; `made` is every snapshot that was asked for. */
function account({ refusal, found = [mine] }: { readonly refusal?: string; readonly found?: DBSnapshot[] } = {}) {
  const made: unknown[] = [];
  const aws = {
    sts: { getCallerIdentity: async () => ({ Account: "123456789012", Arn: "arn" }) },
    rds: {
      createDBSnapshot: async (input: unknown) => {
        if (refusal) throw awsError(refusal);
        made.push(input);
      },
      describeDBSnapshots: async () => ({ DBSnapshots: found }),
    },
  } as unknown as AwsClients;
  return { aws, made };
}

const run = ({ aws }: ReturnType<typeof account>) =>
  snapshotDatabase(scratch.workspace(), { patienceSeconds: 0, now }, aws, noProgress);

describe("a snapshot before a change", () => {
  it("is called as document 000 says, in UTC, and is ready when the command ends [000-runbook-db-snapshot-name]", async () => {
    const there = account();
    await expect(run(there)).resolves.toEqual({
      instance: "omni-portal-production",
      snapshot: "prod-snapshot-20260131-0259",
    });
    expect(there.made).toEqual([
      { DBInstanceIdentifier: "omni-portal-production", DBSnapshotIdentifier: "prod-snapshot-20260131-0259" },
    ]);
    expect(snapshotName(omniPortal.production.database.snapshotPrefix, now)).toBe("prod-snapshot-20260131-0259");
    expect(snapshotName(omniPortal.staging.database.snapshotPrefix, now)).toBe("staging-snapshot-20260131-0259");
  });

  it("that this minute made already is waited for", async () => {
    await expect(run(account({ refusal: "DBSnapshotAlreadyExistsFault" }))).resolves.toMatchObject({
      snapshot: "prod-snapshot-20260131-0259",
    });
  });

  it.each<[string, DBSnapshot[], string]>([
    ["belongs to another database", [{ ...mine, DBInstanceIdentifier: "other" }], "belongs to other"],
    ["failed", [{ ...mine, Status: "failed" }], "failed"],
    ["is gone", [], "is gone"],
    ["is not ready as patience ends", [{ ...mine, Status: "creating" }], "not ready after 0 s (creating)"],
  ])("that %s is no copy", async (_case, found, message) => {
    await expect(run(account({ found }))).rejects.toThrow(message);
  });

  it("says what to delete when the account's quota is used up", async () => {
    await expect(run(account({ refusal: "SnapshotQuotaExceededFault" }))).rejects.toMatchObject({
      message: expect.stringContaining("quota"),
      fix: expect.stringContaining("delete-db-snapshot"),
    });
  });

  it("fails with what RDS says when it refuses", async () => {
    await expect(run(account({ refusal: "InvalidDBInstanceStateFault" }))).rejects.toThrow(
      "Failed while copying the database omni-portal-production: InvalidDBInstanceStateFault",
    );
  });

  it("is not made where the deployment declares none, and that is said", async () => {
    fake.on("output", { stdout: "{}" });
    const there = account();
    await expect(run(there)).resolves.toBeUndefined();
    expect(there.made).toEqual([]);
  });

  it("is refused where a prefix is declared and no database", () => {
    const { database_snapshot_prefix } = outputs;
    expect(() => snapshotTarget("omni-portal-production", { database_snapshot_prefix })).toThrow(
      "no database_instance_identifier",
    );
  });

  it("may still become what was asked for while RDS makes it", () => {
    expect(problemOf({ ...mine, Status: "creating" }, "omni-portal-production")).toBeUndefined();
  });
});
