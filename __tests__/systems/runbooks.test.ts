import { deployments } from "../../src/config";
import { runbookPages } from "../../src/delivery/runbooks";
import { synthesizedDeployment } from "../support/deployments";
import { commandsBySection, editedFiles, runScript } from "../support/runbook-commands";

/** Options whose values are names of this estate, wherever they are not variables. */
const NAMES =
  /^--(cluster|service-name|services|container|names|name|secret-id|backup-vault-name|replication-group-id|source-identifier)$/;
/** Made by the runbooks themselves. */
const OWN = /^(omni-portal-restored|itrack-recovery|itrack-items-recovery|available)$|-damaged|^omni-portal\/dr\//;

const withRunbooks = deployments.filter(({ system }) => system !== "omnirapeutic").map(({ name }) => name);

describe.each(withRunbooks)("the runbooks of %s", (deployment) => {
  const runs = Object.values(runbookPages()).flatMap((page) => {
    const script = commandsBySection(page)[deployment];
    return script === undefined ? [] : [runScript(script, editedFiles)];
  });
  const estate = runs.flatMap(({ npx }) => npx).filter(([program]) => program === "estate");
  const aws = runs.flatMap((run) => run.aws);
  const { json } = synthesizedDeployment(deployment);
  const text = JSON.stringify(json);

  it("read only outputs that the deployment has", () => {
    const read = estate.filter(([, command]) => command === "outputs").map(([, , , name = ""]) => name);
    const outputs = json.output as Record<string, { readonly value: unknown }>;
    const missing = read.filter((path) => {
      const [name = "", key] = path.split(".");
      const value = outputs[name]?.value;
      return value === undefined || (key !== undefined && !(key in (value as object)));
    });
    expect(read.length).toBeGreaterThan(5);
    expect(missing).toEqual([]);
  });

  it("change the state at addresses that the deployment has", () => {
    const addresses = estate.flatMap((words) => words.filter((word) => /^aws_\w+\.\w+$/.test(word)));
    const resources = json.resource as Record<string, Record<string, unknown>>;
    const missing = addresses.filter((address) => {
      const [type = "", id = ""] = address.split(".");
      return resources[type]?.[id] === undefined;
    });
    expect(addresses.length).toBeGreaterThan(1);
    expect(missing).toEqual([]);
  });

  it("name only what the deployment makes", () => {
    const named = aws.flatMap((words) =>
      words.filter((word, index) => NAMES.test(words[index - 1] ?? "") && !OWN.test(word)),
    );
    const groups = aws
      .filter(([service, command]) => service === "logs" && command === "tail")
      .map(([, , name = ""]) => name);
    const instances = aws.flatMap((words) =>
      words.filter((word, index) => words[index - 1] === "--db-instance-identifier" && !OWN.test(word)),
    );
    const wanted = [...new Set([...named, ...groups, ...instances])];
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted.filter((name) => !text.includes(`"${name}"`))).toEqual([]);
  });

  it("come as the one role that people assume", () => {
    const roles = aws.filter((words) => words.includes("role_arn")).map((words) => words[3]?.split("/")[1]);
    const made = json.resource as { readonly aws_iam_role: Record<string, { readonly name: string }> };
    expect(roles).toHaveLength(1);
    expect(Object.values(made.aws_iam_role).map(({ name }) => name)).toEqual(expect.arrayContaining(roles));
  });
});
