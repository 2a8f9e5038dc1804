/** The host from which people reach the database. */
export interface BastionConfig {
  /** x86 type on Nitro, such as `t3.micro`. */
  readonly instanceType: string;
  /** GiB of the root volume, 8-100. */
  readonly volumeGiB: number;
  /** When patches are installed, UTC: `cron(…)` with six fields. */
  readonly patchSchedule: string;
  /** A session without input ends after so many minutes, 1-15. */
  readonly idleTimeoutMinutes: number;
  /** Every session ends after so many minutes, 1-480. */
  readonly maxSessionMinutes: number;
}

/** Without a way to the internet the bastion works by these interface endpoints alone. */
export const bastionEndpoints = ["ec2messages", "kms", "logs", "ssm", "ssmmessages"] as const;
