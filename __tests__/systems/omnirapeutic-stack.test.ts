import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";

/** Addresses that an environment has beyond dev, each with the setting that asks for it. */
const declaredDifferences: { readonly [environment: string]: readonly RegExp[] } = {
  staging: [
    /^aws_(backup_restore_testing|iam_role|iam_role_policy_attachment)\w*\.backup_restore_test/, // restoreTests: tested
  ],
  production: [
    /^aws_(backup_restore_testing|iam_role|iam_role_policy_attachment)\w*\.backup_restore_test/, // restoreTests: tested
    /^(aws_(backup_vault|kms_)\w*|terraform_data)\.backup_copy/, // copy: us-west-2
    /^aws_backup_vault_lock_configuration\.backup_vault_lock$/, // lock: governance
    /^aws_\w+\.(account|config|hipaa|threats|security_hub)(_|$)/, // accountServices: owned
    /^aws_cloudwatch_metric_alarm\.network_alarms_nat_[bc]/, // nat.gateways: 3
    /^aws_(nat_gateway|eip)\.network_nat_[bc]/, // nat.gateways: 3
    /^aws_vpc_endpoint\.network_endpoints_/, // interfaceEndpoints: all
    /^aws_rds_cluster_instance\.database_b$/, // instances.count: 2
  ],
};

describe.each(Object.entries(declaredDifferences))("the addresses of %s", (environment, differences) => {
  const dev = new Set(omnirapeuticIn("dev").addresses());
  const own = omnirapeuticIn(environment).addresses();

  it("are those of dev but for declared differences", () => {
    const added = own.filter((address) => !dev.has(address));
    expect(added.filter((address) => !differences.some((difference) => difference.test(address)))).toEqual([]);
    expect([...dev].filter((address) => !own.includes(address))).toEqual([]);
  });

  it("name no environment, account or list position", () => {
    for (const address of own) expect(address).not.toMatch(/dev|staging|production|\d{4,}|_\d+$/);
  });
});

describe.each(omnirapeuticDeployments)("$name", ({ environment, account, backend, config }) => {
  const stack = omnirapeuticIn(environment);
  const value = (output: string) => stack.output(output).value as string;

  it("has a state of its own, locked in the documented table [001-lock-table-name] [001-environment-production]", () => {
    expect(stack.json.terraform.backend.s3).toMatchObject({
      bucket: `omnirapeutic-terraform-state-${account}`,
      key: `${environment}/terraform.tfstate`,
      dynamodb_table: "terraform-state-lock",
    });
    expect(backend.key).toContain(environment);
  });

  it("exports the documented outputs [001-global-outputs] [001-environment-production-outputs] [001-module-vpc-outputs] [001-module-aurora-outputs] [001-module-security-outputs]", () => {
    const accountWide = environment === "production" ? ["conformance_pack_arn", "guardduty_detector_id"] : [];
    expect(Object.keys(stack.json.output).sort()).toEqual(
      [
        ...["vpc_id", "public_subnet_ids", "private_subnet_ids", "data_subnet_ids", "ecs_security_group_id"],
        ...["aurora_cluster_endpoint", "aurora_cluster_identifier", "aurora_database_name", "kms_key_arns"],
        ...["api_base_url", "alb_dns_name", "alb_arn", "waf_web_acl_arn"],
        ...["api_target_group_arn", "api_target_group_name", "api_service_name", "api_service_id"],
        ...[
          "api_task_definition_arn",
          "container_services",
          "ecr_repository_urls",
          "ecs_cluster_name",
          "ecs_cluster_arn",
        ],
        ...["database_bootstrap_task_definition_arn", "database_bootstrap_log_group"],
        ...["bastion_instance_id", "bastion_access_role_arn", "bastion_connection_command"],
        ...["cloudtrail_bucket_name", "alarm_topic_arn", ...accountWide],
      ].sort(),
    );
  });

  it("outputs the API's task definition, service and target group [004-module-output-task] [004-module-output-service] [004-module-output-target-group]", () => {
    expect(value("api_task_definition_arn")).toBe("${aws_ecs_task_definition.api_task.arn}");
    expect(value("api_service_name")).toBe("${aws_ecs_service.api.name}");
    expect(value("api_service_id")).toBe("${aws_ecs_service.api.id}");
    expect(value("api_target_group_arn")).toBe("${aws_lb_target_group.api_targets.arn}");
    expect(value("api_target_group_name")).toBe(`omnirapeutic-${environment}-api-tg`);
  });

  it("outputs for each service where its releases are written and run", () => {
    expect(stack.output("container_services").value).toMatchObject({
      api: {
        service: "${aws_ecs_service.api.name}",
        repository: "${aws_ecr_repository.api_repository.name}",
        release_parameter: "${aws_ssm_parameter.api_release.name}",
        task_definition: "${aws_ecs_task_definition.api_task.arn}",
        min_tasks: 2,
      },
      web: { min_tasks: 2 },
      worker: { min_tasks: 1 },
    });
  });

  it("outputs where clients reach the API: HTTPS at the configured domain [004-api-base-url]", () => {
    expect(value("api_base_url")).toBe(`https://${config.edge.domainName}`);
  });

  it("outputs the command that starts a logged session on the bastion", () => {
    expect(value("bastion_connection_command")).toBe(
      "aws ssm start-session --target ${aws_instance.bastion.id} --document-name ${aws_ssm_document.bastion_sessions.name}",
    );
  });

  it("outputs the VPC's id [001-output-vpc-id]", () => {
    expect(stack.output("vpc_id").value).toBe("${aws_vpc.network.id}");
  });

  it.each([
    ["private_subnet_ids", "app", "[001-output-private-subnet-ids]"],
    ["public_subnet_ids", "public", "[001-output-public-subnet-ids]"],
    ["data_subnet_ids", "data", ""],
  ])("outputs as %s the three %s subnets", (output, tier) => {
    expect(stack.output(output).value).toEqual(
      ["a", "b", "c"].map((zone) => `\${aws_subnet.network_${tier}_${zone}.id}`),
    );
  });

  it("outputs the database's endpoint, as sensitive, and its name [001-output-aurora-database]", () => {
    expect(stack.output("aurora_cluster_endpoint")).toMatchObject({
      sensitive: true,
      value: "${aws_rds_cluster.database.endpoint}",
    });
    expect(stack.output("aurora_database_name").value).toBe("${aws_rds_cluster.database.database_name}");
    expect(stack.only("aws_rds_cluster").database_name).toBe("omnirapeutic");
  });

  it("outputs exactly the three documented key ARNs [001-output-kms-key-arns] [001-output-kms-aurora] [001-output-kms-s3] [001-output-kms-secrets]", () => {
    expect(stack.output("kms_key_arns").value).toEqual({
      aurora: "${aws_kms_key.keys_aurora.arn}",
      s3: "${aws_kms_key.keys_s3.arn}",
      secrets: "${aws_kms_key.keys_secrets.arn}",
    });
  });

  it("states the data class of every store and log group", () => {
    for (const type of ["aws_rds_cluster", "aws_secretsmanager_secret", "aws_cloudwatch_log_group"]) {
      for (const block of Object.values(stack.every(type)))
        expect(block.tags.DataClassification).toMatch(/^(phi|pii|internal|public)$/);
    }
  });

  it("uses ephemeral values in write-only arguments only, so that no state or plan holds a secret", () => {
    const uses: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node === "string" && node.includes("${ephemeral.")) uses.push(path);
      else if (node && typeof node === "object")
        Object.entries(node).forEach(([key, value]) => walk(value, `${path}.${key}`));
    };
    walk(stack.json.resource, "resource");
    walk(stack.json.output, "output");
    expect(uses.length).toBeGreaterThanOrEqual(5);
    for (const use of uses) expect(use).toMatch(/_wo$/);
  });
});

describe("the environments", () => {
  it("are dev, staging and production, side by side [001-environments-dev-staging]", () => {
    expect(omnirapeuticDeployments.map(({ environment }) => environment)).toEqual(["dev", "staging", "production"]);
  });
});
