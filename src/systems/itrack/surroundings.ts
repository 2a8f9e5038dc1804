import type { LogsBucket } from "../../constructs/edge/logs-bucket";
import type { AlarmTopic } from "../../constructs/observability/alarm-topic";
import type { PrivateNetwork } from "../shared/network";
import type { Keys } from "./keys";
import type { ITrackNames } from "./names";
import type { Secrets } from "./secrets";

/** What nearly every part of the system is connected to. */
export interface Surroundings extends PrivateNetwork {
  readonly names: ITrackNames;
  readonly keys: Keys;
  readonly secrets: Secrets;
  /** Who read which file, and who asked the load balancer for what. */
  readonly logs: LogsBucket;
  /** What endangers patients' data or the service: somebody is woken. */
  readonly critical: AlarmTopic;
  /** What can wait until the morning. */
  readonly notices: AlarmTopic;
}
