import { synthesizeMySql } from "./sample-mysql";

const relaxed = { protection: { kept: false, reason: "A sample that goes away." } } as const;
const stack = synthesizeMySql();
const PROTECTED = ["aws_db_instance", "aws_cloudwatch_log_group"];

describe("a MySqlInstance whose protection is kept", () => {
  it("cannot be deleted, leaves a final snapshot under a fixed name, and its backups outlive it", () => {
    expect(stack.at("aws_db_instance.database")).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "sample-dev-final",
      delete_automated_backups: false,
    });
  });

  it("protects its replicas as well, of which AWS makes no final snapshot", () => {
    expect(stack.at("aws_db_instance.database_reader")).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: true,
    });
  });

  it.each(PROTECTED)("refuses to destroy %s", (type) => {
    for (const block of Object.values(stack.every(type))) expect(block.lifecycle.prevent_destroy).toBe(true);
  });
});

describe("a MySqlInstance whose protection is relaxed", () => {
  const torn = synthesizeMySql(relaxed);

  it("goes without a trace", () => {
    const instance = torn.at("aws_db_instance.database");
    expect(instance).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
      delete_automated_backups: true,
    });
    expect(instance).not.toHaveProperty("final_snapshot_identifier");
  });

  it.each(PROTECTED)("may destroy %s", (type) => {
    for (const block of Object.values(torn.every(type))) expect(block.lifecycle?.prevent_destroy).toBeUndefined();
  });

  it("differs in nothing else", () => {
    const differing = ["aws_db_instance.database", "aws_db_instance.database_reader"].map((address) => {
      const [kept, gone] = [stack.at(address), torn.at(address)];
      return Object.keys(kept).filter((key) => JSON.stringify(kept[key]) !== JSON.stringify(gone[key]));
    });
    expect(differing.map((keys) => keys.sort())).toEqual([
      [
        "delete_automated_backups",
        "deletion_protection",
        "final_snapshot_identifier",
        "lifecycle",
        "skip_final_snapshot",
      ],
      ["deletion_protection", "lifecycle"],
    ]);
  });
});

describe("the master password of a MySqlInstance", () => {
  it("comes from the stored secret, write-only, and changes together with the secret's version", () => {
    const instance = stack.at("aws_db_instance.database");
    expect(instance).toMatchObject({
      username: "sample_admin",
      password_wo: "${ephemeral.aws_secretsmanager_secret_version.secret_stored.secret_string}",
      password_wo_version: 3,
    });
    expect(instance).not.toHaveProperty("password");
    expect(stack.output("master_secret_arn").value).toBe("${aws_secretsmanager_secret.secret.arn}");
  });

  it("is made and rotated by RDS in a secret with the given key, when so chosen", () => {
    const keyArn = "arn:aws:kms:us-east-1:123456789012:key/secrets";
    const managed = synthesizeMySql({ masterPassword: { source: "rds-managed", keyArn } });
    const instance = managed.at("aws_db_instance.database");
    expect(instance).toMatchObject({ manage_master_user_password: true, master_user_secret_kms_key_id: keyArn });
    expect(instance).not.toHaveProperty("password_wo");
    expect(managed.output("master_secret_arn").value).toBe(
      "${one(aws_db_instance.database.master_user_secret[*].secret_arn)}",
    );
  });
});
