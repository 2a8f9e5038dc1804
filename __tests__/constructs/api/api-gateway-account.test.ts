import { ApiGatewayAccount } from "../../../src/constructs/api/api-gateway-account";
import type { Safeguard } from "../../../src/platform/safeguard";
import { statementsOf, synthesize } from "../../support/synthesize";

const account = (protection: Safeguard = { kept: true }) =>
  synthesize((stack) => {
    const accessLogGroups = ["/aws/apigateway/"];
    new ApiGatewayAccount(stack, "account", { roleName: "sample-api-logs", accessLogGroups, protection });
  });

describe("ApiGatewayAccount", () => {
  it("gives API Gateway of this account, and of no other, the role by which it logs", () => {
    expect(account().only("aws_api_gateway_account").cloudwatch_role_arn).toBe("${aws_iam_role.account_role.arn}");
    expect(account().only("aws_iam_role").name).toBe("sample-api-logs");
    expect(statementsOf(account().only("aws_iam_role").assume_role_policy)).toMatchObject([
      {
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      },
    ]);
  });

  it("writes to logs of APIs and to no other", () => {
    const arn = "arn:aws:logs:us-east-1:123456789012:log-group:";
    const [statement, ...others] = statementsOf(account().only("aws_iam_policy").policy);
    expect(others).toEqual([]);
    expect(statement!.Resource).toEqual([
      `${arn}API-Gateway-Execution-Logs_*`,
      `${arn}API-Gateway-Execution-Logs_*:log-stream:*`,
      `${arn}/aws/apigateway/*`,
      `${arn}/aws/apigateway/*:log-stream:*`,
    ]);
    expect((statement!.Action as string[]).filter((action) => /Delete|Retention|\*/.test(action))).toEqual([]);
  });

  it("is set only once the role may write, for AWS tries it at once", () => {
    expect(account().only("aws_api_gateway_account").depends_on).toEqual([
      "aws_iam_role_policy_attachment.account_writes",
    ]);
  });

  it("stays unless its protection is given up", () => {
    expect(account().only("aws_iam_role").lifecycle).toEqual({ prevent_destroy: true });
    const relaxed = account({ kept: false, reason: "A sample that may be destroyed" });
    expect(relaxed.only("aws_iam_role").lifecycle).not.toEqual({ prevent_destroy: true });
  });
});
