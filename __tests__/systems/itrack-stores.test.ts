import { environments, itrackIn } from "../support/itrack";
import type { Block } from "../support/synthesize";

describe.each(environments)("the secrets of iTrack in $environment", ({ environment }) => {
  const stack = itrackIn(environment);
  const found = stack.json.data.aws_secretsmanager_secret as Record<string, Block>;

  it("are read by name, each under the environment's own path [003-secrets-per-environment] [003-secret-production-db-password] [003-secret-production-jwt] [003-secret-production-api-key] [003-secret-staging-db-password] [003-secret-staging-jwt] [003-secret-staging-api-key]", () => {
    expect(
      Object.values(found)
        .map(({ name }) => name as string)
        .sort(),
    ).toEqual([
      `itrack/${environment}/api_key`,
      `itrack/${environment}/db_password`,
      `itrack/${environment}/jwt_secret`,
    ]);
    const other = environment === "production" ? "staging" : "production";
    expect(JSON.stringify(stack.json)).not.toContain(`itrack/${other}/`);
  });

  it("are the only passwords and keys there are: the stack makes none [003-secrets-in-secrets-manager]", () => {
    stack.none("aws_secretsmanager_secret");
    stack.none("aws_secretsmanager_secret_version");
    stack.none("random_password");
    const keys = Object.values(stack.json.data.aws_kms_alias as Record<string, Block>);
    expect(keys.map(({ name }) => name as string)).toEqual([`alias/itrack-${environment}-secrets`]);
  });

  it("give the database its master password, which no state holds [003-secrets-used-by-database]", () => {
    const database = stack.at("aws_db_instance.database");
    expect(database.password).toBeUndefined();
    const [, ephemeral] = /^\$\{ephemeral\.aws_secretsmanager_secret_version\.(\w+)\.secret_string\}$/.exec(
      database.password_wo as string,
    )!;
    expect(stack.at(`ephemeral.aws_secretsmanager_secret_version.${ephemeral}`).secret_id).toMatch(
      /secrets_db_password/,
    );
  });

  it("reach the backend by their ARNs, and none by value [003-secrets-used-by-backend]", () => {
    const [container] = JSON.parse(
      stack.at("aws_ecs_task_definition.backend_service_task").container_definitions as string,
    ) as [Block];
    const secrets = Object.fromEntries(
      (container.secrets as Block[]).map(({ name, valueFrom }) => [name as string, valueFrom as string]),
    );
    expect(Object.keys(secrets).sort()).toEqual(["API_KEY", "DB_PASSWORD", "JWT_SECRET"]);
    for (const [name, from] of Object.entries(secrets)) {
      expect(from).toBe(
        `\${data.aws_secretsmanager_secret.secrets_${name === "API_KEY" ? "api_key" : name === "DB_PASSWORD" ? "db_password" : "jwt_secret"}.arn}`,
      );
    }
    const environmentNames = (container.environment as Block[]).map(({ name }) => name as string);
    expect(environmentNames.filter((name) => /PASSWORD|SECRET|API_KEY|TOKEN/.test(name))).toEqual([]);
  });
});

describe.each(environments)("the database of iTrack in $environment", ({ environment, prefix, inProduction }) => {
  const stack = itrackIn(environment);
  const database = stack.only("aws_db_instance");

  it("is the documented MySQL 8.0 on 3306, with the user admin [003-database-engine] [003-database-port] [003-database-user-admin] [003-database-identifier]", () => {
    expect(database).toMatchObject({ identifier: prefix, engine: "mysql", port: 3306, username: "admin" });
    expect(database.engine_version).toMatch(/^8\.0\.\d+$/);
  });

  it("is private and encrypted with a key of ours [003-database-private-encrypted]", () => {
    expect(database).toMatchObject({
      publicly_accessible: false,
      storage_encrypted: true,
      kms_key_id: "${aws_kms_key.keys_data.arn}",
    });
    for (const subnet of stack.only("aws_db_subnet_group").subnet_ids as string[])
      expect(subnet).toMatch(/network_data_/);
  });

  it("refuses connections without TLS [003-database-tls]", () => {
    expect(stack.only("aws_db_parameter_group").parameter).toContainEqual(
      expect.objectContaining({ name: "require_secure_transport", value: "1" }),
    );
  });

  it("is small and alone in staging, and fails over in production [003-pillar-reliability-multi-az]", () => {
    expect(database).toMatchObject(
      inProduction
        ? { instance_class: "db.r5.large", multi_az: true, performance_insights_enabled: true }
        : { instance_class: "db.t3.micro", multi_az: false, performance_insights_enabled: false },
    );
  });

  it("is backed up every day and keeps 30 days [003-backup-rds-daily] [003-backup-rds-30-days]", () => {
    expect(database).toMatchObject({ backup_retention_period: 30, backup_window: "03:00-04:00" });
  });

  it("has its endpoint as an output [003-database-endpoint-output]", () => {
    expect(stack.output("database_endpoint")).toMatchObject({
      value: "${aws_db_instance.database.address}",
      sensitive: true,
    });
  });
});

describe.each(environments)("the table of iTrack in $environment", ({ environment, inProduction }) => {
  const stack = itrackIn(environment);
  const table = stack.only("aws_dynamodb_table");

  it("is called itrack-items, with the environment outside production [003-table-name]", () => {
    expect(table.name).toBe(inProduction ? "itrack-items" : "itrack-items-staging");
  });

  it("is on demand [003-scaling-dynamodb]", () => {
    expect(table.billing_mode).toBe("PAY_PER_REQUEST");
  });

  it("is restorable to any second [003-dynamodb-pitr]", () => {
    expect(table.point_in_time_recovery).toMatchObject({ enabled: true });
  });

  it("is protected from deletion and encrypted with a key of ours [003-table-protected]", () => {
    expect(table).toMatchObject({
      deletion_protection_enabled: true,
      server_side_encryption: { enabled: true, kms_key_arn: "${aws_kms_key.keys_data.arn}" },
      lifecycle: { prevent_destroy: true },
    });
  });

  it("forgets items when their time is over", () => {
    expect(table.ttl).toEqual({ enabled: true, attribute_name: "expiresAt" });
  });

  it("is written in us-west-2 too in production, with a key of that region [003-backup-dynamodb-replication]", () => {
    if (!inProduction) {
      stack.none("aws_dynamodb_table_replica");
      return;
    }
    const replica = stack.only("aws_dynamodb_table_replica");
    expect(replica).toMatchObject({
      provider: "aws.us_west_2",
      global_table_arn: "${aws_dynamodb_table.items.arn}",
      point_in_time_recovery: true,
    });
    const [, key] = /^\$\{aws_kms_key\.(\w+)\.arn\}$/.exec(replica.kms_key_arn as string)!;
    expect(stack.at(`aws_kms_key.${key}`).provider).toBe("aws.us_west_2");
  });
});

describe.each(environments)("the backups of iTrack in $environment", ({ environment, config, inProduction }) => {
  const stack = itrackIn(environment);
  const plan = stack.only("aws_backup_plan");
  const rules = Object.fromEntries((plan.rule as Block[]).map((rule) => [rule.rule_name as string, rule]));
  const vaults = Object.values(stack.every("aws_backup_vault"));

  it("run daily, kept 35 days, and weekly, kept longer [003-backup-plan-daily] [003-backup-plan-weekly] [003-backup-plan-retention]", () => {
    expect(rules.daily!.schedule).toBe("cron(0 5 ? * * *)");
    expect(rules.weekly!.schedule).toBe("cron(0 7 ? * SUN *)");
    expect(rules.daily!.lifecycle.delete_after).toBe(35);
    expect(rules.weekly!.lifecycle.delete_after).toBeGreaterThan(35);
  });

  it("cover database and table [003-backup-rds-cross-region] [003-backup-dynamodb-cross-region]", () => {
    const selected = Object.values(stack.every("aws_backup_selection")).flatMap(
      ({ resources }) => resources as string[],
    );
    expect(selected.sort()).toEqual(["${aws_db_instance.database.arn}", "${aws_dynamodb_table.items.arn}"]);
  });

  it("are copied to a vault in us-west-2 in production, by the plan itself, and stay here in staging [003-backup-cross-region-strategy] [003-backup-region-us-west-2] [003-production-cross-region-backup] [003-staging-cross-region-backup]", () => {
    const { copy } = config.recovery.backups;
    expect(copy.copied).toBe(inProduction);
    for (const rule of Object.values(rules)) {
      const targets = ((rule.copy_action ?? []) as Block[]).map(
        ({ destination_vault_arn }) => destination_vault_arn as string,
      );
      expect(targets).toEqual(inProduction ? ["${aws_backup_vault.backup_copy.arn}"] : []);
    }
    if (inProduction) expect(stack.at("aws_backup_vault.backup_copy").provider).toBe("aws.us_west_2");
  });

  it("lie in vaults with rotated keys of ours [003-backup-vaults-encrypted]", () => {
    expect(vaults).toHaveLength(inProduction ? 2 : 1);
    for (const { kms_key_arn } of vaults) {
      const [, key] = /^\$\{aws_kms_key\.(\w+)\.arn\}$/.exec(kms_key_arn as string)!;
      expect(stack.at(`aws_kms_key.${key}`).enable_key_rotation).toBe(true);
    }
  });
});
