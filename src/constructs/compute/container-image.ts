import type { IResolvable } from "cdktf";

/** What a task runs. A digest names one image for ever; a version tag does too where tags are immutable. */
export interface ContainerImage {
  /** `<repository>@sha256:<digest>` or `<repository>:<version>`, never `latest`. */
  readonly imageUri: string;
  /** The repository in ECR. */
  readonly repositoryArn: string;
  /** Whether there is something to run: a Terraform expression, or a constant. */
  readonly isReleased: boolean | IResolvable;
}

/** @throws Error when the image would be whatever was pushed last */
export function requireFixedImage(path: string, { imageUri }: ContainerImage): void {
  const [, version] = /[:@]([^/]+)$/.exec(imageUri) ?? [];
  if (version !== undefined && version !== "latest") return;
  throw new Error(
    `[${path}] image is "${imageUri}"; allowed are <repository>@sha256:<digest> and <repository>:<version>, not latest ` +
      "and not without either. Name the digest that was tested.",
  );
}
