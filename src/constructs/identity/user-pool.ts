import { CognitoUserGroup } from "@cdktf/provider-aws/lib/cognito-user-group";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { Construct } from "constructs";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { classify } from "../../platform/tags";

export interface UserPoolProps {
  /** Such as `itrack-production`. */
  readonly name: string;
  /** By name, which tokens carry and programs ask for: 1-128 letters, digits and `_-`. */
  readonly groups: Readonly<Record<string, { readonly description: string }>>;
  /** Minutes that an access or id token holds, 5-60. @default 15 */
  readonly tokenMinutes?: number;
  /** Minutes after which people sign in again, 60-1440. @default 720, a working day */
  readonly sessionMinutes?: number;
  /** Kept: neither AWS nor Terraform deletes the pool, and everybody's account with it. */
  readonly protection: Safeguard;
}

/**
 * Who may use a product: accounts that an administrator makes, a second factor always, long passwords, sign-ins that AWS
 * judges by their risk, tokens that live for minutes. 164.312(d), 164.312(a)(2)(i), 164.308(a)(5)(ii)(D) @stateful
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html
 */
export class UserPool extends Construct {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  /** By which programs in browsers and telephones sign in: it has no secret, for they could keep none. */
  readonly clientId: string;
  /** `iss` of the tokens. */
  readonly issuerUrl: string;

  /** @throws Error when a lifetime or a group's name is out of range */
  constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    requireValid(this, props);
    const { name, groups, tokenMinutes = 15, sessionMinutes = 720, protection } = props;
    const pool = new CognitoUserPool(this, "Resource", {
      name,
      userPoolTier: "PLUS", // the one that judges sign-ins
      userPoolAddOns: { advancedSecurityMode: "ENFORCED" }, // 164.308(a)(1)(ii)(D)
      mfaConfiguration: "ON", // 164.312(d)
      softwareTokenMfaConfiguration: { enabled: true },
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: true }, // 164.308(a)(3)(ii)(A)
      passwordPolicy: {
        minimumLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        passwordHistorySize: 24,
        temporaryPasswordValidityDays: 1,
      },
      deletionProtection: protection.kept ? "ACTIVE" : "INACTIVE", // 164.312(c)(1)
      lifecycle: lifecycleOf(protection),
      tags: { Name: name },
    });
    classify(pool, "pii");
    for (const [group, { description }] of Object.entries(groups)) {
      new CognitoUserGroup(this, `group_${group}`, { userPoolId: pool.id, name: group, description });
    }
    this.clientId = this.client(pool, name, tokenMinutes, sessionMinutes);
    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    const { region } = SystemStack.of(this).settings;
    this.issuerUrl = `https://cognito-idp.${region}.amazonaws.com/${pool.id}`;
  }

  private client(pool: CognitoUserPool, name: string, tokenMinutes: number, sessionMinutes: number): string {
    return new CognitoUserPoolClient(this, "client", {
      name: `${name}-client`,
      userPoolId: pool.id,
      generateSecret: false,
      explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"], // the password never leaves the browser
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      accessTokenValidity: tokenMinutes, // 164.312(a)(2)(iii)
      idTokenValidity: tokenMinutes,
      refreshTokenValidity: sessionMinutes,
      tokenValidityUnits: [{ accessToken: "minutes", idToken: "minutes", refreshToken: "minutes" }],
    }).id;
  }
}

function requireValid(pool: UserPool, { groups, tokenMinutes = 15, sessionMinutes = 720 }: UserPoolProps): void {
  const strange = Object.keys(groups).find((group) => !/^[\w-]{1,128}$/.test(group));
  const problem = [
    strange !== undefined && `groups has "${strange}"; allowed are 1-128 letters, digits and _-`,
    !isWhole(tokenMinutes, 5, 60) && `tokenMinutes is ${tokenMinutes}; allowed are whole numbers from 5 to 60`,
    !isWhole(sessionMinutes, 60, 1440) &&
      `sessionMinutes is ${sessionMinutes}; allowed are whole numbers from 60 to 1440`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${pool.node.path}] ${problem}. Change it in the pool's properties.`);
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
