import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import { policyDocument } from "../../platform/policy-document";
import { acknowledgeRunTimeNames } from "../../platform/run-time-names";
import { SystemStack } from "../../platform/system-stack";
import { awsDocumentArn } from "./aws-document";

/** AWS's document for a tunnel from a laptop through the instance to another host. */
const PORT_FORWARDING = "AWS-StartPortForwardingSessionToRemoteHost";
const HOUR_SECONDS = 3600;

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
export class SessionAccessRole extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: SessionAccessRoleProps) {
    super(scope, id);
    const { account } = SystemStack.of(this).settings;
    const role = new IamRole(this, "Resource", {
      name: props.name,
      description: "Starts sessions on the bastion; assumed by people with MFA",
      assumeRolePolicy: trust(account),
      maxSessionDuration: HOUR_SECONDS,
    });
    acknowledgeByDesign(
      role,
      "iam-roles-do-not-trust-the-account",
      "People come by whatever roles their company gives them: IAM decides who may assume this one, and a second factor is demanded.",
      "docs/decisions/0115-bastion-mfa.md",
    );
    const policy = new IamPolicy(this, "policy", { name: props.name, policy: this.permissions(props) });
    acknowledgeRunTimeNames(policy);
    new IamRolePolicyAttachment(this, "sessions", { role: role.name, policyArn: policy.arn });
    this.roleArn = role.arn;
  }

  private permissions({ instanceArn, documentArn, keyArn }: SessionAccessRoleProps): string {
    const { account, region } = SystemStack.of(this).settings;
    const forwarding = awsDocumentArn(this, PORT_FORWARDING);
    return policyDocument([
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
    ]);
  }
}

/** Anybody of the account whom IAM lets assume the role, and only with a second factor. */
function trust(account: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AssumedByPeopleWithMfa",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "sts:AssumeRole",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      },
    ],
  });
}
