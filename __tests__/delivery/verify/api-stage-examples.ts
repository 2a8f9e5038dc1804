import { example, inApi, tagged, tags, type ApiExample } from "./api-example";

const stage = {
  stageName: "dev",
  deploymentId: "d1",
  tracingEnabled: true,
  accessLogSettings: { destinationArn: "arn:logs", format: "{}" },
  webAclArn: "arn:waf",
  tags,
};
const settings = {
  throttlingRateLimit: 100,
  throttlingBurstLimit: 200,
  loggingLevel: "INFO",
  dataTraceEnabled: false,
  cachingEnabled: false,
};
const changedSettings = (change: object) => ({ methodSettings: { "*/*": { ...settings, ...change } } });

/** A REST API, its stage and its name. */
export const apiStageExamples: readonly ApiExample[] = [
  example(
    "aws_api_gateway_rest_api",
    { id: "api1", disable_execute_api_endpoint: true },
    [
      "getRestApi",
      { name: "x", endpointConfiguration: { types: ["REGIONAL"] }, disableExecuteApiEndpoint: true, tags },
    ],
    { name: "x", endpoint_types: ["REGIONAL"], default_address_as_deployed: true, ...tagged },
    [["AWS's own address is open", { disableExecuteApiEndpoint: false }, "default-address-as-deployed"]],
  ),
  example("aws_api_gateway_deployment", inApi, ["getDeployment", { id: "d1" }], { deployment_id: "d1" }),
  example(
    "aws_api_gateway_stage",
    {
      ...inApi,
      stage_name: "dev",
      deployment_id: "d1",
      access_log_settings: [{ destination_arn: "arn:logs", format: "{}" }],
    },
    ["getStage", stage],
    {
      stage_name: "dev",
      xray_tracing_enabled: true,
      deployed: true,
      logs_access_as_deployed: true,
      web_acl_arn: "arn:waf",
      ...tagged,
    },
    [
      ["somebody deployed", { deploymentId: "d2" }, "deployed"],
      ["nobody writes who asks", { accessLogSettings: undefined }, "logs-access-as-deployed"],
      [
        "another log has it",
        { accessLogSettings: { ...stage.accessLogSettings, destinationArn: "arn:x" } },
        "logs-access-as-deployed",
      ],
      [
        "less of it is written",
        { accessLogSettings: { ...stage.accessLogSettings, format: "" } },
        "logs-access-as-deployed",
      ],
    ],
  ),
  example(
    "aws_api_gateway_method_settings",
    {
      ...inApi,
      stage_name: "dev",
      method_path: "*/*",
      settings: [{ throttling_rate_limit: 100, throttling_burst_limit: 200, logging_level: "INFO" }],
    },
    ["getStage", { methodSettings: { "*/*": settings } }],
    {
      throttling_rate_limit: 100,
      throttling_burst_limit: 200,
      throttled_as_deployed: true,
      data_trace_enabled: false,
      logging_level: "INFO",
      logs_as_deployed: true,
      caching_enabled: false,
    },
    [
      ["bodies are logged", changedSettings({ dataTraceEnabled: true }), "data-trace-enabled"],
      ["answers are kept", changedSettings({ cachingEnabled: true }), "caching-enabled"],
      ["more may come", changedSettings({ throttlingRateLimit: 10_000 }), "throttled-as-deployed"],
      ["more may come at once", changedSettings({ throttlingBurstLimit: 5_000 }), "throttled-as-deployed"],
      ["nothing is logged", changedSettings({ loggingLevel: "OFF" }), "logs-as-deployed"],
    ],
  ),
  example(
    "aws_api_gateway_domain_name",
    { domain_name: "api.example", regional_certificate_arn: "arn:cert" },
    [
      "getDomainName",
      { domainName: "api.example", securityPolicy: "TLS_1_2", regionalCertificateArn: "arn:cert", tags },
    ],
    { domain_name: "api.example", security_policy: "TLS_1_2", certificate_as_deployed: true, ...tagged },
    [
      ["old TLS is taken", { securityPolicy: "TLS_1_0" }, "security-policy"],
      ["another certificate is shown", { regionalCertificateArn: "arn:x" }, "certificate-as-deployed"],
    ],
  ),
  example(
    "aws_api_gateway_base_path_mapping",
    { domain_name: "api.example", api_id: "api1", stage_name: "dev", base_path: "" },
    ["getBasePathMapping", { restApiId: "api1", stage: "dev" }],
    { leads_to_deployed: true },
    [
      ["the name leads to another API", { restApiId: "api2" }, "leads-to-deployed"],
      ["the name leads to another stage", { stage: "test" }, "leads-to-deployed"],
    ],
  ),
  example(
    "aws_api_gateway_account",
    { cloudwatch_role_arn: "arn:role" },
    ["getAccount", { cloudwatchRoleArn: "arn:role" }],
    { logs_by_deployed_role: true },
    [["API Gateway has no role to log by", { cloudwatchRoleArn: undefined }, "logs-by-deployed-role"]],
  ),
];
