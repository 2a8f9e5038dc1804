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
/** What takes an image out of a repository. */
export const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
/** What puts one in, besides asking which layers are there. */
const PUSH = ["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"];

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
 * ECR refuses other accounts unless the repository's one policy names them, and this one names only our own. Naming the
 * account leaves it to IAM who of it may: each execution role from its own repository. 164.312(a)(1)
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
function accessPolicy(scope: Construct): string {
  return policyDocument([
    {
      sid: "ThisAccountPullsAndPushes",
      principals: { aws: [`arn:aws:iam::${SystemStack.of(scope).settings.account}:root`] },
      actions: [...PULL, ...PUSH],
      resources: [], // ECR refuses the element
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
