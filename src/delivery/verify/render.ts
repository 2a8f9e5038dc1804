import pc from "picocolors";
import { checkGroups } from "../../systems/check";
import type { Verdict } from "./evaluate";

const label = { pass: pc.green("pass  "), fail: pc.red("FAIL  "), manual: pc.yellow("manual") };

/** The checklist as people read it: what passed with what was found, what failed with what was expected as well. */
export function renderVerdicts(verdicts: readonly Verdict[]): string {
  const groups = checkGroups.map((group) => [group, verdicts.filter((verdict) => verdict.group === group)] as const);
  const width = Math.max(...verdicts.map(({ title }) => title.length));
  return groups
    .filter(([, own]) => own.length > 0)
    .map(([group, own]) => [pc.bold(group), ...own.map((verdict) => line(verdict, width))].join("\n"))
    .join("\n\n");
}

function line({ status, title, expected, found }: Verdict, width: number): string {
  if (status === "fail")
    return `  ${label.fail}  ${title}\n            expected ${expected}\n            found    ${found}`;
  return `  ${label[status]}  ${title.padEnd(width)}  ${pc.dim(status === "manual" ? expected : found)}`;
}

/** `N passed, N failed, N to check by hand`. */
export function summary(verdicts: readonly Verdict[]): string {
  const count = (status: Verdict["status"]) => verdicts.filter((verdict) => verdict.status === status).length;
  return `${count("pass")} passed, ${count("fail")} failed, ${count("manual")} to check by hand`;
}
