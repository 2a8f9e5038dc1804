import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { estateCalls, makeTargets, unknownCommands, unknownTargets } from "../support/command-line";
import { meets, readManifest } from "../../src/delivery/doctor/manifest";
import { onlyStep, root, textOf, using, workflow, workflowFiles, type Step } from "./support";

const composite = path.join(root, ".github/actions/setup/action.yml");
const setUp = parse(readFileSync(composite, "utf8")) as { runs: { steps: Step[] } };
const stepsOf = (file: string): Step[] => Object.values(workflow(file).jobs).flatMap((job) => [...(job.steps ?? [])]);
const actionlint = path.join(root, ".estate/tools/bin/actionlint");

describe.each(workflowFiles)("%s", (file) => {
  const text = textOf(file);

  it("grants no permission to all jobs but, at most, reading the code", () => {
    expect([{}, { contents: "read" }]).toContainEqual(workflow(file).permissions);
  });

  it("grants a token for AWS only to jobs that take on a role, in a GitHub environment of their own", () => {
    for (const job of Object.values(workflow(file).jobs)) {
      if (job.uses) continue; // the called workflow's jobs are judged in its own file
      const signsIn = (job.steps ?? []).some((step) => step.uses?.startsWith("aws-actions/"));
      expect({
        token: job.permissions?.["id-token"] === "write",
        environment: job.environment !== undefined && job.environment !== "unreviewed",
      }).toEqual({
        token: signsIn,
        environment: signsIn,
      });
    }
  });

  it("signs in by the role of AWS_ROLE_ARN and holds no key", () => {
    expect(text).not.toMatch(/aws[-_](access[-_]key|secret[-_]access|session[-_]token)|AKIA[A-Z0-9]/i);
    const secrets = [...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
    expect(secrets.filter((name) => name !== "AWS_ROLE_ARN")).toEqual([]);
  });

  it("writes no expression into a script, where its value would run as code", () => {
    const scripts = stepsOf(file).map((step) => `${step.run ?? ""}${String(step.with?.script ?? "")}`);
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });

  it("keeps no Git credentials in the checkout", () => {
    const checkouts = stepsOf(file).filter((step) => step.uses?.startsWith("actions/checkout@"));
    expect(checkouts.every((step) => step.with?.["persist-credentials"] === false)).toBe(true);
  });
});

describe("all workflows", () => {
  it("name every action by full commit, with its version beside it", () => {
    const all = [...workflowFiles.map(textOf), readFileSync(composite, "utf8")].join("\n");
    const external = [...all.matchAll(/uses: (?!\.\/)(.+)/g)].map(([, action]) => action);
    expect(external.length).toBeGreaterThan(10);
    expect(external.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? ""))).toEqual(
      [],
    );
  });

  it("sign in to AWS in exactly the jobs that plan, apply or look for drift, by OIDC alone [001-ci-oidc] [003-github-secret-access-key] [003-github-secret-secret-key]", () => {
    const signing = workflowFiles.flatMap((file) =>
      Object.entries(workflow(file).jobs)
        .filter(([, job]) => job.permissions?.["id-token"] === "write" && job.steps)
        .map(([name]) => `${file} ${name}`),
    );
    expect(signing.sort()).toEqual([
      "deployment.yml apply",
      "deployment.yml plan",
      "drift.yml drift",
      "terraform-plan.yml plan",
    ]);
    const roles = workflowFiles.flatMap(stepsOf).filter((step) => step.uses?.startsWith("aws-actions/"));
    expect(roles.map((step) => Object.keys(step.with ?? {}).sort())).toEqual(
      signing.map(() => ["aws-region", "role-session-name", "role-to-assume"]),
    );
  });

  it("take the role from the secret AWS_ROLE_ARN [001-github-role-secret]", () => {
    const roles = workflowFiles
      .flatMap(stepsOf)
      .filter((step) => step.uses?.startsWith("aws-actions/"))
      .map((step) => step.with?.["role-to-assume"]);
    expect(new Set(roles)).toEqual(new Set(["${{ secrets.AWS_ROLE_ARN }}"]));
  });

  it("call only Make targets, estate commands and options that exist", () => {
    const scripts = [...workflowFiles.flatMap(stepsOf), ...setUp.runs.steps].map((step) => step.run ?? "").join("\n");
    expect(makeTargets(scripts).length).toBeGreaterThan(4);
    expect(unknownTargets(scripts)).toEqual([]);
    expect(estateCalls(scripts).length).toBeGreaterThan(4);
    expect(unknownCommands(scripts)).toEqual([]);
  });

  it("set up the versions that the doctor asks for", () => {
    const manifest = readManifest();
    const given = (action: string): Readonly<Record<string, unknown>> =>
      onlyStep(setUp.runs.steps, using(action)).with ?? {};
    expect(meets(String(given("actions/setup-node")["node-version"]), manifest.node)).toBe(true);
    expect(meets(String(given("actions/setup-python")["python-version"]), manifest.python)).toBe(true);
    expect(meets(String(given("actions/setup-go")["go-version"]), manifest.go)).toBe(true);
    expect(meets(String(given("hashicorp/setup-terraform")["terraform_version"]), manifest.terraform)).toBe(true);
  });

  it("pass the workflow linter", () => {
    const lint = spawnSync(actionlint, [], { cwd: root, encoding: "utf8" });
    expect({ error: lint.error?.message, findings: lint.stdout, code: lint.status }).toEqual({
      error: undefined,
      findings: "",
      code: 0,
    });
  });
});
