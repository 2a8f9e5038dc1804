import { LambdaCodeSigningConfig } from "@cdktf/provider-aws/lib/lambda-code-signing-config";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { SignerSigningJob } from "@cdktf/provider-aws/lib/signer-signing-job";
import { SignerSigningProfile } from "@cdktf/provider-aws/lib/signer-signing-profile";
import type { TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type { FunctionPackage } from "../../platform/function-package";
import type { Safeguard } from "../../platform/safeguard";
import { classify } from "../../platform/tags";
import { SecureBucket } from "../data-stores/secure-bucket";
import { KEPT_IN_ITS_REGION, type AccessLogsTarget } from "../data-stores/secure-bucket-props";

const PLATFORM = "AWSLambda-SHA384-ECDSA";
/** Terraform appends 26 characters to what Signer allows 64 of. */
const PREFIX_LENGTH = 38;
/** Packages are made anew from source at any time; old ones help only to see what ran. */
const OLD_PACKAGE_DAYS = 90;

/** What code signing needs besides the function. */
export interface CodeSigningSettings {
  /** Bucket of the packages, before and after signing; globally unique. */
  readonly bucketName: string;
  /** CMK of the packages; its policy admits S3. */
  readonly bucketKeyArn: string;
  readonly accessLogs: AccessLogsTarget;
}

export interface SignedPackageProps extends CodeSigningSettings {
  /** Of the function. */
  readonly name: string;
  readonly asset: TerraformAsset;
  readonly package: FunctionPackage;
  /** Kept: Terraform refuses to destroy the bucket. */
  readonly protection: Safeguard;
}

/**
 * A package that AWS Signer signs for one function, and the rule by which Lambda refuses any other: who may change the
 * function's code but not sign cannot make it run theirs. 164.312(c)(1), 164.308(a)(5)(ii)(B)
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html
 */
export class SignedPackage extends Construct {
  /** What Lambda takes the code from, and what it checks it against. */
  readonly code: { readonly s3Bucket: string; readonly s3Key: string; readonly codeSigningConfigArn: string };

  constructor(scope: Construct, id: string, props: SignedPackageProps) {
    super(scope, id);
    const { name } = props;
    const profile = new SignerSigningProfile(this, "profile", {
      platformId: PLATFORM,
      // With digits that Terraform adds: Signer keeps the name of a profile that was given up for two years.
      namePrefix: `${name.replaceAll("-", "_").slice(0, PREFIX_LENGTH - 1)}_`,
    });
    const signed = this.sign(profile, props).signedObject.get(0).s3.get(0);
    const config = new LambdaCodeSigningConfig(this, "config", {
      description: `Only what was signed for ${name}`,
      allowedPublishers: { signingProfileVersionArns: [profile.versionArn] },
      policies: { untrustedArtifactOnDeployment: "Enforce" },
      lifecycle: { createBeforeDestroy: true }, // Lambda keeps it while the function obeys it
    });
    this.code = { s3Bucket: signed.bucket, s3Key: signed.key, codeSigningConfigArn: config.arn };
  }

  private sign(profile: SignerSigningProfile, props: SignedPackageProps): SignerSigningJob {
    const { name, bucketKeyArn } = props;
    const bucket = this.addBucket(props);
    const unsigned = new S3Object(this, "unsigned", {
      bucket: bucket.bucketName,
      key: `unsigned/${name}.zip`,
      source: props.asset.path,
      sourceHash: props.package.sha256,
      kmsKeyId: bucketKeyArn, // 164.312(a)(2)(iv)
      dependsOn: [bucket.versioning], // Signer reads one version
    });
    classify(unsigned, "internal");
    return new SignerSigningJob(this, "job", {
      profileName: profile.name,
      source: { s3: { bucket: unsigned.bucket, key: unsigned.key, version: unsigned.versionId } },
      destination: { s3: { bucket: bucket.bucketName, prefix: `signed/${name}-` } },
    });
  }

  private addBucket({ bucketName, bucketKeyArn, accessLogs, protection }: SignedPackageProps): SecureBucket {
    return new SecureBucket(this, "bucket", {
      name: bucketName,
      dataClass: "internal",
      customerKey: { kept: true, keyArn: bucketKeyArn },
      accessLogs: { kept: true, bucket: accessLogs },
      objectLock: {
        kept: false,
        reason: "Packages are made anew from source; the signature shows that none was changed.",
      },
      crossRegionCopy: KEPT_IN_ITS_REGION,
      oldVersionDays: OLD_PACKAGE_DAYS,
      protection,
    });
  }
}
