import { example, tagged, tags, type ApiExample } from "./api-example";

const userPool = {
  Name: "x",
  MfaConfiguration: "ON",
  UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
  Policies: { PasswordPolicy: { MinimumLength: 14 } },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  DeletionProtection: "ACTIVE",
  UserPoolTags: tags,
};
const client = {
  ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  AccessTokenValidity: 15,
  IdTokenValidity: 15,
  RefreshTokenValidity: 720,
  EnableTokenRevocation: true,
  PreventUserExistenceErrors: "ENABLED",
};
const changedPool = (change: object) => ({ UserPool: { ...userPool, ...change } });
const changedClient = (change: object) => ({ UserPoolClient: { ...client, ...change } });

/** People and the programs by which they sign in. */
export const userPoolExamples: readonly ApiExample[] = [
  example(
    "aws_cognito_user_pool",
    { id: "us-east-1_1", deletion_protection: "ACTIVE" },
    ["describeUserPool", { UserPool: userPool }],
    {
      name: "x",
      mfa_configuration: "ON",
      advanced_security_mode: "ENFORCED",
      minimum_password_length: 14,
      long_passwords: true,
      only_admins_create_users: true,
      protected_as_deployed: true,
      ...tagged,
    },
    [
      ["a password will do", changedPool({ MfaConfiguration: "OPTIONAL" }), "mfa-configuration"],
      [
        "risky sign-ins are counted only",
        changedPool({ UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } }),
        "advanced-security-mode",
      ],
      ["risky sign-ins are let in", changedPool({ UserPoolAddOns: undefined }), "advanced-security-mode"],
      [
        "short passwords will do",
        changedPool({ Policies: { PasswordPolicy: { MinimumLength: 8 } } }),
        "long-passwords",
      ],
      ["passwords have no policy", changedPool({ Policies: undefined }), "long-passwords"],
      ["anybody makes an account", changedPool({ AdminCreateUserConfig: undefined }), "only-admins-create-users"],
      ["the pool is deletable", changedPool({ DeletionProtection: undefined }), "protected-as-deployed"],
    ],
  ),
  example(
    "aws_cognito_user_pool_client",
    {
      user_pool_id: "us-east-1_1",
      id: "c1",
      explicit_auth_flows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
      access_token_validity: 15,
      id_token_validity: 15,
      refresh_token_validity: 720,
    },
    ["describeUserPoolClient", { UserPoolClient: client }],
    {
      signs_in_as_deployed: true,
      access_token_validity: 15,
      tokens_as_deployed: true,
      revokes_tokens: true,
      hides_who_exists: true,
    },
    [
      [
        "passwords are sent",
        changedClient({ ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }),
        "signs-in-as-deployed",
      ],
      ["access lasts longer", changedClient({ AccessTokenValidity: 1440 }), "tokens-as-deployed"],
      ["names last longer", changedClient({ IdTokenValidity: 1440 }), "tokens-as-deployed"],
      ["people stay signed in", changedClient({ RefreshTokenValidity: 43_200 }), "tokens-as-deployed"],
      ["no token is revocable", changedClient({ EnableTokenRevocation: undefined }), "revokes-tokens"],
      ["names may be guessed", changedClient({ PreventUserExistenceErrors: "LEGACY" }), "hides-who-exists"],
    ],
  ),
  example(
    "aws_cognito_user_group",
    { user_pool_id: "us-east-1_1", name: "admin" },
    ["getGroup", { Group: { GroupName: "admin" } }],
    { name: "admin" },
  ),
];
