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

/** What recovery must know of a state beyond that. */
export interface InspectedState extends State {
  /** The Terraform that wrote it, such as `1.11.4`. */
  readonly terraformVersion: string;
  /** Addresses, with instance keys, of what an interrupted run left half made. */
  readonly tainted: readonly string[];
}

interface StateFile extends StateVersion {
  readonly version?: number;
  readonly terraform_version?: string;
  readonly resources?: readonly StateFileResource[];
}

interface StateFileResource {
  readonly module?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly instances?: readonly { readonly status?: string; readonly index_key?: string | number }[];
}

/** Reads a state file (format 4). */
export function readState(text: string): State {
  const { serial, lineage, resources = [] } = JSON.parse(text) as StateFile;
  return { serial, lineage, addresses: managed(resources).map(addressOf) };
}

/** The same with more, of a file that may be anything; `undefined` when it is no state. */
export function inspectState(text: string): InspectedState | undefined {
  const file = parsed(text);
  if (file?.version !== 4 || typeof file.serial !== "number" || typeof file.lineage !== "string") return undefined;
  const tainted = managed(file.resources ?? []).flatMap((resource) =>
    (resource.instances ?? [])
      .filter(({ status }) => status === "tainted")
      .map(({ index_key: key }) => `${addressOf(resource)}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`),
  );
  return { ...readState(text), terraformVersion: file.terraform_version ?? "", tainted };
}

function parsed(text: string): StateFile | undefined {
  try {
    return JSON.parse(text) as StateFile;
  } catch {
    return undefined;
  }
}

function managed(resources: readonly StateFileResource[]): readonly StateFileResource[] {
  return resources.filter(({ mode }) => mode === "managed");
}

function addressOf({ module, type, name }: StateFileResource): string {
  return `${module ? `${module}.` : ""}${type}.${name}`;
}
