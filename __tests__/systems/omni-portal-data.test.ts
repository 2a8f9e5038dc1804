import { environments, omniPortalIn } from "../support/omni-portal";
import type { Block } from "../support/synthesize";

describe.each(environments)("the database of OmniPortal in $environment", ({ environment, prefix, inProduction }) => {
  const stack = omniPortalIn(environment);
  const database = stack.at("aws_db_instance.database");
  const instances = Object.values(stack.every("aws_db_instance"));

  it("is MySQL 8.0, from the version on that offers TLS 1.2 and later alone [000-rds-engine-mysql-80] [000-tls-mysql-version-floor] [000-module-rds]", () => {
    expect(database).toMatchObject({ identifier: prefix, engine: "mysql" });
    const [, minor] = /^8\.0\.(\d+)$/.exec(database.engine_version as string)!;
    expect(Number(minor)).toBeGreaterThanOrEqual(28);
  });

  it("has the class that the environment declares [000-cost-dev-db] [000-cost-production-db]", () => {
    const classes = { dev: "db.t3.medium", staging: "db.r6g.large", production: "db.r6g.xlarge" };
    expect(database.instance_class).toBe(classes[environment as keyof typeof classes]);
  });

  it("outlives a zone outside development [000-rds-multi-az] [000-cost-production-db]", () => {
    expect(database.multi_az).toBe(environment !== "dev");
  });

  it("has a replica in production, which is encrypted too and whose endpoint is an output [000-rds-read-replica]", () => {
    const replicas = instances.filter(({ replicate_source_db }) => replicate_source_db !== undefined);
    expect(replicas).toHaveLength(inProduction ? 1 : 0);
    for (const replica of replicas) {
      expect(replica).toMatchObject({
        identifier: `${prefix}-replica`,
        replicate_source_db: "${aws_db_instance.database.identifier}",
        storage_encrypted: true,
      });
      expect(stack.output("database_replica_endpoint").value).toBe("${aws_db_instance.database_replica.address}");
    }
  });

  it("is encrypted with its own key, which encrypts nothing but it and its recovery points [000-rds-tde] [000-kms-rds-own-key] [000-db-storage-encrypted] [000-db-kms-key-id]", () => {
    for (const { storage_encrypted } of instances) expect(storage_encrypted).toBe(true);
    expect(database.kms_key_id).toBe("${aws_kms_key.keys_rds.arn}");
    const users = Object.entries(stack.json.resource as { [type: string]: Block }).filter(
      ([type, blocks]) => JSON.stringify(blocks).includes("aws_kms_key.keys_rds.") && type !== "aws_kms_alias",
    );
    expect(users.map(([type]) => type).sort()).toEqual(["aws_backup_vault", "aws_db_instance"]);
  });

  it("takes logins by IAM [000-db-iam-auth]", () => {
    for (const instance of instances) expect(instance.iam_database_authentication_enabled).toBe(true);
  });

  it("refuses connections without TLS, replica included [000-tls-to-mysql] [000-db-require-secure-transport]", () => {
    const group = stack.only("aws_db_parameter_group");
    expect(group.family).toBe("mysql8.0");
    expect(group.parameter).toContainEqual(expect.objectContaining({ name: "require_secure_transport", value: "1" }));
    for (const { parameter_group_name } of instances) {
      expect(parameter_group_name).toMatch(/^\$\{aws_db_parameter_group\.\w+\.name\}$/);
    }
  });

  it("is reached in private subnets alone [000-network-private-subnets]", () => {
    for (const instance of instances) expect(instance.publicly_accessible).toBe(false);
    expect(stack.only("aws_db_subnet_group").subnet_ids).toEqual(
      ["a", "b", "c"].map((zone) => `\${aws_subnet.network_data_${zone}.id}`),
    );
  });

  it("is observed: Performance Insights with its key, and the operating system every minute [000-rds-performance-insights] [000-rds-enhanced-monitoring]", () => {
    for (const instance of instances) {
      expect(instance).toMatchObject({
        performance_insights_enabled: true,
        performance_insights_kms_key_id: "${aws_kms_key.keys_rds.arn}",
        monitoring_interval: 60,
      });
      expect(instance.monitoring_role_arn).toMatch(/^\$\{aws_iam_role\./);
    }
  });

  it("exports its four logs, with the plugin that makes the audit log; that one is kept seven years [000-audit-database-log] [000-audit-log-retention]", () => {
    expect([...(database.enabled_cloudwatch_logs_exports as string[])].sort()).toEqual([
      "audit",
      "error",
      "general",
      "slowquery",
    ]);
    const options = stack.only("aws_db_option_group").option as Block[];
    expect(options.map(({ option_name }) => option_name as string)).toEqual(["MARIADB_AUDIT_PLUGIN"]);
    const groups = Object.values(stack.every("aws_cloudwatch_log_group"));
    const days = (type: string) =>
      groups.find(({ name }) => name === `/aws/rds/instance/${prefix}/${type}`)!.retention_in_days as number;
    expect(["audit", "error", "general", "slowquery"].map(days)).toEqual([2557, 365, 365, 365]);
  });

  it("is backed up every day: 35 days in production, a week elsewhere [000-dr-rds-daily] [000-dr-rds-30-days] [000-dr-rds-other-environments]", () => {
    expect(database).toMatchObject({ backup_retention_period: inProduction ? 35 : 7, backup_window: "03:00-04:00" });
  });

  it("has its master password from a secret of ours, which no state holds [000-secrets-db-credential]", () => {
    expect(database.password).toBeUndefined();
    expect(database.password_wo).toMatch(/^\$\{ephemeral\./);
    const secrets = Object.values(stack.every("aws_secretsmanager_secret"));
    expect(secrets.map(({ name }) => name as string).sort()).toEqual([
      `omni-portal/${environment}/app-key`,
      `omni-portal/${environment}/database-master-password`,
      `omni-portal/${environment}/database-user`,
      `omni-portal/${environment}/jwt-secret`,
    ]);
    for (const { kms_key_id } of secrets) expect(kms_key_id).toBe("${aws_kms_key.keys_secrets.arn}");
  });
});

describe.each(environments)("the cache of OmniPortal in $environment", ({ environment, prefix }) => {
  const stack = omniPortalIn(environment);
  const group = stack.only("aws_elasticache_replication_group");

  it("is a replication group, never a lone cluster [000-redis-elasticache] [000-module-redis]", () => {
    expect(group).toMatchObject({ replication_group_id: prefix, engine: "redis" });
    stack.none("aws_elasticache_cluster");
  });

  it("has the node type that the environment declares [000-cost-dev-redis] [000-cost-production-redis]", () => {
    const types = { dev: "cache.t3.small", staging: "cache.t3.medium", production: "cache.r6g.large" };
    expect(group.node_type).toBe(types[environment as keyof typeof types]);
  });

  it("fails over to another zone outside development [000-redis-multi-az]", () => {
    const several = environment !== "dev";
    expect(group).toMatchObject({
      num_cache_clusters: several ? 2 : 1,
      multi_az_enabled: several,
      automatic_failover_enabled: several,
    });
  });

  it("speaks TLS alone, and is encrypted with its own key [000-redis-tls] [000-kms-redis-own-key]", () => {
    expect(group).toMatchObject({
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      at_rest_encryption_enabled: "true", // the provider spells it so
      kms_key_id: "${aws_kms_key.keys_redis.arn}",
    });
  });

  it("refuses whoever does not come by IAM; there is no password [000-redis-auth] [000-secrets-redis-credential]", () => {
    const users = Object.values(stack.every("aws_elasticache_user"));
    const byName = Object.fromEntries(users.map((user) => [user.user_name as string, user]));
    expect(group.auth_token).toBeUndefined();
    expect(group.user_group_ids).toHaveLength(1);
    expect(byName.default!.access_string).toMatch(/^off /);
    const others = users.filter(({ user_name }) => user_name !== "default");
    expect(others.map(({ authentication_mode }) => authentication_mode as unknown)).toEqual([{ type: "iam" }]);
    for (const user of users) expect(user.passwords).toBeUndefined();
  });

  it("is saved every day for 15 days [000-dr-redis-daily] [000-dr-redis-retention]", () => {
    expect(group).toMatchObject({ snapshot_window: "02:00-03:00", snapshot_retention_limit: 15 });
  });
});
