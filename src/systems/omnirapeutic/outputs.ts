import type { AuroraCluster } from "../../constructs/data-stores/aurora-cluster";
import type { Network } from "../../constructs/network/network";
import type { EncryptionKeys } from "../../constructs/security/encryption-keys";
import type { SystemStack } from "../../platform/system-stack";

/** What later phases and people read after a deployment, under the documented names. */
export interface OmnirapeuticParts {
  readonly network: Network;
  readonly keys: EncryptionKeys;
  readonly database: AuroraCluster;
}

/** Registers the documented outputs. The names are contract: other teams' code reads them. */
export function registerOutputs(stack: SystemStack, { network, keys, database }: OmnirapeuticParts): void {
  stack.output("vpc_id", network.vpcId, { description: "The VPC" });
  stack.output("public_subnet_ids", network.publicSubnetIds, { description: "Subnets for load balancers and NAT" });
  stack.output("private_subnet_ids", network.appSubnetIds, { description: "Subnets for workloads (app tier)" });
  stack.output("data_subnet_ids", network.dataSubnetIds, { description: "Subnets for data stores" });
  stack.output("aurora_cluster_endpoint", database.endpoint, { description: "Writer endpoint", sensitive: true });
  stack.output("aurora_database_name", database.databaseName, { description: "The initial database" });
  stack.output(
    "kms_key_arns",
    { aurora: keys.aurora.keyArn, s3: keys.s3.keyArn, secrets: keys.secrets.keyArn },
    { description: "The documented keys by use" },
  );
}
