import { keyArn, tagged, Tags, type Example } from "./foundation-examples";

const EVENTS = { Name: "EVENTS", Value: "CONNECT,QUERY_DDL" };

/** Instances of RDS and their groups: answers of AWS, and the facts that the checkers take from them. */
export const databaseExamples: readonly Example[] = [
  dbInstanceExample({}, { own_groups: true }),
  dbInstanceExample({ OptionGroupMemberships: [{ OptionGroupName: "default:mysql-8-0" }] }, { own_groups: false }),
  dbInstanceExample({ DBParameterGroups: [{ DBParameterGroupName: "default.mysql8.0" }] }, { own_groups: false }),
  parameterGroupExample([{ ParameterName: "require_secure_transport", ParameterValue: "1" }], true),
  parameterGroupExample([{ ParameterName: "require_secure_transport", ParameterValue: "0" }], false),
  parameterGroupExample([], false),
  parameterGroupExample(
    [
      { ParameterName: "require_secure_transport", ParameterValue: "1" },
      { ParameterName: "general_log", ParameterValue: "1" },
    ],
    false,
  ),
  optionGroupExample([{ OptionName: "AUDIT", OptionSettings: [EVENTS, { Name: "ROTATIONS", Value: "9" }] }], true),
  optionGroupExample([{ OptionName: "AUDIT", OptionSettings: [{ ...EVENTS, Value: "CONNECT" }] }], false),
  optionGroupExample([], false),
];

function dbInstanceExample(answer: object, facts: Record<string, unknown>): Example {
  const instance = {
    DBInstanceIdentifier: "x",
    DBInstanceStatus: "available",
    Engine: "mysql",
    EngineVersion: "8.0.42",
    DBInstanceClass: "db.t3.medium",
    StorageEncrypted: true,
    KmsKeyId: keyArn,
    IAMDatabaseAuthenticationEnabled: true,
    DBParameterGroups: [{ DBParameterGroupName: "own" }],
    OptionGroupMemberships: [{ OptionGroupName: "own" }],
    BackupRetentionPeriod: 30,
    PreferredBackupWindow: "03:00-04:00",
    EnabledCloudwatchLogsExports: ["audit"],
    MonitoringInterval: 60,
    TagList: Tags,
    ...answer,
  };
  return {
    type: "aws_db_instance",
    values: { identifier: "x", parameter_group_name: "own", option_group_name: "own" },
    answers: { describeDBInstances: { DBInstances: [instance] } },
    facts: {
      identifier: "x",
      status: "available",
      engine: "mysql",
      engine_version: "8.0.42",
      instance_class: "db.t3.medium",
      replicate_source_db: undefined,
      storage_encrypted: true,
      kms_key_id: keyArn,
      publicly_accessible: false,
      multi_az: false,
      iam_database_authentication_enabled: true,
      backup_retention_period: 30,
      backup_window: "03:00-04:00",
      deletion_protection: false,
      enabled_cloudwatch_logs_exports: ["audit"],
      monitoring_interval: 60,
      performance_insights_enabled: false,
      performance_insights_kms_key_id: undefined,
      ...facts,
      ...tagged,
    },
  };
}

function parameterGroupExample(Parameters: readonly object[], unchanged: boolean): Example {
  return {
    type: "aws_db_parameter_group",
    values: { name: "x", arn: "arn:x", parameter: [{ name: "require_secure_transport", value: "1" }] },
    answers: {
      describeDBParameterGroups: { DBParameterGroups: [{}] },
      describeDBParameters: { Parameters },
      listTagsForResource: { TagList: Tags },
    },
    facts: { unchanged, ...tagged },
  };
}

function optionGroupExample(
  Options: readonly { OptionName: string; OptionSettings?: object[] }[],
  unchanged: boolean,
): Example {
  const option = { option_name: "AUDIT", option_settings: [{ name: EVENTS.Name, value: EVENTS.Value }] };
  return {
    type: "aws_db_option_group",
    values: { name: "x", arn: "arn:x", option: [option] },
    answers: {
      describeOptionGroups: { OptionGroupsList: [{ Options }] },
      listTagsForResource: { TagList: Tags },
    },
    facts: { unchanged, options: Options.map(({ OptionName }) => OptionName), ...tagged },
  };
}
