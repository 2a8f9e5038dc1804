import { findDeployment } from "../../src/config";
import { awsClients, type AwsClients } from "../../src/delivery/aws/clients";
import type { Review } from "../../src/delivery/review";
import type { Release } from "../../src/delivery/release";
import { expectEnd, type Finished } from "../support/estate";
import { pushEffect, pushImage } from "../support/image";
import { bringUp, editSynthesized, sandboxEnvironment, type Life } from "../support/life";
import { asRecorded, RecordedPrograms } from "../support/recorded-programs";

const deployment = "omnirapeutic-dev";
const repositoryName = `${deployment}-api`;

/** Images follow one another on one deployment; nothing but the released service changes, and nothing is undone later. */
describe("releases of an image", () => {
  let life: Life;
  let aws: AwsClients;
  let endpoint: string;
  const command = (...args: string[]) => life.estate.run(...args, "--sandbox", "--from", life.estate.synthesized);
  const planAfterwards = async (): Promise<Review> =>
    JSON.parse((await command("plan", deployment, "--json")).stdout) as Review;

  beforeAll(async () => {
    life = await bringUp(deployment);
    ({ ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(life.estate));
    aws = awsClients({ kind: "sandbox", endpoint }, findDeployment(deployment).region);
  });
  afterAll(() => life?.estate.dispose());

  it("are refused while the repository does not hold the image, and change nothing", async () => {
    const { code, stderr } = await command("release", deployment, "api", "v1.0.0", "--auto-approve");
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("has no image v1.0.0") });
  });

  it("must come before the database bootstrap, which runs the same image", async () => {
    const { code, stderr } = await command("db", "bootstrap", deployment);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("never released") });
  });

  describe.each(["v1.0.0", "v1.1.0"])("%s", (version) => {
    let digest: string;
    let released: Finished;
    beforeAll(async () => {
      digest = await push(version);
      released = await command("release", deployment, "api", version, "--auto-approve", "--json");
    });

    it("puts its digest into a new task definition and moves the service to it [002-deploy-service-update] [002-deploy-progress]", async () => {
      expectEnd(released, 0);
      expect(JSON.parse(released.stdout) as Release).toMatchObject({ digest, outcome: "applied", tasks: 2 });
      expect(released.stderr).toContain(`Write ${digest} in place of `); // what the review abbreviates
      expect(released.stderr).toContain(`Wait until ${repositoryName} runs it`);
      const service = await describeService();
      const { taskDefinition } = await aws.ecs.describeTaskDefinition({ taskDefinition: service.taskDefinition });
      expect(taskDefinition?.containerDefinitions?.[0]?.image).toMatch(new RegExp(`${repositoryName}@${digest}$`));
    });

    it("leaves nothing to change: the next plan is empty", async () => {
      expect(await planAfterwards()).toMatchObject({ changes: [], outputs: [] });
    });

    it("leaves a service that is active, with its tasks [004-outcome-active]", async () => {
      expect(await describeService()).toMatchObject({ status: "ACTIVE", desiredCount: 2, runningCount: 2 });
    });

    it("leaves a deployment that passes verification", async () => {
      const verified = await command("verify", deployment);
      expectEnd(verified, 0);
    });
  });

  it("change nothing when the image runs already", async () => {
    const { code, stdout } = await command("release", deployment, "api", "v1.1.0", "--auto-approve", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout) as Release).toMatchObject({ outcome: "unchanged" });
  });

  it("take the digest back when nobody approves, so that the next plan is empty", async () => {
    await push("v1.2.0");
    const { code, stderr } = await command("release", deployment, "api", "v1.2.0");
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("--auto-approve") });
    expect(await planAfterwards()).toMatchObject({ changes: [] });
  });

  it("keep the number of tasks that scaling has chosen", async () => {
    await aws.ecs.updateService({ cluster: (await outputs()).cluster, service: repositoryName, desiredCount: 5 });
    const { code } = await command("release", deployment, "api", "v1.2.0", "--auto-approve");
    expect(code).toBe(0);
    expect(await describeService()).toMatchObject({ desiredCount: 5 });
  });

  describe("of a commit", () => {
    const commit = "0123456789abcdef0123456789abcdef01234567";
    const version = commit.slice(0, 12);
    const { account } = findDeployment(deployment);
    const registry = `${account}.dkr.ecr.us-east-1.amazonaws.com`;
    const remote = `${registry}/${repositoryName}:${version}`;
    let programs: RecordedPrograms;
    let pushed: { digest: string }[];
    beforeEach(() => {
      programs = new RecordedPrograms(life.estate.home);
      programs.record("git", [{ args: "rev-parse HEAD", stdout: commit }, { args: "status --porcelain" }]);
      programs.record("docker", []);
    });
    afterEach(() => programs.remove());

    it("are pushed under the commit as their version [003-make-push-all]", async () => {
      programs.record("docker", [
        { args: "version --format {{.Server.Version}}", stdout: "28.2.2" },
        { args: `image inspect --format {{json .RepoDigests}} omnirapeutic/api:${version}`, stdout: "[]" },
        { args: `login --username AWS --password-stdin ${registry}`, stdin: `${account}-auth-token` },
        { args: `tag omnirapeutic/api:${version} ${remote}` },
        { args: `push ${remote}`, effect: pushEffect(endpoint, repositoryName, version) },
        { args: `logout ${registry}` },
      ]);
      const { code, stdout, stderr } = await command("apps", "push", deployment, "--json");
      expect({ code, stderr, ...programs.differences("docker") }).toEqual({ code: 0, stderr, ...asRecorded });
      pushed = JSON.parse(stdout) as typeof pushed;
      expect(pushed).toMatchObject([{ service: "api", repository: repositoryName, version, outcome: "pushed" }]);
    });

    it("are rolled out to the services, until only they run [003-make-deploy-apps]", async () => {
      const { code, stdout, stderr } = await command("apps", "deploy", deployment, "--auto-approve", "--json");
      expect({ code, stderr }).toEqual({ code: 0, stderr });
      const { digest } = pushed[0]!;
      expect(JSON.parse(stdout) as Release[]).toMatchObject([{ service: "api", digest, outcome: "applied", tasks: 5 }]);
      expect(stderr).toContain(`Wait until ${repositoryName} runs it`);
      const { taskDefinition } = await aws.ecs.describeTaskDefinition({
        taskDefinition: (await describeService()).taskDefinition,
      });
      expect(taskDefinition?.containerDefinitions?.[0]?.image).toMatch(new RegExp(`${repositoryName}@${digest}$`));
      expect(await planAfterwards()).toMatchObject({ changes: [] });
    });

    it("are not rolled out before they are pushed", async () => {
      const { code, stderr } = await command("apps", "deploy", deployment, "--version", "v9.9.9", "--auto-approve");
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("has no image v9.9.9") });
    });
  });

  it("let the database bootstrap run, which changes no infrastructure", async () => {
    const bootstrapped = await command("db", "bootstrap", deployment, "--json");
    expectEnd(bootstrapped, 0);
    expect(JSON.parse(bootstrapped.stdout)).toMatchObject({ deployment, taskArn: expect.stringContaining(":task/") });
    expect(bootstrapped.stderr).toContain("runs no container: no database was changed");
    expect(await planAfterwards()).toMatchObject({ changes: [] });
  });

  it("are not the only way: a changed reference to a secret, too, makes a new revision that the service moves to [004-issue-resolution]", async () => {
    const before = (await describeService()).taskDefinition;
    editSynthesized(life, ({ resource }) => {
      const { api_task: task } = resource.aws_ecs_task_definition;
      task.container_definitions = (task.container_definitions as string).replace(
        "secret_jwt_secret.arn",
        "secret_supabase_jwt_secret.arn",
      );
    });
    expect((await command("plan", deployment)).code).toBe(2);
    const deployed = await command("deploy", deployment, "--auto-approve", "--no-checks");
    expectEnd(deployed, 0);
    const { taskDefinition: after } = await describeService();
    expect(revision(after)).toBe(revision(before) + 1);
    const { taskDefinition } = await aws.ecs.describeTaskDefinition({ taskDefinition: after });
    const secret = taskDefinition?.containerDefinitions?.[0]?.secrets?.find(({ name }) => name === "JWT_SECRET");
    expect(secret?.valueFrom).toMatch(/supabase-jwt-secret-[A-Za-z0-9]{6}$/);
  });

  const revision = (arn: string | undefined): number => Number(arn?.split(":").at(-1));

  const push = (imageTag: string): Promise<string> => pushImage(aws.ecr, repositoryName, imageTag);

  async function describeService() {
    const { cluster } = await outputs();
    const { services = [] } = await aws.ecs.describeServices({ cluster, services: [repositoryName] });
    return services[0]!;
  }

  async function outputs(): Promise<{ cluster: string }> {
    const values = JSON.parse(life.outputs.stdout) as Record<string, unknown>;
    return { cluster: String(values.ecs_cluster_name) };
  }
});
