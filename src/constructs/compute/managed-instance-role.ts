import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { policyDocument, serviceTrust, type PolicyStatement } from "../../platform/policy-document";
import { acknowledgeRunTimeNames } from "../../platform/run-time-names";
import { SystemStack } from "../../platform/system-stack";
import { systemsManagerDownloads } from "../network/endpoint-policies";
import type { SessionPreferences } from "./session-preferences";

export interface ManagedInstanceRoleProps {
  readonly name: string;
  readonly sessions: SessionPreferences;
  /** CMK of the sessions. */
  readonly keyArn: string;
}

/** What the agent works for. Both exist only after the role that the instance runs by. */
export interface ManagedInstance {
  readonly instanceArn: string;
  /** What State Manager makes the instance run. */
  readonly association: { readonly arn: string; readonly documentArn: string };
}

/**
 * What the SSM agent needs for sessions and patches of one instance, and no more: AWS's own policy
 * (AmazonSSMManagedInstanceCore) could also read every parameter of the account and speak for every instance.
 */
export class ManagedInstanceRole extends Construct {
  readonly profileName: string;
  private readonly role: IamRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ManagedInstanceRoleProps,
  ) {
    super(scope, id);
    const { account } = SystemStack.of(this).settings;
    this.role = new IamRole(this, "Resource", {
      name: props.name,
      description: "SSM agent of the bastion",
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com", { StringEquals: { "aws:SourceAccount": account } }),
    });
    this.profileName = new IamInstanceProfile(this, "profile", { name: props.name, role: this.role.name }).name;
  }

  /** Once. The policy names the instance, so it is attached after the start; an agent that came too early asks again within minutes. */
  serve(instance: ManagedInstance): void {
    const { region } = SystemStack.of(this).settings;
    const policy = new IamPolicy(this, "policy", {
      name: this.props.name,
      policy: policyDocument([
        ...agentStatements(instance),
        { sid: "DownloadsFromAws", actions: ["s3:GetObject"], resources: systemsManagerDownloads(region) },
        ...sessionStatements(this.props),
      ]),
    });
    acknowledgeRunTimeNames(policy);
    new IamRolePolicyAttachment(this, "agent", { role: this.role.name, policyArn: policy.arn });
  }
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
function agentStatements({ instanceArn, association }: ManagedInstance): PolicyStatement[] {
  return [
    {
      sid: "AgentServesItsInstance", // each action is tied to one or two of these
      actions: [
        "ssm:DescribeAssociation",
        "ssm:DescribeDocument",
        "ssm:GetDocument",
        "ssm:ListInstanceAssociations",
        "ssm:PutComplianceItems",
        "ssm:UpdateAssociationStatus",
        "ssm:UpdateInstanceAssociationStatus",
        "ssm:UpdateInstanceInformation",
      ],
      resources: [instanceArn, association.arn, association.documentArn],
    },
    {
      sid: "AgentTalksToSystemsManager", // none of these knows a resource
      actions: [
        "ssm:GetDeployablePatchSnapshotForInstance",
        "ssm:ListAssociations",
        "ssm:PutInventory", // what is patched
        ...["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
          (action) => `ssmmessages:${action}`,
        ),
        ...["AcknowledgeMessage", "DeleteMessage", "FailMessage", "GetEndpoint", "GetMessages", "SendReply"].map(
          (action) => `ec2messages:${action}`,
        ),
      ],
      resources: ["*"],
    },
    {
      sid: "AgentLooksWhetherTheLogIsEncrypted", // before it starts a session; it knows no resource either
      actions: ["logs:DescribeLogGroups"],
      resources: ["*"],
    },
  ];
}

function sessionStatements({ sessions, keyArn }: ManagedInstanceRoleProps): PolicyStatement[] {
  return [
    ...sessions.logGroup.permitWriting({ streams: "*", listsThem: true }), // one stream a session, named after who started it
    { sid: "SessionsAreEncrypted", actions: ["kms:Decrypt"], resources: [keyArn] },
  ];
}
