import type { MySqlInstanceProps } from "../../../src/constructs/data-stores/mysql-props";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import { sample, synthesizeMySql, type SampleMySql } from "./sample-mysql";

const stack = synthesizeMySql();
const primary = stack.at("aws_db_instance.database");
const replica = stack.at("aws_db_instance.database_reader");
const instances = [primary, replica];

describe("MySqlInstance", () => {
  it("runs MySQL 8.0 of the given version under its name [000-module-rds]", () => {
    expect(Object.keys(stack.every("aws_db_instance"))).toHaveLength(2);
    expect(primary).toMatchObject({
      identifier: "sample-dev",
      engine: "mysql",
      engine_version: "8.0.42",
      instance_class: "db.r6g.large",
      db_name: "sample",
      port: 3306,
    });
  });

  it("leaves minor versions to AWS and does not ask for the old one again", () => {
    expect(primary.lifecycle.ignore_changes).toEqual(["engine_version"]);
    for (const instance of instances) {
      expect(instance).toMatchObject({ auto_minor_version_upgrade: true, allow_major_version_upgrade: false });
    }
    expect(replica).not.toHaveProperty("engine_version");
  });

  it("starts with the given storage on gp3, which grows up to the given size", () => {
    expect(primary).toMatchObject({ storage_type: "gp3", allocated_storage: 100, max_allocated_storage: 500 });
  });

  it("has a standby in another zone", () => {
    expect(primary.multi_az).toBe(true);
  });

  it("lies in the given subnets and no other", () => {
    expect(primary.db_subnet_group_name).toBe("${aws_db_subnet_group.database_subnets.name}");
    expect(stack.only("aws_db_subnet_group").subnet_ids).toEqual(["subnet-a", "subnet-b"]);
  });

  it("encrypts the storage of every instance, with the given key", () => {
    for (const instance of instances) expect(instance.storage_encrypted).toBe(true);
    expect(primary.kms_key_id).toBe(sample.keyArn);
  });

  it("gives no instance a public address", () => {
    for (const instance of instances) expect(instance.publicly_accessible).toBe(false);
  });

  it("backs up for the given days in the given window, and tags snapshots like the instance", () => {
    expect(primary).toMatchObject({
      backup_retention_period: 30,
      backup_window: "03:00-04:00",
      maintenance_window: "sun:04:30-sun:05:30",
      copy_tags_to_snapshot: true,
    });
  });

  it("authenticates by IAM, presents a current certificate and changes nothing outside the maintenance window", () => {
    for (const instance of instances) {
      expect(instance).toMatchObject({
        iam_database_authentication_enabled: true,
        ca_cert_identifier: "rds-ca-rsa2048-g1",
        apply_immediately: false,
      });
    }
  });

  it("declares that it holds health data", () => {
    for (const instance of instances) expect(instance.tags.DataClassification).toBe("phi");
  });

  it("keeps its invariants whatever a caller passes", () => {
    const smuggled = synthesizeMySql({
      storageEncrypted: false,
      iamDatabaseAuthenticationEnabled: false,
      enabledCloudwatchLogsExports: [],
      publiclyAccessible: true,
      performanceInsightsEnabled: false,
      deletionProtection: false,
      skipFinalSnapshot: true,
    } as Partial<MySqlInstanceProps>);
    expect(smuggled.json.resource.aws_db_instance).toEqual(stack.json.resource.aws_db_instance);
  });

  it.each([
    [
      "db.t3.micro",
      30,
      { kept: false, reason: "A sample that may stand still." },
      { kept: false, reason: "The smallest classes have none." },
    ],
    ["db.r5.large", 35, { kept: true }, { kept: true, retentionDays: 7 }],
  ] as const)(
    "runs on %s with %d days of backups and enhanced monitoring, for the user admin [003-backup-rds-30-days]",
    (...size) => {
      const [instanceClass, backupRetentionDays, multiAz, performanceInsights] = size;
      const sized = { instanceClass, backupRetentionDays, multiAz, performanceInsights, replicas: {} };
      expect(synthesizeMySql({ ...sized, masterUsername: "admin" }).only("aws_db_instance")).toMatchObject({
        instance_class: instanceClass,
        backup_retention_period: backupRetentionDays,
        username: "admin",
        multi_az: multiAz.kept,
        monitoring_interval: sample.monitoringIntervalSeconds,
        performance_insights_enabled: performanceInsights.kept,
      });
    },
  );

  it("may do without a standby and Performance Insights, for a reason that the audit report shows", () => {
    let reasons: string[] = [];
    const plain = synthesizeMySql(
      {
        instanceClass: "db.t3.micro",
        replicas: {},
        multiAz: { kept: false, reason: "A sample that may stand still." },
        performanceInsights: { kept: false, reason: "The smallest classes have none." },
      },
      (database) => {
        reasons = acknowledgementsIn(database).map(({ rule, reason }) => `${rule}: ${reason}`);
      },
    ).only("aws_db_instance");
    expect(plain).toMatchObject({ multi_az: false, performance_insights_enabled: false });
    expect(plain).not.toHaveProperty("performance_insights_kms_key_id");
    expect(reasons).toEqual([
      "rds-instances-are-multi-az: A sample that may stand still.",
      "rds-performance-insights-are-on: The smallest classes have none.",
    ]);
  });
});

describe("a read replica of a MySqlInstance", () => {
  it("follows the instance from the given zone, under its own name [000-module-rds]", () => {
    expect(replica).toMatchObject({
      identifier: "sample-dev-reader",
      replicate_source_db: "${aws_db_instance.database.identifier}",
      backup_retention_period: primary.backup_retention_period,
      availability_zone: "us-east-1b",
      instance_class: "db.r6g.large",
      max_allocated_storage: 500,
    });
  });

  it("is told nothing that AWS takes from the instance that it follows", () => {
    for (const argument of ["kms_key_id", "db_subnet_group_name", "allocated_storage", "db_name", "username"]) {
      expect(replica).not.toHaveProperty(argument);
    }
    expect(replica).not.toHaveProperty("password_wo");
  });

  it("has its own class when it shall, and lets AWS choose the zone when none is given", () => {
    const small = synthesizeMySql({ replicas: { reader: { instanceClass: "db.t4g.medium" } } });
    const other = small.at("aws_db_instance.database_reader");
    expect(other.instance_class).toBe("db.t4g.medium");
    expect(other).not.toHaveProperty("availability_zone");
  });

  it("exists by wish only", () => {
    expect(synthesizeMySql({ replicas: {} }).only("aws_db_instance").identifier).toBe("sample-dev");
  });
});

describe("connections to a MySqlInstance", () => {
  it("wear the given Name tag on the group, which its replicas share", () => {
    const group = stack.at("aws_security_group.database_security_group");
    expect(group.tags).toMatchObject({ Name: "sample-dev-mysql-sg" });
    for (const instance of instances) {
      expect(instance.vpc_security_group_ids).toEqual(["${aws_security_group.database_security_group.id}"]);
    }
  });

  it("come from granted groups only, on the port of MySQL, and never from a range of addresses", () => {
    const rule = stack.only("aws_vpc_security_group_ingress_rule");
    expect(rule).toMatchObject({
      security_group_id: "${aws_security_group.database_security_group.id}",
      referenced_security_group_id: "${aws_security_group.tasks.id}",
      ip_protocol: "tcp",
      from_port: 3306,
      to_port: 3306,
      description: "Tasks to MySQL",
    });
    expect(rule).not.toHaveProperty("cidr_ipv4");
  });

  it("are opened on the caller's side too, while the database itself may connect to nothing", () => {
    expect(stack.only("aws_vpc_security_group_egress_rule")).toMatchObject({
      security_group_id: "${aws_security_group.tasks.id}",
      referenced_security_group_id: "${aws_security_group.database_security_group.id}",
      from_port: 3306,
      to_port: 3306,
    });
  });

  it("find host names without a port", () => {
    expect(stack.output("endpoints").value).toEqual([
      "${aws_db_instance.database.address}",
      "${aws_db_instance.database_reader.address}",
      3306,
    ]);
  });

  it("are granted in IAM to one user of the one instance", () => {
    const granted = synthesizeMySql({}, (database, scope) => {
      scope.output("grant", database.permitConnecting("sample_api"), { description: "A sample" });
    });
    expect(granted.output("grant").value).toEqual([
      {
        sid: "ConnectToDatabase",
        actions: ["rds-db:connect"],
        resources: ["arn:aws:rds-db:us-east-1:123456789012:dbuser:${aws_db_instance.database.resource_id}/sample_api"],
      },
    ]);
  });
});

describe("a grant to connect to a MySqlInstance", () => {
  it.each(["*", "sample_*", ""])("is refused to more than one user: %j", (username) => {
    expect(() => synthesizeMySql({}, (database) => database.permitConnecting(username))).toThrow(
      `username is "${username}"; allowed are 1-32 letters`,
    );
  });
});

describe("a MySqlInstance that RDS would refuse, or that would be less safe than promised", () => {
  it.each<[SampleMySql, string]>([
    [{ name: "Sample" }, 'name is "Sample"; allowed are lower-case letters'],
    [{ name: "sample--dev" }, 'name is "sample--dev"'],
    [{ replicas: { "a-b": {} } }, 'replicas has "a-b"; allowed are names of lower-case letters and digits'],
    [{ engineVersion: "8.0.27" }, 'engineVersion is "8.0.27"; allowed are 8.0.28 and later'],
    [{ engineVersion: "8.0" }, 'engineVersion is "8.0"'],
    [{ engineVersion: "8.4.3" }, 'engineVersion is "8.4.3"'],
    [{ engineVersion: "5.7.44" }, 'engineVersion is "5.7.44"'],
    [{ instanceClass: "db.m1.small" }, 'instanceClass is "db.m1.small"; allowed are classes that run MySQL 8.0'],
    [{ instanceClass: "db.serverless" }, 'instanceClass is "db.serverless"'],
    [{ instanceClass: "db.r6g.small" }, 'instanceClass is "db.r6g.small"'],
    [{ replicas: { reader: { instanceClass: "t3.large" } } }, 'instanceClass is "t3.large"'],
    [{ instanceClass: "db.t3.micro" }, 'instanceClass is "db.t3.micro", which has no Performance Insights'],
    [{ instanceClass: "db.t4g.small" }, 'instanceClass is "db.t4g.small", which has no Performance Insights'],
    [{ replicas: { reader: { instanceClass: "db.t3.small" } } }, "db.t3.medium, db.t4g.medium and larger"],
    [{ performanceInsights: { kept: true, retentionDays: 30 } }, "retentionDays is 30; allowed are 7, multiples of 31"],
    [{ performanceInsights: { kept: true, retentionDays: 744 } }, "retentionDays is 744"],
    [{ storage: { allocatedGiB: 19, maxGiB: 100 } }, "storage.allocatedGiB is 19; allowed are whole numbers from 20"],
    [{ storage: { allocatedGiB: 100, maxGiB: 100 } }, "storage.maxGiB is 100; allowed are whole numbers from 110"],
    [{ storage: { allocatedGiB: 100, maxGiB: 109 } }, "storage.maxGiB is 109"],
    [{ storage: { allocatedGiB: 100, maxGiB: 65_537 } }, "storage.maxGiB is 65537"],
    [{ databaseName: "a-b" }, 'databaseName is "a-b"'],
    [{ masterUsername: "a_name_that_is_too_long" }, "allowed are 1-16 letters"],
    [{ passwordLength: 42 }, "masterPassword has 42 characters; allowed are up to 41"],
    [{ backupRetentionDays: 0 }, "backupRetentionDays is 0; allowed are whole days from 1 to 35: no backups, no read"],
    [{ backupRetentionDays: 36 }, "backupRetentionDays is 36"],
    [{ monitoringIntervalSeconds: 0 }, "monitoringIntervalSeconds is 0; allowed are 1, 5, 10, 15, 30, 60"],
    [{ slowQuerySeconds: 0 }, "slowQuerySeconds is 0; allowed are whole seconds from 1"],
    [{ applicationLogRetentionDays: 366 }, "retentionDays is 366; CloudWatch Logs accepts"],
  ])("is refused: %j", (props, message) => {
    expect(() => synthesizeMySql(props)).toThrow(message);
  });

  it.each(["8.0.28", "8.0.100"])("is not one of version %s", (engineVersion) => {
    expect(synthesizeMySql({ engineVersion }).at("aws_db_instance.database").engine_version).toBe(engineVersion);
  });

  it.each([7, 31, 713, 731])("is not one that keeps samples for %d days", (retentionDays) => {
    const kept = synthesizeMySql({ performanceInsights: { kept: true, retentionDays } });
    expect(kept.at("aws_db_instance.database").performance_insights_retention_period).toBe(retentionDays);
  });
});
