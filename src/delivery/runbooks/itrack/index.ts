import type { ITrackDeployment } from "../../../config";
import { renderIndex, renderRunbook } from "../runbook";
import { stateLock } from "../state-lock";
import { databaseConnection } from "./database-connection";
import { databaseRestore } from "./database-restore";
import { maintenance } from "./maintenance";
import { placeOf, type ITrackRunbook } from "./place";
import { serviceDoesNotStart } from "./service-does-not-start";
import { tableRestore } from "./table-restore";

/** Every runbook of iTrack. */
export const runbooks: readonly ITrackRunbook[] = [
  databaseConnection,
  databaseRestore,
  tableRestore,
  maintenance,
  serviceDoesNotStart,
  stateLock(
    "Document 003 runs `terraform force-unlock <lock-id>` in the folder `terraform`. Here the folder is `cdktf.out/stacks/<deployment>`, which `estate terraform` makes and enters.",
  ),
];

const ABOUT = [
  "Commands with the names of this estate. They are generated, so that a renamed thing is renamed here too, and a test runs each against the models of the AWS API: change the sources in `src/delivery/runbooks/itrack/`, not these pages.",
  "They need the AWS CLI 2, credentials for the deployment's account, and for outputs this project: `npx estate outputs <deployment> <name>`. The pages beside this folder hold for every system: [release](../release.md), [people and MFA](../people-and-mfa.md), [rotation of secrets](../secret-rotation.md), [account services](../account-services.md), [what a stuck lock may leave behind](../state-lock.md).",
].join("\n\n");

/** Pages by file name, the table of contents among them. Pure. */
export function itrackRunbooks(deployments: readonly ITrackDeployment[]): Readonly<Record<string, string>> {
  const places = deployments.map(placeOf);
  return {
    "README.md": renderIndex("Runbooks of iTrack", ABOUT, runbooks, places),
    ...Object.fromEntries(runbooks.map((runbook) => [`${runbook.file}.md`, renderRunbook(runbook, places)])),
  };
}
