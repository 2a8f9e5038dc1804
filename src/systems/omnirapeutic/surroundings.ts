import type { AccessLogsBucket } from "../../constructs/data-stores/access-logs-bucket";
import type { Network } from "../../constructs/network/network";
import type { SecurityGroup } from "../../constructs/network/security-group";
import type { AlarmTopic } from "../../constructs/observability/alarm-topic";
import type { EncryptionKeys } from "../../constructs/security/encryption-keys";
import type { OmnirapeuticNames } from "./names";

/** What nearly every part of the system is connected to. */
export interface Surroundings {
  readonly names: OmnirapeuticNames;
  readonly keys: EncryptionKeys;
  readonly accessLogs: AccessLogsBucket;
  readonly alarms: AlarmTopic;
  readonly network: Network;
  /** The security group of everything that runs our code: containers, and the function that rotates the database user. */
  readonly workloads: SecurityGroup;
}
