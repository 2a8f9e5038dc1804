import { environments, itrackIn } from "../support/itrack";

describe.each(environments)("the API of iTrack in $environment", ({ environment, prefix, config }) => {
  const stack = itrackIn(environment);
  const stage = stack.only("aws_api_gateway_stage");
  const methods = Object.entries(stack.every("aws_api_gateway_method"));

  it("is a regional REST API with one stage, which logs and traces [003-api-rest]", () => {
    expect(stack.only("aws_api_gateway_rest_api")).toMatchObject({
      name: prefix,
      endpoint_configuration: { types: ["REGIONAL"] },
    });
    expect(stage).toMatchObject({ stage_name: environment, xray_tracing_enabled: true });
    expect(stage.access_log_settings.destination_arn).toMatch(/aws_cloudwatch_log_group\./);
    expect(stage.access_log_settings.format).not.toMatch(/body/i);
  });

  it("asks for a token everywhere but on GET /health and before a browser's call [003-api-authorizer]", () => {
    const open = methods.filter(([, { authorization }]) => authorization === "NONE");
    const closed = methods.filter(([, { authorization }]) => authorization !== "NONE");
    const others = open.filter(([, { http_method }]) => http_method !== "OPTIONS");
    expect(others.map(([, { http_method }]) => http_method as string)).toEqual(["GET"]);
    expect(others[0]![0]).toMatch(/health/);
    expect(closed.length).toBeGreaterThanOrEqual(5);
    for (const [, { authorization, authorizer_id }] of closed) {
      expect(authorization).toBe("COGNITO_USER_POOLS");
      expect(authorizer_id).toBe("${aws_api_gateway_authorizer.api_authorizer.id}");
    }
    expect(stack.only("aws_api_gateway_authorizer").type).toBe("COGNITO_USER_POOLS");
  });

  it("turns away what exceeds the limits of the configuration, and logs no bodies [003-api-throttling]", () => {
    expect(stack.only("aws_api_gateway_method_settings")).toMatchObject({
      method_path: "*/*",
      settings: {
        throttling_rate_limit: config.api.throttling.rate,
        throttling_burst_limit: config.api.throttling.burst,
        data_trace_enabled: false,
        metrics_enabled: true,
      },
    });
  });

  it("is reached under its own name by TLS 1.2, and not under AWS's", () => {
    expect(stack.only("aws_api_gateway_domain_name")).toMatchObject({
      domain_name: config.api.domain.domainName,
      security_policy: "TLS_1_2",
    });
    expect(stack.only("aws_api_gateway_rest_api").disable_execute_api_endpoint).toBe(true);
  });

  it("knows its people by Cognito: with a second factor, in two groups", () => {
    expect(stack.only("aws_cognito_user_pool")).toMatchObject({
      mfa_configuration: "ON",
      user_pool_add_ons: { advanced_security_mode: "ENFORCED" },
      deletion_protection: "ACTIVE",
    });
    const groups = Object.values(stack.every("aws_cognito_user_group"));
    expect(groups.map(({ name }) => name as string).sort()).toEqual(["admin", "user"]);
  });

  it("has its role for logs from one environment alone", () => {
    if (environment === "staging")
      expect(stack.only("aws_api_gateway_account").cloudwatch_role_arn).toMatch(/aws_iam_role\./);
    else stack.none("aws_api_gateway_account");
  });
});

describe.each(environments)("the handler of iTrack in $environment", ({ environment, config }) => {
  const stack = itrackIn(environment);
  const handler = stack.at("aws_lambda_function.handler");

  it("is one function behind the API, with a role, a log group and a trace of its own [003-lambda-exists]", () => {
    expect(handler).toMatchObject({
      function_name: `itrack-api-handler-${environment}`,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      tracing_config: { mode: "Active" },
      reserved_concurrent_executions: config.handler.reservedConcurrency,
    });
    const groups = Object.values(stack.every("aws_cloudwatch_log_group"));
    expect(groups.find(({ name }) => name === `/aws/lambda/itrack-api-handler-${environment}`)).toMatchObject({
      kms_key_id: "${aws_kms_key.keys_logs.arn}",
    });
    for (const integration of Object.values(stack.every("aws_api_gateway_integration"))) {
      if (integration.type === "MOCK") continue;
      expect(integration).toMatchObject({ type: "AWS_PROXY", uri: "${aws_lambda_function.handler.invoke_arn}" });
    }
  });

  it("stands in the VPC, hides its environment, and keeps what it could not answer", () => {
    expect((handler.vpc_config.subnet_ids as string[]).every((subnet) => subnet.includes("network_app_"))).toBe(true);
    expect(handler.kms_key_arn).toMatch(/aws_kms_key\.keys_data\.arn/);
    expect(handler.dead_letter_config.target_arn).toMatch(/aws_sqs_queue\./);
    expect(handler.code_signing_config_arn).toMatch(/aws_lambda_code_signing_config\./);
  });

  it("may touch its own table and no other", () => {
    const policies = Object.entries(stack.every("aws_iam_policy")).filter(([id]) => id.startsWith("handler"));
    const statements = policies.flatMap(
      ([, { policy }]) =>
        (JSON.parse(policy as string) as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement,
    );
    const onTables = statements.filter(({ Action }) =>
      [Action].flat().some((action) => action.startsWith("dynamodb:")),
    );
    expect(onTables.length).toBeGreaterThan(0);
    for (const { Action, Resource } of onTables) {
      expect([Action].flat().filter((action) => action.includes("*"))).toEqual([]);
      for (const resource of [Resource].flat()) expect(resource).toMatch(/^\$\{aws_dynamodb_table\.items\.arn\}/);
    }
  });
});
