import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../../paths";
import type { ScanResult } from "..";
import type { Finding, Severity } from "../finding";
import { reportedAs } from "./groups";

/** GitHub code scanning sorts by this number: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const securitySeverity: Readonly<Record<Severity, string>> = {
  CRITICAL: "9.5",
  HIGH: "8.0",
  MEDIUM: "5.5",
  LOW: "2.0",
};
const level: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  CRITICAL: "error",
  HIGH: "error",
  MEDIUM: "warning",
  LOW: "note",
};

/**
 * Open findings as one SARIF 2.1.0 log with TypeScript locations, for GitHub code scanning. A fingerprint is made of what
 * is wrong where (deployment, address, control), so that a finding stays the same alert when lines move.
 * Acknowledged findings are left out: GitHub opens an alert for a suppressed result too.
 */
export function renderSarif({ open, sight }: ScanResult): string {
  const rules = [...new Map(open.map((finding) => [finding.rule, finding])).values()].sort((a, b) =>
    a.rule < b.rule ? -1 : 1,
  );
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "estate scan", semanticVersion: ownVersion(), rules: rules.map(ruleOf) },
          extensions: sight.map(({ scanner, version }) => ({ name: scanner, version })),
        },
        originalUriBaseIds: { SRCROOT: { description: { text: "The root of the repository." } } },
        results: open.map((finding) =>
          resultOf(
            finding,
            rules.findIndex(({ rule }) => rule === finding.rule),
          ),
        ),
        columnKind: "utf16CodeUnits",
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function ruleOf({ rule, message, fix, severity }: Finding): object {
  return {
    id: rule,
    shortDescription: { text: message },
    fullDescription: { text: `${message} ${fix}` },
    help: { text: fix },
    defaultConfiguration: { level: level[severity] },
    properties: { "security-severity": securitySeverity[severity], tags: ["security", "hipaa"] },
  };
}

function resultOf(finding: Finding, ruleIndex: number): object {
  const { rule, severity, message, deployment, address, constructPath, source, definedAt, fix } = finding;
  const place = (at: { file: string; line: number }): object => ({
    physicalLocation: {
      artifactLocation: { uri: encodeURI(at.file), uriBaseId: "SRCROOT" },
      region: { startLine: at.line },
    },
  });
  return {
    ruleId: rule,
    ruleIndex,
    level: level[severity],
    message: { text: `${message} ${address} of ${deployment} (${reportedAs(finding)}). ${fix}` },
    locations: [
      {
        ...place(source),
        logicalLocations: [{ name: address, fullyQualifiedName: `${deployment}/${constructPath}`, kind: "resource" }],
      },
    ],
    ...(definedAt && { relatedLocations: [{ id: 1, message: { text: "made here" }, ...place(definedAt) }] }),
    partialFingerprints: { primaryLocationLineHash: fingerprint(finding) },
  };
}

function ownVersion(): string {
  return (JSON.parse(readFileSync(join(paths.root, "package.json"), "utf8")) as { version: string }).version;
}

/** The name is GitHub's; it reads no other. */
export function fingerprint({ deployment, address, rule }: Finding): string {
  return createHash("sha256")
    .update(JSON.stringify([deployment, address, rule]))
    .digest("hex")
    .slice(0, 32);
}
