import { isDeepStrictEqual } from "node:util";
import { tagFacts, text, type Checker, type StateResource } from "../checker";

/** Tags as API Gateway gives them: by key. */
function tagsByKey(tags: Readonly<Record<string, string>> | undefined) {
  return tagFacts(Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value })));
}

const ofApi = (resource: StateResource) => ({ restApiId: text(resource, "rest_api_id") });

export const awsApiGatewayRestApi: Checker = {
  group: "Serverless",
  read: async (resource, { apigateway }) => {
    const api = await apigateway.getRestApi({ restApiId: text(resource, "id") });
    return {
      name: api.name,
      endpoint_types: api.endpointConfiguration?.types ?? [],
      default_address_as_deployed:
        Boolean(api.disableExecuteApiEndpoint) === resource.values.disable_execute_api_endpoint,
      ...tagsByKey(api.tags),
    };
  },
  healthy: [{ title: "Every REST API is reached as deployed", fact: "default_address_as_deployed", is: true }],
};

/** A copy of the API that a stage may run; it never changes. */
export const awsApiGatewayDeployment: Checker = {
  group: "Serverless",
  read: async (resource, { apigateway }) => {
    const { id } = await apigateway.getDeployment({ ...ofApi(resource), deploymentId: text(resource, "id") });
    return { deployment_id: id };
  },
};

export const awsApiGatewayStage: Checker = {
  group: "Serverless",
  read: async (resource, { apigateway }) => {
    const stage = await apigateway.getStage({ ...ofApi(resource), stageName: text(resource, "stage_name") });
    const [logs] = (resource.values.access_log_settings ?? []) as readonly Readonly<Record<string, unknown>>[];
    return {
      stage_name: stage.stageName,
      xray_tracing_enabled: stage.tracingEnabled ?? false,
      deployed: stage.deploymentId === text(resource, "deployment_id"),
      logs_access_as_deployed: isDeepStrictEqual(
        [stage.accessLogSettings?.destinationArn, stage.accessLogSettings?.format],
        [logs?.destination_arn, logs?.format],
      ),
      web_acl_arn: stage.webAclArn,
      ...tagsByKey(stage.tags),
    };
  },
  healthy: [
    { title: "Every stage runs what was deployed", fact: "deployed", is: true },
    { title: "Every stage logs who asks as deployed", fact: "logs_access_as_deployed", is: true }, // 164.312(b)
  ],
};

/** Settings of the one pattern of methods that the resource names. */
export const awsApiGatewayMethodSettings: Checker = {
  group: "Serverless",
  read: async (resource, { apigateway }) => {
    const stage = await apigateway.getStage({ ...ofApi(resource), stageName: text(resource, "stage_name") });
    const settings = stage.methodSettings?.[text(resource, "method_path")];
    const [deployed] = (resource.values.settings ?? []) as readonly Readonly<Record<string, unknown>>[];
    return (
      settings && {
        throttling_rate_limit: settings.throttlingRateLimit,
        throttling_burst_limit: settings.throttlingBurstLimit,
        data_trace_enabled: settings.dataTraceEnabled ?? false,
        throttled_as_deployed:
          settings.throttlingRateLimit === deployed?.throttling_rate_limit &&
          settings.throttlingBurstLimit === deployed?.throttling_burst_limit,
        logging_level: settings.loggingLevel,
        logs_as_deployed: settings.loggingLevel === deployed?.logging_level,
        caching_enabled: settings.cachingEnabled ?? false,
      }
    );
  },
  healthy: [
    { title: "No API logs bodies", fact: "data_trace_enabled", is: false }, // 164.312(a)(1)
    { title: "No API keeps answers", fact: "caching_enabled", is: false },
    { title: "Every API throttles as deployed", fact: "throttled_as_deployed", is: true },
    { title: "Every API logs what it does as deployed", fact: "logs_as_deployed", is: true }, // 164.312(b)
  ],
};

export const awsApiGatewayDomainName: Checker = {
  group: "Security",
  read: async (resource, { apigateway }) => {
    const domain = await apigateway.getDomainName({ domainName: text(resource, "domain_name") });
    return {
      domain_name: domain.domainName,
      security_policy: domain.securityPolicy,
      certificate_as_deployed: domain.regionalCertificateArn === text(resource, "regional_certificate_arn"),
      ...tagsByKey(domain.tags),
    };
  },
  healthy: [
    { title: "Every name of an API takes TLS 1.2 and later only", fact: "security_policy", is: "TLS_1_2" }, // 164.312(e)(1)
    { title: "Every name of an API shows the deployed certificate", fact: "certificate_as_deployed", is: true },
  ],
};

export const awsApiGatewayBasePathMapping: Checker = {
  group: "Serverless",
  read: async (resource, { apigateway }) => {
    const path = String(resource.values.base_path ?? "");
    const mapping = await apigateway.getBasePathMapping({
      domainName: text(resource, "domain_name"),
      basePath: path === "" ? "(none)" : path,
    });
    const { restApiId, stage } = mapping;
    return { leads_to_deployed: restApiId === text(resource, "api_id") && stage === text(resource, "stage_name") };
  },
  healthy: [{ title: "Every name of an API leads to its stage", fact: "leads_to_deployed", is: true }],
};

export const awsApiGatewayAccount: Checker = {
  group: "Compliance",
  read: async (resource, { apigateway }) => {
    const { cloudwatchRoleArn } = await apigateway.getAccount({});
    return { logs_by_deployed_role: cloudwatchRoleArn === text(resource, "cloudwatch_role_arn") };
  },
  healthy: [{ title: "API Gateway logs by the deployed role", fact: "logs_by_deployed_role", is: true }], // 164.312(b)
};
