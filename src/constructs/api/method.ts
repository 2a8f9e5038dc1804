import type { ApiGatewayAuthorizer } from "@cdktf/provider-aws/lib/api-gateway-authorizer";
import { ApiGatewayIntegration } from "@cdktf/provider-aws/lib/api-gateway-integration";
import { ApiGatewayMethod } from "@cdktf/provider-aws/lib/api-gateway-method";
import { ApiGatewayModel } from "@cdktf/provider-aws/lib/api-gateway-model";
import type { ApiGatewayRequestValidator } from "@cdktf/provider-aws/lib/api-gateway-request-validator";
import type { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import type { ApiResource } from "./api-paths";
import type { HttpMethod, Route } from "./rest-api-props";

export interface MethodProps {
  readonly api: ApiGatewayRestApi;
  readonly authorizer: ApiGatewayAuthorizer;
  readonly validator: ApiGatewayRequestValidator;
  readonly resource: ApiResource;
  readonly method: HttpMethod;
  readonly path: string;
  readonly route: Route;
}

/** One method of one path, answered by a function that API Gateway may call for it and nothing else. @returns what a deployment comes after */
export function addMethod(scope: Construct, props: MethodProps): readonly TerraformResource[] {
  const { api, authorizer, validator, resource, method: httpMethod, path, route } = props;
  const id = `${httpMethod.toLowerCase()}_${resource.name}`;
  const place = { restApiId: api.id, resourceId: resource.id, httpMethod };
  const model = route.body && bodyModel(scope, id, api, route.body);
  const method = new ApiGatewayMethod(scope, id, {
    ...place,
    ...(route.open ? { authorization: "NONE" } : { authorization: "COGNITO_USER_POOLS", authorizerId: authorizer.id }),
    requestValidatorId: validator.id,
    requestParameters: requiredParameters(path, route),
    ...(model && { requestModels: { "application/json": model.name } }),
  });
  if (route.open) acknowledgeByDesign(method, "api-gateway-methods-ask-for-credentials", route.open.reason);
  const integration = new ApiGatewayIntegration(scope, `${id}_integration`, {
    ...place,
    type: "AWS_PROXY",
    integrationHttpMethod: "POST", // Lambda's own
    uri: route.function.invokeArn,
    timeoutMilliseconds: 29_000,
    dependsOn: [method],
  });
  new LambdaPermission(scope, `${id}_permission`, {
    statementId: `${httpMethod}-${resource.name}`,
    action: "lambda:InvokeFunction",
    functionName: route.function.functionName,
    principal: "apigateway.amazonaws.com",
    sourceArn: `${api.executionArn}/*/${httpMethod}${path.replaceAll(/\{[^}]+\}/g, "*")}`, // 164.312(a)(1)
  });
  return [method, integration, ...(model ? [model] : [])];
}

function bodyModel(scope: Construct, id: string, api: ApiGatewayRestApi, schema: NonNullable<Route["body"]>) {
  return new ApiGatewayModel(scope, `${id}_body`, {
    restApiId: api.id,
    name: id.replaceAll(/[^a-zA-Z0-9]/g, ""), // letters and digits alone
    contentType: "application/json",
    schema: JSON.stringify({ $schema: "http://json-schema.org/draft-04/schema#", ...schema }),
  });
}

function requiredParameters(path: string, { query = [] }: Route): Record<string, boolean> {
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => `method.request.path.${name}`);
  const inQuery = query.map((name) => `method.request.querystring.${name}`);
  return Object.fromEntries([...inPath, ...inQuery].map((name) => [name, true]));
}
