/** Who holds a state lock, as Terraform tells it. */
export interface LockHolder {
  readonly id: string;
  /** `user@machine`. */
  readonly who: string;
  /** `apply`, `plan`, … */
  readonly operation: string;
  /** Time of the lock, to the second, UTC. */
  readonly since: string;
}

/** Reads the lock as the backend keeps it: `since` is ISO 8601 there. */
export function readLockInfo(json: string): LockHolder {
  const { ID, Who, Operation, Created } = JSON.parse(json || "{}") as Partial<Record<string, string>>;
  return {
    id: ID ?? "",
    who: Who ?? "somebody",
    operation: operationName(Operation),
    since: Created ?? "an unknown time",
  };
}

/** Reads the "Lock Info" of an error; `undefined` when there is none. */
export function lockHolder(text: string): LockHolder | undefined {
  // At the start of a line: "RequestID:" of the AWS error before it also ends in "ID:".
  const field = (name: string): string | undefined =>
    new RegExp(`^\\s+${name}:[ \\t]+(\\S.*)$`, "m").exec(text)?.[1]?.trim();
  const id = field("ID");
  if (!id) return undefined;
  return {
    id,
    who: field("Who") ?? "somebody",
    operation: operationName(field("Operation")),
    since: (field("Created") ?? "an unknown time").replace(/\.\d+ \+0000 UTC$/, " UTC"),
  };
}

function operationName(operation = "an operation"): string {
  return operation.replace(/^OperationType/, "").toLowerCase();
}
