/** What identifies one version of a state. */
export interface StateVersion {
  readonly serial: number;
  readonly lineage: string;
}

/** A state without its values. */
export interface State extends StateVersion {
  /** Managed resources, without instance keys. */
  readonly addresses: readonly string[];
}

interface StateFile extends StateVersion {
  readonly resources?: readonly {
    readonly module?: string;
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly name: string;
  }[];
}

/** Reads a state file (format 4). */
export function readState(text: string): State {
  const { serial, lineage, resources = [] } = JSON.parse(text) as StateFile;
  const addresses = resources
    .filter(({ mode }) => mode === "managed")
    .map(({ module, type, name }) => `${module ? `${module}.` : ""}${type}.${name}`);
  return { serial, lineage, addresses };
}
