import type { ECR } from "@aws-sdk/client-ecr";
import { explained, isMissing } from "../aws/errors";
import { Failure } from "../failure";

/** Which image of a repository is meant: the one of a digest, or the one that a version tag names. */
export type ImageReference = { readonly imageDigest: string } | { readonly imageTag: string };

const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/**
 * Reads `sha256:<64 hex digits>` or a version tag. Pure.
 * @throws Failure for `latest`, which names whatever was pushed last, and for what is neither
 */
export function imageReference(text: string): ImageReference {
  if (DIGEST.test(text)) return { imageDigest: text };
  if (TAG.test(text) && text !== "latest") return { imageTag: text };
  throw new Failure(
    `"${text}" names no image: allowed are sha256:<64 hexadecimal digits>, or a version tag such as v1.0.0, but not latest.`,
    { fix: "Name the digest or the version that was tested." },
  );
}

/** An image that is in a repository. */
export interface StoredImage {
  readonly digest: string;
  /** Its version tags, in alphabetical order. */
  readonly tags: readonly string[];
}

/** The image in the repository; undefined when it is not there. */
export async function findImage(
  ecr: ECR,
  repositoryName: string,
  reference: ImageReference,
): Promise<StoredImage | undefined> {
  const image = await explained(`looking for the image in ${repositoryName}`, () =>
    described(ecr, repositoryName, reference),
  );
  if (image?.imageDigest === undefined) return undefined;
  return { digest: image.imageDigest, tags: [...(image.imageTags ?? [])].sort() };
}

/**
 * An image that is in the repository and stays there.
 * @throws Failure when it is not there, or has no version tag, without which the repository drops it after seven days
 */
export async function keptImage(ecr: ECR, repositoryName: string, reference: ImageReference): Promise<StoredImage> {
  const image = await findImage(ecr, repositoryName, reference);
  const wanted = "imageTag" in reference ? reference.imageTag : reference.imageDigest;
  if (!image) {
    throw new Failure(`${repositoryName} has no image ${wanted}.`, {
      fix: `Push it first, or see what is there: aws ecr describe-images --repository-name ${repositoryName} --query 'imageDetails[].[imageTags,imageDigest]'`,
    });
  }
  if (image.tags.length > 0) return image;
  throw new Failure(`Image ${wanted} of ${repositoryName} has no version tag: the repository drops it after 7 days.`, {
    fix: "Push the same image under a version tag, then release that tag.",
  });
}

async function described(ecr: ECR, repositoryName: string, reference: ImageReference) {
  try {
    const { imageDetails: [image] = [] } = await ecr.describeImages({ repositoryName, imageIds: [reference] });
    return image;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
