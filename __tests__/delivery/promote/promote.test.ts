import { promote, type PromotionSettings, type PromotionTools } from "../../../src/delivery/promote";
import { noProgress } from "../../../src/delivery/progress";
import type { Verdict } from "../../../src/delivery/verify";
import { change, planOf, Scratch, type FakeTerraform } from "../../support/delivery";
import { digest } from "../release/support";
import { clientsOf, commit, environments, programs, registry, twoEnvironments, workspaceOf } from "./support";

let scratch: Scratch;
let fake: FakeTerraform;
let state: ReturnType<typeof environments>;
beforeEach(() => {
  scratch = new Scratch();
  fake = twoEnvironments(scratch);
  state = environments();
});
afterEach(() => scratch.remove());

const verdict: Verdict = {
  id: "x",
  group: "Security",
  title: "Keys rotate",
  status: "pass",
  expected: "1",
  found: "1",
};
const target = `${registry}/omnirapeutic-production-api`;
const copyLine =
  `docker buildx imagetools create --prefer-index=false --tag ${target}:v1 ` +
  `${registry}/omnirapeutic-staging-api@${digest("a")}`;
const steps = [
  "1/6 Source and tools",
  "2/6 Full test suite",
  "3/6 Images that omnirapeutic-staging runs, to omnirapeutic-production's repositories",
  "4/6 Infrastructure of omnirapeutic-production",
  "5/6 Services of omnirapeutic-production",
  "6/6 Health checks of omnirapeutic-production",
];

interface Changes {
  readonly machine?: ReturnType<typeof programs>;
  readonly settings?: Partial<PromotionSettings>;
  readonly tools?: Partial<PromotionTools>;
  /** Digest that the copy has; none: it does not arrive. */
  readonly copied?: string | undefined;
}

/** A promotion in which all goes well, but for what a test changes. */
async function run(changes: Changes = {}) {
  const { machine = programs() } = changes;
  const headings: string[] = [];
  const runs: PromotionTools["runs"] = (command, args, options) => {
    const copied = "copied" in changes ? changes.copied : digest("a");
    if ([command, ...args].join(" ") === copyLine && copied) state.production.images.set("v1", copied);
    return machine.runs(command, args, options);
  };
  const promoting = promote(
    "omnirapeutic",
    { approve: async () => true, show: () => undefined, patienceSeconds: 0, ...changes.settings },
    {
      root: scratch.folder,
      runs,
      open: async (name) => workspaceOf(scratch, name),
      aws: ({ deployment }) => clientsOf(deployment.environment === "staging" ? state.staging : state.production),
      verify: async () => [verdict],
      get: async () => ({ status: 200 }),
      progress: noProgress,
      announce: (heading) => headings.push(heading),
      ...changes.tools,
    },
  );
  const failure = await promoting.then(
    () => undefined,
    (error: unknown) => error,
  );
  return { failure, headings, lines: machine.lines, images: failure ? undefined : await promoting };
}
const applied = (): number => fake.calls().filter((call) => call.startsWith("apply")).length;

describe("a promotion", () => {
  it("tests, copies the digests that staging runs, deploys, releases and looks at the health, in this order [003-promote-target]", async () => {
    const { failure, headings, lines, images } = await run();
    expect(failure).toBeUndefined();
    expect(headings).toEqual(steps);
    expect(images).toEqual([{ service: "api", version: "v1", digest: digest("a") }]);
    expect(lines).toEqual([
      "git rev-parse HEAD",
      "git status --porcelain",
      "git remote",
      `git branch --remotes --contains ${commit}`,
      "docker version --format {{.Server.Version}}",
      "docker buildx version",
      "make test",
      `docker login --username AWS --password-stdin ${registry}`,
      copyLine,
      `docker logout ${registry}`,
    ]);
    expect(state.production.parameter).toBe(digest("a"));
    expect(applied()).toBe(2); // the infrastructure, then the release
  });

  it("builds nothing, and leaves an image alone that is in production already [003-promote-2-images]", async () => {
    state.production.images.set("v1", digest("a"));
    const { failure, lines } = await run();
    expect(failure).toBeUndefined();
    expect(lines.filter((line) => /login|build |push|imagetools/.test(line))).toEqual([]);
  });

  it("shows the plan and the images, and asks once, before anything in production changes [003-promote-3-deploy]", async () => {
    const approve = jest.fn<Promise<boolean>, Parameters<PromotionSettings["approve"]>>(async () => {
      expect([applied(), state.production.parameter]).toEqual([0, "none"]);
      return true;
    });
    await run({ settings: { approve } });
    expect(approve).toHaveBeenCalledTimes(1);
    expect(approve).toHaveBeenCalledWith(
      expect.objectContaining({
        deployment: "omnirapeutic-production",
        counts: expect.objectContaining({ create: 1 }),
      }),
      [{ service: "api", version: "v1", digest: digest("a") }],
    );
  });

  it("asks, too, when only the images change", async () => {
    fake.plans(planOf([]));
    const approve = jest.fn(async () => false);
    const { failure } = await run({ settings: { approve } });
    expect(approve).toHaveBeenCalledWith(undefined, expect.anything());
    expect(failure).toMatchObject({ message: expect.stringContaining("Not approved") });
    expect(state.production.parameter).toBe("none");
  });

  it("shows each release's plan", async () => {
    const show = jest.fn();
    await run({ settings: { show } });
    expect(show).toHaveBeenCalledWith(expect.objectContaining({ deployment: "omnirapeutic-production" }));
  });

  it("needs no remote branch where the checkout has no remote", async () => {
    expect((await run({ machine: programs({}, { "git remote": "" }) })).failure).toBeUndefined();
  });
});

/** Ends at `step` (from 1): nothing after it was begun, and the message says so. */
async function expectStop(step: number, changes: Changes, what: RegExp, exitCode = 1): Promise<void> {
  const { failure, headings } = await run(changes);
  expect(failure).toMatchObject({ message: expect.stringMatching(what), exitCode });
  expect(headings).toEqual(steps.slice(0, step));
  const titles = steps.map((title) => title.slice(4));
  const { message } = failure as Error;
  expect(message).toContain(`Stopped at: ${titles[step - 1]}.`);
  expect(message).toContain(`Done: ${titles.slice(0, step - 1).join("; ") || "nothing"}.`);
  expect(message).toContain(`Not done: ${titles.slice(step).join("; ") || "nothing else"}.`);
  if (step < 4) expect([applied(), state.production.parameter]).toEqual([0, "none"]);
}

describe("a promotion stops", () => {
  it("when files differ from the commit, before the tests", () =>
    expectStop(
      1,
      { machine: programs({}, { "git status --porcelain": " M src/x.ts\n" }) },
      /Nothing is promoted: 1 files/,
    ));

  it("when no remote branch holds the commit", () => {
    const machine = programs({}, { [`git branch --remotes --contains ${commit}`]: "" });
    return expectStop(1, { machine }, /no branch of a remote holds the commit/);
  });

  it("when Docker's engine does not answer", () =>
    expectStop(
      1,
      { machine: programs({ "docker version": 1 }) },
      /engine does not answer, and make promote-to-production/,
    ));

  it("when Docker has no buildx", () =>
    expectStop(1, { machine: programs({ "docker buildx version": 1 }) }, /Docker has no buildx/));

  it("when the test suite is red, with its exit code [003-promote-1-tests]", () =>
    expectStop(2, { machine: programs({ "make test": 2 }) }, /The test suite is red/, 2));

  it("when staging was never released [003-promote-2-images]", () => {
    state.staging.parameter = "none";
    return expectStop(3, {}, /omnirapeutic-staging runs no image/);
  });

  it.each<[string, (staging: ReturnType<typeof environments>["staging"]) => void, RegExp]>([
    [
      "another image than was released",
      (staging) => (staging.image = "x@other"),
      /has not proved sha256:a+.*it runs x@other/,
    ],
    ["fewer tasks than it should", (staging) => (staging.running = 1), /1 of 2 tasks run/],
    ["no task", (staging) => (staging.running = 0), /0 of 2 tasks run/],
    ["an image that its repository has lost", (staging) => staging.images.clear(), /has no image sha256:a+/],
  ])("when staging runs %s [003-promote-2-images]", (_what, breaks, message) => {
    breaks(state.staging);
    return expectStop(3, {}, message);
  });

  it("when production has another image under that version", () => {
    state.production.images.set("v1", digest("b"));
    return expectStop(3, {}, /has another image under the version v1: sha256:b+, not sha256:a+/);
  });

  it("when the copy fails, logged out again", async () => {
    const machine = programs({ "docker buildx imagetools": 1 });
    await expectStop(3, { machine, copied: undefined }, /docker buildx failed \(exit code 1\): it failed/);
    expect(machine.lines.at(-1)).toBe(`docker logout ${registry}`);
  });

  it.each([digest("c"), undefined])("when the copy is not the same image but %s [003-promote-2-images]", (copied) =>
    expectStop(3, { copied }, /after the copy, not sha256:a+/),
  );

  it.each(["staging", "production"] as const)("when the credentials are not those of %s", (environment) => {
    state[environment].account = "222222222222";
    return expectStop(3, {}, /the deployment lives in 123456789012/);
  });

  it("when production is not approved", async () => {
    await expectStop(
      4,
      { settings: { approve: async () => false } },
      /nothing that runs in omnirapeutic-production was changed/,
    );
    expect([applied(), state.production.parameter]).toEqual([0, "none"]);
  });

  it("when production's plan is blocked (exit code 3), and nobody is asked [003-promote-3-deploy]", async () => {
    fake.plans(planOf([change("aws_rds_cluster.database", ["delete"])]));
    const approve = jest.fn(async () => true);
    await expectStop(4, { settings: { approve } }, /Blocked/, 3);
    expect(approve).not.toHaveBeenCalled();
  });

  it("when the apply fails [003-promote-3-deploy]", () => {
    fake.on("apply", { code: 1 });
    return expectStop(4, {}, /terraform apply failed/);
  });

  it("when a service is not released", async () => {
    const ecs = { describeServices: async () => ({ services: [{ desiredCount: 2, deployments: [] }] }) };
    const aws: PromotionTools["aws"] = ({ deployment: { environment } }) => {
      if (environment === "staging") return clientsOf(state.staging);
      const clients = clientsOf(state.production);
      return { ...clients, ecs: { ...clients.ecs, ...ecs } } as unknown as typeof clients;
    };
    await expectStop(5, { tools: { aws } }, /api was not released: ECS undid the release/);
  });

  it("when a check of production fails, which is named [003-promote-4-health]", () =>
    expectStop(
      6,
      { tools: { verify: async () => [verdict, { ...verdict, status: "fail", found: "0" }] } },
      /1 of 2 checks of omnirapeutic-production fail:\n {2}- Keys rotate: expected 1, found 0/,
    ));

  it("when the health address answers anything but 200 [003-promote-4-health]", async () => {
    const asked: string[] = [];
    const get: PromotionTools["get"] = async (url) => ({ status: asked.push(url) && 503 });
    await expectStop(6, { tools: { get } }, /https:\/\/api\.production\.example\/health does not answer 200 but: 503/);
    expect(asked).toEqual(["https://api.production.example/health"]);
  });

  it("when the health address does not answer at all [003-promote-4-health]", () =>
    expectStop(
      6,
      { tools: { get: () => Promise.reject(new Error("fetch failed")) } },
      /does not answer 200 but: fetch failed/,
    ));
});
