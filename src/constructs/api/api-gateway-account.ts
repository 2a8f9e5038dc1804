import { ApiGatewayAccount as Account } from "@cdktf/provider-aws/lib/api-gateway-account";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, serviceTrust } from "../../platform/policy-document";
import { acknowledgeRunTimeNames } from "../../platform/run-time-names";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";

export interface ApiGatewayAccountProps {
  readonly roleName: string;
  /** Beginnings of the names of access log groups, such as `/aws/apigateway/`. */
  readonly accessLogGroups: readonly string[];
  /** Kept: Terraform refuses to destroy the role, without which no API of the account logs. */
  readonly protection: Safeguard;
}

/**
 * The one role by which API Gateway writes logs in an account and region, whichever API they are of. Exactly one deployment
 * makes it. 164.312(b)
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export class ApiGatewayAccount extends Construct {
  /** What a stage of the same deployment comes after: AWS refuses one that logs in an account without the role. */
  readonly setting: TerraformResource;

  constructor(scope: Construct, id: string, { roleName, accessLogGroups, protection }: ApiGatewayAccountProps) {
    super(scope, id);
    const { account, region } = SystemStack.of(this).settings;
    const role = new IamRole(this, "role", {
      name: roleName,
      description: "API Gateway writes access and execution logs",
      assumeRolePolicy: serviceTrust("apigateway.amazonaws.com", { StringEquals: { "aws:SourceAccount": account } }),
      lifecycle: lifecycleOf(protection),
    });
    const groups = ["API-Gateway-Execution-Logs_", ...accessLogGroups].map(
      (begin) => `arn:aws:logs:${region}:${account}:log-group:${begin}*`,
    );
    const policy = new IamPolicy(this, "policy", {
      name: `${roleName}-write`,
      policy: policyDocument([
        {
          sid: "WriteLogsOfApis",
          actions: [
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "logs:FilterLogEvents",
            "logs:GetLogEvents",
            "logs:PutLogEvents",
          ],
          resources: groups.flatMap((arn) => [arn, `${arn}:log-stream:*`]),
        },
      ]),
    });
    acknowledgeRunTimeNames(policy); // of other deployments, too: nobody but API Gateway assumes the role
    const attached = new IamRolePolicyAttachment(this, "writes", { role: role.name, policyArn: policy.arn });
    // AWS tries the role at once
    this.setting = new Account(this, "Resource", { cloudwatchRoleArn: role.arn, dependsOn: [attached] });
  }
}
