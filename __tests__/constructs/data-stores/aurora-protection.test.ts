import { synthesizeCluster } from "./sample-cluster";

const relaxed = { protection: { kept: false, reason: "A sample that goes away." } } as const;
const stack = synthesizeCluster();

describe("an AuroraCluster whose protection is kept", () => {
  it("cannot be deleted, leaves a final snapshot under a fixed name, and its backups outlive it", () => {
    expect(stack.only("aws_rds_cluster")).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "sample-dev-final",
      delete_automated_backups: false,
    });
  });

  it.each(["aws_rds_cluster", "aws_rds_cluster_instance", "aws_cloudwatch_log_group"])(
    "refuses to destroy %s",
    (type) => {
      for (const block of Object.values(stack.every(type))) expect(block.lifecycle.prevent_destroy).toBe(true);
    },
  );
});

describe("an AuroraCluster whose protection is relaxed", () => {
  const torn = synthesizeCluster(relaxed);

  it("goes without a trace", () => {
    const cluster = torn.only("aws_rds_cluster");
    expect(cluster).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
      delete_automated_backups: true,
    });
    expect(cluster).not.toHaveProperty("final_snapshot_identifier");
  });

  it.each(["aws_rds_cluster", "aws_rds_cluster_instance", "aws_cloudwatch_log_group"])("may destroy %s", (type) => {
    for (const block of Object.values(torn.every(type))) expect(block.lifecycle?.prevent_destroy).toBeUndefined();
  });

  it("differs in nothing else", () => {
    const kept = stack.only("aws_rds_cluster");
    const cluster = torn.only("aws_rds_cluster");
    const differing = Object.keys(kept).filter((key) => JSON.stringify(kept[key]) !== JSON.stringify(cluster[key]));
    expect(differing.sort()).toEqual([
      "delete_automated_backups",
      "deletion_protection",
      "final_snapshot_identifier",
      "lifecycle",
      "skip_final_snapshot",
    ]);
  });
});

describe("the master password of an AuroraCluster", () => {
  it("comes from the stored secret, write-only, and changes together with the secret's version", () => {
    const cluster = stack.only("aws_rds_cluster");
    expect(cluster).toMatchObject({
      master_username: "postgres",
      master_password_wo: "${ephemeral.aws_secretsmanager_secret_version.secret_stored.secret_string}",
      master_password_wo_version: 3,
    });
    expect(stack.only("aws_secretsmanager_secret_version").secret_string_wo_version).toBe(3);
    expect(stack.output("master_secret_arn").value).toBe("${aws_secretsmanager_secret.secret.arn}");
  });

  it("is referred to by write-only arguments alone, in the whole stack", () => {
    expect(pathsOfEphemeralReferences({ ...stack.json, ephemeral: undefined }).sort()).toEqual([
      "resource.aws_rds_cluster.database.master_password_wo",
      "resource.aws_secretsmanager_secret_version.secret_version.secret_string_wo",
    ]);
  });

  it("never stands in an argument that Terraform would keep", () => {
    expect(stack.only("aws_rds_cluster")).not.toHaveProperty("master_password");
    expect(stack.only("aws_secretsmanager_secret_version")).not.toHaveProperty("secret_string");
  });

  it("is made and rotated by RDS in a secret with the given key, when so chosen", () => {
    const keyArn = "arn:aws:kms:us-east-1:123456789012:key/secrets";
    const managed = synthesizeCluster({ masterPassword: { source: "rds-managed", keyArn } });
    const cluster = managed.only("aws_rds_cluster");
    expect(cluster).toMatchObject({ manage_master_user_password: true, master_user_secret_kms_key_id: keyArn });
    expect(cluster).not.toHaveProperty("master_password_wo");
    expect(managed.json.ephemeral).not.toHaveProperty("aws_secretsmanager_secret_version");
    expect(managed.output("master_secret_arn").value).toBe(
      "${one(aws_rds_cluster.database.master_user_secret[*].secret_arn)}",
    );
  });
});

/** Where a block refers to an ephemeral value, as dotted paths. */
function pathsOfEphemeralReferences(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === "string") return value.includes("${ephemeral.") ? [path.join(".")] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => pathsOfEphemeralReferences(child, [...path, key]));
}
