import type { Leaf } from "../configured";
import type { When } from "./row";

interface Statement {
  readonly Effect?: string;
  readonly [part: string]: unknown;
}

/** Requests without TLS were denied, and are not any more. */
export const tlsNotDemanded: When = (before, after) =>
  denies(before, "aws:SecureTransport") > denies(after, "aws:SecureTransport");

/** Whoever has not shown a second factor was denied, and is not any more. */
export const mfaNotDemanded: When = (before, after) => mentions(before, MFA) && !mentions(after, MFA);

/** A policy allows what it did not, or no longer denies what it did. What cannot be read counts as wider. */
export const wider: When = (before, after) => {
  const [old, now] = [statements(before), statements(after)];
  if (!old || !now) return true;
  return (
    added(old, now).some(({ Effect }) => Effect !== "Deny") || added(now, old).some(({ Effect }) => Effect === "Deny")
  );
};

/** Of two policies the statements that only one has, as JSON; `undefined` when one of them is no policy. */
export function differingStatements(
  before: Leaf | undefined,
  after: Leaf | undefined,
): readonly [Leaf | undefined, Leaf | undefined] | undefined {
  const [old, now] = [before, after].map((policy) => (policy === undefined ? undefined : statements(policy)));
  if (!old || !now) return undefined;
  const text = (list: readonly Statement[]): string | undefined =>
    list.length === 0 ? undefined : list.map((each) => JSON.stringify(each)).join(", ");
  return [text(added(now, old)), text(added(old, now))];
}

const MFA = "aws:MultiFactorAuth";

const mentions = (policy: Leaf | undefined, key: string): boolean => String(policy ?? "").includes(key);

function denies(policy: Leaf | undefined, key: string): number {
  return (statements(policy) ?? []).filter((each) => each.Effect === "Deny" && JSON.stringify(each).includes(key))
    .length;
}

/** The statements of `now` that `old` does not have word for word. */
function added(old: readonly Statement[], now: readonly Statement[]): readonly Statement[] {
  const known = new Set(old.map((each) => JSON.stringify(each)));
  return now.filter((each) => !known.has(JSON.stringify(each)));
}

/** `undefined` for what is no policy; no policy at all has no statements. */
function statements(policy: Leaf | undefined): readonly Statement[] | undefined {
  if (policy === undefined) return [];
  try {
    const { Statement: found } = JSON.parse(String(policy)) as { Statement?: Statement | readonly Statement[] };
    return found === undefined ? undefined : ([found].flat() as readonly Statement[]);
  } catch {
    return undefined;
  }
}
