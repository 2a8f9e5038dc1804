import type { AlarmTopic } from "../../constructs/observability/alarm-topic";
import type { Buckets } from "./buckets";
import type { Keys } from "./keys";
import type { PrivateNetwork } from "../shared/network";
import type { OmniPortalNames } from "./names";

/** What nearly every part of the system is connected to. */
export interface Surroundings extends PrivateNetwork {
  readonly names: OmniPortalNames;
  readonly keys: Keys;
  readonly alarms: AlarmTopic;
  readonly buckets: Buckets;
}
