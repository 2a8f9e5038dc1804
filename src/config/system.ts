import type { AccountServices } from "./account-services";
import type { EdgeConfig } from "./edge";
import type { Safeguard } from "./environment";
import type { NetworkConfig } from "./network";

/** A generated secret. */
export interface SecretConfig {
  /** Characters. */
  readonly length: number;
  /** From 1; adding 1 generates a new value (rotation). */
  readonly version: number;
}

/** The generated secrets of a system, by name. */
export interface SecretsConfig<Name extends string> {
  /** Days in which a deleted secret can be restored, 7-30. */
  readonly recoveryWindowDays: number;
  readonly generated: Readonly<Record<Name, SecretConfig>>;
}

/** Customer managed keys. */
export interface KeysConfig {
  /** Days between asking for a key's deletion and losing it, 7-30. */
  readonly deletionWindowDays: number;
  /** Days between rotations, 90-2560. */
  readonly rotationPeriodDays: number;
}

/** How long logs are kept. */
export interface RetentionConfig {
  /** Flow logs, database logs and trails: a CloudWatch step of at least six years. */
  readonly auditLogDays: number; // 164.316(b)(2)(i)
  /** A CloudWatch step of at least a year. */
  readonly applicationLogDays: number;
}

/** Who is told, and of what beyond the measured. */
export interface AlarmsConfig {
  /** What the whole account may cost in a month before the cost alarm tells, in USD, above 0. */
  readonly monthlyBudgetUsd: number;
  /** Who gets the alarms by e-mail; each confirms a first mail from AWS. `name` becomes part of an address. */
  readonly subscribers: readonly { readonly name: string; readonly address: string }[];
  /**
   * Services that get the alarms by HTTPS, such as `{ name: "pagerduty", host: "events.pagerduty.com" }`: `estate alarms
   * subscribe` makes the subscription, because the URL holds a key, and `estate verify` demands it.
   */
  readonly endpoints: readonly { readonly name: string; readonly host: string }[];
}

/** What every system has in every environment; the rest is its own. */
export interface SystemConfig {
  readonly network: NetworkConfig;
  readonly keys: KeysConfig;
  readonly edge: EdgeConfig;
  readonly accountServices: AccountServices;
  readonly retention: RetentionConfig;
  readonly alarms: AlarmsConfig;
  readonly protection: {
    /** Kept: deletion protection, final snapshot, `prevent_destroy`, no `force_destroy`. */
    readonly allowDestroy: Safeguard;
  };
}
