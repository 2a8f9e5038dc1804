import type { Construct } from "constructs";
import type { PolicyStatement } from "../../platform/policy-document";
import { acknowledgeRunTimeNames } from "../../platform/run-time-names";
import { SystemStack } from "../../platform/system-stack";
import { PersonRole } from "../identity/person-role";
import { awsDocumentArn } from "./aws-document";

/** AWS's document for a tunnel from a laptop through the instance to another host. */
const PORT_FORWARDING = "AWS-StartPortForwardingSessionToRemoteHost";

export interface SessionAccessRoleProps {
  readonly name: string;
  readonly instanceArn: string;
  /** The session document that logs and encrypts. */
  readonly documentArn: string;
  /** CMK of the sessions. */
  readonly keyArn: string;
}

/**
 * The role that people assume, with a second factor, to start sessions on one instance: logged shells and tunnels, and to
 * end their own. 164.312(a)(1), 164.312(d)
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html
 */
export class SessionAccessRole extends PersonRole {
  constructor(scope: Construct, id: string, props: SessionAccessRoleProps) {
    super(scope, id, {
      name: props.name,
      description: "Starts sessions on the bastion; assumed by people with MFA",
      permissions: permissions(scope, props),
    });
    acknowledgeRunTimeNames(this.policy);
  }
}

function permissions(
  scope: Construct,
  { instanceArn, documentArn, keyArn }: SessionAccessRoleProps,
): readonly PolicyStatement[] {
  const { account, region } = SystemStack.of(scope).settings;
  const forwarding = awsDocumentArn(scope, PORT_FORWARDING);
  return [
    {
      sid: "StartSessionsOnThisInstance",
      actions: ["ssm:StartSession"],
      resources: [instanceArn, documentArn, forwarding],
      // Without it a session that names no document would take the account's preferences, which may not log.
      conditions: { BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" } },
    },
    {
      sid: "EndAndResumeOwnSessions",
      actions: ["ssm:ResumeSession", "ssm:TerminateSession"],
      resources: [`arn:aws:ssm:${region}:${account}:session/*`],
      // The doubled dollar is Terraform's escape: IAM fills in the caller.
      conditions: { StringLike: { "ssm:resourceTag/aws:ssmmessages:session-id": "$${aws:userid}" } },
    },
    { sid: "EncryptSessions", actions: ["kms:GenerateDataKey"], resources: [keyArn] },
    { sid: "SeeWhetherInstanceAnswers", actions: ["ssm:GetConnectionStatus"], resources: [instanceArn] },
    {
      sid: "FindInstanceInConsole", // none of these knows a resource
      actions: [
        "ec2:DescribeInstances",
        "ssm:DescribeInstanceInformation",
        "ssm:DescribeInstanceProperties",
        "ssm:DescribeSessions",
      ],
      resources: ["*"],
    },
  ];
}
