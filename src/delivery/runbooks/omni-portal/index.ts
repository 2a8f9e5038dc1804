import type { OmniPortalDeployment } from "../../../config";
import { renderIndex, renderRunbook } from "../runbook";
import { stateLock } from "../state-lock";
import { databaseConnection } from "./database-connection";
import { databaseRestore } from "./database-restore";
import { ecsTaskFailures } from "./ecs-task-failures";
import { placeOf, type OmniPortalRunbook } from "./place";
import { redisRestore } from "./redis-restore";
import { regionLoss } from "./region-loss";
import { reservedInstances } from "./reserved-instances";
import { restoreRehearsal } from "./restore-rehearsal";

/** Every runbook of OmniPortal. */
export const runbooks: readonly OmniPortalRunbook[] = [
  databaseRestore,
  redisRestore,
  regionLoss,
  restoreRehearsal,
  stateLock(
    "Document 000's `delete-item` names a key that is in no table, and releases nothing. The real LockID is `<bucket>/<key>` of the state; the item beside it that ends in `-md5` is the state's digest and never to be deleted.",
  ),
  ecsTaskFailures,
  databaseConnection,
  reservedInstances,
];

const ABOUT = [
  "Commands with the names of this estate. They are generated, so that a renamed thing is renamed here too, and a test runs each against the models of the AWS API: change the sources in `src/delivery/runbooks/omni-portal/`, not these pages.",
  "They need the AWS CLI 2, credentials for the deployment's account, and for outputs this project: `npx estate outputs <deployment> <name>`. The pages beside this folder hold for every system: [release](../release.md), [people and MFA](../people-and-mfa.md), [GitHub OIDC](../github-oidc.md), [account services](../account-services.md), [what a stuck lock may leave behind](../state-lock.md).",
].join("\n\n");

/** Pages by file name, the table of contents among them. Pure. */
export function omniPortalRunbooks(deployments: readonly OmniPortalDeployment[]): Readonly<Record<string, string>> {
  const places = deployments.map(placeOf);
  return {
    "README.md": renderIndex("Runbooks of OmniPortal", ABOUT, runbooks, places),
    ...Object.fromEntries(runbooks.map((runbook) => [`${runbook.file}.md`, renderRunbook(runbook, places)])),
  };
}
