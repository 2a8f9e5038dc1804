/** One statement of an IAM, key or bucket policy, in IAM's own words. */
export interface PolicyStatement {
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** ARNs. A key policy names its own key as `["*"]`, as AWS demands; the policy of an ECR repository names none: `[]`. */
  readonly resources: readonly string[];
  /** Who. @default none, as in identity policies */
  readonly principals?: Principals;
  /** Operator -> key -> value(s), such as `{ StringEquals: { "aws:SourceAccount": "123456789012" } }`. @default none */
  readonly conditions?: { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };
}

/** Principals by kind; `"*"` is everybody and only sensible in a Deny. */
export type Principals =
  | "*"
  | { readonly services?: readonly string[]; readonly aws?: readonly string[]; readonly federated?: readonly string[] };

/**
 * The one way to write a policy: JSON with a stable order, so that two syntheses give identical bytes.
 *
 * @throws Error when two statements share a sid, which IAM refuses only at apply
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  const sids = statements.map(({ sid }) => sid);
  const repeated = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (repeated !== undefined)
    throw new Error(`Policy statement id "${repeated}" stands twice; IAM wants each once. Rename one.`);
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(render) });
}

/** The trust policy of a role that AWS services assume. */
export function serviceTrust(service: string, conditions?: PolicyStatement["conditions"]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        ...(conditions && { Condition: conditions }),
      },
    ],
  });
}

function render(statement: PolicyStatement): object {
  const { sid, effect = "Allow", principals, actions, resources, conditions } = statement;
  return {
    Sid: sid,
    Effect: effect,
    ...(principals !== undefined && { Principal: renderPrincipals(principals) }),
    Action: oneOrMany(actions),
    ...(resources.length > 0 && { Resource: oneOrMany(resources) }),
    ...(conditions !== undefined && { Condition: conditions }),
  };
}

function renderPrincipals(principals: Principals): unknown {
  if (principals === "*") return "*";
  const { aws, services, federated } = principals;
  return {
    ...(aws && { AWS: oneOrMany(aws) }),
    ...(services && { Service: oneOrMany(services) }),
    ...(federated && { Federated: oneOrMany(federated) }),
  };
}

/** IAM returns one-element lists as plain strings; writing them so keeps plans free of noise. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] as string) : values;
}
