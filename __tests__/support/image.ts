import { createHash } from "node:crypto";
import type { ECR } from "@aws-sdk/client-ecr";

/** Puts an image under a version tag; returns its digest. */
export async function pushImage(ecr: ECR, repositoryName: string, imageTag: string): Promise<string> {
  const layer = `sha256:${createHash("sha256").update(imageTag).digest("hex")}`;
  const imageManifestMediaType = "application/vnd.docker.distribution.manifest.v2+json";
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: imageManifestMediaType,
    layers: [{ digest: layer, size: 1 }],
  });
  const { image } = await ecr.putImage({ repositoryName, imageTag, imageManifest, imageManifestMediaType });
  return image!.imageId!.imageDigest!;
}
