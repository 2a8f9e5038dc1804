import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Op, type IResolvable } from "cdktf";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import type { ContainerImage } from "./container-image";
import type { ContainerRepository } from "./container-repository";

/** The parameter's value until the first release. */
const NOT_RELEASED = "none";

export interface ReleasedImageProps {
  /** Such as `/omnirapeutic/production/releases/api`. */
  readonly parameterName: string;
  readonly repository: ContainerRepository;
}

/**
 * The image that a service runs: its digest stands in a parameter, which releases write and Terraform only creates. Every
 * plan reads it anew, so that a release is an ordinary plan of the task definition, and the next plan is empty.
 */
export class ReleasedImage extends Construct implements ContainerImage {
  readonly imageUri: string;
  readonly repositoryArn: string;
  readonly isReleased: IResolvable;
  readonly repositoryName: string;
  readonly parameterName: string;
  readonly parameterArn: string;

  constructor(scope: Construct, id: string, { parameterName, repository }: ReleasedImageProps) {
    super(scope, id);
    const parameter = new SsmParameter(this, "Resource", {
      name: parameterName,
      description: "Digest of the image that runs; written by releases",
      type: "String",
      tier: "Standard",
      insecureValue: NOT_RELEASED, // a digest is no secret: plans stay readable
      allowedPattern: `^(${NOT_RELEASED}|sha256:[0-9a-f]{64})$`, // 164.312(c)(1)
      lifecycle: { ignoreChanges: ["insecure_value"] },
    });
    acknowledgeByDesign(
      parameter,
      "ssm-parameters-are-encrypted",
      "The digest of an image is no secret; a SecureString would hide from the reviewer of a plan which image it deploys.",
      "docs/decisions/0122-image-releases.md",
    );
    this.imageUri = `${repository.repositoryUrl}@${parameter.insecureValue}`;
    this.repositoryArn = repository.repositoryArn;
    this.repositoryName = repository.repositoryName;
    this.isReleased = Op.neq(parameter.insecureValue, NOT_RELEASED);
    this.parameterName = parameter.name;
    this.parameterArn = parameter.arn;
  }
}
