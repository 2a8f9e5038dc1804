import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import { Construct } from "constructs";

export interface AccountBaselineProps {
  /** Name of the access analyzer: AWS has one an account and region. */
  readonly name: string;
}

/** What holds for everybody and everything in the account, whichever system made it. One an account (and region). */
export class AccountBaseline extends Construct {
  readonly analyzerArn: string;

  constructor(scope: Construct, id: string, { name }: AccountBaselineProps) {
    super(scope, id);
    this.requireStrongPasswords();
    this.closeBuckets();
    this.encryptVolumes();
    this.analyzerArn = this.findSharedResources(name);
  }

  /** As the HIPAA pack's rule `iam-password-policy` wants it. 164.308(a)(5)(ii)(D) */
  private requireStrongPasswords(): void {
    new IamAccountPasswordPolicy(this, "passwords", {
      minimumPasswordLength: 14,
      maxPasswordAge: 90, // days
      passwordReusePrevention: 24,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      allowUsersToChangePassword: true,
      hardExpiry: false, // an expired password can still be changed by its owner, not only by an administrator
    });
  }

  /** No bucket of the account can be opened to the public, whatever its own settings say. 164.312(a)(1) */
  private closeBuckets(): void {
    new S3AccountPublicAccessBlock(this, "buckets", {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }

  /** With AWS's own key: a volume of another system must not depend on a key of this one. 164.312(a)(2)(iv) */
  private encryptVolumes(): void {
    new EbsEncryptionByDefault(this, "volumes", { enabled: true });
  }

  /** Finds what the account shares with others: buckets, keys, roles, secrets, queues. 164.308(a)(4)(ii)(C) */
  private findSharedResources(analyzerName: string): string {
    return new AccessanalyzerAnalyzer(this, "analyzer", {
      analyzerName,
      type: "ACCOUNT",
      tags: { Name: analyzerName },
    }).arn;
  }
}
