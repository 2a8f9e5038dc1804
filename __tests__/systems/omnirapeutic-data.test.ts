import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";
import { statementsOf, type Block } from "../support/synthesize";

const dataSubnets = ["a", "b", "c"].map((zone) => `\${aws_subnet.network_data_${zone}.id}`);

describe.each(omnirapeuticDeployments.map(({ environment, config }) => ({ environment, config })))(
  "Omnirapeutic's keys, secrets and database in $environment",
  ({ environment, config }) => {
    const stack = omnirapeuticIn(environment);
    const cluster = stack.only("aws_rds_cluster");
    const instances = Object.values(stack.every("aws_rds_cluster_instance"));
    const name = `omnirapeutic-${environment}`;

    it("has the three documented keys and one for logs, under documented aliases [001-kms-count] [001-kms-aurora-key] [001-kms-s3-key] [001-kms-secrets-key] [002-service-kms] [002-kms-aurora] [002-kms-s3] [002-kms-secrets]", () => {
      const here = (type: string) => Object.entries(stack.every(type)).filter(([, { provider }]) => !provider);
      expect(
        here("aws_kms_key")
          .map(([id]) => id)
          .sort(),
      ).toEqual(["keys_aurora", "keys_logs", "keys_s3", "keys_secrets"]);
      expect(
        here("aws_kms_alias")
          .map(([, alias]) => alias.name as string)
          .sort(),
      ).toEqual(["aurora", "logs", "s3", "secrets"].map((key) => `alias/${name}-${key}-encryption-key`));
    });

    it("rotates every key, keeps a deleted one for 30 days and lets only this account administer it [001-kms-rotation] [001-kms-deletion-window]", () => {
      for (const key of Object.values(stack.every("aws_kms_key"))) {
        expect(key).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
        for (const { Principal } of statementsOf(key.policy)) expect(JSON.stringify(Principal)).not.toBe('"*"');
      }
    });

    it("tags keys, like everything else, HIPAA=true [001-kms-hipaa-tag]", () => {
      expect(stack.json.provider.aws[0].default_tags[0].tags.HIPAA).toBe("true");
      for (const key of Object.values(stack.every("aws_kms_key"))) expect(key.tags?.HIPAA ?? "true").toBe("true");
    });

    it("has document 001's four secrets and the API's two, encrypted with the secrets key, recoverable for 7 days [001-secret-count] [001-secret-encrypted] [001-kms-secrets-key-use] [001-secret-recovery-window]", () => {
      const secrets = Object.values(stack.every("aws_secretsmanager_secret"));
      const documented = ["aurora-master-password", "supabase-anon-key", "supabase-jwt-secret", "supabase-service-key"];
      expect(secrets.map((secret) => secret.name as string).sort()).toEqual(
        [...documented, "app-database-user", "jwt-secret"]
          .map((secret) => `omnirapeutic/${environment}/${secret}`)
          .sort(),
      );
      for (const secret of secrets) {
        expect(secret).toMatchObject({ kms_key_id: "${aws_kms_key.keys_secrets.arn}", recovery_window_in_days: 7 });
      }
    });

    it.each([
      ["aurora-master-password", 32, "[001-secret-aurora-master] [001-secret-aurora-master-generated]"],
      ["jwt-secret", 64, ""],
      ["supabase-jwt-secret", 64, "[001-secret-supabase-jwt] [001-secret-supabase-jwt-length]"],
      ["supabase-anon-key", 64, "[001-secret-supabase-anon] [001-secret-supabase-anon-length]"],
      ["supabase-service-key", 64, "[001-secret-supabase-service] [001-secret-supabase-service-length]"],
    ])("generates %s with %i characters, outside state, rotated by its version", (secret, length) => {
      const [id] = Object.entries(stack.every("aws_secretsmanager_secret")).find(([, block]) =>
        block.name.endsWith(`/${secret}`),
      )!;
      const [, version] = Object.entries(stack.every("aws_secretsmanager_secret_version")).find(([, block]) =>
        String(block.secret_id).includes(`aws_secretsmanager_secret.${id}.`),
      )!;
      const generator = /^\$\{ephemeral\.random_password\.([a-z_]+)\.result\}$/.exec(version.secret_string_wo)?.[1];
      expect(stack.at(`ephemeral.random_password.${generator}`).length).toBe(length);
      expect(version.secret_string_wo_version).toBe(1);
      expect(version.secret_string).toBeUndefined();
    });

    it("can rotate each secret by its version alone [001-secret-rotation]", () => {
      const versions = Object.values(stack.every("aws_secretsmanager_secret_version"));
      expect(versions.map((version) => version.secret_string_wo_version as number)).toEqual([
        ...Object.values(config.secrets.generated).map(({ version }) => version),
        config.database.application.passwordVersion,
      ]);
    });

    it("runs Aurora PostgreSQL 15.10 Serverless v2 under the documented names [001-aurora-engine] [001-aurora-engine-version] [001-aurora-serverless-v2] [001-cluster-identifier] [001-database-name] [001-database-user] [002-aurora-engine] [002-aurora-version]", () => {
      expect(cluster).toMatchObject({
        engine: "aurora-postgresql",
        engine_version: "15.10",
        cluster_identifier: name,
        database_name: "omnirapeutic",
        master_username: "postgres",
      });
      for (const instance of instances)
        expect(instance).toMatchObject({
          instance_class: "db.serverless",
          engine: "aurora-postgresql",
        });
    });

    it("scales from 0.5 ACU to the environment's maximum [001-aurora-capacity-min] [001-aurora-autoscaling] [002-aurora-min-capacity] [002-aurora-max-capacity]", () => {
      const scaling = [cluster.serverlessv2_scaling_configuration].flat()[0];
      expect(scaling.min_capacity).toBe(0.5);
      expect(scaling.max_capacity).toBe(environment === "production" ? 4 : 1);
    });

    it("lies in the three data subnets only, unreachable from outside [001-aurora-subnet-group-azs] [001-aurora-private-subnets] [001-aurora-no-public-access] [002-aurora-six-copies] [002-aurora-replica-b] [002-aurora-replica-c]", () => {
      expect(stack.only("aws_db_subnet_group").subnet_ids).toEqual(dataSubnets);
      for (const instance of instances) expect(instance.publicly_accessible).toBe(false);
    });

    it("encrypts storage, snapshots and Performance Insights with the Aurora key [001-aurora-encrypted] [001-kms-aurora-key-use] [002-enc-aurora-rest] [001-aurora-performance-insights] [001-aurora-performance-insights-key]", () => {
      expect(cluster).toMatchObject({ storage_encrypted: true, kms_key_id: "${aws_kms_key.keys_aurora.arn}" });
      for (const instance of instances) {
        expect(instance).toMatchObject({
          performance_insights_enabled: true,
          performance_insights_kms_key_id: "${aws_kms_key.keys_aurora.arn}",
        });
      }
    });

    it("backs up from 03:00 to 04:00 UTC for the environment's retention [001-aurora-backup-window] [002-aurora-daily-backups] [002-aurora-retention]", () => {
      expect(cluster).toMatchObject({
        preferred_backup_window: "03:00-04:00",
        backup_retention_period: environment === "production" ? 35 : 7,
      });
    });

    it("exports the PostgreSQL log to a group that is encrypted and kept [001-aurora-log-exports] [002-log-group-aurora]", () => {
      expect(cluster.enabled_cloudwatch_logs_exports).toEqual(["postgresql"]);
      expect(cluster.depends_on).toContain("aws_cloudwatch_log_group.database_logs"); // else RDS makes it, unencrypted
      const groups = Object.values(stack.every("aws_cloudwatch_log_group"));
      expect(groups).toContainEqual(
        expect.objectContaining({
          name: `/aws/rds/cluster/${name}/postgresql`,
          retention_in_days: 2557,
          kms_key_id: "${aws_kms_key.keys_logs.arn}",
        }),
      );
    });

    it("refuses connections without TLS 1.2, and audits statements by pgAudit [002-tls-aurora] [002-pgaudit] [004-sec-db-tls] [004-pending-db-tls12]", () => {
      const { parameter } = stack.only("aws_rds_cluster_parameter_group");
      const values = Object.fromEntries(parameter.map((set: Block) => [set.name, set.value]));
      expect(cluster.db_cluster_parameter_group_name).toMatch(/^\$\{aws_rds_cluster_parameter_group\./);
      expect(values).toMatchObject({
        "rds.force_ssl": "1",
        ssl_min_protocol_version: "TLSv1.2",
        shared_preload_libraries: expect.stringMatching(/\bpgaudit\b/),
        "pgaudit.log": "ddl,role,read,write",
      });
    });

    it("names the database's security group as documented and opens it to no address range [001-aurora-sg-name]", () => {
      const [id] = Object.entries(stack.every("aws_security_group")).find(
        ([, group]) => group.tags.Name === `${name}-aurora-sg`,
      )!;
      const rules = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"]
        .filter((type) => stack.types().includes(type))
        .flatMap((type) => Object.values(stack.every(type)))
        .filter((rule) => String(rule.security_group_id).includes(`aws_security_group.${id}.`));
      for (const rule of rules) expect(rule.cidr_ipv4 ?? rule.cidr_ipv6).toBeUndefined();
      expect(stack.at(`aws_security_group.${id}`).ingress).toBeUndefined();
      expect(stack.at(`aws_security_group.${id}`).egress).toBeUndefined();
    });

    it("is protected exactly as the environment's safeguard says", () => {
      const { kept } = config.protection.allowDestroy;
      expect(cluster.deletion_protection).toBe(kept);
      expect(cluster.skip_final_snapshot).toBe(!kept);
      for (const type of ["aws_rds_cluster", "aws_kms_key", "aws_secretsmanager_secret", "aws_cloudwatch_log_group"]) {
        for (const block of Object.values(stack.every(type)))
          expect(block.lifecycle?.prevent_destroy ?? false).toBe(kept);
      }
    });
  },
);

describe("Omnirapeutic's production database", () => {
  const production = omnirapeuticIn("production");
  const cluster = production.only("aws_rds_cluster");

  it("may grow to 4 ACU [001-aurora-capacity-max]", () => {
    expect([cluster.serverlessv2_scaling_configuration].flat()[0].max_capacity).toBe(4);
  });

  it("has its first writer in us-east-1a [002-aurora-writer-az]", () => {
    expect(production.at("aws_rds_cluster_instance.database_a").availability_zone).toBe("us-east-1a");
    expect(production.at("aws_rds_cluster_instance.database_b").depends_on).toContain(
      "aws_rds_cluster_instance.database_a", // the first instance of a cluster becomes its writer
    );
  });

  it("has a writer and a reader in different zones [001-aurora-multi-az] [002-aurora-multi-az]", () => {
    const zones = Object.values(production.every("aws_rds_cluster_instance")).map(
      (instance) => instance.availability_zone,
    );
    expect(zones).toHaveLength(2);
    expect(new Set(zones).size).toBe(2);
  });

  it("keeps backups for 35 days [001-aurora-backup-retention]", () => {
    expect(cluster.backup_retention_period).toBe(35);
  });

  it("refuses deletion [001-aurora-deletion-protection]", () => {
    expect(cluster).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      lifecycle: { prevent_destroy: true },
    });
  });
});
