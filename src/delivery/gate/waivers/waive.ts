import { isDate } from "../../../platform/acknowledge";
import { addDays } from "../../days";
import { Failure } from "../../failure";
import type { Finding } from "../finding";
import { longestDays } from "./judge";
import { meant, readEntries, type Waiver } from "./schema";

/**
 * Guarantees that a waiver is well formed and that the plan needs it. Pure.
 * @param blocked what the plan does and rules object to
 * @param today `YYYY-MM-DD`
 * @throws Failure with everything that is wrong with it
 */
export function requireWaivable(waiver: Waiver, blocked: readonly Finding[], today: string): void {
  const problems = [...entryProblems(waiver), ...dayProblems(waiver, today)];
  if (problems.length > 0) {
    throw new Failure(`This waiver cannot be written:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`, {
      fix: "Correct the options: npx estate waive --help.",
    });
  }
  const { address, rule } = waiver;
  if (blocked.some((finding) => finding.address === address && finding.rule === rule)) return;
  const there = blocked.filter((finding) => finding.address === address).map((finding) => finding.rule);
  const what =
    there.length > 0 ? `${rule}${meant(rule, there)}` : `anything on ${address}${meant(address, addresses(blocked))}`;
  throw new Failure(`The saved plan is not blocked for ${what}.`, {
    fix:
      there.length > 0
        ? `On ${address} it is blocked for ${there.join(", ")}.`
        : "Without options the command lists what is blocked.",
  });
}

function entryProblems(waiver: Waiver): readonly string[] {
  return readEntries([waiver]).problems.map((problem) => problem.replace(/^entry 1:? /, "--"));
}

function dayProblems({ expires }: Waiver, today: string): readonly string[] {
  if (!isDate(expires)) return [];
  const latest = addDays(today, longestDays);
  if (expires >= today && expires <= latest) return [];
  return [`--expires = "${expires}". Allowed: a day from ${today} to ${latest}, ${longestDays} days ahead`];
}

function addresses(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ address }) => address))];
}
