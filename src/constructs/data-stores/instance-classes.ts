/** Memory of the burstable classes, in GiB. */
const BURSTABLE = { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, "2xlarge": 32 };
/** Virtual CPUs of the other classes by size; memory is a multiple of them. */
const VCPUS = { large: 2, xlarge: 4, "2xlarge": 8, "4xlarge": 16, "8xlarge": 32, "12xlarge": 48, "16xlarge": 64 };

const times = (gib: number) => Object.fromEntries(Object.entries(VCPUS).map(([size, vcpus]) => [size, vcpus * gib]));

/**
 * Memory in GiB, by family and size, of the instance classes on which RDS runs every MySQL 8.0 from 8.0.28. Older families
 * (db.t2, db.m4, db.r4 and before) are left out: AWS retires them.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
const MEMORY_GIB: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t3: BURSTABLE,
  t4g: BURSTABLE,
  m5: times(4),
  m6g: times(4),
  m6i: times(4),
  m7g: times(4),
  r5: times(8),
  r6g: times(8),
  r6i: times(8),
  r7g: times(8),
};

/**
 * Too small for Performance Insights.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
 */
const WITHOUT_PERFORMANCE_INSIGHTS = /^db\.(t3|t4g)\.(micro|small)$/;

/** Memory of the class in bytes; undefined when MySQL 8.0 does not run on it, as far as is known here. */
export function memoryOf(instanceClass: string): number | undefined {
  const [, family = "", size = ""] = /^db\.(\w+)\.(\w+)$/.exec(instanceClass) ?? [];
  const gib = MEMORY_GIB[family]?.[size];
  return gib === undefined ? undefined : gib * 1024 ** 3;
}

export function hasPerformanceInsights(instanceClass: string): boolean {
  return !WITHOUT_PERFORMANCE_INSIGHTS.test(instanceClass);
}

/** The families, for messages. */
export const knownFamilies = Object.keys(MEMORY_GIB)
  .map((family) => `db.${family}`)
  .join(", ");
