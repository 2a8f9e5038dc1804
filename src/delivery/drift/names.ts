import { asRecord, isMarked } from "../review/values";
import type { Change } from "../terraform";

/** Attributes by which CloudTrail may know a resource, or the one that it belongs to. */
const NAMES = [
  "id",
  "arn",
  "name",
  "bucket",
  "key_id",
  "identifier",
  "cluster_identifier",
  "replication_group_id",
  "alarm_name",
  "function_name",
  "security_group_rule_id",
  "security_group_id",
  "network_acl_id",
  "route_table_id",
  "secret_id",
  "role",
  "policy_arn",
  "backup_vault_name",
  "resource_arn",
  "web_acl_arn",
] as const;

/** The ids, names and ARNs of a resource as the state has them, the most telling first; never what is sensitive. */
export function namesIn({ before, before_sensitive: marks }: Change): readonly string[] {
  const [values, secret] = [asRecord(before), asRecord(marks)];
  const found = NAMES.filter((name) => !isMarked(secret[name])).map((name) => values[name]);
  return [...new Set(found.filter((each) => typeof each === "string" && each !== ""))] as string[];
}
