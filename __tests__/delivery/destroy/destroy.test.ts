import { findDeployment } from "../../../src/config";
import { destroy, requireDestroyable } from "../../../src/delivery/destroy";
import { noProgress } from "../../../src/delivery/progress";
import { change, planOf, Scratch, type FakeTerraform } from "../../support/delivery";

let scratch: Scratch;
let fake: FakeTerraform;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.plans(planOf([change("aws_rds_cluster.database", ["delete"])]));
});
afterEach(() => scratch.remove());

const run = (approved: boolean) => destroy(scratch.workspace(), { approve: async () => approved }, noProgress);
const applied = (): boolean => fake.calls().some((call) => call.startsWith("apply"));

describe("destroying a deployment", () => {
  it("is refused for production, with the way that retires it", () => {
    expect(() => requireDestroyable(findDeployment("omnirapeutic-production"))).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("omnirapeutic-production is protected"),
        fix: expect.stringContaining("set protection.allowDestroy to { kept: false, reason: … }"),
      }),
    );
  });

  it("applies the destruction that was shown and approved", async () => {
    await expect(run(true)).resolves.toBe("destroyed");
    expect(fake.calls().find((call) => call.startsWith("plan"))).toContain("-destroy");
    expect(applied()).toBe(true);
  });

  it("does nothing when the name was not typed", async () => {
    await expect(run(false)).resolves.toBe("declined");
    expect(applied()).toBe(false);
  });

  it("does nothing when nothing is deployed", async () => {
    fake.plans(planOf([]));
    await expect(run(true)).resolves.toBe("empty");
    expect(applied()).toBe(false);
  });
});
