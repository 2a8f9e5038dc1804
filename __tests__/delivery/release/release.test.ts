import type { Service } from "@aws-sdk/client-ecs";
import { planDeployment, SavedPlan, type Review } from "../../../src/delivery/plan";
import { noProgress } from "../../../src/delivery/progress";
import { release } from "../../../src/delivery/release";
import { releaseTarget } from "../../../src/delivery/release/service";
import { change, planOf, Scratch, type FakeTerraform } from "../../support/delivery";
import { account, atRest, digest, outputs } from "./support";

let scratch: Scratch;
let fake: FakeTerraform;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.plans(planOf([change("aws_ecs_task_definition.api", ["create"])]));
  fake.on("output", { stdout: JSON.stringify(outputs) });
});
afterEach(() => scratch.remove());

const approve = jest.fn<Promise<boolean>, [Review]>();
beforeEach(() => approve.mockReset().mockResolvedValue(true));
const applied = (): number => fake.calls().filter((call) => call.startsWith("apply")).length;
const run = ({ aws }: ReturnType<typeof account>, service = "api", image = "v1.1.0", patienceSeconds = 0) =>
  release(scratch.workspace(), { service, image }, { approve, patienceSeconds }, aws, noProgress);

describe("a release", () => {
  it("writes the digest, applies the approved plan, and ends when only the new image runs", async () => {
    const there = account({ parameter: digest("a") });
    await expect(run(there)).resolves.toEqual({
      deployment: "omnirapeutic-dev",
      service: "api",
      digest: digest("b"),
      previous: digest("a"),
      outcome: "applied",
      tasks: 2,
    });
    expect(there.writes).toEqual([digest("b")]);
    expect(applied()).toBe(1);
  });

  it("changes nothing when the service runs the image already", async () => {
    fake.plans(planOf([change("aws_ecs_service.api", ["no-op"])]));
    await expect(run(account({ parameter: digest("b") }))).resolves.toMatchObject({ outcome: "unchanged", tasks: 2 });
    expect(applied()).toBe(0);
  });

  it("starts the tasks of a service that never ran, and leaves a larger count to scaling", async () => {
    const [first, later] = [account({ services: [{ ...atRest(), desiredCount: 0 }, atRest()] }), account()];
    await run(first);
    await run(later);
    expect([first.starts, later.starts]).toEqual([[2], []]);
  });

  it("plans anew: a plan that was saved before does not know the image", async () => {
    await planDeployment(scratch.workspace(), {}, noProgress);
    await run(account());
    expect(fake.calls().filter((call) => call.startsWith("plan"))).toHaveLength(2);
    expect(new SavedPlan("omnirapeutic-dev", "aws").meta()).toBeUndefined();
  });
});

describe("a release takes its digest back", () => {
  it("when the plan is not approved", async () => {
    approve.mockResolvedValue(false);
    const there = account({ parameter: digest("a") });
    await expect(run(there)).resolves.toMatchObject({ outcome: "declined", tasks: 0 });
    expect(there.writes).toEqual([digest("b"), digest("a")]);
    expect(applied()).toBe(0);
  });

  it("when the gate blocks the plan (exit code 3)", async () => {
    fake.plans(planOf([change("aws_rds_cluster.database", ["delete"])]));
    const there = account();
    await expect(run(there)).rejects.toMatchObject({ exitCode: 3 });
    expect(there.writes).toEqual([digest("b"), "none"]);
  });

  it("when Terraform cannot plan", async () => {
    fake.on("plan", { code: 1 });
    const there = account();
    await expect(run(there)).rejects.toThrow();
    expect(there.writes).toEqual([digest("b"), "none"]);
  });

  it("when ECS undid it; the message says why and what brings Terraform's side back [002-deploy-errors]", async () => {
    const services: Service[] = [atRest(), { ...atRest("another"), events: [{ message: "health checks failed" }] }];
    const there = account({ parameter: digest("a"), services });
    await expect(run(there)).rejects.toMatchObject({
      message: expect.stringContaining("health checks failed"),
      fix: expect.stringContaining("npx estate deploy omnirapeutic-dev"),
    });
    expect(there.writes).toEqual([digest("b"), digest("a")]);
  });
});

describe("a release keeps its digest", () => {
  it("when the apply failed half-way: the next deploy goes on with it", async () => {
    fake.on("apply", { code: 1 });
    const there = account();
    await expect(run(there)).rejects.toThrow();
    expect(there.writes).toEqual([digest("b")]);
  });

  it("when the tasks still start as patience ends, and fails [002-deploy-errors]", async () => {
    const slow: Service = { ...atRest(), deployments: [{ ...atRest().deployments![0]!, runningCount: 1 }] };
    const there = account({ services: [slow] });
    await expect(run(there)).rejects.toThrow("1 of 2 tasks run the new image after 0 s");
    expect(there.writes).toEqual([digest("b")]);
  });
});

describe("a release writes nothing", () => {
  it.each([
    [
      "with credentials of another account",
      account({ account: "222222222222" }),
      "api",
      "v1.1.0",
      "the deployment lives in 123456789012",
    ],
    ["of a service that is not there", account(), "apj", "v1.1.0", 'omnirapeutic-dev has no service "apj"'],
    ["of an image that is not there", account(), "api", "v9", "omnirapeutic-dev/api has no image v9"],
    ["of latest", account(), "api", "latest", "but not latest"],
  ])("%s", async (_case, there, service, image, message) => {
    await expect(run(there, service, image)).rejects.toThrow(message);
    expect(there.writes).toEqual([]);
    expect(applied()).toBe(0);
  });
});

describe("where a release goes", () => {
  it("is read from the outputs", () => {
    expect(releaseTarget("omnirapeutic-dev", "api", outputs)).toMatchObject({
      cluster: "omnirapeutic-dev",
      repository: "omnirapeutic-dev/api",
    });
  });

  it("is unknown before the first deployment", () => {
    expect(() => releaseTarget("omnirapeutic-dev", "api", {})).toThrow("its outputs name none");
  });
});
