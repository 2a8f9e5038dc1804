/** A statement that lets everybody do something. */
export interface PublicStatement {
  readonly sid: string;
  /** The statement without its name, to find it again. */
  readonly text: string;
}

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The statements of a policy (JSON text) that let everybody in; undefined when it cannot be read. */
export function publicStatements(policy: unknown): readonly PublicStatement[] | undefined {
  if (policy === "" || policy === null) return [];
  const statements = statementsOf(policy);
  return statements?.filter(isPublic).map(({ Sid = "(without Sid)", ...rest }) => ({
    sid: Sid,
    text: JSON.stringify(rest),
  }));
}

function statementsOf(policy: unknown): readonly Statement[] | undefined {
  if (typeof policy !== "string") return undefined;
  try {
    const { Statement: statements } = JSON.parse(policy) as { Statement?: Statement | readonly Statement[] };
    return statements === undefined ? [] : ([statements].flat() as Statement[]);
  } catch {
    return undefined; // a reference to text elsewhere, such as a data source
  }
}

function isPublic({ Effect, Principal, NotPrincipal, Condition }: Statement): boolean {
  return Effect === "Allow" && (isEverybody(Principal) || NotPrincipal !== undefined) && !isNarrowed(Condition);
}

function isEverybody(principal: unknown): boolean {
  if (Array.isArray(principal)) return principal.some(isEverybody);
  if (typeof principal === "object" && principal !== null) return Object.values(principal).some(isEverybody);
  return principal === "*";
}

/** Who asks, as AWS tells it: a condition that fixes one of these keeps everybody else out. */
const callerKeys =
  /^(aws:(SourceAccount|SourceArn|SourceIp|SourceOrgID|SourceOrgPaths|SourceOwner|SourceVpc|SourceVpce|PrincipalAccount|PrincipalArn|PrincipalOrgID|PrincipalOrgPaths|userid)|kms:CallerAccount|s3:DataAccessPointAccount|AWS:SourceOwner)$/i;

function isNarrowed(condition: Statement["Condition"] = {}): boolean {
  return Object.entries(condition).some(
    ([operator, keys]) =>
      /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/.test(operator) &&
      Object.entries(keys).some(([key, values]) => callerKeys.test(key) && [values].flat().every(isParticular)),
  );
}

function isParticular(value: unknown): boolean {
  return typeof value === "string" && !/^\*+$|\/0$/.test(value);
}
