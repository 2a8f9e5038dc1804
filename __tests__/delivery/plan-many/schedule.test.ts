import fc from "fast-check";
import { defaultParallel, thisMachine } from "../../../src/delivery/plan-many";
import { oneAtATime, schedule, type Task } from "../../../src/delivery/plan-many/schedule";

/** Tasks that take as many turns of the event loop as they weigh, and a record of how they ran. */
class Run {
  running = 0;
  most = 0;
  readonly started: number[] = [];

  task(index: number, turns: number, fails = false): Task<number> {
    return {
      weight: turns,
      run: async () => {
        this.started.push(index);
        this.most = Math.max(this.most, ++this.running);
        for (let turn = 0; turn < turns; turn += 1) await new Promise((next) => setImmediate(next));
        this.running -= 1;
        if (fails) throw new Error(`task ${index}`);
        return index;
      },
    };
  }
}

const work = fc.array(fc.record({ turns: fc.nat(5), fails: fc.boolean() }), { maxLength: 30 });

describe("schedule", () => {
  it("never runs more than the limit at once, runs every task once, and keeps the results in the tasks' order", async () => {
    await fc.assert(
      fc.asyncProperty(work, fc.integer({ min: 1, max: 8 }), async (tasks, limit) => {
        const run = new Run();
        const results = await schedule(
          tasks.map(({ turns, fails }, index) => run.task(index, turns, fails)),
          { limit },
        );
        expect(run.most).toBeLessThanOrEqual(limit);
        expect([...run.started].sort((a, b) => a - b)).toEqual(tasks.map((_, index) => index));
        expect(results).toEqual(
          tasks.map(({ fails }, index) =>
            fails ? { status: "failed", error: new Error(`task ${index}`) } : { status: "done", value: index },
          ),
        );
      }),
    );
  });

  it("keeps as many busy as the limit allows", async () => {
    const run = new Run();
    await schedule(
      Array.from({ length: 10 }, (_, index) => run.task(index, 2)),
      { limit: 3 },
    );
    expect(run.most).toBe(3);
  });

  it("starts the longest first, and equal ones in their order", async () => {
    const run = new Run();
    await schedule(
      [1, 5, 3, 5].map((turns, index) => run.task(index, turns)),
      { limit: 1 },
    );
    expect(run.started).toEqual([1, 3, 2, 0]);
  });

  it("starts nothing after an abort, and lets end what is under way", async () => {
    const run = new Run();
    const controller = new AbortController();
    const tasks = [run.task(0, 3), run.task(1, 2), run.task(2, 1)];
    const results = schedule(tasks, { limit: 2, signal: controller.signal });
    controller.abort();
    expect(await results).toEqual([{ status: "done", value: 0 }, { status: "done", value: 1 }, { status: "skipped" }]);
  });

  it("counts a task that throws before its first turn as failed", async () => {
    const task = {
      weight: 1,
      run: (): Promise<void> => {
        throw new Error("at once");
      },
    };
    expect(await schedule([task], { limit: 1 })).toEqual([{ status: "failed", error: new Error("at once") }]);
  });
});

describe("oneAtATime", () => {
  it("runs one after the other in the order handed over, also past one that fails", async () => {
    const run = new Run();
    const inTurn = oneAtATime();
    const results = await Promise.allSettled(
      [3, 1, 2].map((turns, index) => inTurn(() => run.task(index, turns, index === 0).run())),
    );
    expect({ most: run.most, started: run.started }).toEqual({ most: 1, started: [0, 1, 2] });
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  });
});

describe("defaultParallel", () => {
  it.each([
    [2, 16_000, 2],
    [16, 64_000, 16],
    [16, 6_144, 4],
    [8, 300, 1],
    [1, 300, 1],
  ])("with %i cores and %i MiB free plans %i at once", (cores, freeMiB, plans) => {
    expect(defaultParallel({ cores, freeMiB })).toBe(plans);
  });

  it("knows this machine", () => {
    const { cores, freeMiB } = thisMachine();
    expect(Number.isInteger(cores) && cores >= 1).toBe(true);
    expect(Number.isInteger(freeMiB) && freeMiB > 0).toBe(true);
  });
});
