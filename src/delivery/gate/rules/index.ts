import type { Rule } from "../finding";
import { auditServicesStayOn } from "./audit-services-stay-on";
import { backupsAreKeptAsLong } from "./backups-are-kept-as-long";
import { deletesStayFew } from "./deletes-stay-few";
import { deletionProtectionStaysOn } from "./deletion-protection-stays-on";
import { deletionsCanBeTakenBack } from "./deletions-can-be-taken-back";
import { destroysLeaveACopy } from "./destroys-leave-a-copy";
import { encryptionAtRestStays } from "./encryption-at-rest-stays";
import { keysAndSecretsKeepRotating } from "./keys-and-secrets-keep-rotating";
import { knownDeploymentsAreNotRecreated } from "./known-deployments-are-not-recreated";
import { logsAreKeptAsLong } from "./logs-are-kept-as-long";
import { networksStayClosed } from "./networks-stay-closed";
import { objectsAreKeptAsLong } from "./objects-are-kept-as-long";
import { policiesNameWhoMay } from "./policies-name-who-may";
import { publicAccessStaysBlocked } from "./public-access-stays-blocked";
import { stateBelongsToTheDeployment } from "./state-belongs-to-the-deployment";
import { statefulResourcesAreKept } from "./stateful-resources-are-kept";
import { transportStaysEncrypted } from "./transport-stays-encrypted";
import { versionsAndPointInTimeRecoveryStayOn } from "./versions-and-point-in-time-recovery-stay-on";

/** Every rule of the gate: what is about the plan as a whole, then what loses data, then what opens a door. */
export const rules: readonly Rule[] = [
  stateBelongsToTheDeployment,
  knownDeploymentsAreNotRecreated,
  deletesStayFew,
  statefulResourcesAreKept,
  deletionProtectionStaysOn,
  destroysLeaveACopy,
  backupsAreKeptAsLong,
  versionsAndPointInTimeRecoveryStayOn,
  deletionsCanBeTakenBack,
  logsAreKeptAsLong,
  objectsAreKeptAsLong,
  encryptionAtRestStays,
  keysAndSecretsKeepRotating,
  transportStaysEncrypted,
  publicAccessStaysBlocked,
  networksStayClosed,
  policiesNameWhoMay,
  auditServicesStayOn,
];

/** The ids by which findings and waivers name the rules. */
export const ruleIds: readonly string[] = rules.map(({ id }) => id);
