import { ApiGatewayGatewayResponse } from "@cdktf/provider-aws/lib/api-gateway-gateway-response";
import { ApiGatewayIntegration } from "@cdktf/provider-aws/lib/api-gateway-integration";
import { ApiGatewayIntegrationResponse } from "@cdktf/provider-aws/lib/api-gateway-integration-response";
import { ApiGatewayMethod } from "@cdktf/provider-aws/lib/api-gateway-method";
import { ApiGatewayMethodResponse } from "@cdktf/provider-aws/lib/api-gateway-method-response";
import type { ApiGatewayRequestValidator } from "@cdktf/provider-aws/lib/api-gateway-request-validator";
import type { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import type { ApiResource } from "./api-paths";
import { ABOUT_NOBODY } from "./rest-api-props";

const HEADER = (name: string) => `method.response.header.Access-Control-${name}`;

export interface PreflightProps {
  readonly api: ApiGatewayRestApi;
  readonly validator: ApiGatewayRequestValidator;
  readonly resource: ApiResource;
  /** The one origin whose pages may call. */
  readonly origin: string;
}

/**
 * Tells browsers what a page of the origin may send, without a token, which browsers do not send along. API Gateway answers
 * by itself. @returns what a deployment comes after
 */
export function answerPreflight(
  scope: Construct,
  { api, validator, resource, origin }: PreflightProps,
): readonly TerraformResource[] {
  const id = `options_${resource.name}`;
  const place = { restApiId: api.id, resourceId: resource.id, httpMethod: "OPTIONS" };
  const values = {
    [HEADER("Allow-Origin")]: `'${origin}'`,
    [HEADER("Allow-Methods")]: "'DELETE,GET,OPTIONS,PATCH,POST,PUT'",
    [HEADER("Allow-Headers")]: "'Authorization,Content-Type'",
    [HEADER("Max-Age")]: "'600'",
  };
  const method = new ApiGatewayMethod(scope, id, {
    ...place,
    authorization: "NONE",
    requestValidatorId: validator.id,
  });
  acknowledgeByDesign(method, "api-gateway-methods-ask-for-credentials", ABOUT_NOBODY);
  const integration = new ApiGatewayIntegration(scope, `${id}_integration`, {
    ...place,
    type: "MOCK",
    requestTemplates: { "application/json": '{"statusCode":200}' },
    dependsOn: [method],
  });
  const response = new ApiGatewayMethodResponse(scope, `${id}_response`, {
    ...place,
    statusCode: "200",
    responseParameters: Object.fromEntries(Object.keys(values).map((name) => [name, true])),
    dependsOn: [method],
  });
  const filled = new ApiGatewayIntegrationResponse(scope, `${id}_integration_response`, {
    ...place,
    statusCode: response.statusCode,
    responseParameters: values,
    dependsOn: [integration],
  });
  return [method, integration, response, filled];
}

/** What API Gateway refuses by itself (no token, too many requests) pages must be able to read too. */
export function answerErrorsWithCors(
  scope: Construct,
  api: ApiGatewayRestApi,
  origin: string,
): readonly TerraformResource[] {
  return (["4XX", "5XX"] as const).map(
    (kind) =>
      new ApiGatewayGatewayResponse(scope, `errors_${kind.toLowerCase()}`, {
        restApiId: api.id,
        responseType: `DEFAULT_${kind}`,
        responseParameters: { "gatewayresponse.header.Access-Control-Allow-Origin": `'${origin}'` },
        responseTemplates: { "application/json": '{"message":$context.error.messageString}' },
      }),
  );
}
