import { tagFacts, text, type Checker } from "../checker";
import { keyArn } from "../key-arn";

export const awsEcrRepository: Checker = {
  group: "Security",
  read: async (resource, { ecr, kms }) => {
    const { repositories: [repository] = [] } = await ecr.describeRepositories({
      repositoryNames: [text(resource, "name")],
    });
    if (!repository) return undefined;
    const { tags } = await ecr.listTagsForResource({ resourceArn: repository.repositoryArn });
    return {
      name: repository.repositoryName,
      image_tag_mutability: repository.imageTagMutability,
      scan_on_push: repository.imageScanningConfiguration?.scanOnPush,
      kms_key: await keyArn(kms, repository.encryptionConfiguration?.kmsKey),
      ...tagFacts(tags),
    };
  },
  healthy: [
    { title: "Image tags never move", fact: "image_tag_mutability", is: "IMMUTABLE" }, // 164.312(c)(1)
    { title: "Every image is scanned at its push", fact: "scan_on_push", is: true }, // 164.308(a)(5)(ii)(B)
  ],
};
