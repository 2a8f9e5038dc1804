import type { JsonObject } from "../../hcl";
import { type Canary, block, mergeParts, plant } from "./canary";
import { API, restApi, restApiId } from "./api-parts";
import { ACCOUNT, CERTIFICATE, dashed } from "./shared";

const method: JsonObject = {
  rest_api_id: API,
  resource_id: "res012",
  http_method: "GET",
  authorization: "COGNITO_USER_POOLS",
  authorizer_id: "auth01",
  request_validator_id: "val012",
};

/** Methods, names and deployments of API Gateway; Cognito. */
export const apis: readonly Canary[] = [
  ...plant({
    type: "aws_api_gateway_method",
    around: (name) =>
      mergeParts([
        block("aws_api_gateway_rest_api", name, restApi(name)),
        block("aws_api_gateway_resource", name, {
          rest_api_id: restApiId(name),
          parent_id: `\${aws_api_gateway_rest_api.${name}.root_resource_id}`,
          path_part: "records",
        }),
      ]),
    sound: (name) => ({
      ...method,
      rest_api_id: restApiId(name),
      resource_id: `\${aws_api_gateway_resource.${name}.id}`,
    }),
    faults: {
      method_open: {
        fault: "Method asks for no credentials",
        change: { authorization: "NONE", authorizer_id: null },
        checkov: ["CKV_AWS_59", "CKV2_AWS_70"],
        tfsec: ["aws-api-gateway-no-public-access"],
        blind: { CKV2_AWS_70: "the rule judges OPTIONS methods only" },
      },
      method_unvalidated: {
        fault: "Method's requests are not validated",
        change: { request_validator_id: null },
        checkov: ["CKV2_AWS_53"],
      },
    },
  }),
  ...plant({
    type: "aws_api_gateway_rest_api",
    sound: (name) => ({ name: dashed(name), lifecycle: { create_before_destroy: true } }),
    faults: {
      api_replaced_with_a_gap: {
        fault: "API destroyed before its successor exists",
        change: { lifecycle: null },
        checkov: ["CKV_AWS_237"],
      },
    },
  }),
  ...plant({
    type: "aws_api_gateway_deployment",
    sound: { rest_api_id: API, lifecycle: { create_before_destroy: true } },
    faults: {
      deployment_replaced_with_a_gap: {
        fault: "API deployment destroyed before its successor exists",
        change: { lifecycle: null },
        checkov: ["CKV_AWS_217"],
      },
    },
  }),
  ...plant({
    type: "aws_api_gateway_domain_name",
    sound: {
      domain_name: "api.example.com",
      regional_certificate_arn: CERTIFICATE,
      security_policy: "TLS_1_2",
      endpoint_configuration: { types: ["REGIONAL"] },
    },
    faults: {
      api_name_with_old_tls: {
        fault: "API's name accepts TLS 1.0",
        change: { security_policy: "TLS_1_0" },
        checkov: ["CKV_AWS_206"],
        tfsec: ["aws-api-gateway-use-secure-tls-policy"],
      },
    },
  }),
  ...plant({
    type: "aws_apigatewayv2_stage",
    sound: {
      api_id: "abc",
      name: "live",
      access_log_settings: {
        destination_arn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:api`,
        format: "$context.requestId",
      },
    },
    faults: {
      http_stage_without_log: {
        fault: "HTTP API stage without access log",
        change: { access_log_settings: null },
        checkov: ["CKV_AWS_76"],
        tfsec: ["aws-api-gateway-enable-access-logging"],
      },
    },
  }),
  ...plant({
    type: "aws_cognito_identity_pool",
    sound: { identity_pool_name: "canary", allow_unauthenticated_identities: false },
    faults: {
      guests_allowed: {
        fault: "Identity pool serves guests",
        change: { allow_unauthenticated_identities: true },
        checkov: ["CKV_AWS_366"],
      },
    },
  }),
];
