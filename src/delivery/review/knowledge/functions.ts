import { becomes } from "./directions";
import { policyLines } from "./policies";
import { rowsOf, type Row } from "./row";

const gateway = "https://docs.aws.amazon.com/apigateway/latest/developerguide";
const lambda = "https://docs.aws.amazon.com/lambda/latest/dg";

const released = "running requests end on the old version, new ones take the new";
const deployed = "it counts once a deployment of the API brings it to the stage";

export const functions: readonly Row[] = [
  ...rowsOf(["aws_lambda_function"], `${lambda}/configuration-versions.html`, [
    ["source_code_hash", "any", "harmless", released],
    ["filename", "any", "harmless", released],
    ["s3_key", "any", "harmless", released],
    ["s3_object_version", "any", "harmless", released],
    ["image_uri", "any", "harmless", released],
    ["environment", "any", "harmless", released],
    ["handler", "any", "harmless", released],
    ["layers", "any", "harmless", released],
    ["publish", "any", "harmless", released],
    ["runtime", "any", "downtime", `the code must suit it; ${released}`, "Try it in another environment first."],
    ["memory_size", "raised", "cost", "each call is charged higher"],
    ["memory_size", "any", "downtime", "calls may run out of memory"],
    ["timeout", "lowered", "downtime", "longer calls are cut off"],
    ["timeout", "any", "harmless", "calls may take longer"],
    ["vpc_config", "any", "downtime", "it reaches the network otherwise; the first calls wait"],
    ["reserved_concurrent_executions", "lowered", "downtime", "more calls at a time are refused"],
    ["reserved_concurrent_executions", "any", "cost", "more calls run at a time"],
    [
      "kms_key_arn",
      "removed",
      "exposure",
      "its environment is no longer under a key of this estate",
      "Name the estate's key.",
    ],
    ["code_signing_config_arn", "removed", "exposure", "unsigned code is accepted", "Keep the signing."],
    ["role", "any", "unjudged", "it has other permissions", "Read that role's policies."],
    ["tracing_config", "any", "harmless", released],
    ["logging_config", "any", "unjudged", "it logs elsewhere or otherwise"],
  ]),
  ...rowsOf(["aws_lambda_code_signing_config"], `${lambda}/configuration-codesigning.html`, [
    [
      "policies.untrusted_artifact_on_deployment",
      becomes("Warn"),
      "exposure",
      "unsigned code is accepted",
      "Keep Enforce.",
    ],
  ]),
  ...rowsOf(["aws_lambda_permission"], `${lambda}/access-control-resource-based.html`, [
    ["principal", becomes("*"), "exposure", "anybody may call it", "Name the service and its ARN."],
  ]),
  ...rowsOf(["aws_lambda_function_url"], `${lambda}/urls-auth.html`, [
    ["authorization_type", becomes("NONE"), "exposure", "anybody may call it", "Keep AWS_IAM."],
  ]),
  ...rowsOf(["aws_api_gateway_method"], `${gateway}/apigateway-control-access-to-api.html`, [
    [
      "authorization",
      becomes("NONE"),
      "exposure",
      "anybody may call it",
      "Keep the authorizer, but for health checks and CORS.",
    ],
    ["api_key_required", "switched-off", "exposure", "it may be called without a key", "Keep the key."],
    ["authorization", "any", "downtime", `callers must prove themselves otherwise; ${deployed}`],
    ["authorizer_id", "any", "unjudged", `another authorizer decides; ${deployed}`],
    ["request_validator_id", "removed", "exposure", "malformed requests reach the application", "Keep the validation."],
  ]),
  ...rowsOf(["aws_api_gateway_rest_api"], `${gateway}/rest-api-disable-default-endpoint.html`, [
    [
      "disable_execute_api_endpoint",
      "switched-off",
      "exposure",
      "the API answers past its domain name and what guards it",
      "Keep it disabled.",
    ],
    ["body", "any", "unjudged", deployed],
    ...policyLines("policy", "who may call it changes with the next deployment"),
  ]),
  ...rowsOf(["aws_api_gateway_stage"], `${gateway}/stages.html`, [
    ["deployment_id", "any", "harmless", "the new version of the API goes live at once, without interruption"],
    ["access_log_settings", "removed", "exposure", "requests are no longer recorded", "Keep the access logs."],
    ["client_certificate_id", "any", "downtime", "the application must trust the new certificate"],
    ["cache_cluster_enabled", "any", "cost", "the cache is charged by the hour; its change takes minutes"],
    ["cache_cluster_size", "any", "cost", "the cache is charged by the hour, and begins empty"],
    ["xray_tracing_enabled", "any", "harmless", "no interruption"],
    ["variables", "any", "unjudged", "requests may go elsewhere at once"],
  ]),
  ...rowsOf(["aws_api_gateway_method_settings"], `${gateway}/api-gateway-request-throttling.html`, [
    ["settings.throttling_burst_limit", "lowered", "downtime", "more requests are refused"],
    ["settings.throttling_rate_limit", "lowered", "downtime", "more requests are refused"],
    [
      "settings.data_trace_enabled",
      "switched-on",
      "exposure",
      "bodies of requests, with health data, are written to the logs",
      "Leave it off.",
    ],
    [
      "settings.cache_data_encrypted",
      "switched-off",
      "exposure",
      "cached answers are no longer encrypted",
      "Keep it on.",
    ],
    ["settings", "any", "harmless", "no interruption"],
  ]),
  ...rowsOf(["aws_api_gateway_domain_name"], `${gateway}/apigateway-custom-domain-tls-version.html`, [
    ["security_policy", becomes("TLS_1_0"), "exposure", "older TLS is accepted", "Keep TLS_1_2."],
    [
      "regional_certificate_arn",
      "any",
      "harmless",
      "the new certificate goes live within minutes, without interruption",
    ],
  ]),
  ...rowsOf(["aws_api_gateway_integration"], `${gateway}/how-to-integration-settings.html`, [
    ["uri", "any", "downtime", `requests go elsewhere; ${deployed}`],
    ["timeout_milliseconds", "any", "harmless", deployed],
  ]),
  ...rowsOf(["aws_api_gateway_authorizer"], `${gateway}/apigateway-integrate-with-cognito.html`, [
    [
      "provider_arns",
      "any",
      "unjudged",
      "accounts of other pools are accepted",
      "See that each pool is this product's.",
    ],
    [
      "authorizer_result_ttl_in_seconds",
      "raised",
      "exposure",
      "a revoked login is accepted for longer",
      "Keep it short.",
    ],
  ]),
];
