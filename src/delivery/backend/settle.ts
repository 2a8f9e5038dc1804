import { explained } from "../aws/errors";
import { Failure } from "../failure";
import { compare, type Row } from "./diff";
import type { Driver, Json, Part } from "./settings";

/** Reads until a change shows: with growing pauses, 10 seconds in all. */
const ATTEMPTS = 5;

/** A row of `setup`: what had to be done about it. */
export interface SetupRow extends Row {
  readonly done: "nothing" | "created" | "corrected";
}

/**
 * Makes a part that is missing and corrects what differs; never deletes. A second time there is nothing to do.
 * @throws Failure on a setting that only a new part could have, or that AWS does not take
 */
export async function settlePart(part: Part, driver: Driver): Promise<readonly SetupRow[]> {
  const before = await readPart(part, driver);
  if (!before) await explained(`creating the ${part.title} ${part.name}`, () => driver.create(part.settings));
  const wrong = compare(part, before ?? (await readPart(part, driver))).filter(({ fine }) => !fine);
  for (const row of wrong) await correct(row, part.settings[row.setting] as Json, driver);
  const corrected = new Set(wrong.map(({ setting }) => setting));
  return (await settledRows(part, driver)).map((row) => ({
    ...row,
    done: !before ? "created" : corrected.has(row.setting) ? "corrected" : "nothing",
  }));
}

/** The settings that AWS has; undefined when the part does not exist. */
export function readPart(part: Part, driver: Driver) {
  return explained(`reading the ${part.title} ${part.name}`, () => driver.find());
}

/** The rows once all are fine: AWS may show a change only seconds after it took it. */
async function settledRows(part: Part, driver: Driver): Promise<readonly Row[]> {
  for (let attempt = 1; ; attempt += 1) {
    const rows = compare(part, await readPart(part, driver));
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
