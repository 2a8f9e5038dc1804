import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** PostgreSQL's own number (scram_iterations). */
const iterations = 4096;

/**
 * The SCRAM-SHA-256 verifier of a password (RFC 5803), as PostgreSQL keeps it. Sent in place of the password, so that neither the
 * server nor its statement log ever sees the password itself.
 * @throws when the password has characters beyond printable ASCII: those would need SASLprep first
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  if (!/^[\x20-\x7e]+$/.test(password)) {
    throw new Error("The password must be printable ASCII: generate one without other characters.");
  }
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const key = (text: string) => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(key("Client Key")).digest("base64");
  const serverKey = key("Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}
