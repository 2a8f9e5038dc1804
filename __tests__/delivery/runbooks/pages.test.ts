import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "../../../src/delivery/paths";
import { runbookPages, RUNBOOKS, staleRunbooks, writeRunbooks } from "../../../src/delivery/runbooks";
import { omniPortalDeployments } from "../../support/omni-portal";
import { commandsBySection, runScript } from "../../support/runbook-commands";

const page = (name: string): string => runbookPages()[`omni-portal/${name}.md`] ?? "";
const script = (name: string, deployment: string): string => commandsBySection(page(name))[deployment] ?? "";
/** On one line each: what a shell sees. */
const lines = (name: string, deployment: string): string[] =>
  script(name, deployment)
    .replaceAll(/ \\\n\s*/g, " ")
    .split("\n");
const starting = (start: string, name: string, deployment: string): string[] =>
  lines(name, deployment).filter((line) => line.startsWith(start));

describe("the committed runbooks", () => {
  it("are those that names, configuration and outputs generate today", () => {
    expect(staleRunbooks(join(paths.root, RUNBOOKS))).toEqual([]);
  });

  it("are found stale when one differs, is missing, or has no source any more", () => {
    const folder = mkdtempSync(join(tmpdir(), "estate-runbooks-"));
    try {
      const written = writeRunbooks(folder);
      expect(staleRunbooks(folder)).toEqual([]);
      writeFileSync(join(folder, "omni-portal/state-lock.md"), "edited by hand");
      writeFileSync(join(folder, "omni-portal/old.md"), "");
      rmSync(join(folder, "omni-portal/README.md"));
      expect(staleRunbooks(folder)).toEqual([
        "omni-portal/README.md",
        "omni-portal/old.md",
        "omni-portal/state-lock.md",
      ]);
      expect(written).toContain("omni-portal/README.md");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe.each(omniPortalDeployments)("the runbooks of $name", ({ name, environment, backend, config }) => {
  it("restore the database from a snapshot, in the region of the document [000-runbook-db-restore]", () => {
    const [restore] = starting("aws rds restore-db-instance-from-db-snapshot", "database-restore", name);
    expect(restore).toContain("--db-instance-identifier omni-portal-restored");
    expect(restore).toContain('--db-snapshot-identifier "${SNAPSHOT:?}"');
    expect(restore).toContain("--region us-east-1");
  });

  it("restore it private, TLS only and audited, from a snapshot as to a second [000-runbook-db-restore-safe]", () => {
    const restores = starting("aws rds restore-db-instance-", "database-restore", name);
    expect(restores).toHaveLength(2);
    for (const restore of restores) {
      expect(restore).toContain('--db-subnet-group-name "${SUBNET_GROUP:?}"');
      expect(restore).toContain('--vpc-security-group-ids "${SECURITY_GROUP:?}"');
      expect(restore).toContain('--db-parameter-group-name "${PARAMETER_GROUP:?}"');
      expect(restore).toContain('--option-group-name "${OPTION_GROUP:?}"');
      expect(restore).toContain("--no-publicly-accessible");
      expect(restore).toContain(config.database.multiAz.kept ? " --multi-az " : " --no-multi-az ");
    }
  });

  it("list the snapshots made before a deployment, and the automated ones [000-runbook-db-snapshot-name]", () => {
    const listed = starting("aws rds describe-db-snapshots", "database-restore", name).join("\n");
    for (const type of ["manual", "automated", "awsbackup"]) expect(listed).toContain(`--snapshot-type ${type}`);
    const prefix = environment === "production" ? "prod" : environment;
    expect(lines("database-restore", name)).toContain(`SNAPSHOT=${prefix}-snapshot-YYYYMMDD-HHMM`);
    expect(page("database-restore")).toContain("estate db snapshot");
  });

  it("give Terraform the restored database, and keep the old one under another name [000-runbook-restore-into-state]", () => {
    const commands = lines("database-restore", name);
    const order = [
      `aws rds modify-db-instance --db-instance-identifier ${name} --new-db-instance-identifier ${name}-damaged`,
      `aws rds modify-db-instance --db-instance-identifier omni-portal-restored --new-db-instance-identifier ${name} `,
      `npx estate terraform ${name} -- state rm aws_db_instance.database`,
      `npx estate terraform ${name} -- import aws_db_instance.database ${name}`,
      `npx estate plan ${name}`,
      `npx estate deploy ${name}`,
      "aws rds delete-db-instance",
    ].map((start) => commands.findIndex((line) => line.startsWith(start)));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(script("database-restore", name)).toContain(`--final-db-snapshot-identifier ${name}-damaged-final`);
  });

  it("let the replica step aside first, where there is one", () => {
    const commands = script("database-restore", name);
    expect(commands.includes(`${name}-replica-damaged`)).toBe(config.database.readReplica.kept);
    expect(commands.includes("aws_db_instance.database_replica")).toBe(config.database.readReplica.kept);
  });

  it("restore Redis as an encrypted replication group [000-runbook-redis-restore]", () => {
    const restores = starting("aws elasticache create-replication-group", "redis-restore", name);
    expect(restores.map((line) => line.match(/--replication-group-id (\S+)/)?.[1])).toEqual([
      "omni-portal-restored",
      name,
    ]);
    for (const restore of restores) {
      for (const words of [
        '--snapshot-name "${SNAPSHOT:?}"',
        "--at-rest-encryption-enabled",
        '--kms-key-id "${KEY:?}"',
        "--transit-encryption-enabled",
        "--transit-encryption-mode required",
        '--user-group-ids "${USER_GROUP:?}"',
        '--cache-subnet-group-name "${SUBNET_GROUP:?}"',
        "--region us-east-1",
      ]) {
        expect(restore).toContain(words);
      }
      const failover =
        config.cache.nodes.count > 1 ? " --automatic-failover-enabled" : " --no-automatic-failover-enabled";
      expect(restore).toContain(failover);
    }
  });

  it("find and make the documented Redis snapshot [000-runbook-redis-snapshot-name]", () => {
    const commands = lines("redis-restore", name);
    expect(commands).toContain("SNAPSHOT=omni-portal-snapshot-YYYYMMDD");
    expect(starting("aws elasticache create-snapshot", "redis-restore", name)[0]).toContain(
      '--snapshot-name "omni-portal-snapshot-$(date -u +%Y%m%d)"',
    );
    expect(starting("aws elasticache describe-snapshots", "redis-restore", name)).not.toEqual([]);
  });

  it("keep the damaged Redis as a snapshot before Terraform manages the restored one [000-runbook-restore-into-state]", () => {
    const commands = lines("redis-restore", name);
    const deleted = commands.findIndex((line) => line.includes(`--final-snapshot-identifier "${name}-damaged-`));
    const imported = commands.indexOf(
      `npx estate terraform ${name} -- import aws_elasticache_replication_group.redis ${name}`,
    );
    expect(deleted).toBeGreaterThan(-1);
    expect(imported).toBeGreaterThan(deleted);
  });

  it("release a lock by Terraform first, and by its item last [000-runbook-state-lock]", () => {
    const commands = lines("state-lock", name);
    const unlock = commands.indexOf(`npx estate terraform ${name} -- force-unlock "\${LOCK:?}"`);
    const remove = commands.findIndex((line) => line.startsWith("aws dynamodb delete-item"));
    expect(unlock).toBeGreaterThan(-1);
    expect(remove).toBeGreaterThan(unlock);
    expect(commands[remove]).toContain(`--table-name omni-portal-terraform-locks-${environment} `);
  });

  it("name the lock by bucket and key of the state [000-runbook-state-lock-id]", () => {
    const id = `omni-portal-terraform-state-${environment}/infrastructure/terraform.tfstate`;
    expect(id).toBe(`${backend.bucket}/${backend.key}`);
    const touching = lines("state-lock", name).filter((line) => line.includes("aws dynamodb"));
    expect(touching).toHaveLength(3);
    for (const line of touching) expect(line).toContain(`--key '{"LockID":{"S":"${id}"}}'`);
  });

  it("follow the log of failing tasks [000-runbook-ecs-task-failures]", () => {
    expect(script("ecs-task-failures", name)).toContain(
      `aws logs tail /aws/ecs/omni-portal-${environment}/api --follow`,
    );
  });

  it("test the database from a task: TLS, and variables that only the container expands [000-runbook-db-connection]", () => {
    const calls = runScript(script("database-connection", name)).aws.filter(
      ([, command]) => command === "execute-command",
    );
    const [connect] = calls.map((words) => words[words.indexOf("--command") + 1]);
    expect(connect).toBe(
      'sh -c "MYSQL_PWD=$DB_PASSWORD mysql --host=$DB_HOST --user=$DB_USER --ssl-mode=REQUIRED $DB_NAME -e status"',
    );
    expect(calls[0]?.join(" ")).toContain(`--cluster omni-portal-${environment} `);
    expect(calls[0]?.join(" ")).toContain("--container omni-portal-api --interactive");
  });

  it("reach the restored database with the container's user, and the restored host", () => {
    const calls = runScript(script("database-restore", name)).aws.filter(
      ([, command]) => command === "execute-command",
    );
    expect(calls[0]).toContain(
      "sh -c 'mysql --host=available --user=$DB_USER --ssl-mode=REQUIRED --password $DB_NAME'",
    );
  });
});

describe("what the runbooks say", () => {
  it("includes what to do when the image holds no mysql client [000-ecs-exec-mysql-client]", () => {
    expect(page("database-connection")).toMatch(/must hold a MySQL client[^]*default-mysql-client[^]*release it/);
  });

  it("includes how often a restore is rehearsed, how it is verified, and where the evidence is [000-runbook-restore-rehearsed]", () => {
    const rehearsal = page("restore-rehearsal");
    expect(rehearsal).toMatch(/every month[^]*twice a year/);
    expect(rehearsal).toMatch(/\*\*Verify what came back\.\*\* Compare with the live database/);
    expect(script("restore-rehearsal", "omni-portal-production")).toContain("s3://${BACKUPS:?}/restore-rehearsals/");
  });

  it("includes how a Redis snapshot reaches the other region, in production alone [000-dr-redis-replication]", () => {
    const [copy] = starting("aws elasticache copy-snapshot", "redis-restore", "omni-portal-production");
    expect(copy).toContain('--target-bucket "${BACKUPS:?}"');
    expect(starting("aws elasticache copy-snapshot", "redis-restore", "omni-portal-dev")).toEqual([]);
    expect(page("redis-restore")).toContain("AWS Backup does not know ElastiCache");
  });

  it("includes how to buy Reserved Instances, and calls the promised saving a claim [000-tip-reserved-instances]", () => {
    expect(page("reserved-instances")).toMatch(/40-60%[^]*claim to check/);
    const [buy] = starting("aws rds purchase-reserved", "reserved-instances", "omni-portal-production");
    expect(buy).toContain('--reserved-db-instances-offering-id "${OFFERING:?}"');
    expect(script("reserved-instances", "omni-portal-production")).toContain("--db-instance-class db.r6g.xlarge");
  });
});
