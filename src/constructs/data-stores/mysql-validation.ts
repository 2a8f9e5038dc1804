import type { Construct } from "constructs";
import { hasPerformanceInsights, knownFamilies, memoryOf } from "./instance-classes";
import type { MySqlInstanceProps, MySqlStorage, PerformanceInsights } from "./mysql-props";

/** The first that offers TLS 1.2 and 1.3 only. 164.312(e)(1) */
const LEAST_PATCH = 28;
const STORAGE_GIB = { min: 20, max: 65_536 };
const MONITORING_SECONDS = [1, 5, 10, 15, 30, 60];
/** What MySQL takes in a master password on RDS. */
const LONGEST_PASSWORD = 41;

/** @throws Error with the first thing that RDS would refuse, or that would leave the database less safe than promised */
export function requireValid(database: Construct, props: MySqlInstanceProps): void {
  const { replicas = {}, backupRetentionDays: backupDays, slowQuerySeconds, monitoringIntervalSeconds } = props;
  const classes = [props, ...Object.values(replicas)].map((instance) => instance.instanceClass ?? props.instanceClass);
  const problem = [
    !/^[a-z](-?[a-z0-9])*$/.test(props.name) &&
      `name is "${props.name}"; allowed are lower-case letters, digits and single hyphens, a letter first`,
    ...Object.keys(replicas).map(
      (name) =>
        !/^[a-z][a-z0-9]*$/.test(name) &&
        `replicas has "${name}"; allowed are names of lower-case letters and digits, a letter first`,
    ),
    versionProblem(props.engineVersion),
    ...classes.map((instanceClass) => classProblem(instanceClass, props.performanceInsights)),
    insightsProblem(props.performanceInsights),
    storageProblem(props.storage),
    !/^[a-zA-Z]\w{0,63}$/.test(props.databaseName) &&
      `databaseName is "${props.databaseName}"; allowed are 1-64 letters, digits and _, a letter first`,
    !/^[a-zA-Z]\w{0,15}$/.test(props.masterUsername) &&
      `masterUsername is "${props.masterUsername}"; allowed are 1-16 letters, digits and _, a letter first`,
    passwordProblem(props),
    !isWholeFrom(1, backupDays, 35) &&
      `backupRetentionDays is ${backupDays}; allowed are whole days from 1 to 35: no backups, no read replicas`,
    !MONITORING_SECONDS.includes(monitoringIntervalSeconds) &&
      `monitoringIntervalSeconds is ${monitoringIntervalSeconds}; allowed are ${MONITORING_SECONDS.join(", ")}`,
    !isWholeFrom(1, slowQuerySeconds) && `slowQuerySeconds is ${slowQuerySeconds}; allowed are whole seconds from 1`,
  ].find((found) => found !== false);
  if (problem !== undefined) {
    throw new Error(`[${database.node.path}] ${problem}. Change it in the database's properties.`);
  }
}

function versionProblem(version: string): string | false {
  const patch = /^8\.0\.(\d+)$/.exec(version)?.[1];
  return (
    (patch === undefined || Number(patch) < LEAST_PATCH) &&
    `engineVersion is "${version}"; allowed are 8.0.${LEAST_PATCH} and later versions of 8.0, which refuse TLS below 1.2`
  );
}

function classProblem(instanceClass: string, insights: PerformanceInsights): string | false {
  if (memoryOf(instanceClass) === undefined)
    return `instanceClass is "${instanceClass}"; allowed are classes that run MySQL 8.0, of ${knownFamilies}`;
  return (
    insights.kept &&
    !hasPerformanceInsights(instanceClass) &&
    `instanceClass is "${instanceClass}", which has no Performance Insights; ` +
      "allowed are db.t3.medium, db.t4g.medium and larger, or performanceInsights { kept: false, reason }"
  );
}

function insightsProblem(insights: PerformanceInsights): string | false {
  if (!insights.kept) return false;
  const { retentionDays: days } = insights;
  const monthly = isWholeFrom(31, days, 713) && days % 31 === 0;
  return (
    !([7, 731].includes(days) || monthly) &&
    `performanceInsights.retentionDays is ${days}; allowed are 7, multiples of 31 up to 713, and 731`
  );
}

function storageProblem({ allocatedGiB, maxGiB }: MySqlStorage): string | false {
  const { min, max } = STORAGE_GIB;
  if (!isWholeFrom(min, allocatedGiB, max))
    return `storage.allocatedGiB is ${allocatedGiB}; allowed are whole numbers from ${min} to ${max}`;
  const least = allocatedGiB + Math.ceil(allocatedGiB / 10); // AWS wants so much room
  return (
    !isWholeFrom(least, maxGiB, max) &&
    `storage.maxGiB is ${maxGiB}; allowed are whole numbers from ${least} (10 % more than allocatedGiB) to ${max}`
  );
}

function passwordProblem({ masterPassword }: MySqlInstanceProps): string | false {
  if (masterPassword.source !== "secret") return false;
  const { length = 0 } = masterPassword.secret;
  return length > LONGEST_PASSWORD && `masterPassword has ${length} characters; allowed are up to ${LONGEST_PASSWORD}`;
}

function isWholeFrom(least: number, value: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
