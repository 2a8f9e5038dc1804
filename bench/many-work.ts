/**
 * What `make bench-many` measures, one piece a process: `digests <before> <after>` (two cdktf.out), `read <cdktf.out>` (the
 * floor under it), `reviews <cdktf.out> <folder to write to>`, `bytes <folder>` (the floor under that), `schedule`.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "../src/delivery/affected/compare";
import { commentLimit, renderManyMarkdown } from "../src/delivery/plan-many/markdown";
import type { Outcome } from "../src/delivery/plan-many/outcome";
import { renderManyJson, renderManyText } from "../src/delivery/plan-many/render";
import { schedule, type Task } from "../src/delivery/plan-many/schedule";
import { review } from "../src/delivery/review";
import { readStack, resourcesOf, stackDigest, stacksIn } from "../src/delivery/synth";
import type { Action, ResourceChange } from "../src/delivery/terraform";

const work: Readonly<Record<string, (...args: string[]) => void | Promise<void>>> = {
  digests(before, after) {
    const digests = (out: string) => new Map(stacksIn(out).map((name) => [name, stackDigest(out, name)]));
    const changed = compare(digests(before!), digests(after!)).filter(({ fate }) => fate !== "unchanged");
    if (changed.length !== 1) throw new Error(`One stack was changed, ${changed.length} were found.`);
  },
  read(out) {
    for (const name of stacksIn(out!)) readFileSync(join(out!, "stacks", name, "cdk.tf.json"));
  },
  reviews(out, folder) {
    const outcomes = stacksIn(out!).map((name, index) => outcomeOf(out!, name, index));
    const texts = { md: renderManyMarkdown(outcomes), json: renderManyJson(outcomes), txt: renderManyText(outcomes) };
    if (texts.md.length > commentLimit) throw new Error(`The comment has ${texts.md.length} characters.`);
    for (const [ending, text] of Object.entries(texts)) writeFileSync(join(folder!, `review.${ending}`), text);
  },
  bytes(folder) {
    for (const name of readdirSync(folder!)) writeFileSync(join(folder!, name), readFileSync(join(folder!, name)));
  },
  async schedule() {
    const results = [];
    for (const limit of [1, 2, 8, 32]) results.push(await simulated(500, limit));
    process.stdout.write(JSON.stringify(results));
  },
};

/** Every hundredth stack loses its resources, every fourth updates them, the rest makes them. */
function outcomeOf(out: string, deployment: string, index: number): Outcome {
  const action: Action = index % 100 === 0 ? "delete" : index % 4 === 0 ? "update" : "create";
  const changes = resourcesOf(readStack(out, deployment)).map(({ type, address, body }): ResourceChange => {
    const [before, after] = [action === "create" ? null : body, action === "delete" ? null : { ...body, tags: index }];
    return {
      address,
      mode: "managed",
      type,
      name: address.split(".")[1]!,
      change: { actions: [action], before, after },
    };
  });
  const judged = review({
    deployment,
    target: "aws",
    plan: { resource_changes: changes },
    blocked: [],
    places: new Map(),
  });
  return { deployment, seconds: 20, kind: "planned", review: judged, changes: true, blocked: false };
}

/** Plans of 10 to 120 s that take no time: a clock of their own jumps to whatever ends next. */
async function simulated(count: number, limit: number) {
  const clock = new Clock();
  let [running, most] = [0, 0];
  const seconds = Array.from({ length: count }, (_, index) => 10 + ((index * 7919) % 111));
  // Size foretells duration only roughly: by up to a quarter more or less.
  const tasks = seconds.map((duration, index): Task<void> => ({
    weight: duration * (0.75 + ((index * 104729) % 51) / 100),
    run: async () => {
      most = Math.max(most, ++running);
      await clock.sleep(duration);
      running -= 1;
    },
  }));
  const [results] = await Promise.all([schedule(tasks, { limit }), clock.run()]);
  if (results.some(({ status }) => status !== "done")) throw new Error("A simulated plan did not run.");
  const sum = seconds.reduce((total, duration) => total + duration, 0);
  return { limit, most, total: clock.now, ideal: Math.max(sum / limit, ...seconds) };
}

class Clock {
  now = 0;
  private readonly sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  sleep(seconds: number): Promise<void> {
    return new Promise((wake) => this.sleepers.push({ at: this.now + seconds, wake }));
  }

  /** Ends when nobody sleeps any more. */
  async run(): Promise<void> {
    for (;;) {
      await new Promise((next) => setImmediate(next)); // whoever woke has begun what comes next
      this.sleepers.sort((a, b) => b.at - a.at);
      const next = this.sleepers.pop();
      if (!next) return;
      this.now = next.at;
      next.wake();
    }
  }
}

const [name = "", ...args] = process.argv.slice(2);
void work[name]!(...args);
