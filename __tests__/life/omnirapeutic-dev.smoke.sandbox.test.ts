import { bringUp, type Life } from "../support/life";

/** The quick proof that everything works together; the full lives are in omnirapeutic.sandbox.test.ts. */
describe("omnirapeutic-dev on the embedded AWS", () => {
  let life: Life;
  beforeAll(async () => (life = await bringUp("omnirapeutic-dev")));
  afterAll(() => life?.estate.dispose());

  it("plans everything as new and says so with exit code 2", () => {
    expect({ code: life.firstPlan.code, stderr: life.firstPlan.code === 2 ? "" : life.firstPlan.stderr }).toEqual({
      code: 2,
      stderr: "",
    });
  });

  it("deploys the saved plan", () => {
    expect({ ...life.deploy, code: 0 }).toEqual(life.deploy);
  });

  it("passes every verification", () => {
    expect({ ...life.verify, code: 0 }).toEqual(life.verify);
  });

  it("has nothing left to change: the second plan is empty", () => {
    expect({ ...life.secondPlan, code: 0 }).toEqual(life.secondPlan);
  });
});
