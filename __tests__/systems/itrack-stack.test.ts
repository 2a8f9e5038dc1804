import { itrackIn, environments } from "../support/itrack";

describe.each(environments)("the stack of iTrack in $environment", ({ environment }) => {
  const stack = itrackIn(environment);
  const [provider] = stack.json.provider.aws;

  it("is in us-east-1, under its environment's name [003-staging-region] [003-production-region] [003-staging-name] [003-production-name] [003-two-deployments]", () => {
    expect(provider.region).toBe("us-east-1");
    expect(provider.default_tags[0].tags.Environment).toBe(environment);
    expect(stack.only("aws_vpc").tags.Name).toBe(`itrack-${environment}`);
  });

  it("shares the state bucket, with a key and a lock table of its own [003-setup-state-bucket-name] [003-setup-state-lock-table-used] [003-backend-separation]", () => {
    expect(stack.json.terraform.backend.s3).toMatchObject({
      bucket: "prodready-infra-terraform-state-123456789012",
      key: `itrack/${environment}/terraform.tfstate`,
      dynamodb_table: `terraform-state-lock-${environment}`,
      region: "us-east-1",
      encrypt: true,
    });
  });

  it("needs no variable: every setting is in the configuration", () => {
    expect(stack.json.variable).toBeUndefined();
  });
});

describe("iTrack's environments in one account", () => {
  /** Attributes by which AWS knows things of which an account and region may have one of a name. */
  const unique: Readonly<Record<string, string>> = {
    aws_api_gateway_domain_name: "domain_name",
    aws_backup_plan: "name",
    aws_budgets_budget: "name",
    aws_cloudfront_cache_policy: "name",
    aws_cloudfront_origin_access_control: "name",
    aws_cloudfront_response_headers_policy: "name",
    aws_cloudwatch_dashboard: "dashboard_name",
    aws_cloudwatch_event_rule: "name",
    aws_cloudwatch_log_group: "name",
    aws_cloudwatch_log_resource_policy: "policy_name",
    aws_cloudwatch_metric_alarm: "alarm_name",
    aws_db_instance: "identifier",
    aws_db_parameter_group: "name",
    aws_db_subnet_group: "name",
    aws_dynamodb_table: "name",
    aws_ecr_repository: "name",
    aws_ecs_cluster: "name",
    aws_iam_policy: "name",
    aws_iam_role: "name",
    aws_kms_alias: "name",
    aws_lambda_function: "function_name",
    aws_lb: "name",
    aws_lb_target_group: "name",
    aws_s3_bucket: "bucket",
    aws_sns_topic: "name",
    aws_sqs_queue: "name",
    aws_ssm_document: "name",
    aws_ssm_parameter: "name",
    aws_wafv2_web_acl: "name",
  };
  const namesIn = (environment: string, type: string, attribute: string) =>
    Object.values((itrackIn(environment).json.resource[type] ?? {}) as Record<string, Record<string, unknown>>)
      .map((block) => block[attribute])
      .filter((name) => typeof name === "string" && !name.includes("${"));

  it.each(Object.entries(unique))("share no name of %s (%s)", (type, attribute) => {
    const production = namesIn("production", type, attribute);
    expect(production.length).toBeGreaterThan(0);
    expect(namesIn("staging", type, attribute).filter((name) => production.includes(name))).toEqual([]);
  });
});
