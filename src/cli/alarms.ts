import type { Command } from "commander";
import { findDeployment } from "../config";
import { subscribeEndpoint, type Subscribed } from "../delivery/alarms/subscribe";
import { awsClients } from "../delivery/aws/clients";
import { exitCodes, jsonOption, patienceOption } from "./options";
import { terminalProgress } from "./progress";
import { sandboxOption, targetFrom } from "./target";

interface SubscribeOptions {
  readonly sandbox?: true;
  readonly patience: number;
  readonly json?: true;
}

/** `estate alarms subscribe`: what must not pass through Terraform, because the URL is a secret. */
export function registerAlarms(program: Command): void {
  program
    .command("alarms")
    .description("who is told of a deployment's alarms")
    .command("subscribe <deployment> <endpoint>")
    .description("subscribe an endpoint of alarms.endpoints, such as pagerduty, by its secret URL; ends earlier ones")
    .option(...sandboxOption)
    .addOption(patienceOption("wait for the endpoint's confirmation", 60))
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `\nThe URL is read from ESTATE_ALARMS_<ENDPOINT>_URL and shown nowhere:\n  read -rs ESTATE_ALARMS_PAGERDUTY_URL && export ESTATE_ALARMS_PAGERDUTY_URL\n  estate alarms subscribe omni-portal-production pagerduty\n${exitCodes(
        { 0: "the endpoint is subscribed and has confirmed", 1: "it has not, or an error" },
      )}`,
    )
    .action(run);
}

async function run(name: string, endpoint: string, options: SubscribeOptions): Promise<void> {
  const deployment = findDeployment(name);
  const settings = { env: process.env, patienceSeconds: options.patience };
  const aws = awsClients(await targetFrom(options), deployment.region);
  const done = await subscribeEndpoint(deployment, endpoint, settings, aws, terminalProgress());
  if (options.json) process.stdout.write(`${JSON.stringify(done, null, 2)}\n`);
  else process.stderr.write(`${words(done)}\n`);
}

function words({ deployment, endpoint, outcome, replaced }: Subscribed): string {
  const what = outcome === "unchanged" ? "was subscribed already" : "is subscribed, and has confirmed";
  const ended = replaced > 0 ? ` Earlier subscriptions of its host ended: ${replaced}.` : "";
  return `${endpoint} ${what} to the alarms of ${deployment}.${ended}`;
}
