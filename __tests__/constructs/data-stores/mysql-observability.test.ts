import { sample, synthesizeMySql } from "./sample-mysql";

const stack = synthesizeMySql();
const instances = Object.values(stack.every("aws_db_instance"));

interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly apply_method: string;
}

describe("the logs of a MySqlInstance", () => {
  it("are all exported, by every instance", () => {
    expect(instances).toHaveLength(2);
    for (const { enabled_cloudwatch_logs_exports } of instances) {
      expect(enabled_cloudwatch_logs_exports).toEqual(["audit", "error", "general", "slowquery"]);
    }
  });

  it.each([
    ["database_logs_audit", "/aws/rds/instance/sample-dev/audit", 2557, "pii"],
    ["database_logs_error", "/aws/rds/instance/sample-dev/error", 365, "phi"],
    ["database_logs_general", "/aws/rds/instance/sample-dev/general", 365, "phi"],
    ["database_logs_slowquery", "/aws/rds/instance/sample-dev/slowquery", 365, "phi"],
    ["database_reader_logs_audit", "/aws/rds/instance/sample-dev-reader/audit", 2557, "pii"],
    ["database_reader_logs_slowquery", "/aws/rds/instance/sample-dev-reader/slowquery", 365, "phi"],
  ])("go to groups that Terraform owns, encrypts and keeps: %s", (id, name, days, dataClass) => {
    expect(Object.keys(stack.every("aws_cloudwatch_log_group"))).toHaveLength(8);
    expect(stack.at(`aws_cloudwatch_log_group.${id}`)).toMatchObject({
      name,
      retention_in_days: days,
      kms_key_id: sample.logsKeyArn,
      tags: { DataClassification: dataClass },
    });
  });

  it.each([
    ["database", "database_logs"],
    ["database_reader", "database_reader_logs"],
  ])("have their groups before RDS would make them, unencrypted and for ever: %s", (id, logs) => {
    expect(stack.at(`aws_db_instance.${id}`).depends_on).toEqual(
      ["audit", "error", "general", "slowquery"].map((log) => `aws_cloudwatch_log_group.${logs}_${log}`),
    );
  });
});

describe("the parameters of a MySqlInstance", () => {
  const group = stack.only("aws_db_parameter_group");
  const parameters = group.parameter as Parameter[];

  it("are its own, and its replicas'", () => {
    expect(group).toMatchObject({ name: "sample-dev-mysql80", family: "mysql8.0" });
    for (const { parameter_group_name } of instances) {
      expect(parameter_group_name).toBe("${aws_db_parameter_group.database_parameters.name}");
    }
  });

  it.each([
    ["refuse connections without TLS, spelled as RDS spells it", "require_secure_transport", "1"],
    ["log slow statements", "slow_query_log", "1"],
    ["call slow what takes longer than the given seconds", "long_query_time", "2"],
    ["write logs to files, which RDS exports", "log_output", "FILE"],
    ["keep the log of every statement off, because it would hold every value", "general_log", "0"],
  ])("%s", (_, name, value) => {
    expect(parameters.find((parameter) => parameter.name === name)).toEqual({ name, value, apply_method: "immediate" });
  });
});

describe("the options of a MySqlInstance", () => {
  const group = stack.only("aws_db_option_group");

  it("load the audit plugin, without which the audit log stays empty", () => {
    expect(group).toMatchObject({ name: "sample-dev-mysql80", engine_name: "mysql", major_engine_version: "8.0" });
    for (const { option_group_name } of instances) {
      expect(option_group_name).toBe("${aws_db_option_group.database_parameters_options.name}");
    }
  });

  it("audit connections and changes of schema and rights, but no statement that would quote a patient's data", () => {
    expect(group.option).toEqual([
      {
        option_name: "MARIADB_AUDIT_PLUGIN",
        option_settings: [{ name: "SERVER_AUDIT_EVENTS", value: "CONNECT,QUERY_DDL,QUERY_DCL" }],
      },
    ]);
  });
});

describe("the monitoring of a MySqlInstance", () => {
  it("samples every instance with Performance Insights, encrypted with the database's key", () => {
    for (const instance of instances) {
      expect(instance).toMatchObject({
        performance_insights_enabled: true,
        performance_insights_retention_period: 7,
        performance_insights_kms_key_id: sample.keyArn,
        database_insights_mode: "standard",
      });
    }
  });

  it("measures the operating system through a role of its own", () => {
    for (const instance of instances) {
      expect(instance).toMatchObject({
        monitoring_interval: 60,
        monitoring_role_arn: "${aws_iam_role.database_monitoring.arn}",
      });
    }
    expect(stack.only("aws_iam_role").name).toBe("sample-dev-mysql-monitoring");
    expect(stack.only("aws_iam_role_policy_attachment").policy_arn).toBe(
      "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    );
  });

  it("lends that role to RDS for this account's instances of this database only", () => {
    const trust = JSON.parse(stack.only("aws_iam_role").assume_role_policy as string) as { Statement: unknown[] };
    expect(trust.Statement).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "monitoring.rds.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: {
            "aws:SourceArn": [
              "arn:aws:rds:us-east-1:123456789012:db:sample-dev",
              "arn:aws:rds:us-east-1:123456789012:db:sample-dev-reader",
            ],
          },
        },
      },
    ]);
  });
});
