import type { JsonObject } from "../../hcl";
import { type Canary, plant } from "./canary";
import { role } from "./policy-parts";
import { ACCOUNT, policy, trust } from "./shared";

const passwords: JsonObject = {
  minimum_password_length: 14,
  max_password_age: 90,
  password_reuse_prevention: 24,
  require_lowercase_characters: true,
  require_uppercase_characters: true,
  require_numbers: true,
  require_symbols: true,
};

const GITHUB = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` };

const github = (subject: string): JsonObject =>
  role(
    policy({
      Effect: "Allow",
      Principal: GITHUB,
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringLike: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": subject,
        },
      },
    }),
  );

/** Roles, users, passwords. */
export const roles: readonly Canary[] = [
  ...plant({
    type: "aws_iam_role",
    sound: role(trust({ Service: "ecs-tasks.amazonaws.com" })),
    faults: {
      role_for_anybody: {
        fault: "Anybody may take the role",
        change: role(trust({ AWS: "*" })),
        checkov: ["CKV_AWS_60"],
      },
      role_for_the_account: {
        fault: "Everything in the account may take the role",
        change: role(trust({ AWS: ACCOUNT })),
        checkov: ["CKV_AWS_61"],
      },
      role_of_administrators: {
        fault: "Role with AdministratorAccess",
        change: { managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
        checkov: ["CKV_AWS_274"],
      },
      role_for_any_repository: {
        fault: "Any repository on GitHub may take the role",
        sound: github("repo:example/estate:ref:refs/heads/main"),
        change: github("*"),
        checkov: ["CKV_AWS_393"],
      },
    },
  }),
  ...plant({
    type: "aws_iam_role_policy_attachment",
    sound: { role: "canary", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    faults: {
      administrators_attached: {
        fault: "AdministratorAccess attached",
        change: { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
        checkov: ["CKV_AWS_274"],
      },
      iam_attached: {
        fault: "IAMFullAccess attached",
        change: { policy_arn: "arn:aws:iam::aws:policy/IAMFullAccess" },
        checkov: ["CKV2_AWS_56"],
      },
    },
  }),
  ...plant({
    type: "aws_iam_account_password_policy",
    sound: passwords,
    faults: {
      weak_passwords: {
        fault: "Weak passwords: short, old, used again, without variety (tfsec reads one such policy a stack)",
        change: {
          minimum_password_length: 8,
          max_password_age: 365,
          password_reuse_prevention: 1,
          require_lowercase_characters: false,
          require_uppercase_characters: false,
          require_numbers: false,
          require_symbols: false,
        },
        checkov: ["CKV_AWS_9", "CKV_AWS_10", "CKV_AWS_11", "CKV_AWS_12", "CKV_AWS_13", "CKV_AWS_14", "CKV_AWS_15"],
        tfsec: [
          "aws-iam-set-minimum-password-length",
          "aws-iam-set-max-password-age",
          "aws-iam-no-password-reuse",
          "aws-iam-require-lowercase-in-passwords",
          "aws-iam-require-uppercase-in-passwords",
          "aws-iam-require-numbers-in-passwords",
          "aws-iam-require-symbols-in-passwords",
        ],
      },
    },
  }),
  ...plant({
    type: "aws_iam_user",
    sound: {},
    faults: {
      user_of_iam: {
        fault: "User of IAM instead of single sign-on",
        change: { name: "ann" },
        checkov: ["CKV_AWS_273"],
      },
    },
  }).map((canary) => ({ ...canary, fixed: {} })),
  ...plant({
    type: "aws_iam_user_policy_attachment",
    sound: { user: "ann", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    faults: { policy_of_a_user: { fault: "Policy attached to a user", change: {}, checkov: ["CKV_AWS_40"] } },
  }).map((canary) => ({ ...canary, fixed: {} })),
];
