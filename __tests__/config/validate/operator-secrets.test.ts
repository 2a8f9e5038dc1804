import { findDeployment, operatorSecretPath, operatorSecretsOf, deployments } from "../../../src/config";
import { operatorSecretKinds } from "../../../src/config/operator-secrets";
import { itrackProblems, itrackRefusal } from "../support";

describe("secrets that people make", () => {
  it("are those of iTrack, each environment with its own path, variable and key [003-secrets-per-environment]", () => {
    const having = deployments.filter((deployment) => operatorSecretsOf(deployment) !== undefined);
    expect(having.map(({ name }) => name)).toEqual(["itrack-staging", "itrack-production"]);
    const { keyAlias, values, ...secrets } = operatorSecretsOf(findDeployment("itrack-production"))!;
    expect(keyAlias).toBe("alias/itrack-production-secrets");
    expect(Object.entries(values).map(([name, { variable }]) => [variable, operatorSecretPath(secrets, name)])).toEqual(
      [
        ["DB_PASSWORD", "itrack/production/db_password"],
        ["JWT_SECRET", "itrack/production/jwt_secret"],
        ["API_KEY", "itrack/production/api_key"],
      ],
    );
  });

  it.each([
    ["keyAlias", "alias/itrack-staging-secrets", "the word production"],
    ["keyAlias", "itrack-production-secrets", "alias/ and up to 250"],
    ["keyAlias", "alias/aws/production", "alias/ and up to 250"],
    ["prefix", "itrack/staging", "itrack/production"],
    ["prefix", "itrack/production/", "itrack/production"],
    ["rotateEveryDays", 0, "whole numbers from 1 to 365"],
    ["rotateEveryDays", 366, "whole numbers from 1 to 365"],
    ["rotateEveryDays", 1.5, "whole numbers from 1 to 365"],
    ["values.db_password.length", 31, "whole numbers from 32 to 41"],
    ["values.db_password.length", 42, "whole numbers from 32 to 41"],
    ["values.jwt_secret.length", 31, "whole numbers from 32 to 128"],
    ["values.jwt_secret.length", 129, "whole numbers from 32 to 128"],
    ["values.api_key.kind", "password", "mysql-password, key"],
    ["values.api_key.variable", "api_key", "capital letters"],
    ["values.api_key.variable", "JWT_SECRET", "one that no other secret has (here jwt_secret has it)"],
    ["values.api_key.variable", "", "capital letters"],
  ])("refuse %s = %j and say what is allowed", (field, value, allowed) => {
    expect(itrackRefusal(`operatorSecrets.${field}`, value).allowed).toContain(allowed);
  });

  it.each(["keyAlias", "prefix", "rotateEveryDays", "values.api_key", "values.api_key.length"])(
    "refuse to go without %s",
    (field) => {
      const problems = itrackProblems({ [`operatorSecrets.${field}`]: undefined });
      expect(problems.map((problem) => problem.field)).toContain(`operatorSecrets.${field}`);
    },
  );

  it("take for a password of MySQL what RDS takes, character by character", () => {
    const { characters } = operatorSecretKinds["mysql-password"];
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    const refused = ascii.filter((character) => !characters.test(character) && /[ -~]/.test(character));
    expect(refused.join("")).toBe(' "/@');
    expect(ascii.filter((character) => characters.test(character) && !/[ -~]/.test(character))).toEqual([]);
    expect(characters.test("pässword")).toBe(false);
  });
});
