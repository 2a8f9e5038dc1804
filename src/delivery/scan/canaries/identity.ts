import type { CheckovRule, TfsecRule } from "../../../platform/scanner-rules";
import type { JsonObject } from "../../hcl";
import { block, plant, type Canary, type Fault } from "./canary";
import { ACCOUNT, allow, dashed, KEY, policy, trust } from "./shared";

const BUCKET = "arn:aws:s3:::canary";
const NARROW = allow("s3:GetObject", `${BUCKET}/one`);
const WILD: readonly TfsecRule[] = ["aws-iam-no-policy-wildcards"];

/** What a policy must not allow, by the end of the canary's name. */
const excesses: Readonly<
  Record<
    string,
    { fault: string; statement: JsonObject; checkov: readonly CheckovRule[]; tfsec?: readonly TfsecRule[] }
  >
> = {
  everything: {
    fault: "allows everything",
    statement: allow("*", "*"),
    checkov: [
      "CKV_AWS_62",
      "CKV_AWS_63",
      "CKV_AWS_286",
      "CKV_AWS_287",
      "CKV_AWS_288",
      "CKV_AWS_289",
      "CKV_AWS_290",
      "CKV_AWS_355",
      "CKV2_AWS_40",
    ],
    tfsec: WILD,
  },
  whole_service: {
    fault: "allows every action of a service on everything",
    statement: allow("s3:*", "*"),
    checkov: ["CKV_AWS_288", "CKV_AWS_355"],
    tfsec: WILD,
  },
  every_action_on_a_bucket: {
    fault: "allows every action on one bucket",
    statement: allow("s3:*", `${BUCKET}/*`),
    checkov: [],
    tfsec: WILD,
  },
  all_of_iam: {
    fault: "allows every action of IAM",
    statement: allow("iam:*", "*"),
    checkov: ["CKV2_AWS_40", "CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_289"],
    tfsec: WILD,
  },
  credentials: {
    fault: "exposes credentials",
    statement: allow("iam:CreateAccessKey", "*"),
    checkov: ["CKV_AWS_287", "CKV_AWS_286", "CKV_AWS_289"],
    tfsec: WILD,
  },
  writing: {
    fault: "writes everywhere",
    statement: allow("ec2:TerminateInstances", "*"),
    checkov: ["CKV_AWS_290", "CKV_AWS_355"],
    tfsec: WILD,
  },
};

function faults(prefix: string, what: string, body: (statement: JsonObject) => JsonObject): Record<string, Fault> {
  return Object.fromEntries(
    Object.entries(excesses).map(([name, { fault, statement, checkov, tfsec }]) => [
      `${prefix}_${name}`,
      { fault: `${what} ${fault}`, change: body(statement), checkov, tfsec },
    ]),
  );
}

const asText = (statement: JsonObject): JsonObject => ({ policy: policy(statement) });
/** One and several references: a scanner that does not know their values may skip the policy. */
const withReference = (action: string, resource: string): JsonObject => asText(allow(action, resource));
const expression = (action: string): JsonObject => ({
  policy: `\${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })}`,
});
const referenceToBucket = (name: string, suffix = "/*"): string => `\${aws_s3_bucket.${name}.arn}${suffix}`;

const passwords: JsonObject = {
  minimum_password_length: 14,
  max_password_age: 90,
  password_reuse_prevention: 24,
  require_lowercase_characters: true,
  require_uppercase_characters: true,
  require_numbers: true,
  require_symbols: true,
};

const role = (assume: string): JsonObject => ({ assume_role_policy: assume });
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

/** Policies in each way to write them, roles, users, passwords. */
export const identity: readonly Canary[] = [
  ...plant({
    type: "aws_iam_policy",
    sound: (name) => ({ name: dashed(name), ...asText(NARROW) }),
    faults: {
      ...faults("policy", "Policy", asText),
      policy_by_expression: {
        fault: "Policy by jsonencode allows everything",
        change: expression("*"),
        checkov: ["CKV_AWS_62", "CKV_AWS_63"],
        tfsec: WILD,
      },
      policy_service_by_expression: {
        fault: "Policy by jsonencode allows every action of a service",
        change: expression("s3:*"),
        checkov: ["CKV_AWS_288"],
        tfsec: WILD,
      },
    },
  }),
  ...plant({
    type: "aws_iam_policy",
    around: (name) => block("aws_s3_bucket", name, { bucket: dashed(`canary-${name}`) }),
    sound: (name) => ({ name: dashed(name), ...asText(allow("s3:GetObject", referenceToBucket(name, "/one"))) }),
    faults: {
      policy_with_reference: {
        fault: "Policy with a reference allows every action on a bucket",
        change: (name) => withReference("s3:*", referenceToBucket(name)),
        tfsec: WILD,
      },
      policy_with_references: {
        fault: "Policy with two references allows every action on a bucket and a key",
        change: (name) => asText({ ...allow(["s3:*", "kms:*"], [referenceToBucket(name), KEY]) }),
        tfsec: WILD,
      },
      policy_everything_beside_reference: {
        fault: "Policy with a reference in one statement allows everything in another",
        change: (name) => ({ policy: policy(allow("s3:GetObject", referenceToBucket(name, "/one")), allow("*", "*")) }),
        checkov: ["CKV_AWS_62", "CKV_AWS_63"],
        tfsec: WILD,
      },
    },
  }),
  ...plant({
    type: "aws_iam_role_policy",
    around: (name) =>
      block("aws_iam_role", name, { name: dashed(name), ...role(trust({ Service: "ecs-tasks.amazonaws.com" })) }),
    sound: (name) => ({ role: `\${aws_iam_role.${name}.name}`, ...asText(NARROW) }),
    faults: faults("inline_policy", "Inline policy", asText),
  }),
  ...plant({
    type: "data.aws_iam_policy_document",
    sound: { statement: [{ effect: "Allow", actions: ["s3:GetObject"], resources: [`${BUCKET}/one`] }] },
    faults: {
      document_everything: {
        fault: "Policy document allows everything",
        change: { statement: [{ effect: "Allow", actions: ["*"], resources: ["*"] }] },
        checkov: [
          "CKV_AWS_1",
          "CKV_AWS_49",
          "CKV_AWS_107",
          "CKV_AWS_108",
          "CKV_AWS_109",
          "CKV_AWS_110",
          "CKV_AWS_111",
          "CKV_AWS_356",
          "CKV2_AWS_40",
        ],
      },
      document_for_anybody: {
        fault: "Policy document lets anybody in",
        change: {
          statement: {
            effect: "Allow",
            actions: ["s3:GetObject"],
            resources: [`${BUCKET}/one`],
            principals: { type: "AWS", identifiers: ["*"] },
          },
        },
        checkov: ["CKV_AWS_283"],
      },
    },
  }),
  ...plant({
    type: "data.aws_iam_policy_document",
    at: "aws_iam_policy",
    around: (name) =>
      block("aws_iam_policy", name, { name: dashed(name), policy: `\${data.aws_iam_policy_document.${name}.json}` }),
    sound: { statement: [{ effect: "Allow", actions: ["s3:GetObject"], resources: [`${BUCKET}/one`] }] },
    faults: {
      policy_by_document: {
        fault: "Policy by a document allows every action of a service",
        change: { statement: [{ effect: "Allow", actions: ["s3:*"], resources: ["*"] }] },
        tfsec: WILD,
        tfsecAt: "data.aws_iam_policy_document",
      },
    },
  }),
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
