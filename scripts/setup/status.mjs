// Prints the names of the setup steps whose result is complete and up to date, as a JSON array. Changes nothing.
import { paths } from "./lib/paths.mjs";
import { isCurrent } from "./lib/runner.mjs";
import { Stamps } from "./lib/stamps.mjs";
import { steps } from "./steps/index.mjs";

const stamps = new Stamps(paths.stamps);
console.log(JSON.stringify(steps.filter((step) => isCurrent(step, stamps)).map((step) => step.name)));
