import type { ResourceChange } from "../../terraform";
import { ofBucket } from "../companions";
import type { Breach, GateInput, Rule } from "../finding";
import { attachesToExisting, fateOf, isMarkedAt, isNew, managedChanges, valueAt, type Owner } from "../plan-view";
import { publicStatements } from "../policies";

/** Where policies of resources stand; those that are resources of their own name what they belong to. */
const policies: Readonly<Record<string, { readonly path: string; readonly owner?: Owner }>> = {
  aws_backup_vault_policy: { path: "policy", owner: { type: "aws_backup_vault", link: "backup_vault_name" } },
  aws_dynamodb_resource_policy: { path: "policy", owner: { type: "aws_dynamodb_table", link: "resource_arn" } },
  aws_ecr_repository_policy: { path: "policy", owner: { type: "aws_ecr_repository", link: "repository" } },
  aws_efs_file_system_policy: { path: "policy", owner: { type: "aws_efs_file_system", link: "file_system_id" } },
  aws_iam_role: { path: "assume_role_policy" },
  aws_kms_key: { path: "policy" },
  aws_kms_key_policy: { path: "policy", owner: { type: "aws_kms_key", link: "key_id" } },
  aws_s3_bucket: { path: "policy" },
  aws_s3_bucket_policy: { path: "policy", owner: ofBucket },
  aws_secretsmanager_secret: { path: "policy" },
  aws_secretsmanager_secret_policy: {
    path: "policy",
    owner: { type: "aws_secretsmanager_secret", link: "secret_arn" },
  },
  aws_sns_topic: { path: "policy" },
  aws_sns_topic_policy: { path: "policy", owner: { type: "aws_sns_topic", link: "arn" } },
  aws_sqs_queue: { path: "policy" },
  aws_sqs_queue_policy: { path: "policy", owner: { type: "aws_sqs_queue", link: "queue_url" } },
};

const fix = "Name accounts, roles or services as principals, or narrow the statement by a condition on who asks.";

export const policiesNameWhoMay: Rule = {
  id: "policies-name-who-may",
  blocks:
    "a policy of a bucket, key, queue, topic, secret, repository, table, vault or role that newly lets everybody (`*`) in, or that nobody can read before the apply",
  control: "164.312(a)(1)",
  threatens: "exposure",
  check: (input) => managedChanges(input.plan).flatMap((resource) => opened(resource, input)),
};

function opened(resource: ResourceChange, input: GateInput): readonly Breach[] {
  const { address, type, change } = resource;
  const place = policies[type];
  if (!place || fateOf(resource) === "destroy" || fateOf(resource) === "forget") return [];
  if (change.actions.includes("no-op")) return [];
  const { path, owner } = place;
  if (isNew(resource) && !(owner && attachesToExisting(resource, owner, input.plan, input.unfinished))) return [];
  const after = publicStatements(policyAfter(resource, path, input));
  if (after === undefined) return [{ address, message: `${address}: its ${path} is known only after the apply`, fix }];
  const before = publicStatements(valueAt(change.before, path)) ?? [];
  return after
    .filter(({ text }) => !before.some((other) => other.text === text))
    .map(({ sid }) => ({
      address,
      message: `${address}: statement ${sid} of its ${path} lets everybody in`,
      fix,
    }));
}

/**
 * A policy that refers to something new is unknown as a whole. The code's own text, in which references stand as
 * `${…}`, tells its principals all the same.
 */
function policyAfter({ address, change }: ResourceChange, path: string, { configured }: GateInput): unknown {
  if (!isMarkedAt(change.after_unknown, path)) return valueAt(change.after, path) ?? "";
  const body = configured?.get(address.replace(/\[[^\]]*\]$/, ""));
  // AWS's own default, which nobody wrote.
  return body && !(path in body) ? "" : body?.[path];
}
