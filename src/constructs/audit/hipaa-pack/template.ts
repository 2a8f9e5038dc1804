import { createHash } from "node:crypto";
import type { ManagedRule } from "./rules";

/** AWS Config's limits. @see https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html */
export const PACK_LIMITS = { rules: 130, inlineBytes: 51_200, s3Bytes: 307_200 } as const;

/** The pack is larger than AWS Config takes. */
export class PackLimitError extends Error {
  constructor(
    readonly limit: keyof typeof PACK_LIMITS,
    message: string,
  ) {
    super(message);
    this.name = "PackLimitError";
  }
}

/** Parameters of a rule that are chosen at deployment: parameter of the rule -> parameter of the template. */
export type OpenParameters = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A template as AWS Config takes it. */
export interface PackTemplate {
  readonly body: string;
  readonly bytes: number;
  /** Too large for the request: AWS Config fetches it from S3. */
  readonly viaS3: boolean;
  /** Changes with the content. */
  readonly hash: string;
}

/**
 * The template of a conformance pack, in a stable order.
 *
 * @param path of the construct, for messages
 * @param open by rule name
 * @throws PackLimitError for more rules or bytes than AWS Config takes
 * @throws Error when two rules share a name, or `open` names a rule that the pack does not have
 */
export function packTemplate(path: string, rules: readonly ManagedRule[], open: OpenParameters): PackTemplate {
  requireRules(path, rules, open);
  const parameters = Object.values(open).flatMap((names) => Object.values(names));
  const body = JSON.stringify({
    Parameters: Object.fromEntries(parameters.map((name) => [name, { Type: "String" }])),
    Resources: Object.fromEntries(rules.map((rule) => [pascalCase(rule.name), configRule(rule, open[rule.name])])),
  });
  const bytes = Buffer.byteLength(body);
  if (bytes > PACK_LIMITS.s3Bytes) throw tooMuch(path, "s3Bytes", `template has ${bytes} bytes`);
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
  return { body, bytes, viaS3: bytes > PACK_LIMITS.inlineBytes, hash };
}

function configRule({ name, identifier, parameters }: ManagedRule, open: Readonly<Record<string, string>> = {}) {
  const references = Object.entries(open).map(([parameter, reference]) => [parameter, { Ref: reference }]);
  const input = { ...parameters, ...(Object.fromEntries(references) as Record<string, { Ref: string }>) };
  return {
    Type: "AWS::Config::ConfigRule",
    Properties: {
      ConfigRuleName: name,
      ...(Object.keys(input).length > 0 && { InputParameters: input }),
      Source: { Owner: "AWS", SourceIdentifier: identifier },
    },
  };
}

function requireRules(path: string, rules: readonly ManagedRule[], open: OpenParameters): void {
  if (rules.length < 1 || rules.length > PACK_LIMITS.rules) throw tooMuch(path, "rules", `rules are ${rules.length}`);
  const names = rules.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new Error(`[${path}] rule ${repeated} stands twice; allowed is each name once. Remove one of the two.`);
  const unknown = Object.keys(open).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Error(`[${path}] parameters name ${unknown}; allowed are the pack's rules. Correct the name.`);
}

function tooMuch(path: string, limit: keyof typeof PACK_LIMITS, found: string): PackLimitError {
  const message = `[${path}] ${found}; allowed are 1 to ${PACK_LIMITS[limit]}. Put some of the rules into a second pack.`;
  return new PackLimitError(limit, message);
}

/** CloudFormation's ids are letters and digits. */
function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_match, first: string) => first.toUpperCase());
}
