import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import { policyDocument, type PolicyStatement } from "../../platform/policy-document";
import { SystemStack } from "../../platform/system-stack";

const HOUR_SECONDS = 3600;

/**
 * Holds whatever else is attached later, by us or by hand. `Bool`, not `BoolIfExists`: credentials of AssumeRole carry no
 * word about MFA, so that the stricter form would refuse everything to people who came with a second factor.
 */
const NOTHING_WITHOUT_MFA: PolicyStatement = {
  sid: "DenyEverythingWithoutMfa",
  effect: "Deny",
  actions: ["*"],
  resources: ["*"],
  conditions: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
};

export interface PersonRoleProps {
  /** Also of its policy, such as `omni-portal-production-shell`; `<name>-mfa` is the policy that demands the second factor. */
  readonly name: string;
  /** What a person does by it. */
  readonly description: string;
  /** What a person who assumed it may do. */
  readonly permissions: readonly PolicyStatement[];
}

/**
 * A role that people of the account assume for an hour at most, and only with a second factor: it is demanded when the
 * role is assumed, and a call whose session says that it had none is refused. 164.312(d), 164.312(a)(1), 164.312(a)(2)(iii)
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export class PersonRole extends Construct {
  readonly roleArn: string;
  readonly roleName: string;
  /** The role's permissions. */
  protected readonly policy: IamPolicy;

  /** @throws Error when two permissions share a sid */
  constructor(scope: Construct, id: string, { name, description, permissions }: PersonRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name,
      description,
      assumeRolePolicy: trust(SystemStack.of(this).settings.account),
      maxSessionDuration: HOUR_SECONDS,
    });
    acknowledgeByDesign(
      role,
      "iam-roles-do-not-trust-the-account",
      "People come by whatever roles their company gives them: IAM decides who may assume this one, and a second factor is demanded.",
      "docs/decisions/0115-bastion-mfa.md",
    );
    this.policy = new IamPolicy(this, "policy", { name, policy: policyDocument(permissions) });
    new IamRolePolicyAttachment(this, "sessions", { role: role.name, policyArn: this.policy.arn });
    const mfa = new IamPolicy(this, "mfa_policy", {
      name: `${name}-mfa`,
      policy: policyDocument([NOTHING_WITHOUT_MFA]),
    });
    new IamRolePolicyAttachment(this, "mfa", { role: role.name, policyArn: mfa.arn });
    this.roleArn = role.arn;
    this.roleName = role.name;
  }
}

/** Anybody of the account whom IAM lets assume the role, and only with a second factor. */
function trust(account: string): string {
  return policyDocument([
    {
      sid: "AssumedByPeopleWithMfa",
      principals: { aws: [`arn:aws:iam::${account}:root`] },
      actions: ["sts:AssumeRole"],
      resources: [],
      conditions: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    },
  ]);
}
