import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import { policyDocument } from "../../platform/policy-document";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { classify } from "../../platform/tags";

const UNTAGGED_DAYS = 7;
const KEPT_VERSIONS = 10;

export interface ContainerRepositoryProps {
  /** Such as `omnirapeutic-production-api`. Changing it replaces the repository. */
  readonly name: string;
  /** CMK whose policy admits ECR. Changing it replaces the repository. */
  readonly keyArn: string;
  /** Kept: Terraform refuses to destroy the repository. Relaxed: it is destroyed together with its images. */
  readonly protection: Safeguard;
}

/**
 * Images of one service: encrypted, scanned at each push, under tags that never move, and closed to other accounts. What
 * has no tag goes after 7 days; of what has one the 10 newest stay. @stateful
 */
export class ContainerRepository extends Construct {
  readonly repositoryArn: string;
  readonly repositoryName: string;
  readonly repositoryUrl: string;

  constructor(scope: Construct, id: string, props: ContainerRepositoryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, "Resource", {
      name: props.name,
      imageTagMutability: "IMMUTABLE", // 164.312(c)(1)
      imageScanningConfiguration: { scanOnPush: true }, // 164.308(a)(5)(ii)(B)
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: props.keyArn }], // 164.312(a)(2)(iv)
      forceDelete: !props.protection.kept,
      lifecycle: lifecycleOf(props.protection),
    });
    classify(repository, "internal"); // programs, never their data
    new EcrLifecyclePolicy(this, "lifecycle", { repository: repository.name, policy: lifecyclePolicy() });
    new EcrRepositoryPolicy(this, "policy", { repository: repository.name, policy: accessPolicy(this) });
    this.repositoryArn = repository.arn;
    this.repositoryName = repository.name;
    this.repositoryUrl = repository.repositoryUrl;
  }
}

/**
 * Grants nothing: inside the account IAM decides, and each execution role may pull from its own repository. It only makes
 * sure that no later grant reaches another account.
 */
function accessPolicy(scope: Construct): string {
  return policyDocument([
    {
      sid: "OtherAccountsDoNothing", // 164.312(a)(1)
      effect: "Deny",
      principals: "*",
      actions: ["ecr:*"],
      resources: [], // ECR refuses the element
      conditions: {
        StringNotEquals: { "aws:PrincipalAccount": SystemStack.of(scope).settings.account },
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    },
  ]);
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
function lifecyclePolicy(): string {
  const expire = { type: "expire" };
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `Untagged images go after ${UNTAGGED_DAYS} days`,
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: UNTAGGED_DAYS,
        },
        action: expire,
      },
      {
        rulePriority: 2,
        description: `The ${KEPT_VERSIONS} newest versions stay`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: ["*"],
          countType: "imageCountMoreThan",
          countNumber: KEPT_VERSIONS,
        },
        action: expire,
      },
    ],
  });
}
