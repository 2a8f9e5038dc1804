import { noProgress } from "../../../src/delivery/progress";
import { releaseInOrder } from "../../../src/delivery/release/in-order";
import { change, planOf, Scratch, type FakeTerraform } from "../../support/delivery";
import { account, atRest, digest, outputs } from "./support";

const { api } = outputs.container_services.value;
const two = {
  ...outputs,
  container_services: { value: { api, web: { ...api, service: "omnirapeutic-dev-web" } }, sensitive: false },
};

let scratch: Scratch;
let fake: FakeTerraform;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.plans(planOf([change("aws_ecs_task_definition.api", ["create"])]));
  fake.on("output", { stdout: JSON.stringify(two) });
});
afterEach(() => scratch.remove());

const approve = jest.fn<Promise<boolean>, []>();
beforeEach(() => approve.mockReset().mockResolvedValue(true));
const releaseBoth = (images: Record<string, string>, there = account()) =>
  releaseInOrder(scratch.workspace(), images, { approve, patienceSeconds: 0 }, there.aws, noProgress);

describe("releases in order", () => {
  it("make every service run its image, one after the other", async () => {
    const there = account();
    const released = await releaseBoth({ api: "v1.0.0", web: "v1.1.0" }, there);
    expect(released.map(({ service, digest: ran }) => [service, ran])).toEqual([
      ["api", digest("a")],
      ["web", digest("b")],
    ]);
    expect(there.writes).toEqual([digest("a"), digest("b")]);
  });

  it("begin with none while the image of any is missing", async () => {
    const there = account();
    await expect(releaseBoth({ api: "v1.0.0", web: "v9.9.9" }, there)).rejects.toThrow("has no image v9.9.9");
    expect(there.writes).toEqual([]);
  });

  it("stop at the first that fails, and say which run theirs", async () => {
    const there = account({
      services: [atRest(), atRest(), { ...atRest("another"), events: [{ message: "unhealthy" }] }],
    });
    await expect(releaseBoth({ api: "v1.0.0", web: "v1.1.0" }, there)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^web was not released: [^]*unhealthy[^]*Released before it: api. Not begun: none.$/,
      ),
      fix: expect.stringContaining("docs/runbooks/task-does-not-start.md"),
    });
  });

  it("stop at the first that is not approved", async () => {
    approve.mockResolvedValue(false);
    const there = account({ parameter: digest("c") });
    await expect(releaseBoth({ api: "v1.0.0", web: "v1.1.0" }, there)).rejects.toMatchObject({
      message: "api was not released: it was not approved.\nReleased before it: none. Not begun: web.",
      exitCode: 1,
    });
    expect(there.writes).toEqual([digest("a"), digest("c")]);
  });

  it("keep the exit code of what stopped them: 3 for a blocked plan", async () => {
    fake.plans(planOf([change("aws_rds_cluster.database", ["delete"])]));
    await expect(releaseBoth({ api: "v1.0.0" })).rejects.toMatchObject({ exitCode: 3 });
  });

  it("need credentials of the deployment's account", async () => {
    await expect(releaseBoth({ api: "v1.0.0" }, account({ account: "222222222222" }))).rejects.toThrow(
      "the deployment lives in 123456789012",
    );
  });
});
