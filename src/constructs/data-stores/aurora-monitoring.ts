import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { serviceTrust } from "../../platform/policy-document";
import { SystemStack } from "../../platform/system-stack";

export interface AuroraMonitoringProps {
  /** Cluster identifier; its instances' names start with it. */
  readonly clusterIdentifier: string;
}

/** The role by which enhanced monitoring writes operating system metrics; only this cluster's instances may use it. */
export class AuroraMonitoring extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, { clusterIdentifier }: AuroraMonitoringProps) {
    super(scope, id);
    const { account, region } = SystemStack.of(this).settings;
    const role = new IamRole(this, "Resource", {
      name: `${clusterIdentifier}-aurora-monitoring`,
      description: `Enhanced monitoring of ${clusterIdentifier}`,
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:rds:${region}:${account}:db:${clusterIdentifier}-*` },
      }),
    });
    new IamRolePolicyAttachment(this, "metrics", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    });
    this.roleArn = role.arn;
  }
}
