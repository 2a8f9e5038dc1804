import { hashOf } from "./stamps.mjs";

const REMINDER_SECONDS = 30;

/**
 * @typedef {object} Step
 * @property {string} name       unique; names the stamp
 * @property {string} title      what a person reads
 * @property {string[]} groups   the groups that contain it
 * @property {string[]} needs    steps that must have succeeded before it
 * @property {() => unknown[]} inputs   everything that decides the result, without starting a process
 * @property {() => boolean} isPresent  whether the result is still there
 * @property {() => Promise<string | void>} run   does the work; may return a remark
 */

/**
 * Runs the steps side by side, each once those it needs have succeeded, and skips what is unchanged.
 * @returns the errors of the steps that failed; a step that needs a failed one is not tried
 */
export async function runSteps(steps, stamps, print) {
  const errors = [];
  const unchanged = [];
  const outcomes = new Map();
  for (const step of steps) {
    const ready = Promise.all(step.needs.map((name) => outcomes.get(name))).then((results) => results.every(Boolean));
    outcomes.set(
      step.name,
      ready.then((isReady) => isReady && runStep(step, stamps, { print, errors, unchanged })),
    );
  }
  await Promise.all(outcomes.values());
  if (unchanged.length > 0) print(`= unchanged: ${unchanged.join(", ")}`);
  return errors;
}

async function runStep(step, stamps, { print, errors, unchanged }) {
  if (isCurrent(step, stamps)) {
    unchanged.push(step.title);
    return true;
  }
  const seconds = stopwatch();
  print(`  ${step.title} …`);
  const reminder = setInterval(() => print(`  ${step.title} … still at work (${seconds()})`), REMINDER_SECONDS * 1000);
  try {
    const remark = await step.run();
    // Inputs once more: a step may install what it depends on (a built provider is a mirror from then on).
    stamps.write(step.name, hashOf(step.inputs()));
    print(`✓ ${step.title} (${seconds()})${remark ? `: ${remark}` : ""}`);
    return true;
  } catch (error) {
    errors.push(error);
    print(`✗ ${step.title} (${seconds()})`);
    return false;
  } finally {
    clearInterval(reminder);
  }
}

/** True when the step last succeeded for the inputs of now, and its result is still there. */
export function isCurrent(step, stamps) {
  return step.isPresent() && stamps.isCurrent(step.name, hashOf(step.inputs()));
}

/** @returns a function that says how many seconds have passed since now, such as "12.3 s" */
export function stopwatch() {
  const start = performance.now();
  return () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
