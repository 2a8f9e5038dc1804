/** Reviews the plan JSON that the first argument names, in every rendering: what `bench/review.mjs` measures. */
import { readFileSync } from "node:fs";
import { renderJson, renderMarkdown, renderText, review } from "../src/delivery/review";
import { parsePlan } from "../src/delivery/terraform/plan-envelope";

const plan = parsePlan(readFileSync(process.argv[2]!, "utf8"));
const places = new Map(
  (plan.resource_changes ?? []).map(({ address, name }) => [
    address,
    { constructPath: `part${name.length}/${name}`, source: { file: "src/systems/bench/index.ts", line: 1 } },
  ]),
);
const result = review({ deployment: "bench", target: "aws", plan, blocked: [], places });
const sizes = [renderText(result), renderMarkdown(result), renderJson(result)].map(({ length }) => length);
process.stdout.write(`${result.changes.length} ${sizes.join(" ")}\n`);
