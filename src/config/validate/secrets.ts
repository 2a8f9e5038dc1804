import type { SecretsConfig } from "../system";
import type { Findings } from "./findings";

/** Generated secrets: recoverable, long enough, and with a version that rotation counts up. 164.308(a)(5)(ii)(D) */
export function checkSecrets(secrets: SecretsConfig<string>, findings: Findings): void {
  findings.wholeNumber(
    "secrets.recoveryWindowDays",
    secrets.recoveryWindowDays,
    { min: 7, max: 30 },
    "Set 7: with 0 a deleted secret would be gone at once.",
  );
  for (const [name, { length, version }] of Object.entries(secrets.generated)) {
    const field = `secrets.generated.${name}`;
    // Aurora takes master passwords of up to 128 characters; a key below 32 can be guessed (RFC 7518, 3.2)
    findings.wholeNumber(`${field}.length`, length, { min: 32, max: 128 }, "Set 32 for a password, 64 for a key.");
    findings.wholeNumber(`${field}.version`, version, { min: 1 }, "Begin with 1 and add 1 to rotate.");
  }
}
