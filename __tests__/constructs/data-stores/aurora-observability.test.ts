import { sample, synthesizeCluster } from "./sample-cluster";

const stack = synthesizeCluster();
const instances = Object.values(stack.every("aws_rds_cluster_instance"));

interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly apply_method: string;
}

describe("the log of an AuroraCluster", () => {
  it("goes to a group that Terraform owns, encrypts and keeps [001-aurora-log-exports]", () => {
    expect(stack.only("aws_rds_cluster").enabled_cloudwatch_logs_exports).toEqual(["postgresql"]);
    expect(stack.only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/rds/cluster/sample-dev/postgresql",
      retention_in_days: 2557,
      kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/logs",
      tags: { DataClassification: "phi" },
    });
  });

  it("has its group before RDS would make one, unencrypted and for ever", () => {
    expect(stack.only("aws_rds_cluster").depends_on).toContain("aws_cloudwatch_log_group.database_logs");
  });
});

describe("the parameters of an AuroraCluster", () => {
  const group = stack.only("aws_rds_cluster_parameter_group");
  const parameters = group.parameter as Parameter[];
  const valueOf = (name: string) => parameters.find((parameter) => parameter.name === name)?.value;

  it("are its own, for the cluster and for each instance", () => {
    const instanceGroup = stack.only("aws_db_parameter_group");
    expect([group.family, instanceGroup.family]).toEqual(["aurora-postgresql15", "aurora-postgresql15"]);
    expect(stack.only("aws_rds_cluster").db_cluster_parameter_group_name).toBe(
      "${aws_rds_cluster_parameter_group.database_parameters_cluster.name}",
    );
    for (const instance of instances) {
      expect(instance.db_parameter_group_name).toBe("${aws_db_parameter_group.database_parameters_instance.name}");
    }
  });

  it("stand beside the old ones during a major upgrade, because their name holds the family", () => {
    const upgraded = synthesizeCluster({ engineVersion: "16.4" }).only("aws_rds_cluster_parameter_group");
    expect([group.name, upgraded.name]).toEqual(["sample-dev-aurora-postgresql15", "sample-dev-aurora-postgresql16"]);
    expect(upgraded.family).toBe("aurora-postgresql16");
    expect(upgraded.lifecycle.create_before_destroy).toBe(true);
  });

  it.each([
    ["refuse connections without TLS", "rds.force_ssl", "1"],
    ["refuse TLS below 1.2", "ssl_min_protocol_version", "TLSv1.2"],
    ["log who connects", "log_connections", "1"],
    ["log who leaves", "log_disconnections", "1"],
    ["log changes of the schema", "log_statement", "ddl"],
    ["log slow statements", "log_min_duration_statement", "1000"],
    ["audit changes, roles, reads and writes", "pgaudit.log", "ddl,role,read,write"],
    ["keep bound values out of the audit", "pgaudit.log_parameter", "0"],
    ["keep bound values out of slow statements", "log_parameter_max_length", "0"],
    ["keep bound values out of errors", "log_parameter_max_length_on_error", "0"],
    ["keep rows out of errors", "log_error_verbosity", "terse"],
    ["keep failed statements out of errors", "log_min_error_statement", "panic"],
  ])("%s", (_, name, value) => {
    expect(valueOf(name)).toBe(value);
  });

  it("load the audit library at the next start and change the rest at once", () => {
    expect(parameters.find(({ name }) => name === "shared_preload_libraries")).toEqual({
      name: "shared_preload_libraries",
      value: "pg_stat_statements,pgaudit",
      apply_method: "pending-reboot",
    });
    const others = parameters.filter(({ name }) => name !== "shared_preload_libraries");
    expect(new Set(others.map((parameter) => parameter.apply_method))).toEqual(new Set(["immediate"]));
  });
});

describe("the monitoring of an AuroraCluster", () => {
  it("samples every instance with Performance Insights [001-aurora-performance-insights]", () => {
    expect(instances).toHaveLength(2);
    for (const instance of instances) {
      expect(instance).toMatchObject({
        performance_insights_enabled: true,
        performance_insights_retention_period: 7,
      });
    }
    expect(stack.only("aws_rds_cluster").database_insights_mode).toBe("standard");
  });

  it("encrypts the samples with the cluster's key [001-aurora-performance-insights-key]", () => {
    for (const instance of instances) expect(instance.performance_insights_kms_key_id).toBe(sample.keyArn);
  });

  it("measures the operating system through a role of its own", () => {
    for (const instance of instances) {
      expect(instance).toMatchObject({
        monitoring_interval: 60,
        monitoring_role_arn: "${aws_iam_role.database_monitoring.arn}",
      });
    }
    expect(stack.only("aws_iam_role_policy_attachment").policy_arn).toBe(
      "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    );
  });

  it("lends that role to RDS for this account's instances of this cluster only", () => {
    const trust = JSON.parse(stack.only("aws_iam_role").assume_role_policy as string) as { Statement: unknown[] };
    expect(trust.Statement).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "monitoring.rds.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:rds:us-east-1:123456789012:db:sample-dev-*" },
        },
      },
    ]);
  });
});
