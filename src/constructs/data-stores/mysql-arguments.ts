import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { lifecycleOf } from "../../platform/safeguard";
import type { MasterPassword } from "./master-password";
import type { MySqlInstanceProps } from "./mysql-props";

/** What an instance and its replicas have in common besides their properties. */
export interface MySqlParts {
  readonly securityGroupId: string;
  readonly parameterGroupName: string;
  readonly optionGroupName: string;
  readonly monitoringRoleArn: string;
}

/** The arguments of every instance, replicas among them. */
export function commonArguments(props: MySqlInstanceProps, parts: MySqlParts) {
  const { performanceInsights } = props;
  return {
    engine: "mysql",
    instanceClass: props.instanceClass,
    storageType: "gp3",
    maxAllocatedStorage: props.storage.maxGiB,
    storageEncrypted: true, // 164.312(a)(2)(iv)
    publiclyAccessible: false, // 164.312(a)(1)
    vpcSecurityGroupIds: [parts.securityGroupId], // 164.312(a)(1)
    iamDatabaseAuthenticationEnabled: true, // 164.312(d)
    caCertIdentifier: "rds-ca-rsa2048-g1", // 164.312(e)(1)
    parameterGroupName: parts.parameterGroupName,
    optionGroupName: parts.optionGroupName,
    monitoringInterval: props.monitoringIntervalSeconds,
    monitoringRoleArn: parts.monitoringRoleArn,
    databaseInsightsMode: "standard",
    performanceInsightsEnabled: performanceInsights.kept,
    ...(performanceInsights.kept && {
      performanceInsightsKmsKeyId: props.keyArn, // samples hold statements. 164.312(a)(2)(iv)
      performanceInsightsRetentionPeriod: performanceInsights.retentionDays,
    }),
    autoMinorVersionUpgrade: true, // 164.308(a)(5)(ii)(B)
    allowMajorVersionUpgrade: false,
    maintenanceWindow: props.maintenanceWindow,
    copyTagsToSnapshot: true, // 164.310(d)(2)(iii)
    deletionProtection: props.protection.kept,
    applyImmediately: false,
    lifecycle: lifecycleOf(props.protection),
  } satisfies DbInstanceConfig;
}

/** The arguments of the one instance that others follow. */
export function primaryArguments(props: MySqlInstanceProps) {
  return {
    engineVersion: props.engineVersion,
    allocatedStorage: props.storage.allocatedGiB,
    kmsKeyId: props.keyArn,
    dbName: props.databaseName,
    username: props.masterUsername,
    ...masterPasswordArguments(props.masterPassword),
    multiAz: props.multiAz.kept, // 164.308(a)(7)(ii)(C)
    backupRetentionPeriod: props.backupRetentionDays, // 164.308(a)(7)(ii)(A)
    backupWindow: props.backupWindow,
    ...protectionArguments(props),
    // AWS raises the minor version in the maintenance window; Terraform must not ask for the old one again.
    lifecycle: { ...lifecycleOf(props.protection), ignoreChanges: ["engine_version"] },
  } satisfies Partial<DbInstanceConfig>;
}

/** What keeps the data when somebody destroys the instance. 164.312(c)(1) */
function protectionArguments({ name, protection }: MySqlInstanceProps): Partial<DbInstanceConfig> {
  return protection.kept
    ? { skipFinalSnapshot: false, finalSnapshotIdentifier: `${name}-final`, deleteAutomatedBackups: false }
    : { skipFinalSnapshot: true, deleteAutomatedBackups: true };
}

function masterPasswordArguments(password: MasterPassword): Partial<DbInstanceConfig> {
  return password.source === "secret"
    ? { passwordWo: password.secret.ephemeralValue(), passwordWoVersion: password.secret.version }
    : { manageMasterUserPassword: true, masterUserSecretKmsKeyId: password.keyArn };
}
