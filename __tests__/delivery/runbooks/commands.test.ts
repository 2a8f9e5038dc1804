import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { runbookPages } from "../../../src/delivery/runbooks";
import { commandsBySection, editedFiles, judgeByAwsModels, runScript } from "../../support/runbook-commands";

const handwritten = "people-and-mfa.md";
const pages = {
  ...runbookPages(),
  [handwritten]: readFileSync(resolve(__dirname, "../../../docs/runbooks", handwritten), "utf8"),
};
const sections = Object.entries(pages).flatMap(([page, text]) =>
  Object.entries(commandsBySection(text)).map(([section, script]) => ({
    page,
    section,
    script,
    done: runScript(script, editedFiles),
  })),
);

describe("the judge of command lines", () => {
  const refused: readonly [problem: string, words: string[]][] = [
    ["rds has no operation create-db", ["rds", "create-db"]],
    ["unknown service rdss", ["rdss", "create-db-instance"]],
    ["no parameter --snapshot", ["rds", "delete-db-snapshot", "--snapshot", "a"]],
    ['Missing required parameter in input: "DBSnapshotIdentifier"', ["rds", "delete-db-snapshot"]],
    ["rds has no waiter db-ready", ["rds", "wait", "db-ready", "--db-instance-identifier", "a"]],
    ["takes no value", ["rds", "reboot-db-instance", "--db-instance-identifier", "a", "--force-failover", "true"]],
    ["allowed are", ["elasticache", "create-replication-group", "--transit-encryption-mode", "always"]],
    ["finds nothing", ["rds", "describe-db-instances", "--query", "DBInstances[0].State"]],
    ["finds nothing", ["rds", "describe-db-instances", "--query", "Instances[?a=='b'].DBInstanceStatus"]],
    ["has no value", ["rds", "describe-db-instances", "--db-instance-identifier", ""]],
    ["unknown options ['tail']", ["logs", "tail", "/group", "--tail"]],
    // Document 000's way to restore Redis: no cluster made so is encrypted.
    [
      "no parameter --at-rest-encryption-enabled",
      ["elasticache", "create-cache-cluster", "--at-rest-encryption-enabled"],
    ],
  ];
  const problems = judgeByAwsModels(refused.map(([, words]) => words));

  it.each(refused.map(([problem], index) => [problem, problems[index]]))("sees: %s", (problem, found) => {
    expect(found).toContain(problem);
  });
});

describe("the shell that tries the commands", () => {
  it("fails on a variable that nobody set, and on a value that is missing", () => {
    expect(runScript('aws s3 ls "s3://$NEVER"').code).not.toBe(0);
    expect(runScript('EMPTY=\naws s3 ls "s3://${EMPTY:?}"').code).not.toBe(0);
  });
});

describe("every command of the AWS CLI", () => {
  const calls = sections.flatMap(({ page, section, done }) =>
    done.aws.map((words) => ({ where: `${page}, ${section}: aws ${words.join(" ")}`, words })),
  );

  it("is one that the models of AWS's API allow", () => {
    const problems = judgeByAwsModels(calls.map(({ words }) => words));
    const refused = calls.flatMap(({ where }, index) => (problems[index] ? [{ where, problem: problems[index] }] : []));
    expect(calls.length).toBeGreaterThan(200);
    expect(refused).toEqual([]);
  });

  it("says where it goes, unless the service is global", () => {
    const global = /: aws (configure|sts|route53|iam) /;
    expect(calls.filter(({ where, words }) => !global.test(where) && !words.includes("--region"))).toEqual([]);
  });
});

describe.each(sections)("$page, $section", ({ page, section, script, done }) => {
  it("is a script that a shell runs to its end, every variable set before it is used", () => {
    const said = done.stderr.replace("base64: invalid input\n", ""); // the recorder's answer is no base64
    expect({ code: done.code, said }).toEqual({ code: 0, said: "" });
    expect(done.aws.length).toBeGreaterThan(0);
  });

  it("puts no secret into a command line", () => {
    const values = done.aws.flatMap((words) =>
      words.filter((_, index) => /^--.*(password|secret-string|auth-token)/.test(words[index - 1] ?? "")),
    );
    expect(values.filter((value) => value !== "file:///dev/stdin")).toEqual([]);
    expect(script).not.toMatch(/--password=|-p\$/);
  });

  if (page === handwritten) return;
  it("names this deployment and no other", () => {
    const others = ["dev", "staging", "production"].filter((environment) => !section.endsWith(environment));
    expect(others.filter((environment) => script.includes(`omni-portal-${environment}`))).toEqual([]);
  });
});
