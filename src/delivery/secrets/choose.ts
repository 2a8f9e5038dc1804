import { randomInt } from "node:crypto";
import type { Found } from "./find";

/** The value that a secret shall have, and where it comes from. */
export interface Chosen extends Found {
  readonly value: string;
  readonly from: "given" | "generated" | "stored";
}

/** Letters and digits alone: no character that a shell, a URL or a connection string would have to escape. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** What is given counts; else what is stored stays, unless it shall be replaced; the rest is generated. */
export function chooseValue(found: Found, env: NodeJS.ProcessEnv, rotates: boolean): Chosen {
  const given = givenValue(found, env);
  const { value: stored } = found;
  if (given !== undefined) return { ...found, value: given, from: given === stored ? "stored" : "given" };
  if (stored !== undefined && !rotates) return { ...found, value: stored, from: "stored" };
  return { ...found, value: generated(found.entry.length), from: "generated" };
}

/** The value in the environment; an empty one is none, as a pipeline sets it that has no such secret. */
export function givenValue({ entry }: Pick<Found, "entry">, env: NodeJS.ProcessEnv): string | undefined {
  return env[entry.variable] || undefined;
}

/** @param length characters, from the operating system's generator, each as likely as any other */
function generated(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}
