import type { Block } from "../synth";
import type { JournalEntry } from "./journal";

/** A Terraform `import` block: takes an existing object into the state. */
export interface ImportBlock {
  readonly to: string;
  /** May refer to attributes of other resources that the plan knows. */
  readonly id: string;
}

/** Made again without harm: creating them only adopts or repeats, or (secret versions) importing would bring a secret into the state. */
const repeatable = /^aws_(default_|iam_role_policy_attachment$|secretsmanager_secret_version$)/;

/** Types whose import id is not their `id`, built from their arguments. */
const importIds: Readonly<Record<string, (body: Block) => string>> = {
  aws_network_acl_rule: (rule) =>
    [rule.network_acl_id, rule.rule_number, rule.protocol, rule.egress ?? false].join(":"),
  aws_route: (route) =>
    `${route.route_table_id}_${route.destination_cidr_block ?? route.destination_ipv6_cidr_block ?? route.destination_prefix_list_id}`,
  aws_route_table_association: (association) =>
    `${association.subnet_id ?? association.gateway_id}/${association.route_table_id}`,
};

/** The argument that is the id of a type whose objects we name: known even when the apply was killed before AWS answered. */
const nameArguments: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: "name",
  aws_db_parameter_group: "name",
  aws_db_subnet_group: "name",
  aws_iam_role: "name",
  aws_kms_alias: "name",
  aws_rds_cluster: "cluster_identifier",
  aws_rds_cluster_instance: "identifier",
  aws_rds_cluster_parameter_group: "name",
  aws_s3_bucket: "bucket",
};

export interface RecoveryInput {
  readonly journal: readonly JournalEntry[];
  /** Addresses that the state holds. */
  readonly state: ReadonlySet<string>;
  /** Synthesized resources by address. */
  readonly resources: ReadonlyMap<string, Block>;
}

export interface Recovery {
  readonly imports: readonly ImportBlock[];
  /** Begun, not finished, and without a name to find them by: AWS may hold them although nobody manages them. */
  readonly orphans: readonly string[];
}

/** What a killed apply made that the state does not hold, and how to take it back. Pure. */
export function recovery({ journal, state, resources }: RecoveryInput): Recovery {
  const last = new Map(journal.filter(({ action }) => action === "create").map((entry) => [entry.address, entry]));
  for (const { address, action, kind } of journal) if (action === "delete" && kind === "finished") last.delete(address);
  const imports: ImportBlock[] = [];
  const orphans: string[] = [];
  for (const [address, entry] of last) {
    const body = resources.get(address);
    const type = address.split(".")[0]!;
    if (state.has(address) || !body || entry.kind === "failed" || repeatable.test(type)) continue;
    const id = importId(type, body, entry);
    if (id === undefined) orphans.push(address);
    else imports.push({ to: address, id });
  }
  return { imports, orphans };
}

function importId(type: string, body: Block, entry: JournalEntry): string | undefined {
  const built = importIds[type];
  if (built) return built(body);
  const named = body[nameArguments[type] ?? ""];
  return entry.id ?? (typeof named === "string" ? named : undefined);
}
