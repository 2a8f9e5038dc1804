import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { policyDocument, serviceTrust } from "../../platform/policy-document";
import { acknowledgeRunTimeNames } from "../../platform/run-time-names";
import type { Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";

interface FlowLogsProps {
  readonly name: string;
  readonly vpcId: string;
  readonly logGroupName: string;
  readonly retentionDays: number;
  readonly aggregationSeconds: 60 | 600;
  readonly keyArn: string;
  readonly protection: Safeguard;
}

/** Every accepted and rejected connection of a VPC, in an encrypted log group. 164.312(b) */
export class FlowLogs extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const logGroup = new EncryptedLogGroup(this, "log_group", {
      name: props.logGroupName,
      retentionDays: props.retentionDays,
      keyArn: props.keyArn,
      dataClass: "pii", // addresses of patients' devices are identifiers: 164.514(b)(2)(i)(O)
      protection: props.protection,
    });
    const role = this.addDeliveryRole(`${props.name}-flow-logs`);
    const delivery = this.permitDelivery(role, logGroup);
    new FlowLog(this, "Resource", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.logGroupArn,
      iamRoleArn: role.arn,
      maxAggregationInterval: props.aggregationSeconds,
      tags: { Name: `${props.name}-flow-logs` },
      dependsOn: [delivery],
    });
    this.logGroupName = logGroup.logGroupName;
  }

  /** Only flow logs of this account and region may use the role (no confused deputy). */
  private addDeliveryRole(name: string): IamRole {
    const { account, region } = SystemStack.of(this).settings;
    return new IamRole(this, "role", {
      name,
      assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:ec2:${region}:${account}:vpc-flow-log/*` },
      }),
    });
  }

  private permitDelivery(role: IamRole, logGroup: EncryptedLogGroup): IamRolePolicyAttachment {
    const policy = new IamPolicy(this, "policy", {
      name: role.name,
      policy: policyDocument(logGroup.permitWriting({ streams: "eni-*", listsThem: true })), // one stream an interface
    });
    acknowledgeRunTimeNames(policy);
    return new IamRolePolicyAttachment(this, "delivery", { role: role.name, policyArn: policy.arn });
  }
}
