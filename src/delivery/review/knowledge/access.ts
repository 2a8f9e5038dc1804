import { becomes, leaves } from "./directions";
import { policyLines } from "./policies";
import { rowsOf, type Row } from "./row";

const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const cognito = "https://docs.aws.amazon.com/cognito/latest/developerguide";

const effective = "what its holders may do changes within seconds";

export const access: readonly Row[] = [
  ...rowsOf(
    ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"],
    `${iam}/access_policies.html`,
    policyLines("policy", effective),
  ),
  ...rowsOf(["aws_iam_role"], `${iam}/id_roles_update-role-trust-policy.html`, [
    ...policyLines("assume_role_policy", "who may take the role changes within seconds"),
    ["permissions_boundary", "removed", "exposure", "nothing bounds its permissions any more", "Keep the boundary."],
    ["permissions_boundary", "any", "unjudged", effective],
    ["max_session_duration", "raised", "exposure", "a stolen session lasts longer", "Keep the shorter session."],
    ["max_session_duration", "any", "harmless", "sessions end earlier"],
    ["managed_policy_arns", "any", "unjudged", effective],
  ]),
  ...rowsOf(
    ["aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_group_policy_attachment"],
    `${iam}/access_policies_managed-vs-inline.html`,
    [
      [
        "policy_arn",
        (_subject, { after }) => /\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/.test(String(after)),
        "exposure",
        "its holders may do everything",
        "Attach a policy that names what they need.",
      ],
    ],
  ),
  ...rowsOf(["aws_iam_account_password_policy"], `${iam}/id_credentials_passwords_account-policy.html`, [
    ["minimum_password_length", "lowered", "exposure", "shorter passwords are accepted", "Keep the longer one."],
    ["require_symbols", "switched-off", "exposure", "simpler passwords are accepted", "Keep it."],
    ["require_numbers", "switched-off", "exposure", "simpler passwords are accepted", "Keep it."],
    ["password_reuse_prevention", "lowered", "exposure", "old passwords are accepted again", "Keep it."],
  ]),
  ...rowsOf(["aws_cognito_user_pool"], `${cognito}/cognito-user-pools-working-with-user-pools.html`, [
    [
      "mfa_configuration",
      becomes("OFF", "OPTIONAL"),
      "exposure",
      "a password alone is enough to log in",
      "Keep MFA `ON`.",
    ],
    ["mfa_configuration", "any", "downtime", "people without a second factor must set one up at the next login"],
    [
      "deletion_protection",
      leaves("ACTIVE"),
      "data-loss",
      "nothing in AWS stops the destruction of all accounts",
      "Keep it ACTIVE.",
    ],
    ["password_policy.minimum_length", "lowered", "exposure", "shorter passwords are accepted", "Keep the longer one."],
    ["password_policy", "switched-off", "exposure", "simpler passwords are accepted", "Keep it."],
    [
      "admin_create_user_config.allow_admin_create_user_only",
      "switched-off",
      "exposure",
      "everybody may make an account",
      "Let only administrators make accounts.",
    ],
    [
      "user_pool_add_ons.advanced_security_mode",
      becomes("OFF"),
      "exposure",
      "suspicious logins are no longer stopped",
      "Keep it ENFORCED.",
    ],
    ["lambda_config", "any", "unjudged", "other functions take part in logins"],
    ["password_policy", "any", "harmless", "it counts for new passwords"],
  ]),
  ...rowsOf(["aws_cognito_user_pool_client"], `${cognito}/user-pool-settings-client-apps.html`, [
    ["access_token_validity", "raised", "exposure", "a stolen token lasts longer", "Keep it short."],
    ["refresh_token_validity", "raised", "exposure", "a stolen token lasts longer", "Keep it short."],
    ["access_token_validity", "any", "harmless", "people log in more often"],
    ["refresh_token_validity", "any", "harmless", "people log in more often"],
    ["callback_urls", "any", "unjudged", "logins return to other pages", "See that each is a page of this product."],
    ["explicit_auth_flows", "any", "unjudged", "clients log in otherwise"],
    ["enable_token_revocation", "switched-off", "exposure", "a stolen token cannot be taken back", "Keep it on."],
  ]),
];
