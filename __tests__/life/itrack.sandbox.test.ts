import type { Review } from "../../src/delivery/review";
import { awsClients, type AwsClients } from "../../src/delivery/aws/clients";
import { itrackMutations } from "../delivery/verify/itrack-mutations";
import { describeLives } from "../support/deployment-life";
import { describeDeployedHandler } from "../support/handler-life";
import { itrackDeployments } from "../support/itrack";
import { sandboxEnvironment } from "../support/life";
import { describeMutations, failedChecks } from "../support/verified";

/** Both in one account, staging first: it owns the role by which API Gateway logs. */
const life = describeLives(itrackDeployments, {
  proves: {
    plan: "",
    apply: "[003-setup-state-staging] [003-deploy-staging] [003-setup-state-production] [003-deploy-production]",
    verify: "[003-setup-state-lock-table]",
    gateways: "",
    outputs: "",
    endpoint: "",
    secrets: "[003-secrets-nowhere-else]",
  },
  least: { resources: 300, checks: 140, passwordFields: 1 },
  endpoint: ({ environment }) => new RegExp(`"itrack-${environment}\\.[a-z0-9]+\\.us-east-1\\.rds\\.amazonaws\\.com"`),
  secrets: () => 6, // of both environments
  rendered: ["production"],
  change: {
    address: "aws_db_instance.database",
    attribute: "maintenance_window",
    edit: ({ aws_db_instance: { database } }) => (database.maintenance_window = "mon:05:00-mon:06:00"),
  },
  together: true,
  before: ({ name }, estate) => estate.succeed("secrets", "create", name, "--sandbox"),
});

describe("both environments of iTrack in one account", () => {
  it.each(["itrack-staging", "itrack-production"] as const)(
    "%s needs no change because of the other one",
    async (name) => {
      const { estate } = life(name);
      const planned = await estate.run("plan", name, "--sandbox", "--from", estate.synthesized, "--json");
      expect(JSON.parse(planned.stdout) as Review).toMatchObject({ changes: [], outputs: [] });
      expect(planned.code).toBe(0);
    },
  );

  it("is verified still: nothing of staging was taken over by production", async () => {
    expect(await failedChecks(life("itrack-staging"))).toEqual([]);
  });

  it("keeps a state and a lock table for each in the one bucket [003-setup-state-reuses] [003-setup-state-new-account]", async () => {
    const aws = await awsOf();
    const { Contents = [] } = await aws.s3.listObjectsV2({ Bucket: "prodready-infra-terraform-state-123456789012" });
    expect(Contents.flatMap(({ Key }) => (Key?.endsWith(".tfstate") ? [Key] : [])).sort()).toEqual([
      "itrack/production/terraform.tfstate",
      "itrack/staging/terraform.tfstate",
    ]);
    const { TableNames = [] } = await aws.dynamodb.listTables({});
    expect(TableNames).toEqual(
      expect.arrayContaining(["terraform-state-lock-production", "terraform-state-lock-staging"]),
    );
  });

  it("keeps states in versions, encrypted, closed to the public [003-setup-state-versioning] [003-setup-state-encryption] [003-setup-state-public-access]", async () => {
    const Bucket = "prodready-infra-terraform-state-123456789012";
    const { s3 } = await awsOf();
    expect(await s3.getBucketVersioning({ Bucket })).toMatchObject({ Status: "Enabled" });
    const { ServerSideEncryptionConfiguration: encryption } = await s3.getBucketEncryption({ Bucket });
    expect(encryption!.Rules![0]!.ApplyServerSideEncryptionByDefault!.SSEAlgorithm).toBe("aws:kms");
    const { PublicAccessBlockConfiguration: closed } = await s3.getPublicAccessBlock({ Bucket });
    expect(Object.values(closed!)).toEqual([true, true, true, true]);
  });

  it("plans again after the runbook's steps on a lock that was left behind [003-runbook-state-lock-live]", async () => {
    const { estate } = life("itrack-staging");
    const { dynamodb } = await awsOf();
    const TableName = "terraform-state-lock-staging";
    const LockID = "prodready-infra-terraform-state-123456789012/itrack/staging/terraform.tfstate";
    const ID = "9d5e5c2a-0000-4000-8000-000000000000";
    const left = { ID, Operation: "OperationTypeApply", Who: "ci@runner-7", Info: "", Version: "1.11.4" };
    const info = { ...left, Created: "2026-01-01T00:00:00Z", Path: LockID };
    await dynamodb.putItem({ TableName, Item: { LockID: { S: LockID }, Info: { S: JSON.stringify(info) } } });
    const staging = ["itrack-staging", "--sandbox", "--from", estate.synthesized];
    expect(await estate.run("plan", ...staging)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("ci@runner-7") as string,
    });
    await estate.succeed("terraform", ...staging, "--", "force-unlock", "-force", ID);
    expect(await estate.run("plan", ...staging)).toMatchObject({ code: 0 });
  });

  it("has state storage that a second setup leaves as it is [003-setup-state-idempotent]", async () => {
    const { estate } = life("itrack-production");
    const again = await estate.succeed("backend", "setup", "itrack-production", "--sandbox");
    expect(again.stdout).not.toMatch(/created|corrected|changed/i);
  });
});

async function awsOf(): Promise<AwsClients> {
  const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(life("itrack-production").estate);
  return awsClients({ kind: "sandbox", endpoint }, "us-east-1");
}

describe.each(["itrack-staging", "itrack-production"] as const)("the function of %s", (name) => {
  let lambda: AwsClients["lambda"];
  beforeAll(async () => ({ lambda } = await awsOf()));
  describeDeployedHandler(() => ({ lambda, functionName: name.replace("itrack", "itrack-api-handler") }));
});

describe("estate verify on itrack-production", () => {
  let aws: AwsClients;
  beforeAll(async () => (aws = await awsOf()));
  describeMutations(itrackMutations, () => ({ life: life("itrack-production"), aws }));
});
