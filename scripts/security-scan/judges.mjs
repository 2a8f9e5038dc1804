// What the end of each program means. A program that broke off has found nothing, and has cleared nothing either.

/** gitleaks itself ends with 1 when it breaks; this code means leaks and nothing else. */
export const LEAKS_FOUND = 77;

export const passed = () => ({ outcome: "passed" });
export const failed = (output, reason) => ({ outcome: "failed", reason: reason ?? "findings below", output });
export const couldNotRun = (reason, more = {}) => ({ outcome: "could not run", reason, ...more });

/** For programs that keep an exit code for "found something". */
export const byExitCode = (codes) => (ended) => {
  if (codes.passed.includes(ended.code)) return passed();
  return codes.failed.includes(ended.code) ? failed(outputOf(ended)) : broken(ended);
};

/** `estate` ends with 1 for findings and for errors alike, but prints findings to standard output and errors never. */
export function judgeEstate(ended) {
  if (ended.code === 0) return passed();
  return ended.code === 1 && ended.stdout.trim() !== "" ? failed(outputOf(ended)) : broken(ended);
}

/** gitleaks ends with 0 although Git failed it half-way, and says so only in its log. */
export function judgeGitleaks(ended) {
  if (ended.code === LEAKS_FOUND) return failed(outputOf(ended));
  return ended.code === 0 && !/ (ERR|FTL) /.test(ended.stderr) ? passed() : broken(ended);
}

/** `npm audit` ends with 1 for findings and for a registry that does not answer: only its report tells which. */
export function judgeNpm(ended) {
  let report;
  try {
    report = JSON.parse(ended.stdout);
  } catch {
    return broken({ ...ended, stderr: ended.stderr.trim() || "npm audit printed no JSON" });
  }
  const counts = report?.metadata?.vulnerabilities;
  if (!Number.isInteger(counts?.high) || !Number.isInteger(counts?.critical)) return couldNotRun(whyNpm(report));
  const found = counts.high + counts.critical;
  if (found > 0) return failed(renderNpm(report.vulnerabilities ?? {}), `${found} high or critical`);
  return ended.code === 0 ? passed() : broken(ended);
}

function whyNpm(report) {
  const { summary, detail, code } = report?.error ?? {};
  return firstLines(report?.message || summary || detail || code || "npm audit printed JSON that counts no findings");
}

function renderNpm(vulnerabilities) {
  const lines = Object.values(vulnerabilities)
    .filter(({ severity }) => severity === "high" || severity === "critical")
    .map(({ name, severity, range, via = [], fixAvailable }) => {
      const titles = via.map((cause) => (typeof cause === "string" ? `through ${cause}` : cause.title));
      return `${severity}  ${name} ${range}: ${titles.join("; ")}  Fix: ${npmFix(fixAvailable)}`;
    });
  return lines.join("\n");
}

function npmFix(available) {
  if (available?.name) return `${available.name}@${available.version}`;
  return available ? "npm audit fix" : "none published yet";
}

function broken(ended) {
  const output = outputOf(ended);
  const said = firstLines(ended.stderr) || firstLines(ended.stdout);
  return couldNotRun(`exit code ${ended.code}${said ? `: ${said}` : ""}`, { output });
}

/** Programs that name the cause second ("fatal: no audit was performed") are common enough. */
function firstLines(text) {
  const lines = String(text)
    .split("\n")
    .map((line) => line.trim());
  return lines.filter(Boolean).slice(0, 2).join("; ");
}

function outputOf({ stdout, stderr }) {
  return [stdout, stderr]
    .map((text) => text.trim())
    .filter(Boolean)
    .join("\n");
}
