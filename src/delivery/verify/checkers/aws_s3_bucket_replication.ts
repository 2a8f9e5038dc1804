import type { ReplicationRule } from "@aws-sdk/client-s3";
import type { AwsClients } from "../../aws/clients";
import { text, type Checker } from "../checker";
import { ifSet } from "../if-set";
import type { Facts } from "../observation";

/** The part of the resource in a state that says where to copy. */
interface DeployedRule {
  readonly destination?: readonly {
    readonly bucket?: string;
    readonly encryption_configuration?: readonly { readonly replica_kms_key_id?: string }[];
  }[];
}

export const awsS3BucketReplicationConfiguration: Checker = {
  group: "Compliance",
  read: async (resource, { s3 }) => {
    const facts = await replicationOf(s3, text(resource, "bucket"));
    const [rule] = (resource.values.rule ?? []) as readonly DeployedRule[];
    const [destination] = rule?.destination ?? [];
    const [encryption] = destination?.encryption_configuration ?? [];
    return (
      facts && {
        ...facts,
        copies_as_deployed:
          facts.copied_to === nameIn(destination?.bucket) && facts.copy_kms_key_id === encryption?.replica_kms_key_id,
      }
    );
  },
  healthy: [
    // 164.308(a)(7)(ii)(A)
    { title: "Every copied bucket copies all objects, and deletions too", fact: "copies_everything", is: true },
    { title: "Every copy is where it was deployed, under its own key", fact: "copies_as_deployed", is: true },
  ],
};

/** Where the objects of a bucket are copied to; undefined when they are not. */
export async function replicationOf(s3: AwsClients["s3"], Bucket: string): Promise<Facts | undefined> {
  const answer = await ifSet(s3.getBucketReplication({ Bucket }));
  const [rule] = answer?.ReplicationConfiguration?.Rules ?? [];
  return (
    rule && {
      copied_to: nameIn(rule.Destination?.Bucket),
      copy_kms_key_id: rule.Destination?.EncryptionConfiguration?.ReplicaKmsKeyID,
      copies_everything: copiesEverything(rule),
    }
  );
}

function copiesEverything(rule: ReplicationRule): boolean {
  const { Status, Filter = {}, DeleteMarkerReplication, SourceSelectionCriteria } = rule;
  const { Prefix = "", ...narrower } = Filter;
  return (
    [Status, DeleteMarkerReplication?.Status, SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status].every(
      (status) => status === "Enabled",
    ) &&
    Prefix === "" &&
    Object.values(narrower).every((value) => value === undefined)
  );
}

function nameIn(bucketArn: string | undefined): string | undefined {
  return bucketArn?.split(":").at(-1);
}
