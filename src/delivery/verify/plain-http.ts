/** The parts of a policy statement that are read here. */
interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Whether a policy denies everybody these actions when they come without TLS, and asks nothing else of the request. */
export function refusesPlainHttp(policy: string | undefined, actions: readonly string[]): boolean {
  if (policy === undefined) return false;
  const { Statement: statements } = JSON.parse(policy) as { Statement: Statement | readonly Statement[] };
  return [statements].flat().some((statement) => {
    const { Effect, Principal, Action, Condition } = statement as Statement;
    const denied = [Action].flat();
    return (
      Effect === "Deny" &&
      (denied.includes("*") || actions.every((action) => denied.includes(action))) &&
      ['"*"', '{"AWS":"*"}', '{"AWS":["*"]}'].includes(JSON.stringify(Principal)) &&
      /^\{"Bool":\{"aws:SecureTransport":\[?"false"\]?\}\}$/.test(JSON.stringify(Condition))
    );
  });
}
