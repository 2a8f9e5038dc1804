import { AccountBaseline } from "../../../src/constructs/audit/account-baseline";
import { hipaaRules } from "../../../src/constructs/audit/hipaa-pack/rules";
import { synthesize } from "../../support/synthesize";

const stack = synthesize((scope) => {
  const { analyzerArn } = new AccountBaseline(scope, "account", { name: "sample-dev" });
  scope.output("analyzer", analyzerArn, { description: "A sample" });
});

/** `MaxPasswordAge` -> `max_password_age` */
const snakeCase = (name: string) => name.replace(/(?<!^)([A-Z])/g, "_$1").toLowerCase();

describe("AccountBaseline", () => {
  it("demands passwords as the HIPAA pack's rule wants them", () => {
    const { parameters } = hipaaRules.find(({ name }) => name === "iam-password-policy")!;
    const wanted = Object.entries(parameters).map(([name, value]) => [snakeCase(name), JSON.parse(value) as unknown]);
    expect(wanted).toHaveLength(7);
    expect(stack.only("aws_iam_account_password_policy")).toMatchObject(Object.fromEntries(wanted) as object);
  });

  it("closes every bucket of the account to the public", () => {
    expect(stack.only("aws_s3_account_public_access_block")).toEqual(
      expect.objectContaining({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      }),
    );
  });

  it("encrypts new volumes, with no key of one system", () => {
    expect(stack.only("aws_ebs_encryption_by_default").enabled).toBe(true);
    stack.none("aws_ebs_default_kms_key");
  });

  it("finds what the account shares with others", () => {
    expect(stack.only("aws_accessanalyzer_analyzer")).toMatchObject({ analyzer_name: "sample-dev", type: "ACCOUNT" });
    expect(stack.output("analyzer").value).toBe("${aws_accessanalyzer_analyzer.account_analyzer.arn}");
  });
});
