import type { AwsClients } from "../aws/clients";
import { explained } from "../aws/errors";
import { Failure } from "../failure";
import { requireAccount } from "../aws/account";
import { aliasArn, desiredKey, desiredStores } from "./desired";
import type { BackendOwner } from "./owner";
import { compare, type Row } from "./diff";
import { bucketDriver } from "./parts/bucket";
import { keyArnOf, keyDriver } from "./parts/key";
import { tableDriver } from "./parts/table";
import type { Driver, Json, Part } from "./settings";

export type { BackendOwner } from "./owner";
export type { Row } from "./diff";

/** Reads until a change shows: with growing pauses, 10 seconds in all. */
const ATTEMPTS = 5;

/** A row of `setup`: what had to be done about it. */
export interface SetupRow extends Row {
  readonly done: "nothing" | "created" | "corrected";
}

/**
 * Every setting of the backend against what it should be. Changes nothing.
 * @throws Failure on a wrong account, or a bucket name that belongs to somebody else
 */
export async function checkBackend(owner: BackendOwner, clients: AwsClients): Promise<readonly Row[]> {
  await requireAccount(owner, clients);
  const rows: Row[] = [];
  for (const part of [desiredKey(owner), ...desiredStores(owner, await keyArn(owner, clients))]) {
    rows.push(...compare(part, await read(part, driverOf(part, owner, clients))));
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
  await settle(desiredKey(owner));
  for (const part of desiredStores(owner, await keyArn(owner, clients))) await settle(part);
  return rows;
}

async function settlePart(part: Part, driver: Driver): Promise<readonly SetupRow[]> {
  const before = await read(part, driver);
  if (!before) await explained(`creating the ${part.title} ${part.name}`, () => driver.create(part.settings));
  const wrong = compare(part, before ?? (await read(part, driver))).filter(({ fine }) => !fine);
  for (const row of wrong) await correct(row, part.settings[row.setting] as Json, driver);
  const corrected = new Set(wrong.map(({ setting }) => setting));
  return (await settledRows(part, driver)).map((row) => ({
    ...row,
    done: !before ? "created" : corrected.has(row.setting) ? "corrected" : "nothing",
  }));
}

/** The rows once all are fine: AWS may show a change only seconds after it took it. */
async function settledRows(part: Part, driver: Driver): Promise<readonly Row[]> {
  for (let attempt = 1; ; attempt += 1) {
    const rows = compare(part, await read(part, driver));
    const wrong = rows.find(({ fine }) => !fine);
    if (!wrong) return rows;
    if (attempt === ATTEMPTS) throw notTaken(wrong);
    await new Promise((resolve) => setTimeout(resolve, attempt * 1_000));
  }
}

async function correct(row: Row, value: Json, driver: Driver): Promise<void> {
  const change = driver.correct[row.setting];
  if (!change) throw fixedAtCreation(row);
  await explained(`setting "${row.setting}" of the ${row.part} ${row.name}`, () => change(value));
}

function read(part: Part, driver: Driver) {
  return explained(`reading the ${part.title} ${part.name}`, () => driver.find());
}

function driverOf(part: Part, owner: BackendOwner, { kms, s3, dynamodb }: AwsClients): Driver {
  if (part.title === "key") return keyDriver(kms, part.name);
  if (part.title === "lock table") return tableDriver(dynamodb, part.name);
  return bucketDriver(s3, { name: part.name, account: owner.account, region: owner.backend.region });
}

/** The key's own ARN; the alias's while there is no key yet. */
async function keyArn(owner: BackendOwner, { kms }: AwsClients): Promise<string> {
  const alias = owner.backend.kmsKeyAlias;
  return (await explained(`reading the key ${alias}`, () => keyArnOf(kms, alias))) ?? aliasArn(owner);
}

function fixedAtCreation({ part, name, setting, found, expected }: Row): Failure {
  return new Failure(
    `The ${part} ${name} has ${setting} ${JSON.stringify(found)}; it must be ${JSON.stringify(expected)}.`,
    {
      fix: `AWS fixes this at creation, and nothing is ever deleted here: name another ${part} in the deployment's \`backend\` (src/config).`,
    },
  );
}

function notTaken({ part, name, setting, found }: Row): Failure {
  return new Failure(`AWS accepted "${setting}" of the ${part} ${name} but still reports ${JSON.stringify(found)}.`, {
    fix: "Run the command again in a minute; if it stays, something else changes it back (AWS Config, an organization's policy).",
  });
}
