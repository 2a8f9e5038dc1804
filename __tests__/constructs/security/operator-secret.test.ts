import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { MySqlInstance } from "../../../src/constructs/data-stores/mysql-instance";
import { OperatorSecrets } from "../../../src/constructs/security/operator-secret";
import { synthesize, type Synthesized } from "../../support/synthesize";
import { sample } from "../data-stores/sample-mysql";

const props = {
  names: { db_password: "sample/dev/db_password", api_key: "sample/dev/api_key" },
  keyAlias: "alias/sample-dev-secrets",
};
const CURRENT =
  'one([for version in data.aws_secretsmanager_secret_versions.secret_db_password_versions.versions : version.version_id if contains(version.version_stages, "AWSCURRENT")])';

/** Two secrets, of which the first one's value and version are used, twice. */
function synthesizeSecrets(): Synthesized {
  return synthesize((stack) => {
    const { secrets, keyArn } = new OperatorSecrets(stack, "secret", props);
    for (const id of ["first", "second"]) {
      new SqsQueue(stack, id, {
        name: secrets.db_password.ephemeralValue(),
        delaySeconds: secrets.db_password.version,
      });
    }
    stack.output("arns", [secrets.db_password.secretArn, secrets.api_key.secretArn, keyArn], {
      description: "A sample",
    });
  });
}

describe("secrets that a person made", () => {
  const stack = synthesizeSecrets();

  it("are found by their names and made by nobody [003-create-secrets-before-state]", () => {
    expect(stack.json.data.aws_secretsmanager_secret).toMatchObject({
      secret_db_password: { name: "sample/dev/db_password" },
      secret_api_key: { name: "sample/dev/api_key" },
    });
    stack.none("aws_secretsmanager_secret");
    stack.none("aws_secretsmanager_secret_version");
    expect(stack.output("arns").value).toEqual([
      "${data.aws_secretsmanager_secret.secret_db_password.arn}",
      "${data.aws_secretsmanager_secret.secret_api_key.arn}",
      "${data.aws_kms_alias.secret_key.target_key_arn}",
    ]);
  });

  it("share one look-up of their key", () => {
    expect(stack.json.data.aws_kms_alias).toMatchObject({ secret_key: { name: "alias/sample-dev-secrets" } });
    expect(Object.keys(stack.json.data.aws_kms_alias as object)).toEqual(["secret_key"]);
  });

  it("are read without a trace, by the id of their current version [003-secrets-nowhere-else]", () => {
    expect(stack.json.ephemeral.aws_secretsmanager_secret_version).toMatchObject({
      secret_db_password_stored: {
        secret_id: "${data.aws_secretsmanager_secret.secret_db_password.arn}",
        version_id: `\${${CURRENT}}`,
      },
    });
    const name = "${ephemeral.aws_secretsmanager_secret_version.secret_db_password_stored.secret_string}";
    expect(stack.every("aws_sqs_queue")).toMatchObject({ first: { name }, second: { name } });
    expect(stack.json.data).not.toHaveProperty("aws_secretsmanager_secret_version");
  });

  it("count by that id: a changed value is a change of the next plan", () => {
    const delay_seconds = `\${parseint(substr(sha256(${CURRENT}), 0, 12), 16)}`;
    expect(stack.every("aws_sqs_queue")).toMatchObject({ first: { delay_seconds }, second: { delay_seconds } });
  });

  it("are asked for versions only where somebody needs the value", () => {
    expect(Object.keys(stack.json.data.aws_secretsmanager_secret_versions as object)).toEqual([
      "secret_db_password_versions",
    ]);
  });

  it("can be a database's master password [003-secrets-used-by-database]", () => {
    const database = synthesize((scope) => {
      const { db_password: secret } = new OperatorSecrets(scope, "secret", props).secrets;
      const masterPassword = { source: "secret", secret } as const;
      const { masterSecretArn } = new MySqlInstance(scope, "database", { ...sample, replicas: {}, masterPassword });
      scope.output("master_secret_arn", masterSecretArn, { description: "A sample" });
    });
    expect(database.only("aws_db_instance")).toMatchObject({
      password_wo: "${ephemeral.aws_secretsmanager_secret_version.secret_db_password_stored.secret_string}",
      password_wo_version: `\${parseint(substr(sha256(${CURRENT}), 0, 12), 16)}`,
    });
    expect(database.only("aws_db_instance")).not.toHaveProperty("password");
    expect(database.output("master_secret_arn").value).toBe("${data.aws_secretsmanager_secret.secret_db_password.arn}");
  });
});
