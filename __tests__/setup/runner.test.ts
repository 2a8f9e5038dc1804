import { Checkout } from "./support";

describe("running setup steps", () => {
  let machine: Checkout;
  beforeEach(() => void (machine = new Checkout()));
  afterEach(() => machine.remove());

  /** Runs steps (source text of an array) as often as wanted; `log` collects what they did. */
  const run = (steps: string, times = 1): { log: string[]; printed: string[]; errors: string[] } =>
    machine.evaluate(`
      const { runSteps } = await load("lib/runner.mjs");
      const { Stamps } = await load("lib/stamps.mjs");
      const { SetupError } = await load("lib/setup-error.mjs");
      const log = [], printed = [], errors = [];
      let input = "first";
      const step = (name, more) => ({ name, title: name, needs: [], inputs: () => [input], isPresent: () => true,
        run: async () => { log.push(name); }, ...more });
      for (let time = 0; time < ${times}; time++) {
        errors.push(...(await runSteps(${steps}, new Stamps("stamps"), (line) => printed.push(line))).map((e) => e.message));
      }
      return { log, printed, errors };`);

  it("skips a step whose inputs have not changed", () => {
    const { log, printed } = run(`[step("a")]`, 2);
    expect(log).toEqual(["a"]);
    expect(printed.at(-1)).toBe("= unchanged: a");
  });

  it("runs a step again when an input has changed", () => {
    expect(run(`[step("a", { inputs: () => [time] })]`, 2).log).toEqual(["a", "a"]);
  });

  it("runs a step again when its result was removed", () => {
    expect(run(`[step("a", { isPresent: () => false })]`, 2).log).toEqual(["a", "a"]);
  });

  it("runs a step again after it failed", () => {
    const failing = `step("a", { run: async () => { log.push("a"); throw new SetupError("broken"); } })`;
    expect(run(`[${failing}]`, 2).log).toEqual(["a", "a"]);
  });

  it("does not try a step that needs a failed one, and finishes the others", () => {
    const failing = `step("bad", { run: async () => { throw new SetupError("broken"); } })`;
    const { log, errors } = run(`[${failing}, step("after", { needs: ["bad"] }), step("beside")]`);
    expect(log).toEqual(["beside"]);
    expect(errors).toEqual(["broken"]);
  });

  it("runs independent steps side by side, and says how long each took", () => {
    // Each waits for the other to have started: one after the other would never end.
    const meeting = (name: string, other: string): string =>
      `step("${name}", { run: async () => { log.push("${name}"); while (!log.includes("${other}")) await new Promise(setImmediate); } })`;
    const { printed } = run(`[${meeting("left", "right")}, ${meeting("right", "left")}]`);
    expect(printed).toContainEqual(expect.stringMatching(/^✓ left \(\d+\.\d s\)$/));
  });
});
