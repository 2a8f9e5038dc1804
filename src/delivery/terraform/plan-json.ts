/** The parts of `terraform show -json <plan>` that delivery reads. It holds sensitive values in clear: never write it to disk. */
export interface PlanJson {
  /** Such as `1.2`. A new minor version only adds fields. */
  readonly format_version?: string;
  readonly terraform_version?: string;
  readonly resource_changes?: readonly ResourceChange[];
  /** What AWS holds otherwise than the state: `before` as in the state, `after` as in AWS. */
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly prior_state?: { readonly values?: { readonly root_module?: StateModule } };
}

export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";

export interface Change {
  readonly actions: readonly Action[];
  readonly before?: unknown;
  readonly after?: unknown;
  /** `true`, or a tree with `true` at each value known only after the apply. */
  readonly after_unknown?: unknown;
  /** `true`, or a tree with `true` at each sensitive value. */
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  /** Paths of the attributes that force a replacement. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: unknown;
}

export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly change: Change;
  /** Such as `replace_because_tainted`. */
  readonly action_reason?: string;
}

export interface StateModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly mode: "managed" | "data";
    readonly type: string;
  }[];
  readonly child_modules?: readonly StateModule[];
}

/** Addresses of everything that the state holds and Terraform manages. */
export function stateAddresses(module: StateModule | undefined): readonly string[] {
  if (!module) return [];
  const own = (module.resources ?? []).filter(({ mode }) => mode === "managed").map(({ address }) => address);
  return [...own, ...(module.child_modules ?? []).flatMap(stateAddresses)];
}

/** The address of a resource without the key of one of its instances. */
export function withoutKey(address: string): string {
  return address.replace(/\[[^\]]*\]$/, "");
}
