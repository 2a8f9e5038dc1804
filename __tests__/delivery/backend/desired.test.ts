import { findDeployment } from "../../../src/config";
import {
  aliasArn,
  desiredKey,
  desiredKeys,
  desiredSecretsKey,
  desiredStores,
} from "../../../src/delivery/backend/desired";
import { compare } from "../../../src/delivery/backend/diff";
import type { Json, Part } from "../../../src/delivery/backend/settings";

const owner = findDeployment("omnirapeutic-production");
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const [logBucket, stateBucket, lockTable] = desiredStores(owner, keyArn) as [Part, Part, Part];

describe("a backend, as it should be,", () => {
  it("takes its names from the deployment", () => {
    expect([desiredKey(owner), logBucket, stateBucket, lockTable].map(({ name }) => name)).toEqual([
      owner.backend.kmsKeyAlias,
      `${owner.backend.bucket}-logs`,
      owner.backend.bucket,
      owner.backend.lockTable,
    ]);
  });

  it("refuses plain HTTP and TLS before 1.2 on both buckets, for everybody", () => {
    for (const bucket of [logBucket, stateBucket]) {
      const deny = { Effect: "Deny", Action: "s3:*", Principal: { AWS: "*" } };
      expect(bucket.settings.policy).toMatchObject({
        RefusePlainHttp: { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
        RefuseOldTls: { ...deny, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
      });
    }
  });

  it("admits Terraform's upload, which names the key by its alias ARN, and refuses every other key", () => {
    const header = "s3:x-amz-server-side-encryption-aws-kms-key-id";
    expect(stateBucket.settings.policy).toMatchObject({
      RefuseOtherKeys: {
        Effect: "Deny",
        Condition: { Null: { [header]: "false" }, StringNotEquals: { [header]: [keyArn, aliasArn(owner)] } },
      },
    });
    expect(aliasArn(owner)).toBe(`arn:aws:kms:us-east-1:123456789012:${owner.backend.kmsKeyAlias}`);
  });

  it("lets nobody use the key but through S3 and DynamoDB from the own account", () => {
    const statements = Object.values(desiredKey(owner).settings.policy as Record<string, Record<string, Json>>);
    const using = statements.filter(({ Action }) => JSON.stringify(Action).includes("Decrypt"));
    expect(using.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { "kms:CallerAccount": "123456789012", "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
      { StringEquals: { "kms:CallerAccount": "123456789012", "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" } },
    ]);
    expect(JSON.stringify(statements)).not.toContain("kms:*");
  });

  it("keeps old states for a year and access logs for seven years, and expires only what the pipeline stored, never the state itself", () => {
    const rules = stateBucket.settings.lifecycle as { [id: string]: { Filter: object; Expiration?: object } };
    expect(rules).toMatchObject({
      "expire-old-states": { NoncurrentVersionExpiration: { NoncurrentDays: 365 } },
      "expire-saved-plans": { Expiration: { Days: 30 } },
    });
    const expiring = Object.values(rules).filter(({ Expiration }) => Expiration !== undefined);
    expect(expiring.map(({ Filter }) => Filter)).toEqual([{ Prefix: "ci/" }]);
    expect(logBucket.settings.lifecycle).toMatchObject({ "expire-access-logs": { Expiration: { Days: 2557 } } });
  });

  it("is tagged HIPAA=true in every part", () => {
    for (const part of [desiredKey(owner), logBucket, stateBucket, lockTable]) {
      expect(part.settings.tags).toMatchObject({ HIPAA: "true" });
    }
  });
});

describe("the key of the secrets that people make, as it should be,", () => {
  const key = desiredSecretsKey(findDeployment("itrack-production"))!;

  it("is part of the backend only where people make secrets", () => {
    expect(desiredKeys(owner).map(({ title }) => title)).toEqual(["key"]);
    expect(desiredKeys(findDeployment("itrack-production")).map(({ name }) => name)).toEqual([
      "alias/prodready-infra-terraform-state",
      "alias/itrack-production-secrets",
    ]);
  });

  it("rotates, and is used by nobody but through Secrets Manager from the own account [003-secrets-in-secrets-manager]", () => {
    expect(key.settings).toMatchObject({ state: "Enabled", rotation: true });
    const statements = Object.values(key.settings.policy as Record<string, Record<string, Json>>);
    const using = statements.filter(({ Action }) =>
      /Decrypt|Encrypt|GenerateDataKey|CreateGrant/.test(JSON.stringify(Action)),
    );
    const through = "secretsmanager.us-east-1.amazonaws.com";
    expect(using.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { "kms:CallerAccount": "123456789012", "kms:ViaService": through } },
    ]);
    expect(JSON.stringify(statements)).not.toContain("kms:*");
  });

  it("is tagged for its environment, which the shared parts are not", () => {
    expect(key.settings.tags).toMatchObject({ Project: "itrack", Environment: "production", HIPAA: "true" });
    const shared = (name: string) =>
      desiredStores(findDeployment(name), keyArn).filter(({ title }) => title !== "lock table");
    expect(shared("itrack-staging")).toEqual(shared("itrack-production"));
  });
});

describe("comparing a part with AWS", () => {
  const part = (settings: Part["settings"]): Part => ({ title: "state bucket", name: "b", settings });

  it("takes no notice of the order in which AWS gives lists and keys, nor of a list of one", () => {
    const expected = { policy: { A: { Action: ["s3:Get", "s3:Put"], Resource: ["x"], Effect: "Allow" } } };
    const found = { policy: { A: { Effect: "Allow", Resource: "x", Action: ["s3:Put", "s3:Get"] } } };
    expect(compare(part(expected), found)).toMatchObject([{ setting: "policy", fine: true }]);
  });

  it("shows a statement that should not be there, and not those that are right", () => {
    const [row] = compare(part({ policy: { A: "right" } }), { policy: { A: "right", Open: "to everybody" } });
    expect(row).toMatchObject({ fine: false, expected: { Open: null }, found: { Open: "to everybody" } });
  });

  it("allows tags of others but none of ours with another value", () => {
    const [fine] = compare(part({ tags: { HIPAA: "true" } }), { tags: { HIPAA: "true", Team: "core" } });
    const [wrong] = compare(part({ tags: { HIPAA: "true" } }), { tags: { HIPAA: "false" } });
    expect(fine).toMatchObject({ fine: true });
    expect(wrong).toMatchObject({ fine: false, expected: { HIPAA: "true" }, found: { HIPAA: "false" } });
  });

  it("reports a setting that AWS does not have as not set", () => {
    expect(compare(part({ versioning: "Enabled" }), {})).toMatchObject([{ fine: false, found: null }]);
  });
});
