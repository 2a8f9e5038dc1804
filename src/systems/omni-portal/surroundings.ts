import type { Network } from "../../constructs/network/network";
import type { SecurityGroup } from "../../constructs/network/security-group";
import type { AlarmTopic } from "../../constructs/observability/alarm-topic";
import type { Buckets } from "./buckets";
import type { Keys } from "./keys";
import type { OmniPortalNames } from "./names";

/** What nearly every part of the system is connected to. */
export interface Surroundings {
  readonly names: OmniPortalNames;
  readonly keys: Keys;
  readonly alarms: AlarmTopic;
  readonly buckets: Buckets;
  readonly network: Network;
  /** The security group of everything that runs our code: containers, and the function that rotates the database user. */
  readonly workloads: SecurityGroup;
}
