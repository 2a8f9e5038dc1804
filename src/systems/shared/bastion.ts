import type { BastionConfig } from "../../config/bastion";
import type { SystemConfig } from "../../config/system";
import { Bastion, type BastionProps } from "../../constructs/compute/bastion";
import type { Network } from "../../constructs/network/network";
import type { SystemStack } from "../../platform/system-stack";

export interface SystemBastionProps extends Pick<BastionProps, "keyArn" | "client"> {
  readonly names: {
    readonly bastion: {
      readonly name: string;
      readonly securityGroup: string;
      readonly sessions: string;
      readonly sessionLogGroup: string;
    };
  };
  readonly network: Network;
}

/** The one host from which people reach the database, as configured. */
export function buildBastion(
  stack: SystemStack,
  { bastion: settings, protection, retention }: SystemConfig & { readonly bastion: BastionConfig },
  { names, network, ...of }: SystemBastionProps,
): Bastion {
  const { endpoints, prefixListId: s3PrefixListId } = network.privateEndpoints("s3");
  return new Bastion(stack, "bastion", {
    ...settings,
    endpoints,
    s3PrefixListId,
    ...of,
    name: names.bastion.name,
    securityGroupName: names.bastion.securityGroup,
    vpcId: network.vpcId,
    subnetId: network.dataSubnetIds[0]!,
    sessions: {
      ...settings,
      name: names.bastion.sessions,
      logGroupName: names.bastion.sessionLogGroup,
      retentionDays: retention.auditLogDays,
    },
    protection: protection.allowDestroy,
  });
}

/** How people come to it. */
export function bastionOutputs(stack: SystemStack, bastion: Bastion): void {
  stack.output("bastion_instance_id", bastion.instanceId, { description: "The bastion" });
  stack.output("bastion_access_role_arn", bastion.accessRoleArn, {
    description: "Role that may start sessions on it, with a second factor",
  });
  stack.output(
    "bastion_connection_command",
    `aws ssm start-session --target ${bastion.instanceId} --document-name ${bastion.sessions.documentName}`,
    { description: "Starts a logged session on the bastion" },
  );
}
