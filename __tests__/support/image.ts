import { createHash } from "node:crypto";
import type { ECR } from "@aws-sdk/client-ecr";

/** Puts an image under a version tag; returns its digest. */
export async function pushImage(ecr: ECR, repositoryName: string, imageTag: string): Promise<string> {
  const { image } = await ecr.putImage(imageOf(repositoryName, imageTag));
  return image!.imageId!.imageDigest!;
}

/** The same as JavaScript for a recorded `docker push`. */
export function pushEffect(endpoint: string, repositoryName: string, imageTag: string): string {
  const settings = {
    region: "us-east-1",
    endpoint,
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
  };
  return `const { ECR } = require(${JSON.stringify(require.resolve("@aws-sdk/client-ecr"))});
    await new ECR(${JSON.stringify(settings)}).putImage(${JSON.stringify(imageOf(repositoryName, imageTag))});`;
}

function imageOf(repositoryName: string, imageTag: string) {
  const layer = `sha256:${createHash("sha256").update(imageTag).digest("hex")}`;
  const imageManifestMediaType = "application/vnd.docker.distribution.manifest.v2+json";
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: imageManifestMediaType,
    layers: [{ digest: layer, size: 1 }],
  });
  return { repositoryName, imageTag, imageManifest, imageManifestMediaType };
}
