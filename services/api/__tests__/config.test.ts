import { loadApiConfig } from "../src/config/api";
import { loadBootstrapConfig } from "../src/config/bootstrap";
import { ConfigurationError, type Environment } from "../src/config/environment";

const good = {
  DB_HOST: "db",
  DB_NAME: "omnirapeutic",
  DB_USER: "app",
  DB_PASSWORD: "hunter2-secret",
  JWT_SECRET: "x".repeat(32),
};
function problems(load: (environment: Environment) => unknown, environment: Environment): readonly string[] {
  try {
    load(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
  }
  return [];
}

test("the API listens on port 3000 when PORT is not set [004-port] [004-folder-config]", () => {
  expect(loadApiConfig(good)).toMatchObject({ port: 3000, database: { port: 5432 } });
});
test("every mistake is named at once, and no value", () => {
  const found = problems(loadApiConfig, {
    ...good,
    PORT: "http",
    DB_HOST: "",
    JWT_SECRET: "short-secret",
    DB_CREDENTIALS_ARN: "name",
  });
  expect(found.map((line) => /^\[(\w+)\]/.exec(line)?.[1])).toEqual([
    "PORT",
    "DB_HOST",
    "DB_CREDENTIALS_ARN",
    "JWT_SECRET",
  ]);
  expect(found.join()).not.toContain("short-secret");
});
test.each([
  ["PORT", "65536"],
  ["DB_USER", 'a"; DROP'],
  ["NODE_ENV", "prod"],
  ["LOG_LEVEL", "loud"],
  ["DB_PORT", "-1"],
])("%s=%s is refused", (name, value) => expect(problems(loadApiConfig, { ...good, [name]: value })).toHaveLength(1));
test("the bootstrap names all that it misses", () => {
  expect(problems(loadBootstrapConfig, {})).toHaveLength(5);
});
