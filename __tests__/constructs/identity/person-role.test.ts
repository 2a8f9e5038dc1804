import { PersonRole } from "../../../src/constructs/identity/person-role";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import { statementsOf, synthesize } from "../../support/synthesize";

const listing = { sid: "ListBuckets", actions: ["s3:ListAllMyBuckets"], resources: ["*"] };

function role(permissions = [listing]) {
  return synthesize((stack) => {
    new PersonRole(stack, "support", { name: "sample-support", description: "Looks around", permissions });
  });
}

describe("PersonRole", () => {
  it("is assumed by people of the account only with a second factor, for an hour at most [000-compliance-mfa]", () => {
    const { assume_role_policy, ...rest } = role().at("aws_iam_role.support");
    expect(statementsOf(assume_role_policy)).toEqual([
      {
        Sid: "AssumedByPeopleWithMfa",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:root" },
        Action: "sts:AssumeRole",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      },
    ]);
    expect(rest).toMatchObject({ name: "sample-support", description: "Looks around", max_session_duration: 3600 });
  });

  it("does what it is permitted, and nothing without a second factor [000-compliance-mfa]", () => {
    const stack = role();
    expect(statementsOf(stack.at("aws_iam_policy.support_policy").policy).map(({ Sid }) => Sid as string)).toEqual([
      "ListBuckets",
    ]);
    expect(statementsOf(stack.at("aws_iam_policy.support_mfa_policy").policy)).toEqual([
      {
        Sid: "DenyEverythingWithoutMfa",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ]);
    const attached = Object.values(stack.every("aws_iam_role_policy_attachment"));
    expect(attached.map(({ role, policy_arn }) => [role as string, policy_arn as string])).toEqual([
      ["${aws_iam_role.support.name}", "${aws_iam_policy.support_policy.arn}"],
      ["${aws_iam_role.support.name}", "${aws_iam_policy.support_mfa_policy.arn}"],
    ]);
  });

  it("silences one finding only: that its trust names the account", () => {
    synthesize((stack) => {
      const support = new PersonRole(stack, "support", { name: "x", description: "x", permissions: [listing] });
      expect(acknowledgementsIn(support).map(({ rule, constructPath }) => [rule, constructPath])).toEqual([
        ["iam-roles-do-not-trust-the-account", "sample-dev/support/Resource"],
      ]);
    });
  });

  it("refuses two permissions of one name", () => {
    expect(() => role([listing, listing])).toThrow('Policy statement id "ListBuckets" stands twice');
  });
});
