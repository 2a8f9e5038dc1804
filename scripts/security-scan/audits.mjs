import { join } from "node:path";
import { paths, root } from "../setup/lib/paths.mjs";
import { searchPath } from "../setup/lib/programs.mjs";
import { historyIsWhole, copyOfWorkingTree } from "./git.mjs";
import { byExitCode, judgeEstate, judgeGitleaks, judgeNpm, LEAKS_FOUND } from "./judges.mjs";

/**
 * @typedef {object} Audit
 * @property {string} name
 * @property {string} program       a path, or a name to look for in `folders`
 * @property {string[]} [folders]   the search path unless said otherwise
 * @property {string[]} args
 * @property {string} cwd
 * @property {() => Promise<{ cwd?: string, reason?: string, fix?: string }>} [prepare]  another folder to run in, or why it cannot run
 * @property {(ended: { code: number, stdout: string, stderr: string }) => object} judge
 */

const words = (text) => text.split(" ");
const npm = (more) => ({
  program: "npm",
  args: words("audit --json --audit-level=high --fetch-retries=1"),
  judge: judgeNpm,
  ...more,
});
const gitleaks = (command, more) => ({
  program: "gitleaks",
  args: words(`${command} . --exit-code ${LEAKS_FOUND} --redact --verbose --no-banner --no-color --log-level warn`),
  cwd: root,
  judge: judgeGitleaks,
  ...more,
});

/** The slowest first, so that no core idles at the end. @type {Audit[]} */
export const audits = [
  {
    name: "estate-scan",
    program: process.execPath,
    args: words("bin/estate.cjs scan --out .estate/results/scan"),
    cwd: root,
    judge: judgeEstate,
  },
  npm({ name: "npm-audit", cwd: root }),
  npm({ name: "npm-audit-api", cwd: paths.api }),
  npm({ name: "npm-audit-itrack-handler", cwd: paths.itrackHandler }),
  gitleaks("git", { name: "gitleaks-history", prepare: historyIsWhole }),
  gitleaks("dir", { name: "gitleaks-files", prepare: copyOfWorkingTree }),
  {
    name: "actionlint",
    program: "actionlint",
    args: [],
    cwd: root,
    judge: byExitCode({ passed: [0], failed: [1] }),
  },
  {
    name: "zizmor",
    program: "zizmor",
    folders: [join(paths.tools, "zizmor", "bin"), ...searchPath()],
    args: words("--offline --persona regular --strict-collection --quiet --no-progress --color never .github"),
    cwd: root,
    // 11 to 14: the worst finding is informational, low, medium or high.
    judge: byExitCode({ passed: [0], failed: [11, 12, 13, 14] }),
  },
];
