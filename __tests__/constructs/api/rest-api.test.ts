import { ApiGatewayAccount } from "../../../src/constructs/api/api-gateway-account";
import { Certificate } from "../../../src/constructs/edge/certificate";
import type { RestApiProps } from "../../../src/constructs/api/rest-api-props";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import { synthesize, type Synthesized } from "../../support/synthesize";
import { addApi, handler, NEW_ITEM, reason, sampleLogs, synthesizeApi } from "./sample-api";

const stack = synthesizeApi();
const relaxed = { kept: false, reason: "A sample that may be destroyed" } as const;

describe("RestApi", () => {
  it("is regional, checks bodies and parameters, and is replaced without a gap", () => {
    expect(stack.only("aws_api_gateway_rest_api")).toMatchObject({
      name: "sample-dev",
      description: "Sample",
      endpoint_configuration: { types: ["REGIONAL"] },
      disable_execute_api_endpoint: false,
      lifecycle: { create_before_destroy: true },
    });
    expect(stack.only("aws_api_gateway_request_validator")).toMatchObject({
      validate_request_body: true,
      validate_request_parameters: true,
    });
  });

  it("trusts tokens of its user pool alone", () => {
    expect(stack.only("aws_api_gateway_authorizer")).toMatchObject({
      type: "COGNITO_USER_POOLS",
      provider_arns: ["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_sample"],
      identity_source: "method.request.header.Authorization",
    });
  });

  it("says where CloudFront, the firewall and clients find it", () => {
    const found = synthesizeApi({}, (api, stack) => {
      expect(api.originPath).toBe("/dev");
      expect(api.stageName).toBe("dev");
      stack.output("places", { host: api.hostName, url: api.url, stage: api.stageArn }, { description: "The API" });
    });
    const host = "${aws_api_gateway_rest_api.api.id}.execute-api.us-east-1.amazonaws.com";
    expect(found.output("places").value).toEqual({
      host,
      url: `https://${host}/dev`,
      stage: "${aws_api_gateway_stage.api_stage.arn}",
    });
  });

  it.each<[Partial<RestApiProps>, string]>([
    [{ stageName: "dev.1" }, 'stageName is "dev.1"; allowed are 1-128 letters, digits and _-'],
    [{ stageName: "" }, 'stageName is ""'],
    [{ stageName: "x".repeat(129) }, "stageName is"],
    [{ throttling: { rate: 0, burst: 200 } }, "throttling.rate is 0; allowed are whole numbers from 1 to 10000"],
    [{ throttling: { rate: 10_001, burst: 5_000 } }, "throttling.rate is 10001"],
    [{ throttling: { rate: 1.5, burst: 200 } }, "throttling.rate is 1.5"],
    [
      { throttling: { rate: 100, burst: 99 } },
      "throttling.burst is 99; allowed are whole numbers from the rate to 5000",
    ],
    [{ throttling: { rate: 100, burst: 5_001 } }, "throttling.burst is 5001"],
    [{ throttling: { rate: 1, burst: 1.5 } }, "throttling.burst is 1.5"],
    [{ allowedOrigin: "*" }, 'allowedOrigin is "*"; allowed is https:// and a host name'],
    [{ allowedOrigin: "http://app.sample.example" }, 'allowedOrigin is "http://app.sample.example"'],
    [{ allowedOrigin: "https://app.sample.example/" }, "allowedOrigin is"],
    [{ allowedOrigin: "https://app.sample.example' https://b" }, "allowedOrigin is"],
  ])("refuses %j", (props, message) => {
    expect(() => synthesizeApi(props)).toThrow(message);
  });
});

describe("the deployment of an API", () => {
  const deployed = (api: Synthesized) => api.only("aws_api_gateway_deployment");
  const triggers = (more: Parameters<typeof synthesizeApi>[1], props: Partial<RestApiProps> = {}) =>
    deployed(synthesizeApi(props, more)).triggers as Record<string, string>;
  const before = triggers(() => undefined);
  /** Parts whose trigger is another, and so make a new deployment. */
  const changes = (after: Record<string, string>) =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((part) => before[part] !== after[part]);

  it("comes after every part that it is a copy of", () => {
    const copied = ["authorizer", "method", "integration", "method_response", "integration_response"].concat([
      "gateway_response",
      "model",
      "request_validator",
    ]);
    const parts = stack
      .addresses()
      .filter((address) => copied.some((kind) => address.startsWith(`aws_api_gateway_${kind}.`)));
    expect(parts.length).toBeGreaterThan(15);
    expect([...(deployed(stack).depends_on as string[])].sort()).toEqual(parts);
  });

  it("is replaced without a gap, and not at all while nothing changes", () => {
    expect(deployed(stack).lifecycle).toEqual({ create_before_destroy: true });
    expect(changes(triggers(() => undefined))).toEqual([]);
    expect(changes(triggers(() => undefined, { throttling: { rate: 1, burst: 2 } }))).toEqual([]);
  });

  it.each<[string, Parameters<typeof triggers>, string[]]>([
    [
      "a path more",
      [(api) => api.route("GET", "/api/notes", { function: handler })],
      ["GET /api/notes", "OPTIONS /api/notes"],
    ],
    ["a method more", [(api) => api.route("PUT", "/api/items", { function: handler })], ["PUT /api/items"]],
    ["another user pool", [() => undefined, { authorizer: { userPoolArn: "arn:another" } }], ["tokens"]],
    [
      "another origin",
      [() => undefined, { allowedOrigin: "https://new.sample.example" }],
      ["errors", "OPTIONS /api/items", "OPTIONS /api/items/{item-id}"],
    ],
  ])("is a new one with %s", (_what, [more, props], parts) => {
    expect(changes(triggers(more, props)).sort()).toEqual([...parts].sort());
  });

  const notes = (route: object) =>
    triggers((api) => api.route("POST", "/notes", { function: handler, ...route }))["POST /notes"];
  it.each<[string, object]>([
    ["token", { open: { reason: "A sample that everybody may see" } }],
    ["body", { body: NEW_ITEM }],
    ["query", { query: ["page"] }],
    ["function", { function: { ...handler, functionName: "another", invokeArn: "another" } }],
  ])("is a new one when a method's %s changes", (_what, route) => {
    expect(notes(route)).not.toBe(notes({}));
  });
});

describe("the name of an API", () => {
  const arn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
  const certified = (
    source: { arn: string } | { hostedZone: string },
    look: (api: ReturnType<typeof addApi>) => void,
  ) =>
    synthesize((own) => {
      const certificate = new Certificate(own, "tls", { domainName: "api.sample.example", source });
      look(addApi(own, { domain: { certificate } }));
    });

  it("takes TLS 1.2 and later only and is the one way in", () => {
    const named = certified({ arn }, (api) => {
      expect([api.hostName, api.originPath, api.url]).toEqual(["api.sample.example", "", "https://api.sample.example"]);
    });
    expect(named.only("aws_api_gateway_domain_name")).toMatchObject({
      domain_name: "api.sample.example",
      security_policy: "TLS_1_2",
      regional_certificate_arn: arn,
      endpoint_configuration: { types: ["REGIONAL"] },
    });
    expect(named.only("aws_api_gateway_base_path_mapping")).toMatchObject({
      api_id: "${aws_api_gateway_rest_api.api.id}",
      stage_name: "${aws_api_gateway_stage.api_stage.stage_name}",
      domain_name: "${aws_api_gateway_domain_name.api_domain.domain_name}",
    });
    expect(named.only("aws_api_gateway_rest_api").disable_execute_api_endpoint).toBe(true);
    named.none("aws_route53_record");
  });

  it("is an alias of the API where the zone is ours", () => {
    const named = certified({ hostedZone: "sample.example" }, () => undefined);
    expect(named.at("aws_route53_record.api_domain_alias")).toMatchObject({
      zone_id: "${data.aws_route53_zone.tls_zone.zone_id}",
      name: "api.sample.example",
      type: "A",
      alias: {
        name: "${aws_api_gateway_domain_name.api_domain.regional_domain_name}",
        zone_id: "${aws_api_gateway_domain_name.api_domain.regional_zone_id}",
      },
    });
  });
});

describe("the stage of an API", () => {
  const stage = stack.only("aws_api_gateway_stage");

  it("is traced, throttled, and keeps no answers", () => {
    expect(stage).toMatchObject({ stage_name: "dev", xray_tracing_enabled: true, cache_cluster_enabled: false });
    expect(stack.only("aws_api_gateway_method_settings")).toMatchObject({
      method_path: "*/*",
      settings: {
        metrics_enabled: true,
        throttling_rate_limit: 100,
        throttling_burst_limit: 200,
        caching_enabled: false,
      },
    });
  });

  it("logs what API Gateway does, without bodies, to a group that was there before", () => {
    expect(stack.only("aws_api_gateway_method_settings").settings).toMatchObject({
      logging_level: "INFO",
      data_trace_enabled: false,
    });
    expect(stack.at("aws_cloudwatch_log_group.api_stage_execution_logs").name).toBe(
      "API-Gateway-Execution-Logs_${aws_api_gateway_rest_api.api.id}/dev",
    );
    expect(stage.depends_on).toEqual(["aws_cloudwatch_log_group.api_stage_execution_logs"]);
  });

  it("has its stage after the role by which it logs, where the same deployment makes that", () => {
    const found = synthesize((stack) => {
      const account = new ApiGatewayAccount(stack, "account", {
        roleName: "sample-api-logs",
        accessLogGroups: ["/aws/apigateway/"],
        protection: relaxed,
      });
      addApi(stack, { logs: { ...sampleLogs, allowedBy: account.setting } });
    });
    expect(found.only("aws_api_gateway_stage").depends_on).toContain("aws_api_gateway_account.account");
  });

  it("logs who asks for which path and how long it took; no body, query, token or identifier", () => {
    const { destination_arn, format } = stage.access_log_settings as Record<string, string>;
    expect(destination_arn).toBe("${aws_cloudwatch_log_group.api_stage_access_logs.arn}");
    expect(JSON.parse(format!)).toEqual({
      requestId: "$context.requestId",
      traceId: "$context.xrayTraceId",
      time: "$context.requestTime",
      ip: "$context.identity.sourceIp",
      user: "$context.authorizer.claims.sub",
      method: "$context.httpMethod",
      path: "$context.resourcePath",
      status: "$context.status",
      error: "$context.error.responseType",
      latencyMs: "$context.responseLatency",
      responseLength: "$context.responseLength",
      firewall: "$context.waf.status",
    });
  });

  it("keeps both logs encrypted, as long as asked, and as safe as asked", () => {
    for (const group of Object.values(stack.every("aws_cloudwatch_log_group"))) {
      expect(group).toMatchObject({
        retention_in_days: 365,
        kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/sample",
        tags: { DataClassification: "pii" },
        lifecycle: { prevent_destroy: true },
      });
    }
    for (const group of Object.values(synthesizeApi({ protection: relaxed }).every("aws_cloudwatch_log_group"))) {
      expect(group.lifecycle).not.toEqual({ prevent_destroy: true });
    }
  });

  it("says why it has neither cache nor client certificate, and nothing else but open methods", () => {
    synthesize((own) => {
      addApi(own);
      const controls = acknowledgementsIn(own).map(({ rule }) => rule);
      expect([...new Set(controls)].sort()).toEqual([
        "api-gateway-caches-answers",
        "api-gateway-methods-ask-for-credentials",
        "api-gateway-stage-has-a-cache",
        "api-gateway-stage-has-a-client-certificate",
      ]);
      expect(acknowledgementsIn(own)).toContainEqual(expect.objectContaining({ reason }));
    });
  });
});

describe("the alarms of an API", () => {
  it("tell of failed, slow and refused requests of the one stage, and stay silent when nobody comes", () => {
    const alarms = Object.values(stack.every("aws_cloudwatch_metric_alarm"));
    expect(alarms).toHaveLength(3);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        namespace: "AWS/ApiGateway",
        dimensions: { ApiName: "sample-dev", Stage: "dev" },
        alarm_actions: ["${aws_sns_topic.alarms.arn}"],
        insufficient_data_actions: ["${aws_sns_topic.alarms.arn}"],
        treat_missing_data: "notBreaching",
      });
    }
    expect(stack.at("aws_cloudwatch_metric_alarm.api_alarms_errors_high")).toMatchObject({
      alarm_name: "sample-dev-api-errors-high",
      metric_name: "5XXError",
      statistic: "Average",
      threshold: 0.01,
    });
    expect(stack.at("aws_cloudwatch_metric_alarm.api_alarms_latency_high")).toMatchObject({
      metric_name: "Latency",
      extended_statistic: "p95",
      threshold: 2_000,
    });
    expect(stack.at("aws_cloudwatch_metric_alarm.api_alarms_refused_high")).toMatchObject({
      metric_name: "4XXError",
      threshold: 0.5,
      evaluation_periods: 6,
    });
  });
});
