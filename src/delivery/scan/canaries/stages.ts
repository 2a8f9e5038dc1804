import type { JsonObject } from "../../hcl";
import { type Canary, block, mergeParts, plant } from "./canary";
import { API, restApi, restApiId } from "./api-parts";
import { ACCOUNT } from "./shared";

const stage: JsonObject = {
  rest_api_id: API,
  deployment_id: "dep012",
  stage_name: "live",
  xray_tracing_enabled: true,
  cache_cluster_enabled: true,
  cache_cluster_size: "0.5",
  client_certificate_id: "cert01",
  access_log_settings: {
    destination_arn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:api`,
    format: "$context.requestId",
  },
};

const settings = (change: JsonObject = {}): JsonObject => ({
  rest_api_id: API,
  stage_name: "live",
  method_path: "*/*",
  settings: {
    logging_level: "INFO",
    caching_enabled: true,
    cache_data_encrypted: true,
    data_trace_enabled: false,
    metrics_enabled: true,
    ...change,
  },
});

const changed = (change: JsonObject): JsonObject => ({ settings: settings(change).settings! });

/** Stages of API Gateway. */
export const stages: readonly Canary[] = [
  ...plant({
    type: "aws_api_gateway_stage",
    around: (name) => block("aws_api_gateway_rest_api", name, restApi(name)),
    sound: (name) => ({ ...stage, rest_api_id: restApiId(name) }),
    faults: {
      stage_without_log: {
        fault: "Stage without access log",
        change: { access_log_settings: null },
        checkov: ["CKV_AWS_76"],
        tfsec: ["aws-api-gateway-enable-access-logging"],
      },
      stage_untraced: {
        fault: "Stage without tracing",
        change: { xray_tracing_enabled: false },
        checkov: ["CKV_AWS_73"],
        tfsec: ["aws-api-gateway-enable-tracing"],
      },
      stage_without_cache: {
        fault: "Stage without cache",
        change: { cache_cluster_enabled: false },
        checkov: ["CKV_AWS_120"],
      },
      stage_without_certificate: {
        fault: "Stage shows its back end no certificate",
        change: { client_certificate_id: null },
        checkov: ["CKV2_AWS_51"],
      },
    },
  }),
  ...plant({
    type: "aws_api_gateway_method_settings",
    at: "aws_api_gateway_stage",
    around: (name) => block("aws_api_gateway_stage", name, stage),
    sound: (name) => ({ ...settings(), stage_name: `\${aws_api_gateway_stage.${name}.stage_name}` }),
    faults: {
      stage_without_execution_log: {
        fault: "Stage logs no executions",
        change: changed({ logging_level: "OFF" }),
        checkov: ["CKV2_AWS_4"],
      },
    },
  }),
  ...plant({
    type: "aws_wafv2_web_acl_association",
    at: "aws_api_gateway_stage",
    around: (name) =>
      mergeParts([
        block("aws_api_gateway_rest_api", name, restApi(name)),
        block("aws_api_gateway_stage", name, { ...stage, rest_api_id: `\${aws_api_gateway_rest_api.${name}.id}` }),
      ]),
    sound: (name) => ({
      resource_arn: `\${aws_api_gateway_stage.${name}.arn}`,
      web_acl_arn: `arn:aws:wafv2:us-east-1:${ACCOUNT}:regional/webacl/canary/1`,
    }),
    faults: { stage_without_firewall: { fault: "Stage without web ACL", change: "absent", checkov: ["CKV2_AWS_29"] } },
  }),
  ...plant({
    type: "aws_api_gateway_method_settings",
    around: (name) =>
      mergeParts([
        block("aws_api_gateway_rest_api", name, restApi(name)),
        block("aws_api_gateway_stage", name, { ...stage, rest_api_id: restApiId(name) }),
      ]),
    sound: (name) => ({
      ...settings(),
      rest_api_id: restApiId(name),
      stage_name: `\${aws_api_gateway_stage.${name}.stage_name}`,
    }),
    faults: {
      methods_with_open_cache: {
        fault: "Cache of API answers unencrypted",
        change: changed({ cache_data_encrypted: false }),
        checkov: ["CKV_AWS_308"],
        tfsec: ["aws-api-gateway-enable-cache-encryption"],
      },
      methods_without_cache: {
        fault: "API answers are not cached",
        change: changed({ caching_enabled: false }),
        checkov: ["CKV_AWS_225"],
        tfsec: ["aws-api-gateway-enable-cache"],
      },
      methods_logging_bodies: {
        fault: "API log holds whole requests",
        change: changed({ data_trace_enabled: true }),
        checkov: ["CKV_AWS_276"],
      },
    },
  }),
];
