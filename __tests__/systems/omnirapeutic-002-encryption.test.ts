import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";
import { statementsOf, type Block } from "../support/synthesize";

const key = (use: string): string => `\${aws_kms_key.keys_${use}.arn}`;

describe.each(omnirapeuticDeployments)("encryption at rest in $name", ({ name, environment, account }) => {
  const stack = omnirapeuticIn(environment);
  const all = (type: string): Block[] => Object.values(stack.every(type));

  it("of the database and its backups is by the aurora key [002-enc-aurora-backups] [002-aurora-backup-kms]", () => {
    expect(stack.only("aws_rds_cluster")).toMatchObject({ storage_encrypted: true, kms_key_id: key("aurora") });
    const vaults = all("aws_backup_vault");
    expect(vaults.filter(({ provider }) => !provider).length).toBeGreaterThan(0);
    for (const vault of vaults.filter(({ provider }) => !provider)) expect(vault.kms_key_arn).toBe(key("aurora"));
  });

  it("of every secret is by the secrets key: passwords, API keys, what signs tokens [002-service-secrets-manager] [002-enc-secrets-db] [002-enc-secrets-api-keys] [004-sec-secrets-kms] [004-jwt-secret-encrypted]", () => {
    const named = Object.fromEntries(
      all("aws_secretsmanager_secret").map((secret) => [secret.name, secret.kms_key_id]),
    );
    expect(Object.keys(named)).toEqual(
      expect.arrayContaining(
        ["aurora-master-password", "app-database-user", "jwt-secret", "supabase-anon-key", "supabase-service-key"].map(
          (secret) => `omnirapeutic/${environment}/${secret}`,
        ),
      ),
    );
    expect(new Set(Object.values(named))).toEqual(new Set([key("secrets")]));
  });

  it("leaves no private key of a certificate to store: ACM makes and keeps it [002-enc-secrets-certificates]", () => {
    for (const certificate of stack.types().includes("aws_acm_certificate") ? all("aws_acm_certificate") : []) {
      expect(certificate.private_key).toBeUndefined();
      expect(certificate.validation_method).toBe("DNS");
    }
    for (const type of ["tls_private_key", "aws_iam_server_certificate", "aws_key_pair"]) stack.none(type);
  });

  it("of images is by the s3 key [001-ecr-configured] [002-service-ecr] [002-enc-ecr] [004-sec-ecr-kms]", () => {
    const repositories = all("aws_ecr_repository");
    expect(repositories.map((repository) => repository.name as string).sort()).toEqual(
      ["api", "web", "worker"].map((image) => `${name}-${image}`),
    );
    for (const { encryption_configuration: encryption } of repositories) {
      expect([encryption].flat()).toEqual([{ encryption_type: "KMS", kms_key: key("s3") }]);
    }
  });

  it("of topics is by the logs key, which the senders may use [002-enc-sns]", () => {
    for (const topic of all("aws_sns_topic").filter(({ provider }) => !provider)) {
      expect(topic.kms_master_key_id).toBe(key("logs"));
    }
  });

  it("of the load balancer's logs is by S3's own key, the only one it can deliver with [002-enc-s3-alb-logs]", () => {
    const [id] = Object.entries(stack.every("aws_s3_bucket")).find(
      ([, { bucket }]) => bucket === `${name}-alb-logs-${account}`,
    )!;
    const encryption = all("aws_s3_bucket_server_side_encryption_configuration").find(
      ({ bucket }) => bucket === `\${aws_s3_bucket.${id}.id}`,
    )!;
    expect(encryption.rule[0].apply_server_side_encryption_by_default).toEqual({ sse_algorithm: "AES256" });
  });
});

describe.each(omnirapeuticDeployments)("the log groups of $name", ({ name, environment, config }) => {
  const stack = omnirapeuticIn(environment);
  const groups = Object.entries(stack.every("aws_cloudwatch_log_group")).filter(([, { provider }]) => !provider);
  const named = (wanted: string): [id: string, group: Block] => groups.find(([, group]) => group.name === wanted)!;

  it.each([
    ["api", "[002-log-group-api] [004-res-log-group]"],
    ["web", "[002-log-group-web]"],
    ["worker", "[002-log-group-worker]"],
  ])("hold what the containers of %s print, for the application's retention", (service) => {
    const [id, group] = named(`/ecs/${name}/${service}`);
    expect(group.retention_in_days).toBe(config.retention.applicationLogDays);
    expect(group.retention_in_days).toBeGreaterThanOrEqual(365);
    const tasks = Object.values(stack.every("aws_ecs_task_definition"));
    expect(tasks.some((task) => String(task.container_definitions).includes(`aws_cloudwatch_log_group.${id}.`))).toBe(
      true,
    );
  });

  it("hold what is typed in sessions on the bastion, as an audit log [002-log-group-ssm] [002-bastion-audit-trail]", () => {
    const [id, group] = named(`/aws/ssm/${name}-bastion-sessions`);
    expect(group).toMatchObject({ retention_in_days: config.retention.auditLogDays, kms_key_id: key("logs") });
    expect(stack.only("aws_ssm_document").content).toMatch(new RegExp(`bastion-sessions|\\.${id}\\.name`));
  });

  it("are each encrypted with the logs key and kept for the audit or the application retention [002-service-cloudwatch] [004-sec-logs-kms] [004-hipaa-log-retention]", () => {
    const { auditLogDays, applicationLogDays } = config.retention;
    for (const [id, { kms_key_id, retention_in_days }] of groups) {
      expect({ id, kms_key_id }).toEqual({ id, kms_key_id: key("logs") });
      expect({ id, known: [auditLogDays, applicationLogDays].includes(retention_in_days) }).toEqual({
        id,
        known: true,
      });
    }
  });

  it("are all named in the policy of the logs key, without which CloudWatch may not encrypt them", () => {
    const [admitted] = statementsOf(stack.at("aws_kms_key.keys_logs").policy)
      .filter(({ Sid }) => Sid === "UsedByCloudWatchLogs")
      .map(({ Condition }) => [Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"]].flat() as string[]);
    const names = admitted!.map((arn) => arn.replace(/^.*:log-group:/, ""));
    expect(groups.map(([, group]) => group.name as string).filter((name) => !names.includes(name))).toEqual([]);
  });
});
