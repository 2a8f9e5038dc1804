import type { SystemConfig } from "../../config";
import { AccountBaseline } from "../../constructs/audit/account-baseline";
import { ConfigRecorder } from "../../constructs/audit/aws-config-recorder";
import { ConformancePack } from "../../constructs/audit/conformance-pack";
import { SecurityHub } from "../../constructs/audit/security-hub";
import { ThreatDetection } from "../../constructs/audit/threat-detection";
import type { AccessLogsBucket } from "../../constructs/data-stores/access-logs-bucket";
import type { Archive } from "../../constructs/data-stores/secure-bucket-props";
import type { Network } from "../../constructs/network/network";
import type { AlarmTopic } from "../../constructs/observability/alarm-topic";
import type { EncryptionKey } from "../../constructs/security/encryption-key";
import type { SystemStack } from "../../platform/system-stack";

/** Document 002: audit logs go to Glacier after 90 days and to Deep Archive after a year. */
export const AUDIT_ARCHIVE: Archive = { glacierAfterDays: 90, deepArchiveAfterDays: 365 };

/** Where AWS has one alone, its name says nothing of the owner: a new owner need not replace it. */
const ONLY_ONE = "default";

/** Names that carry the owner. */
export interface AccountServicesNames {
  readonly prefix: string;
  readonly audit: {
    readonly configBucket: (account: string) => string;
    readonly findingsBucket: (account: string) => string;
    readonly conformancePack: string;
  };
}

/** What they are connected to. */
export interface AccountServicesPeers {
  readonly names: AccountServicesNames;
  /** Its policy admits S3, AWS Config and GuardDuty. */
  readonly bucketKey: EncryptionKey;
  readonly accessLogs: AccessLogsBucket;
  readonly network: Network;
  readonly alarms: AlarmTopic;
}

/** What later phases and people read of them. */
export interface AccountServicesParts {
  readonly pack: ConformancePack;
  readonly threats: ThreatDetection;
}

/** What the account has once; nothing in a deployment that does not own it (docs/runbooks/account-services.md). */
export function buildAccountServices(
  stack: SystemStack,
  { accountServices, protection, retention }: SystemConfig,
  { names, bucketKey, accessLogs, network, alarms }: AccountServicesPeers,
): AccountServicesParts | undefined {
  if (!accountServices.owned) return undefined;
  const { account } = stack.settings;
  const common = {
    accessLogs,
    keyArn: bucketKey.keyArn,
    retentionDays: retention.auditLogDays,
    protection: protection.allowDestroy,
  };
  new AccountBaseline(stack, "account", { name: ONLY_ONE });
  const recorder = new ConfigRecorder(stack, "config", {
    ...common,
    name: ONLY_ONE,
    bucketName: names.audit.configBucket(account),
    archive: AUDIT_ARCHIVE,
    serviceLinkedRole: accountServices.configRole,
  });
  const pack = new ConformancePack(stack, "hipaa", {
    name: names.audit.conformancePack,
    authorizedVpcIds: [network.vpcId, ...accountServices.otherVpcIds],
    recorder,
  });
  const threats = new ThreatDetection(stack, "threats", {
    ...common,
    name: names.prefix,
    bucketName: names.audit.findingsBucket(account),
    topic: alarms,
  });
  if (accountServices.securityHub.kept) new SecurityHub(stack, "security_hub", { recorder });
  return { pack, threats };
}

/** Of the owner alone. */
export function accountServicesOutputs(stack: SystemStack, parts: AccountServicesParts | undefined): void {
  if (!parts) return;
  stack.output("conformance_pack_arn", parts.pack.packArn, { description: "HIPAA rules of AWS Config" });
  stack.output("guardduty_detector_id", parts.threats.detectorId, { description: "GuardDuty" });
}
