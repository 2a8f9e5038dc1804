import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";
import { statementsOf, type Block } from "../support/synthesize";

interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
}

const list = (value: unknown): string[] => [value].flat().filter((item): item is string => typeof item === "string");

describe.each(omnirapeuticDeployments)("access in $name", ({ environment, account }) => {
  const stack = omnirapeuticIn(environment);
  const policies = (): Block[] => Object.values(stack.every("aws_iam_policy"));
  const roles = (): Block[] => Object.values(stack.every("aws_iam_role"));
  /** As it is called in AWS, where the synthesized name refers to the role's. */
  const policyName = ({ name }: Block): string => {
    const role = /^\$\{aws_iam_role\.(\w+)\.name\}$/.exec(name)?.[1];
    return (role ? stack.at(`aws_iam_role.${role}`).name : name) as string;
  };
  const allowed = (): Block[] =>
    policies()
      .flatMap(({ policy }) => statementsOf(policy))
      .filter(({ Effect }) => Effect === "Allow");

  it("is granted action by action: no policy allows everything, nor a whole service [004-sec-least-privilege]", () => {
    const actions = allowed().flatMap(({ Action, NotAction }) => {
      expect(NotAction).toBeUndefined();
      return list(Action);
    });
    expect(actions.length).toBeGreaterThan(20);
    expect(actions.filter((action) => /^(\*|[\w-]+:\*)$/.test(action))).toEqual([]);
    const managed = Object.values(stack.every("aws_iam_role_policy_attachment"))
      .map(({ policy_arn }) => String(policy_arn))
      .filter((arn) => arn.startsWith("arn:aws:iam::aws:"));
    expect(managed.filter((arn) => /Administrator|FullAccess|PowerUser/.test(arn))).toEqual([]);
  });

  it("of writers to logs ends at one log group each [004-sec-least-privilege]", () => {
    const written = allowed().filter(({ Action }) => list(Action).includes("logs:PutLogEvents"));
    expect(written.length).toBeGreaterThan(5);
    for (const { Sid, Resource } of written) {
      expect({ Sid, resources: list(Resource).length }).toEqual({ Sid: "WriteOwnLogs", resources: 1 });
      expect(Resource).toMatch(/^\$\{aws_cloudwatch_log_group\.\w+\.arn\}:log-stream:[\w/-]*\*$/);
    }
  });

  it("by assuming a role is for one service each, or for people of this account with a second factor [004-sec-least-privilege]", () => {
    for (const { name, assume_role_policy: trust } of roles()) {
      for (const { Principal, Condition } of statementsOf(trust)) {
        const services = list(Principal.Service);
        if (services.length === 0) {
          expect({ name, people: list(Principal.AWS) }).toEqual({ name, people: [`arn:aws:iam::${account}:root`] });
          expect(JSON.stringify(Condition)).toContain("aws:MultiFactorAuthPresent");
        } else {
          expect({ name, services: services.length, others: list(Principal.AWS) }).toEqual({
            name,
            services: 1,
            others: [],
          });
        }
      }
    }
  });

  it("of ECS itself, before a container starts, is by an execution role for each task that its policies are attached to [001-ecs-execution-roles] [004-res-iam-attachments]", () => {
    const attached = Object.values(stack.every("aws_iam_role_policy_attachment")).map(({ role }) => role as string);
    for (const { execution_role_arn, task_role_arn } of Object.values(stack.every("aws_ecs_task_definition"))) {
      const id = /^\$\{aws_iam_role\.(\w+)\.arn\}$/.exec(execution_role_arn)![1]!;
      expect(task_role_arn).not.toBe(execution_role_arn);
      expect(statementsOf(stack.at(`aws_iam_role.${id}`).assume_role_policy)[0]!.Principal).toEqual({
        Service: "ecs-tasks.amazonaws.com",
      });
      expect(attached.some((role) => role.includes(`aws_iam_role.${id}.`))).toBe(true);
    }
  });

  it("by execution roles is to pull from one repository, write one log group and read the task's own secrets [002-execution-role-pull] [002-execution-role-logs] [002-execution-role-secrets] [004-sec-execution-role]", () => {
    for (const { family, container_definitions } of Object.values(stack.every("aws_ecs_task_definition"))) {
      const [container] = JSON.parse(container_definitions) as ContainerDefinition[];
      const statements = statementsOf(
        policies().find((policy) => policyName(policy) === `${family}-execution`)!.policy,
      );
      const may = (action: string) => statements.filter(({ Action }) => list(Action).includes(action));
      const resources = (action: string) => may(action).flatMap(({ Resource }) => list(Resource));
      expect(statements.flatMap(({ Action }) => list(Action)).filter((action) => action.includes("*"))).toEqual([]);
      const open = statements.filter(({ Resource }) => list(Resource).includes("*"));
      expect(open.flatMap(({ Action }) => list(Action))).toEqual(["ecr:GetAuthorizationToken"]);
      expect(resources("ecr:BatchGetImage")).toEqual([expect.stringMatching(/^\$\{aws_ecr_repository\.\w+\.arn\}$/)]);
      expect(resources("logs:PutLogEvents")).toEqual([
        expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.\w+\.arn\}:log-stream:[\w-]+\/\*$/),
      ]);
      const own = (container?.secrets ?? []).map(({ valueFrom }) => valueFrom.replace(/:\w+::$/, ""));
      expect(resources("secretsmanager:GetSecretValue").sort()).toEqual([...new Set(own)].sort());
      expect(resources("kms:Decrypt")).toEqual(own.length > 0 ? ["${aws_kms_key.keys_secrets.arn}"] : []);
    }
  });

  it("of programs is by a task role of their own, without wildcard actions [002-task-role]", () => {
    const definitions = Object.values(stack.every("aws_ecs_task_definition"));
    const taskRoles = definitions.map(({ task_role_arn }) => task_role_arn as string);
    expect(new Set(taskRoles).size).toBe(definitions.length);
    for (const { family } of definitions) {
      const own = policies().filter((policy) => policyName(policy) === `${family}-task`);
      const actions = own.flatMap(({ policy }) => statementsOf(policy)).flatMap(({ Action }) => list(Action));
      expect(actions.filter((action) => action.includes("*"))).toEqual([]);
    }
  });

  it("to secrets names each secret by reference, never a pattern [004-sec-secret-policies]", () => {
    const reading = allowed().filter(({ Action }) => list(Action).includes("secretsmanager:GetSecretValue"));
    expect(reading.length).toBeGreaterThan(0);
    for (const resource of reading.flatMap(({ Resource }) => list(Resource))) {
      expect(resource).toMatch(
        /^\$\{aws_(secretsmanager_secret\.\w+\.arn|rds_cluster\.\w+\.master_user_secret\b.*)\}$/,
      );
    }
  });
});

describe.each(omnirapeuticDeployments)("secrets of $name", ({ name, environment }) => {
  const stack = omnirapeuticIn(environment);
  const secrets = stack.every("aws_secretsmanager_secret");
  const containers = (): ContainerDefinition[] =>
    Object.values(stack.every("aws_ecs_task_definition")).flatMap(
      ({ container_definitions }) => JSON.parse(container_definitions) as ContainerDefinition[],
    );
  const api = (): ContainerDefinition => containers().find((container) => container.name === "api")!;
  const source = (container: ContainerDefinition, variable: string): string | undefined =>
    container.secrets?.find((secret) => secret.name === variable)?.valueFrom;

  it("include the one that signs tokens, by the documented name [004-jwt-secret] [004-jwt-secret-name]", () => {
    expect(Object.values(secrets).map((secret) => secret.name as string)).toContain(
      `omnirapeutic/${environment}/jwt-secret`,
    );
  });

  it("reach the API as DB_PASSWORD and JWT_SECRET from Secrets Manager [004-secret-db-password] [004-secret-jwt] [004-overview-secrets] [002-deploy-secrets] [004-env-main-arn]", () => {
    const idOf = (secret: string) =>
      Object.entries(secrets).find(([, block]) => block.name === `omnirapeutic/${environment}/${secret}`)![0];
    expect(source(api(), "JWT_SECRET")).toBe(`\${aws_secretsmanager_secret.${idOf("jwt-secret")}.arn}`);
    expect(source(api(), "DB_PASSWORD")).toBe(
      `\${aws_secretsmanager_secret.${idOf("app-database-user")}.arn}:password::`,
    );
  });

  it("are named in every task definition by their full ARN, as a reference, so that no suffix can be missing [004-issue-arn-suffix]", () => {
    const references = containers().flatMap((container) => container.secrets ?? []);
    expect(references.length).toBeGreaterThan(1);
    for (const { valueFrom } of references) {
      expect(valueFrom).toMatch(
        /^\$\{aws_(secretsmanager_secret\.\w+\.arn|rds_cluster\.\w+\.master_user_secret\b.*)\}(:\w+::)?$/,
      );
    }
    const text = JSON.stringify([stack.json.resource, stack.json.data, stack.json.output]);
    expect(text).not.toMatch(/:secretsmanager:[^"]*:secret:/);
  });

  it("are kept in Secrets Manager only: no variable of a container holds one [004-no-secrets-in-environment] [004-sec-secret-management]", () => {
    const variables = containers().flatMap((container) => container.environment ?? []);
    expect(variables.length).toBeGreaterThan(3);
    for (const variable of variables) {
      expect(variable.name).not.toMatch(/PASSWORD|SECRET|TOKEN|KEY/);
      expect(variable.value).not.toMatch(/ephemeral\.|secret_string/);
    }
    for (const parameter of Object.values(stack.every("aws_ssm_parameter"))) {
      expect(JSON.stringify(parameter)).not.toMatch(/ephemeral\.|secret_string/);
    }
  });

  it("open the database as a user of the application's own, never as its master [004-env-db-user]", () => {
    const user = api().environment?.find((variable) => variable.name === "DB_USER")?.value;
    expect(user).toMatch(/\w/);
    expect(user).not.toBe(stack.only("aws_rds_cluster").master_username);
  });

  it("and images are named exactly: every task runs a released digest, never latest [004-image-tag-latest]", () => {
    for (const { image } of containers()) {
      expect(image).toMatch(
        /^\$\{aws_ecr_repository\.\w+\.repository_url\}@\$\{aws_ssm_parameter\.\w+\.insecure_value\}$/,
      );
    }
  });

  it("and everything else that the API uses is the estate's own: keys, cluster, database, images [001-ecs-cluster] [002-ecs-cluster-name] [004-integration-kms] [004-integration-cluster] [004-integration-aurora] [004-integration-ecr]", () => {
    expect(Object.values(stack.every("aws_kms_key")).filter(({ provider }) => !provider)).toHaveLength(4);
    for (const secret of Object.values(secrets)) expect(secret.kms_key_id).toBe("${aws_kms_key.keys_secrets.arn}");
    const [cluster] = Object.keys(stack.every("aws_ecs_cluster"));
    expect(stack.only("aws_ecs_cluster").name).toBe(`${name}-cluster`);
    const services = Object.values(stack.every("aws_ecs_service"));
    expect(services.map((service) => service.name as string).sort()).toEqual(
      ["api", "web", "worker"].map((service) => `${name}-${service}`),
    );
    for (const service of services)
      expect(service.cluster).toMatch(new RegExp(`^\\$\\{aws_ecs_cluster\\.${cluster}\\.`));
    const host = api().environment?.find((variable) => variable.name === "DB_HOST")?.value;
    expect(host).toBe("${aws_rds_cluster.database.endpoint}");
    const [task] = Object.values(stack.every("aws_ecs_task_definition")).filter(
      ({ family }) => family === `${name}-api`,
    );
    expect(String(task?.container_definitions)).toMatch(/"image":"\$\{aws_ecr_repository\.\w+\.repository_url\}@/);
  });
});
