import { randomBytes } from "node:crypto";

/** Crockford's digits: no I, L, O and U. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/**
 * An id that sorts by the time it was made: 48 bits of milliseconds and 80 random ones.
 *
 * @see https://github.com/ulid/spec
 */
export function ulid(now: Date): string {
  let time = "";
  for (let rest = now.getTime(); time.length < TIME_DIGITS; rest = Math.floor(rest / 32))
    time = DIGITS[rest % 32] + time;
  const random = [...randomBytes(RANDOM_DIGITS)].map((byte) => DIGITS[byte % 32]).join("");
  return time + random;
}

export function isUlid(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}
