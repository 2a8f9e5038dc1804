import type { AwsClients } from "../../../src/delivery/aws/clients";
import { checkBackend, setupBackend } from "../../../src/delivery/backend";
import { renderCheck, renderSetup } from "../../../src/delivery/backend/render";
import { Failure } from "../../../src/delivery/failure";
import { awsError, fakeAws } from "./fake-aws";
import { backendSpecification, owner } from "./specification";

describe("estate backend", () => {
  const account = fakeAws();
  backendSpecification(() => account);
});

describe("estate backend refuses", () => {
  it("credentials of another account, before it reads or makes anything [003-setup-credentials]", async () => {
    const { sts } = fakeAws("999999999999");
    const nothingElse = new Proxy({ sts } as AwsClients, {
      get: (target, service) => {
        if (service !== "sts") throw new Error(`${String(service)} was touched`);
        return target.sts;
      },
    });
    const wrongAccount = /account 999999999999; the deployment lives in 123456789012/;
    await expect(setupBackend(owner, nothingElse)).rejects.toThrow(wrongAccount);
    await expect(checkBackend(owner, nothingElse)).rejects.toThrow(wrongAccount);
  });

  it.each([
    ["that somebody else owns", "headBucket", awsError("Unknown", 403), /exists but is not this account's/],
    ["in another region", "headBucket", awsError("Unknown", 301), /exists in another region than us-east-1/],
    [
      "that was taken meanwhile",
      "createBucket",
      awsError("BucketAlreadyExists", 409),
      /exists but is not this account's/,
    ],
  ])("a bucket %s", async (_, method, error, message) => {
    await expect(setupBackend(owner, failing("s3", method, error))).rejects.toThrow(message);
  });

  it("a key that is about to be deleted", async () => {
    const aws = fakeAws();
    await setupBackend(owner, aws);
    await aws.kms.scheduleKeyDeletion({ KeyId: owner.backend.kmsKeyAlias });
    await expect(checkBackend(owner, aws)).rejects.toThrow(/scheduled for deletion/);
  });

  it("a lock table with another hash key, which only a new table could have", async () => {
    const aws = fakeAws();
    await setupBackend(owner, aws);
    Object.assign((await aws.dynamodb.describeTable({ TableName: owner.backend.lockTable })).Table ?? {}, {
      KeySchema: [{ AttributeName: "Id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "Id", AttributeType: "N" }],
    });
    await expect(setupBackend(owner, aws)).rejects.toThrow(/has hash key "Id \(N\)"; it must be "LockID \(S\)"/);
  });

  it("to call a setting done that AWS accepted but does not show", async () => {
    const aws = fakeAws();
    const ignoring = failing("kms", "enableKeyRotation", undefined, aws);
    const withoutPauses = jest
      .spyOn(global, "setTimeout")
      .mockImplementation((go) => go() as unknown as NodeJS.Timeout);
    await expect(setupBackend(owner, ignoring)).rejects.toThrow(/accepted "rotation" .* but still reports false/);
    withoutPauses.mockRestore();
  });

  it("with what AWS said and a way out, when a call is denied", async () => {
    const denied = setupBackend(owner, failing("kms", "createKey", awsError("AccessDeniedException", 400)));
    await expect(denied).rejects.toThrow(/while creating the key alias\/.*: AccessDeniedException: /);
    await expect(denied).rejects.toMatchObject({ fix: expect.stringContaining("permission") });
    await expect(denied).rejects.toBeInstanceOf(Failure);
  });
});

describe("the report of estate backend", () => {
  it("shows what is and what should be of a setting that differs, and no more", async () => {
    const aws = fakeAws();
    await setupBackend(owner, aws);
    await aws.s3.putBucketVersioning({
      Bucket: owner.backend.bucket,
      VersioningConfiguration: { Status: "Suspended" },
    });
    const text = renderCheck(await checkBackend(owner, aws));
    expect(text).toMatch(/differs.* versioning\n\s+is\s+"Suspended"\n\s+should be "Enabled"/);
    expect(text.match(/differs/g)).toHaveLength(1);
  });

  it("names every setting that setup made", async () => {
    const rows = await setupBackend(owner, fakeAws());
    expect(renderSetup(rows).match(/created/g)).toHaveLength(rows.length);
  });
});

/** An account where one call fails, or (without an error) does nothing. */
function failing(service: "s3" | "kms", method: string, error: Error | undefined, aws = fakeAws()): AwsClients {
  const broken = async () => {
    if (error) throw error;
  };
  const client = new Proxy(aws[service], {
    get: (target, name) => (name === method ? broken : target[name as keyof typeof target]),
  });
  return { ...aws, [service]: client } as AwsClients;
}
