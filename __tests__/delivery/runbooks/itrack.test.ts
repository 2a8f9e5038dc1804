import { runbookPages } from "../../../src/delivery/runbooks";
import { environments } from "../../support/itrack";
import { commandsBySection } from "../../support/runbook-commands";

const page = (name: string): string => runbookPages()[`itrack/${name}.md`] ?? "";

describe.each(environments)("the runbooks of iTrack in $environment", ({ environment, prefix, config }) => {
  /** On one line each: what a shell sees. */
  const lines = (name: string): string[] =>
    (commandsBySection(page(name))[prefix] ?? "").replaceAll(/ \\\n\s*/g, " ").split("\n");
  const starting = (start: string, name: string): string[] => lines(name).filter((line) => line.startsWith(start));

  it("restore the database to a second, in UTC, into itrack-recovery [003-runbook-rds-pitr]", () => {
    const [command] = starting("aws rds restore-db-instance-to-point-in-time", "database-restore");
    expect(command).toContain(`--source-db-instance-identifier ${prefix} `);
    expect(command).toContain("--target-db-instance-identifier itrack-recovery ");
    expect(command).toContain('--restore-time "${MOMENT:?}"');
    expect(lines("database-restore").join("\n")).toMatch(/^MOMENT=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z/m);
  });

  it("name what RDS would take defaults for [003-runbook-rds-pitr-safe]", () => {
    const [command] = starting("aws rds restore-db-instance-to-point-in-time", "database-restore");
    for (const option of ["db-subnet-group-name", "vpc-security-group-ids", "db-parameter-group-name"]) {
      expect(command).toContain(`--${option} "$`);
    }
    expect(command).toContain(config.database.multiAz.kept ? "--multi-az" : "--no-multi-az");
  });

  it("restore the table from each kind of backup into itrack-items-recovery, and say where its ARN is [003-runbook-dynamodb-restore]", () => {
    const [command] = starting("aws dynamodb restore-table-from-backup", "table-restore");
    expect(command).toContain('--target-table-name itrack-items-recovery --backup-arn "${BACKUP:?}"');
    expect(starting("aws dynamodb list-backups", "table-restore")).toHaveLength(1);
    expect(starting("aws backup list-recovery-points-by-backup-vault", "table-restore")).toHaveLength(1);
    expect(starting("aws backup start-restore-job", "table-restore")).toHaveLength(1);
    expect(starting("aws dynamodb restore-table-to-point-in-time", "table-restore")).toHaveLength(1);
  });

  it("give back what a restored table lacks, and say how it comes under Terraform: it does not [003-runbook-dynamodb-after]", () => {
    const text = page("table-restore");
    for (const lacking of [
      "point-in-time recovery",
      "deletion protection",
      "time to live",
      "tags",
      "alarms",
      "replicas",
    ]) {
      expect(text).toContain(lacking);
    }
    expect(text).toContain("It does not come under Terraform");
    const commands = lines("table-restore").join("\n");
    expect(commands).toContain("PointInTimeRecoveryEnabled=true");
    expect(commands).toContain("--deletion-protection-enabled");
  });

  it("look at a backup's job, and find its id [003-runbook-backup-verification]", () => {
    expect(starting("aws backup describe-backup-job", "maintenance")[0]).toContain('--backup-job-id "${JOB:?}"');
    expect(starting("aws backup list-backup-jobs", "maintenance")[0]).toContain(`--by-backup-vault-name ${prefix} `);
  });

  it("ask ECS why the backend does not start, and follow its log [003-runbook-service-events] [003-runbook-service-logs]", () => {
    const [command] = starting("aws ecs describe-services", "service-does-not-start");
    expect(command).toContain(`--cluster itrack-ecs-cluster-${environment} --services itrack-backend-service `);
    const [log] = starting("aws logs tail", "service-does-not-start");
    expect(log).toContain(`aws logs tail /ecs/itrack-backend-${environment} --follow`);
  });

  it("forward 3306 through the bastion to the database, by the document that can [003-bastion-port-forward]", () => {
    const [command] = starting("aws ssm start-session", "database-connection").filter((line) =>
      line.includes("Forwarding"),
    );
    expect(command).toContain("--document-name AWS-StartPortForwardingSessionToRemoteHost");
    expect(command).toContain('--parameters "host=${HOST:?},portNumber=3306,localPortNumber=3306"');
  });

  it("release a lock by Terraform in the deployment's folder, after a look whether anybody applies [003-runbook-state-lock]", () => {
    expect(page("state-lock")).toContain("Here the folder is `cdktf.out/stacks/<deployment>`");
    const commands = lines("state-lock");
    const waits = commands.findIndex((line) => line === `npx estate plan ${prefix} --lock-timeout 10m`);
    const releases = commands.indexOf(`npx estate terraform ${prefix} -- force-unlock "\${LOCK:?}"`);
    expect(waits).toBeGreaterThan(-1);
    expect(releases).toBeGreaterThan(waits);
    expect(commands.join("\n")).toContain(`--table-name terraform-state-lock-${environment} `);
  });
});

describe("the pages of iTrack's runbooks", () => {
  it("connect with the port, the user, a question for the password, and TLS [003-mysql-local-client] [003-runbook-db-from-bastion]", () => {
    expect(page("database-connection")).toContain("mysql -h 127.0.0.1 -P 3306 -u admin -p --ssl-mode=REQUIRED");
    expect(page("database-connection")).toContain("mysql -h <rds-endpoint> -u admin -p --ssl");
  });

  it("say who does which of the three tasks, and how often [003-runbook-maintenance-calendar]", () => {
    const rows = page("maintenance")
      .split("\n")
      .filter((line) => /^\| (security updates|drift|backups)/.test(line))
      .map((line) => line.split("|").map((cell) => cell.trim()));
    expect(rows.map(([, task]) => task!.split(":")[0])).toEqual(["security updates", "drift", "backups"]);
    for (const [, , often, who] of rows) {
      expect(often).toMatch(/weekly|daily/);
      expect(who).toMatch(/engineer|officer/);
    }
  });

  it("say that the mail must be confirmed, and where a pending one shows [003-sns-email-confirmed]", () => {
    expect(page("maintenance")).toContain("opens the mail that AWS sent and confirms");
    expect(page("maintenance")).toContain("PendingConfirmation");
    expect(page("maintenance")).toContain("`estate verify` lists them too");
  });
});
