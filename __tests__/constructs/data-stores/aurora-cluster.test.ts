import type { AuroraClusterProps } from "../../../src/constructs/data-stores/aurora-props";
import { synthesizeCluster } from "./sample-cluster";

const stack = synthesizeCluster();
const cluster = stack.only("aws_rds_cluster");
const instances = stack.every("aws_rds_cluster_instance");

describe("AuroraCluster", () => {
  it("runs Aurora PostgreSQL of the given version [001-aurora-engine]", () => {
    expect(cluster).toMatchObject({ engine: "aurora-postgresql", engine_version: "15.10", engine_mode: "provisioned" });
  });

  it("scales as Serverless v2 between the given capacities [001-aurora-serverless-v2]", () => {
    expect(cluster.serverlessv2_scaling_configuration).toEqual({ min_capacity: 0.5, max_capacity: 4 });
    for (const instance of Object.values(instances)) expect(instance.instance_class).toBe("db.serverless");
  });

  it("leaves minor versions to AWS and does not ask for the old one again", () => {
    expect(cluster.lifecycle.ignore_changes).toEqual(["engine_version"]);
    expect(cluster.allow_major_version_upgrade).toBe(false);
    for (const instance of Object.values(instances)) {
      expect(instance.auto_minor_version_upgrade).toBe(true);
      expect(instance).not.toHaveProperty("engine_version");
    }
  });

  it("makes every instance in its zone, under its name, ready to take over", () => {
    expect(instances).toMatchObject({
      database_a: { identifier: "sample-dev-a", availability_zone: "us-east-1a", promotion_tier: 1 },
      database_b: { identifier: "sample-dev-b", availability_zone: "us-east-1b", promotion_tier: 1 },
    });
    expect(Object.keys(instances)).toHaveLength(2);
  });

  it("names no zones for the storage, because AWS always spreads it over three", () => {
    expect(cluster).not.toHaveProperty("availability_zones");
  });

  it("lies in the given subnets and no other [001-aurora-private-subnets]", () => {
    expect(cluster.db_subnet_group_name).toBe("${aws_db_subnet_group.database_subnets.name}");
    expect(stack.only("aws_db_subnet_group").subnet_ids).toEqual(["subnet-a", "subnet-b", "subnet-c"]);
  });

  it("encrypts storage with the given key [001-aurora-encrypted]", () => {
    expect(cluster).toMatchObject({
      storage_encrypted: true,
      kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/aurora",
    });
  });

  it("gives no instance a public address [001-aurora-no-public-access]", () => {
    for (const instance of Object.values(instances)) expect(instance.publicly_accessible).toBe(false);
  });

  it("backs up for the given days in the given window, and tags snapshots like the cluster", () => {
    expect(cluster).toMatchObject({
      backup_retention_period: 35,
      preferred_backup_window: "03:00-04:00",
      preferred_maintenance_window: "sun:04:30-sun:05:30",
      copy_tags_to_snapshot: true,
    });
  });

  it("authenticates by IAM, presents a current certificate and changes nothing outside the maintenance window", () => {
    expect(cluster).toMatchObject({ iam_database_authentication_enabled: true, apply_immediately: false });
    for (const instance of Object.values(instances)) {
      expect(instance).toMatchObject({ ca_cert_identifier: "rds-ca-rsa2048-g1", apply_immediately: false });
    }
  });

  it("declares that it holds health data", () => {
    for (const block of [cluster, ...Object.values(instances)]) expect(block.tags.DataClassification).toBe("phi");
  });

  it("keeps its invariants whatever a caller passes", () => {
    const smuggled = synthesizeCluster({
      storageEncrypted: false,
      iamDatabaseAuthenticationEnabled: false,
      enabledCloudwatchLogsExports: [],
      publiclyAccessible: true,
      performanceInsightsEnabled: false,
      deletionProtection: false,
      skipFinalSnapshot: true,
    } as Partial<AuroraClusterProps>);
    expect(smuggled.json.resource.aws_rds_cluster).toEqual(stack.json.resource.aws_rds_cluster);
    expect(smuggled.json.resource.aws_rds_cluster_instance).toEqual(stack.json.resource.aws_rds_cluster_instance);
  });

  it.each([
    [{ instances: [] }, "instances is empty; a cluster needs 1-16"],
    [{ engineVersion: "15" }, 'engineVersion is "15"; allowed is major.minor'],
  ])("refuses %j", (props, message) => {
    expect(() => synthesizeCluster(props)).toThrow(message);
  });
});

describe("connections to an AuroraCluster", () => {
  it("wear the documented Name tag on the group [001-aurora-sg-name]", () => {
    const group = stack.at("aws_security_group.database_security_group");
    expect(group.tags).toMatchObject({ Name: "sample-dev-aurora-sg" });
    expect(cluster.vpc_security_group_ids).toEqual(["${aws_security_group.database_security_group.id}"]);
  });

  it("come from granted groups only, on the PostgreSQL port, and never from a range of addresses", () => {
    const rule = stack.only("aws_vpc_security_group_ingress_rule");
    expect(rule).toMatchObject({
      security_group_id: "${aws_security_group.database_security_group.id}",
      referenced_security_group_id: "${aws_security_group.tasks.id}",
      ip_protocol: "tcp",
      from_port: 5432,
      to_port: 5432,
      description: "Tasks to Aurora",
    });
    expect(rule).not.toHaveProperty("cidr_ipv4");
    expect(cluster.port).toBe(5432);
  });

  it("are opened on the caller's side too, while the database itself may connect to nothing", () => {
    expect(stack.only("aws_vpc_security_group_egress_rule")).toMatchObject({
      security_group_id: "${aws_security_group.tasks.id}",
      referenced_security_group_id: "${aws_security_group.database_security_group.id}",
      from_port: 5432,
      to_port: 5432,
    });
  });

  it("are never inline rules, which would undo the others", () => {
    for (const group of Object.values(stack.every("aws_security_group"))) {
      expect(group).not.toHaveProperty("ingress");
      expect(group).not.toHaveProperty("egress");
    }
  });

  it("find the endpoints of the cluster", () => {
    expect(stack.output("endpoints").value).toEqual([
      "${aws_rds_cluster.database.endpoint}",
      "${aws_rds_cluster.database.reader_endpoint}",
      5432,
    ]);
  });
});
