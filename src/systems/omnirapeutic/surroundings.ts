import type { AccessLogsBucket } from "../../constructs/data-stores/access-logs-bucket";
import type { AlarmTopic } from "../../constructs/observability/alarm-topic";
import type { EncryptionKeys } from "../../constructs/security/encryption-keys";
import type { PrivateNetwork } from "../shared/network";
import type { OmnirapeuticNames } from "./names";

/** What nearly every part of the system is connected to. */
export interface Surroundings extends PrivateNetwork {
  readonly names: OmnirapeuticNames;
  readonly keys: EncryptionKeys;
  readonly accessLogs: AccessLogsBucket;
  readonly alarms: AlarmTopic;
}
