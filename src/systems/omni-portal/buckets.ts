import type { OmniPortalConfig } from "../../config";
import { NameSuffix } from "../../constructs/data-stores/name-suffix";
import { SecureBucket } from "../../constructs/data-stores/secure-bucket";
import type { SecureBucketProps } from "../../constructs/data-stores/secure-bucket-props";
import { LogsBucket } from "../../constructs/edge/logs-bucket";
import type { AlarmTopic } from "../../constructs/observability/alarm-topic";
import { BucketCopies } from "../../constructs/recovery/bucket-copies";
import type { EncryptionKey } from "../../constructs/security/encryption-key";
import { elastiCacheExports } from "../../platform/bucket-policy";
import type { PolicyStatement } from "../../platform/policy-document";
import type { SystemStack } from "../../platform/system-stack";
import type { Keys } from "./keys";
import type { BucketName, OmniPortalNames } from "./names";

/** The documented buckets. */
export interface Buckets {
  /** The random digits that end the names of buckets. */
  readonly suffix: NameSuffix;
  readonly documents: SecureBucket;
  readonly assets: SecureBucket;
  /** What S3 and load balancers log. */
  readonly logs: LogsBucket;
  /** Exports that nobody else keeps, of Redis foremost. */
  readonly backups: SecureBucket;
  /** What is copied to another region, and the name of its copy. */
  readonly copies: readonly (readonly [of: FilesName, name: string])[];
}

/** Of these, copies are worth keeping. */
const FILES = ["documents", "assets", "backups"] as const;
type FilesName = (typeof FILES)[number];

/** What the buckets are connected to. */
export interface BucketPeers {
  readonly names: OmniPortalNames;
  readonly keys: Keys;
  readonly alarms: AlarmTopic;
}

/** Files, backups and logs; files and backups are copied to another region where the environment wants it. */
export function buildBuckets(
  stack: SystemStack,
  { buckets, keys: keySettings, protection: { allowDestroy: protection }, retention }: OmniPortalConfig,
  { names, keys, alarms }: BucketPeers,
): Buckets {
  const suffix = new NameSuffix(stack, "bucket_suffix", { protection });
  const nameOf = (name: BucketName) => names.bucket(name, suffix.hex);
  const logs = new LogsBucket(stack, "logs", {
    name: nameOf("logs"),
    retentionDays: retention.auditLogDays,
    protection,
  });
  const { copy } = buckets;
  const copying = (region: string) => {
    const copies = new BucketCopies(stack, "bucket_copies", {
      name: names.prefix,
      region,
      key: { ...keySettings, aliasName: names.copyKeyAliases.s3 },
      accessLogs: { name: nameOf("logs-copy"), retentionDays: retention.auditLogDays },
      protection,
    });
    copies.watch(alarms);
    return (name: FilesName) => ({ kept: true, to: copies, name: nameOf(`${name}-copy`) }) as const;
  };
  const copyOf = copy.copied ? copying(copy.region) : () => ({ kept: false, reason: copy.reason }) as const;
  const files = (name: FilesName, dataClass: SecureBucketProps["dataClass"]) =>
    new SecureBucket(stack, name, {
      name: nameOf(name),
      dataClass,
      customerKey: { kept: true, keyArn: keys.s3.keyArn },
      accessLogs: { kept: true, bucket: logs },
      objectLock: { kept: false, reason: "Files change and go when people say so; old versions and backups stay." },
      crossRegionCopy: copyOf(name),
      archive: { glacierAfterDays: buckets.glacierAfterDays }, // current objects stay readable at once
      oldVersionDays: buckets.oldVersionDays,
      protection,
    });
  const backups = files("backups", "phi");
  backups.permit(elastiCacheExports(nameOf("backups"), stack.settings));
  return {
    suffix,
    documents: files("documents", "phi"),
    assets: files("assets", "internal"),
    logs,
    backups,
    copies: copy.copied ? FILES.map((name) => [name, nameOf(`${name}-copy`)] as const) : [],
  };
}

/** Reading and writing files, for the service alone. */
export function permitFiles({ documents, assets }: Buckets, key: EncryptionKey, region: string): PolicyStatement[] {
  const buckets = [documents.bucketArn, assets.bucketArn];
  return [
    { sid: "FindFiles", actions: ["s3:ListBucket"], resources: buckets },
    {
      sid: "ReadAndWriteFiles",
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      resources: buckets.map((arn) => `${arn}/*`),
    },
    {
      sid: "UseKeyOfFiles",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [key.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
    },
  ];
}
