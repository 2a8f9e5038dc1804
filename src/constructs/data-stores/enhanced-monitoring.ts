import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { oneOrMany, serviceTrust } from "../../platform/policy-document";
import { SystemStack } from "../../platform/system-stack";

export interface EnhancedMonitoringProps {
  readonly roleName: string;
  /** Identifier of the cluster or instance that is monitored, for the description. */
  readonly database: string;
  /** Instances that may use the role; `*` stands for any characters. */
  readonly instanceIdentifiers: readonly string[];
}

/** The role by which enhanced monitoring writes operating system metrics; only this database's instances may use it. */
export class EnhancedMonitoring extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, { roleName, database, instanceIdentifiers }: EnhancedMonitoringProps) {
    super(scope, id);
    const { account, region } = SystemStack.of(this).settings;
    const instances = instanceIdentifiers.map((identifier) => `arn:aws:rds:${region}:${account}:db:${identifier}`);
    const role = new IamRole(this, "Resource", {
      name: roleName,
      description: `Enhanced monitoring of ${database}`,
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": oneOrMany(instances) },
      }),
    });
    new IamRolePolicyAttachment(this, "metrics", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    });
    this.roleArn = role.arn;
  }
}
