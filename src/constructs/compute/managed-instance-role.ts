import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { policyDocument, serviceTrust, type PolicyStatement } from "../../platform/policy-document";
import { SystemStack } from "../../platform/system-stack";
import { systemsManagerDownloads } from "../network/endpoint-policies";
import type { SessionPreferences } from "./session-preferences";

export interface ManagedInstanceRoleProps {
  readonly name: string;
  readonly sessions: SessionPreferences;
  /** CMK of the sessions. */
  readonly keyArn: string;
}

/**
 * What the SSM agent needs for sessions, patches and inventory, and no more: AWS's own policy
 * (AmazonSSMManagedInstanceCore) could also read every parameter of the account.
 */
export class ManagedInstanceRole extends Construct {
  readonly profileName: string;

  constructor(scope: Construct, id: string, props: ManagedInstanceRoleProps) {
    super(scope, id);
    const { account, region } = SystemStack.of(this).settings;
    const role = new IamRole(this, "Resource", {
      name: props.name,
      description: "SSM agent of the bastion",
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com", { StringEquals: { "aws:SourceAccount": account } }),
    });
    const policy = new IamPolicy(this, "policy", {
      name: props.name,
      policy: policyDocument([agentStatement(), downloadsStatement(region), ...sessionStatements(props)]),
    });
    const attachment = new IamRolePolicyAttachment(this, "agent", { role: role.name, policyArn: policy.arn });
    const profile = new IamInstanceProfile(this, "profile", {
      name: props.name,
      role: role.name,
      dependsOn: [attachment], // the agent registers once, right after the start
    });
    this.profileName = profile.name;
  }
}

/** None of these knows a resource smaller than the account's own instance. */
function agentStatement(): PolicyStatement {
  return {
    sid: "AgentTalksToSystemsManager",
    actions: [
      "ssm:DescribeAssociation",
      "ssm:DescribeDocument",
      "ssm:GetDeployablePatchSnapshotForInstance",
      "ssm:GetDocument",
      "ssm:GetManifest",
      "ssm:ListAssociations",
      "ssm:ListInstanceAssociations",
      "ssm:PutComplianceItems",
      "ssm:PutConfigurePackageResult",
      "ssm:PutInventory",
      "ssm:UpdateAssociationStatus",
      "ssm:UpdateInstanceAssociationStatus",
      "ssm:UpdateInstanceInformation",
      ...["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
        (action) => `ssmmessages:${action}`,
      ),
      ...["AcknowledgeMessage", "DeleteMessage", "FailMessage", "GetEndpoint", "GetMessages", "SendReply"].map(
        (action) => `ec2messages:${action}`,
      ),
      "logs:DescribeLogGroups", // the agent looks whether the log is encrypted before it starts a session
    ],
    resources: ["*"],
  };
}

function downloadsStatement(region: string): PolicyStatement {
  return { sid: "DownloadsFromAws", actions: ["s3:GetObject"], resources: systemsManagerDownloads(region) };
}

function sessionStatements({ sessions, keyArn }: ManagedInstanceRoleProps): PolicyStatement[] {
  return [
    {
      sid: "SessionsAreLogged",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [sessions.logGroupArn, `${sessions.logGroupArn}:*`],
    },
    { sid: "SessionsAreEncrypted", actions: ["kms:Decrypt"], resources: [keyArn] },
  ];
}
