import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runStep } from "../workflows/run-step";
import { root } from "./support";

let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(path.join(tmpdir(), "ci-reviewed-"));
  mkdirSync(path.join(checkout, "scripts"));
  cpSync(path.join(root, "scripts/ci-reviewed.sh"), path.join(checkout, "scripts/ci-reviewed.sh"));
});
afterEach(() => rmSync(checkout, { recursive: true }));

interface GitHub {
  /** Head of the pull request that became the commit. */
  readonly head?: string;
  /** The run that planned it. */
  readonly planned?: string;
  readonly hasReview?: boolean;
}

const compared = (code: number, said: string): string => `echo '${said}'\nexit ${code}`;

/** The script with a GitHub that answers so, and an `estate compare`. */
function run({ head = "c0ffee", planned = "7", hasReview = true }: GitHub, npx: string, deployment = "itrack-staging") {
  const gh = `case "$1 $2" in api*) echo '${head}' ;; "run list") echo '${planned}' ;; *) exit ${hasReview ? 0 : 1} ;; esac`;
  const variables = { GITHUB_REPOSITORY: "o/r", GITHUB_SHA: "5ba", RUNNER_TEMP: checkout };
  return runStep({ run: `'${checkout}/scripts/ci-reviewed.sh' ${deployment}` }, { gh, npx }, { variables });
}

describe("scripts/ci-reviewed.sh", () => {
  it("says that the plan is as reviewed when it does what the pull request's plan would have done", () => {
    const { code, output, summary, calls } = run({}, compared(0, "The plan does what was reviewed."));
    expect({ code, output, summary }).toEqual({
      code: 0,
      output: "as_reviewed=true\n",
      summary: "\nThe plan does what was reviewed.\n",
    });
    expect(calls).toEqual([
      expect.stringMatching(/^api repos\/o\/r\/commits\/5ba\/pulls /),
      expect.stringMatching(/^run list --workflow terraform-plan.yml .*--commit c0ffee /),
      `run download 7 --name review-itrack-staging --dir ${checkout}/reviewed`,
      `estate compare itrack-staging ${checkout}/reviewed/plan.meta.json`,
    ]);
  });

  it("says that it is not, and what differs, when it does something else", () => {
    expect(run({}, compared(2, "This is not what was reviewed:"))).toMatchObject({
      code: 0,
      output: "as_reviewed=false\n",
      summary: "\nThis is not what was reviewed:\n",
    });
  });

  it.each<[string, GitHub, string]>([
    ["no pull request became the commit", { head: "" }, "No pull request became this commit"],
    ["the pull request was never planned", { planned: "" }, "was never planned"],
    ["its plans hold none of this deployment", { hasReview: false }, "hold none of itrack-staging"],
  ])("counts as not reviewed when %s", (_what, github, why) => {
    const { code, output, summary } = run(github, compared(0, ""));
    expect({ code, output }).toEqual({ code: 0, output: "as_reviewed=false\n" });
    expect(summary).toContain(why);
  });

  it("fails when the comparison fails, and hands nothing on", () => {
    expect(run({}, "exit 1")).toMatchObject({ code: 1, output: "" });
  });

  it("refuses what is no deployment's name", () => {
    expect(run({}, "", "'; rm -rf /'")).toMatchObject({ code: 1, calls: [""] });
  });
});
