import { example, inApi, type ApiExample } from "./api-example";

const method = { ...inApi, resource_id: "r1", http_method: "POST" };
const response = { ...method, status_code: "200" };
const pool = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_1";

/** What one method of an API consists of. */
export const apiMethodExamples: readonly ApiExample[] = [
  example("aws_api_gateway_resource", inApi, ["getResource", { path: "/items" }], { path: "/items" }),
  example(
    "aws_api_gateway_method",
    {
      ...method,
      authorization: "COGNITO_USER_POOLS",
      authorizer_id: "a1",
      request_validator_id: "v1",
      request_models: { "application/json": "NewItem" },
      request_parameters: {},
    },
    [
      "getMethod",
      {
        authorizationType: "COGNITO_USER_POOLS",
        authorizerId: "a1",
        requestValidatorId: "v1",
        requestModels: { "application/json": "NewItem" },
      },
    ],
    { authorization: "COGNITO_USER_POOLS", authorized_as_deployed: true, validated_as_deployed: true },
    [
      ["anybody may call", { authorizationType: "NONE", authorizerId: undefined }, "authorized-as-deployed"],
      ["another authorizer is asked", { authorizerId: "a2" }, "authorized-as-deployed"],
      ["no body is looked at", { requestValidatorId: undefined }, "validated-as-deployed"],
      ["any body will do", { requestModels: undefined }, "validated-as-deployed"],
      ["a parameter was added", { requestParameters: { "method.request.path.id": true } }, "validated-as-deployed"],
    ],
  ),
  example(
    "aws_api_gateway_integration",
    { ...method, type: "AWS_PROXY", uri: "arn:lambda" },
    ["getIntegration", { type: "AWS_PROXY", uri: "arn:lambda" }],
    { type: "AWS_PROXY", answered_as_deployed: true },
    [
      ["another function answers", { uri: "arn:other" }, "answered-as-deployed"],
      ["nothing answers", { type: "MOCK" }, "answered-as-deployed"],
    ],
  ),
  example(
    "aws_api_gateway_method_response",
    { ...response, response_parameters: { "method.response.header.A": true } },
    ["getMethodResponse", { responseParameters: { "method.response.header.A": true } }],
    { headers_as_deployed: true },
    [["a header is gone", { responseParameters: undefined }, "headers-as-deployed"]],
  ),
  example(
    "aws_api_gateway_integration_response",
    { ...response, response_parameters: { "method.response.header.A": "'https://x'" } },
    ["getIntegrationResponse", { responseParameters: { "method.response.header.A": "'https://x'" } }],
    { headers_as_deployed: true },
    [
      [
        "pages of all origins may call",
        { responseParameters: { "method.response.header.A": "'*'" } },
        "headers-as-deployed",
      ],
    ],
  ),
  example(
    "aws_api_gateway_gateway_response",
    {
      ...inApi,
      response_type: "DEFAULT_4XX",
      response_parameters: { a: "'https://x'" },
      response_templates: { b: "{}" },
    },
    [
      "getGatewayResponse",
      { responseType: "DEFAULT_4XX", responseParameters: { a: "'https://x'" }, responseTemplates: { b: "{}" } },
    ],
    { response_type: "DEFAULT_4XX", answers_as_deployed: true },
    [
      ["pages of all origins may read errors", { responseParameters: { a: "'*'" } }, "answers-as-deployed"],
      ["errors say more", { responseTemplates: { b: "$input" } }, "answers-as-deployed"],
    ],
  ),
  example(
    "aws_api_gateway_model",
    { ...inApi, name: "NewItem", schema: '{"type":"object"}' },
    ["getModel", { name: "NewItem", schema: '{ "type": "object" }' }],
    { model_name: "NewItem", schema_as_deployed: true },
    [["any body will do", { schema: undefined }, "schema-as-deployed"]],
  ),
  example(
    "aws_api_gateway_request_validator",
    { ...inApi, validate_request_body: true, validate_request_parameters: true },
    ["getRequestValidator", { validateRequestBody: true, validateRequestParameters: true }],
    { validates_as_deployed: true },
    [
      ["bodies are not looked at", { validateRequestBody: false }, "validates-as-deployed"],
      ["parameters are not looked at", { validateRequestParameters: undefined }, "validates-as-deployed"],
    ],
  ),
  example(
    "aws_api_gateway_authorizer",
    { ...inApi, provider_arns: [pool, `${pool}2`] },
    ["getAuthorizer", { type: "COGNITO_USER_POOLS", providerARNs: [`${pool}2`, pool] }],
    { type: "COGNITO_USER_POOLS", pools_as_deployed: true },
    [
      ["another pool is trusted", { providerARNs: [pool, `${pool}2`, `${pool}3`] }, "pools-as-deployed"],
      ["no pool is trusted", { providerARNs: undefined }, "pools-as-deployed"],
    ],
  ),
];
