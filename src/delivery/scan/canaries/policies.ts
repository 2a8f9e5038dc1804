import type { CheckovRule, TfsecRule } from "../../../platform/scanner-rules";
import type { JsonObject } from "../../hcl";
import { type Canary, type Fault, block, plant } from "./canary";
import { role } from "./policy-parts";
import { KEY, dashed, policy, allow, trust } from "./shared";

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

/** IAM policies in each way to write them. */
export const policies: readonly Canary[] = [
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
];
