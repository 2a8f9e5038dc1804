import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { bucketArnOf } from "../../platform/bucket-policy";
import { policyDocument, serviceTrust, type PolicyStatement } from "../../platform/policy-document";
import { SystemStack } from "../../platform/system-stack";

export interface BucketCopyRoleProps {
  /** Unique in the account, 1-64 characters, such as `omni-portal-production-s3-replication`. */
  readonly name: string;
  /** Where the copies are. */
  readonly region: string;
  /** CMK of the copies. */
  readonly keyArn: string;
}

/** A bucket and its copy. */
export interface CopiedBucket {
  /** Name of the bucket that is read. */
  readonly source: string;
  /** Its CMK. */
  readonly keyArn: string;
  /** Name of the bucket that is written. */
  readonly copy: string;
  /** Whether its objects are locked; their locks are copied too. */
  readonly locked: boolean;
}

/**
 * The role by which S3 copies: it reads the buckets that are copied and writes to their copies, both with their keys and
 * through S3 alone. 164.312(a)(1)
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export class BucketCopyRole extends Construct {
  readonly roleArn: string;
  private readonly rights: IamRolePolicyAttachment;
  private readonly buckets: CopiedBucket[] = [];

  /** @throws SynthesisError when no bucket is copied: the role would have no right */
  constructor(scope: Construct, id: string, props: BucketCopyRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: props.name,
      description: `Copies buckets to ${props.region}`,
      assumeRolePolicy: Lazy.stringValue({ produce: () => this.trust() }),
    });
    const policy = new IamPolicy(this, "policy", {
      name: role.name,
      policy: Lazy.stringValue({ produce: () => policyDocument(this.statements(props)) }),
    });
    this.rights = new IamRolePolicyAttachment(this, "rights", { role: role.name, policyArn: policy.arn });
    this.roleArn = role.arn;
    this.node.addValidation({
      validate: () =>
        this.buckets.length > 0
          ? []
          : ["No bucket is copied by the role. Copy one by its crossRegionCopy, or drop it."],
    });
  }

  /** Lets S3 copy this bucket as well. @returns what copying waits for */
  permit(bucket: CopiedBucket): IamRolePolicyAttachment {
    this.buckets.push(bucket);
    return this.rights;
  }

  /** S3 may use the role for these buckets only (no confused deputy). */
  private trust(): string {
    const { account } = SystemStack.of(this).settings;
    const sources = this.buckets.map(({ source }) => bucketArnOf(source));
    return serviceTrust("s3.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": sources },
    });
  }

  private statements({ region, keyArn }: BucketCopyRoleProps): readonly PolicyStatement[] {
    const sources = this.buckets.map(({ source }) => bucketArnOf(source));
    const copies = this.buckets.map(({ copy }) => bucketArnOf(copy));
    const locked = this.buckets.filter((bucket) => bucket.locked).map(({ source }) => bucketArnOf(source));
    const objects = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"];
    const locks = ["s3:GetObjectLegalHold", "s3:GetObjectRetention"];
    return [
      { sid: "FindsObjects", actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"], resources: sources },
      { sid: "ReadsObjects", actions: objects, resources: sources.map(objectsIn) },
      ...(locked.length > 0 ? [{ sid: "ReadsLocks", actions: locks, resources: locked.map(objectsIn) }] : []),
      {
        sid: "WritesCopies",
        actions: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
        resources: copies.map(objectsIn),
      },
      {
        sid: "DecryptsObjects",
        actions: ["kms:Decrypt"],
        resources: [...new Set(this.buckets.map((bucket) => bucket.keyArn))],
        conditions: throughS3(SystemStack.of(this).settings.region, sources),
      },
      {
        sid: "EncryptsCopies",
        actions: ["kms:Encrypt", "kms:GenerateDataKey"], // the second for the copies' bucket keys
        resources: [keyArn],
        conditions: throughS3(region, copies),
      },
    ];
  }
}

function objectsIn(bucketArn: string): string {
  return `${bucketArn}/*`;
}

/** S3 tells KMS the bucket where a bucket key encrypts, and the object where somebody wrote it without one. */
function throughS3(region: string, bucketArns: readonly string[]): PolicyStatement["conditions"] {
  return {
    StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
    StringLike: { "kms:EncryptionContext:aws:s3:arn": [...bucketArns, ...bucketArns.map(objectsIn)] },
  };
}
