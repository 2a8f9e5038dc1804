import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";

describe.each(omnirapeuticDeployments.map(({ environment, config }) => ({ environment, config })))(
  "recovery of Omnirapeutic in $environment",
  ({ environment, config }) => {
    const stack = omnirapeuticIn(environment);
    const { backups, rotation } = config.recovery;

    it("backs the cluster up every day, for at least 35 days [002-aurora-daily-backups]", () => {
      expect(stack.at("aws_rds_cluster.database").backup_retention_period).toBeGreaterThanOrEqual(1);
      const [daily] = stack.only("aws_backup_plan").rule as [{ schedule: string; lifecycle: { delete_after: number } }];
      expect(daily.schedule).toBe("cron(0 5 ? * * *)");
      expect(daily.lifecycle.delete_after).toBeGreaterThanOrEqual(35);
      expect(stack.only("aws_backup_selection").resources).toEqual(["${aws_rds_cluster.database.arn}"]);
    });

    it("retains automated backups 35 days in production and 7 elsewhere [002-aurora-retention]", () => {
      const days = environment === "production" ? 35 : 7;
      expect(stack.at("aws_rds_cluster.database").backup_retention_period).toBe(days);
    });

    it("encrypts backups with the aurora key [002-enc-aurora-backups] [002-aurora-backup-kms]", () => {
      expect(stack.at("aws_rds_cluster.database")).toMatchObject({
        storage_encrypted: true,
        kms_key_id: "${aws_kms_key.keys_aurora.arn}",
      });
      expect(stack.at("aws_backup_vault.backup_vault").kms_key_arn).toBe("${aws_kms_key.keys_aurora.arn}");
    });

    it("copies backups to another region where the configuration says so", () => {
      const vaults = Object.keys(stack.every("aws_backup_vault"));
      expect(vaults).toEqual(backups.copy.copied ? ["backup_vault", "backup_copy"] : ["backup_vault"]);
    });

    it("has a JWT secret under its documented name [004-jwt-secret] [004-jwt-secret-name]", () => {
      expect(stack.at("aws_secretsmanager_secret.secret_jwt_secret").name).toBe(
        `omnirapeutic/${environment}/jwt-secret`,
      );
    });

    it("encrypts every secret with the secrets key [004-jwt-secret-encrypted] [002-enc-secrets-db] [002-enc-secrets-api-keys] [002-enc-secrets-certificates]", () => {
      for (const secret of Object.values(stack.every("aws_secretsmanager_secret"))) {
        expect(secret.kms_key_id).toBe("${aws_kms_key.keys_secrets.arn}");
      }
    });

    it("changes the application's database password by itself", () => {
      expect(rotation.automatic).toBe(true);
      expect(stack.only("aws_secretsmanager_secret_rotation").secret_id).toBe(
        "${aws_secretsmanager_secret.secret_app_database_user.arn}",
      );
    });

    it("reports what happens to the database", () => {
      const subscriptions = Object.values(stack.every("aws_db_event_subscription"));
      expect(subscriptions.map(({ source_type }) => source_type as string).sort()).toEqual([
        "db-cluster",
        "db-instance",
        "db-parameter-group",
      ]);
    });
  },
);
