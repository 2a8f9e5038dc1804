// Adds up the results that `make check`, `make test` and `make test-sandbox` left in `.estate/results`.
// Usage: node scripts/ci-summary.mjs <file…>; a named file that is missing counts as a failure, for its run ended before any result.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "./setup/lib/paths.mjs";

const results = process.argv.slice(2).map((name) => {
  const file = join(paths.estate, "results", name);
  if (!existsSync(file))
    return { name, passed: 0, failed: 1, remark: "no result: the run ended before its first test" };
  return { name, ...count(name, readFileSync(file, "utf8")) };
});

function count(name, text) {
  if (name.endsWith(".xml")) return countJunit(text);
  const report = JSON.parse(text);
  return "numPassedTests" in report
    ? countJest(report)
    : { passed: report.passed.length, failed: report.failed.length };
}

/** A suite that could not even be loaded has no tests to fail: it counts as one. */
function countJest(report) {
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  // Jest also fails for what is no test, such as coverage below its threshold.
  return { passed, failed: failed === 0 && !report.success ? 1 : failed };
}

function countJunit(xml) {
  const [suite] = /<testsuite [^>]*>/.exec(xml);
  const attribute = (key) => Number(new RegExp(` ${key}="(\\d+)"`).exec(suite)[1]);
  const failed = attribute("failures") + attribute("errors");
  return { passed: attribute("tests") - failed - attribute("skipped"), failed };
}

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log("\n== summary");
for (const { name, passed, failed, remark } of results) {
  console.log(`${name.padEnd(14)} ${passed} passed, ${failed} failed${remark ? ` (${remark})` : ""}`);
}
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") > 0 || results.some(({ passed }) => passed === 0) ? 1 : 0);
