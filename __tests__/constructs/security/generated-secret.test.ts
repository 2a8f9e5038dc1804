import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { GeneratedSecret, type GeneratedSecretProps } from "../../../src/constructs/security/generated-secret";
import { synthesize } from "../../support/synthesize";

const sample: GeneratedSecretProps = {
  name: "sample/dev/master-password",
  description: "A sample",
  dataClass: "phi",
  length: 32,
  characters: "letters-and-digits",
  version: 1,
  recoveryWindowDays: 7,
  keyArn: "arn:aws:kms:us-east-1:123456789012:key/secrets",
  protection: { kept: true },
};

function synthesizeSecret(props: Partial<GeneratedSecretProps> = {}) {
  return synthesize((stack) => new GeneratedSecret(stack, "secret", { ...sample, ...props }));
}

describe("GeneratedSecret", () => {
  it("is encrypted with the given key and restorable for the given days [001-secret-encrypted]", () => {
    expect(synthesizeSecret().only("aws_secretsmanager_secret")).toMatchObject({
      name: "sample/dev/master-password",
      kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/secrets",
      recovery_window_in_days: 7,
      tags: { DataClassification: "phi" },
    });
  });

  it("generates its value in memory with the given length", () => {
    expect(synthesizeSecret({ length: 64 }).at("ephemeral.random_password.secret_generated")).toMatchObject({
      length: 64,
      special: false,
    });
  });

  it("makes passwords for databases without the characters that RDS refuses", () => {
    const generated = synthesizeSecret({ characters: "rds-password" }).at("ephemeral.random_password.secret_generated");
    expect(generated.special).toBe(true);
    expect(generated.override_special).toMatch(/^[!-~]{10,}$/);
    expect(generated.override_special).not.toMatch(/[/@"' ]/);
  });

  it("hands the value over write-only, so that neither plan nor state holds it", () => {
    const version = synthesizeSecret().only("aws_secretsmanager_secret_version");
    expect(version.secret_string_wo).toBe("${ephemeral.random_password.secret_generated.result}");
    expect(version).not.toHaveProperty("secret_string");
    expect(version).not.toHaveProperty("secret_binary");
  });

  it("stores a new value when the version is raised, and only then [001-secret-rotation]", () => {
    const versions = [1, 2].map((version) => synthesizeSecret({ version }).only("aws_secretsmanager_secret_version"));
    expect(versions.map((version) => version.secret_string_wo_version as number)).toEqual([1, 2]);
    const [first, second] = versions.map(({ secret_string_wo_version: _, ...rest }) => rest);
    expect(second).toEqual(first);
  });

  it("is read back from the stored version, and only when somebody needs the value", () => {
    expect(synthesizeSecret().json.ephemeral).not.toHaveProperty("aws_secretsmanager_secret_version");
    const stack = synthesize((scope) => {
      const secret = new GeneratedSecret(scope, "secret", sample);
      for (const id of ["first", "second"]) new SqsQueue(scope, id, { name: secret.ephemeralValue() });
    });
    const name = "${ephemeral.aws_secretsmanager_secret_version.secret_stored.secret_string}";
    expect(stack.every("aws_sqs_queue")).toMatchObject({ first: { name }, second: { name } });
    expect(stack.at("ephemeral.aws_secretsmanager_secret_version.secret_stored")).toMatchObject({
      secret_id: "${aws_secretsmanager_secret_version.secret_version.arn}",
      version_id: "${aws_secretsmanager_secret_version.secret_version.version_id}",
    });
  });

  it("is guarded against destruction only while its protection is kept", () => {
    expect(synthesizeSecret().only("aws_secretsmanager_secret").lifecycle).toEqual({ prevent_destroy: true });
    const relaxed = synthesizeSecret({ protection: { kept: false, reason: "A sample" } });
    expect(relaxed.only("aws_secretsmanager_secret").lifecycle).toBeUndefined();
  });

  it.each([
    [{ length: 31 }, "length is 31; allowed are 32-128"],
    [{ length: 129 }, "length is 129"],
    [{ version: 0 }, "version is 0; allowed are whole numbers from 1"],
    [{ version: 1.5 }, "version is 1.5"],
    [{ recoveryWindowDays: 6 }, "recoveryWindowDays is 6; allowed are 7-30"],
    [{ recoveryWindowDays: 31 }, "recoveryWindowDays is 31"],
  ])("refuses %j", (props, message) => {
    expect(() => synthesizeSecret(props)).toThrow(message);
  });
});
