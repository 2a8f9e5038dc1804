const marks = { passed: "✓", failed: "✗", "could not run": "-" };

/** The table first, then the whole output of what did not pass, then one line that says it all. */
export function asText(results, verdict) {
  const width = Math.max(...results.map(({ name }) => name.length));
  const rows = results.flatMap(({ name, outcome, seconds, reason, fix }) => {
    const columns = [name.padEnd(width), outcome.padEnd("could not run".length), `${seconds.toFixed(1)} s`.padStart(7)];
    const row = `${marks[outcome]} ${columns.join("  ")}${reason ? `  ${reason}` : ""}`;
    return fix ? [row, `    fix: ${fix}`] : [row];
  });
  const outputs = results.flatMap(({ name, outcome, output }) =>
    output ? [`\n== ${name}: ${outcome}\n${output}`] : [],
  );
  return [...rows, ...outputs, `\n${lastLine(verdict)}`].join("\n");
}

/** `--json`: the audits in the same order, and whether the run counts as clean. */
export function asJson(results, { isClean, inCi }) {
  return JSON.stringify({ ok: isClean, ci: inCi, audits: results }, null, 2);
}

function lastLine({ failed, notRun, inCi }) {
  const names = notRun.join(", ");
  if (failed.length > 0) return `Failed: ${failed.join(", ")}.${names ? ` Could not run: ${names}.` : ""}`;
  if (notRun.length === 0) return "Every audit passed.";
  return `Nothing failed, but not everything was looked at: ${names} could not run.${inCi ? "" : " In CI this fails."}`;
}
