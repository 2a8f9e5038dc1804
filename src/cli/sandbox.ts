import { InvalidArgumentError, type Command } from "commander";
import { deployments } from "../config";
import { down, findSandbox, renderStatus, reset, status, up, type UpResult } from "../delivery/sandbox";
import { seedPrerequisites } from "../delivery/sandbox/prerequisites";
import { foreignVariables, sandboxExports } from "../delivery/target";
import { jsonOption } from "./options";

interface JsonOption {
  readonly json?: true;
}

/** `estate sandbox up|down|reset|status|env`: the embedded AWS that `--sandbox` commands work on. */
export function registerSandbox(program: Command): void {
  const sandbox = program
    .command("sandbox")
    .description("the embedded AWS: an emulator on a loopback port of this machine");
  sandbox
    .command("up")
    .description(
      "start it in the background with what it held before, or reuse the one that runs; makes the DNS zones that deployments look for",
    )
    .option("--port <port>", "a fixed port instead of a free one", parsePort)
    .addOption(jsonOption())
    .action(runUp);
  sandbox.command("down").description("save what it holds and stop it").addOption(jsonOption()).action(runDown);
  sandbox
    .command("reset")
    .description("stop it and forget everything: its data, log and saved plans")
    .addOption(jsonOption())
    .action(runReset);
  sandbox
    .command("status")
    .description("endpoint, pid, uptime, account, what it holds, and what it does not prove")
    .addOption(jsonOption())
    .action(runStatus);
  sandbox
    .command("env")
    .description('exports for this shell, for plain terraform, cdktf and aws: eval "$(npx estate sandbox env)"')
    .option("--region <region>", "AWS region", "us-east-1")
    .addOption(jsonOption())
    .action(runEnv);
}

async function runUp(options: { readonly port?: number } & JsonOption): Promise<void> {
  const { running, state, warnings } = await up({ port: options.port });
  const target = { kind: "sandbox", endpoint: running.endpoint } as const;
  for (const deployment of deployments) await seedPrerequisites(target, deployment);
  const answer = {
    endpoint: running.endpoint,
    pid: running.announcement.pid,
    account: running.health.account,
    state,
    warnings,
  };
  for (const warning of warnings) process.stderr.write(`Warning: ${warning}\n`);
  print(
    options,
    answer,
    `The sandbox ${EXPLAINED[state]}: ${answer.endpoint} (pid ${answer.pid}, account ${answer.account}).`,
  );
}

const EXPLAINED: Record<UpResult["state"], string> = {
  reused: "runs already",
  restored: "is up with what it held before",
  empty: "is up and empty",
};

async function runDown(options: JsonOption): Promise<void> {
  const { stopped, savedAt } = await down();
  const text = stopped
    ? `The sandbox is saved (${savedAt?.toISOString()}) and stopped.`
    : "The sandbox was not running.";
  print(options, { stopped, savedAt }, text);
}

async function runReset(options: JsonOption): Promise<void> {
  await reset();
  print(options, { reset: true }, "The sandbox is stopped; its data, log and saved plans are gone.");
}

async function runStatus(options: JsonOption): Promise<void> {
  const current = await status();
  print(options, current, renderStatus(current));
}

async function runEnv(options: { readonly region: string } & JsonOption): Promise<void> {
  const variables = sandboxExports(await findSandbox(), options.region);
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
  const foreign = foreignVariables(process.env);
  print(options, variables, [...(foreign.length ? [`unset ${foreign.join(" ")}`] : []), ...exports].join("\n"));
}

/** Safe for any POSIX shell. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new InvalidArgumentError("Allowed: a whole number from 1 to 65535; without --port it takes a free one.");
}

function print(options: JsonOption, answer: unknown, text: string): void {
  process.stdout.write(`${options.json ? JSON.stringify(answer, null, 2) : text}\n`);
}
