import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { explained } from "../aws/errors";
import { aliasArn, desiredKeys, desiredStores } from "./desired";
import { compare, type Row } from "./diff";
import type { BackendOwner } from "./owner";
import { bucketDriver } from "./parts/bucket";
import { keyArnOf, secretsKeyDriver, stateKeyDriver } from "./parts/key";
import { tableDriver } from "./parts/table";
import type { Driver, Part } from "./settings";
import { readPart, settlePart, type SetupRow } from "./settle";

export type { Row } from "./diff";
export type { BackendOwner } from "./owner";
export type { SetupRow } from "./settle";

/**
 * Every setting of the backend against what it should be. Changes nothing.
 * @throws Failure on a wrong account, or a bucket name that belongs to somebody else
 */
export async function checkBackend(owner: BackendOwner, clients: AwsClients): Promise<readonly Row[]> {
  await requireAccount(owner, clients);
  const rows: Row[] = [];
  for (const part of [...desiredKeys(owner), ...desiredStores(owner, await keyArn(owner, clients))]) {
    rows.push(...compare(part, await readPart(part, driverOf(part, owner, clients))));
  }
  return rows;
}

/**
 * Makes what is missing and corrects what differs; never deletes. A second run finds nothing to do.
 * @throws Failure on a wrong account, a foreign bucket, or a setting that only a new resource could have
 */
export async function setupBackend(owner: BackendOwner, clients: AwsClients): Promise<readonly SetupRow[]> {
  await requireAccount(owner, clients);
  const rows: SetupRow[] = [];
  const settle = async (part: Part) => rows.push(...(await settlePart(part, driverOf(part, owner, clients))));
  for (const part of desiredKeys(owner)) await settle(part);
  for (const part of desiredStores(owner, await keyArn(owner, clients))) await settle(part);
  return rows;
}

function driverOf(part: Part, owner: BackendOwner, clients: AwsClients): Driver {
  if (part.title === "key") return stateKeyDriver(clients.kms, part.name);
  if (part.title === "secrets key") return secretsKeyDriver(besideTheSecrets(owner, clients).kms, part.name);
  if (part.title === "lock table") return tableDriver(clients.dynamodb, part.name);
  return bucketDriver(clients.s3, { name: part.name, account: owner.account, region: owner.backend.region });
}

/** The clients of the region that the secrets are in: that of the deployment, not that of its state. */
function besideTheSecrets({ region, backend }: BackendOwner, clients: AwsClients): AwsClients {
  return region === backend.region ? clients : clients.inRegion(region);
}

/** The key's own ARN; the alias's while there is no key yet. */
async function keyArn(owner: BackendOwner, { kms }: AwsClients): Promise<string> {
  const alias = owner.backend.kmsKeyAlias;
  return (await explained(`reading the key ${alias}`, () => keyArnOf(kms, alias))) ?? aliasArn(owner);
}
