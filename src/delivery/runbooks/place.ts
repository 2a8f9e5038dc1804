import type { BackendConfig, EstateDeployment } from "../../config";
import { command, type OptionValue } from "./command";
import type { Place } from "./runbook";

type Options = Readonly<Record<string, OptionValue>>;

/** One deployment: its names and settings, and how its commands are written. */
export interface DeploymentPlace<Config, Names> extends Place {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  readonly names: Names;
  readonly config: Config;
  readonly backend: BackendConfig;
  /** `aws <words> --… --region <of the deployment>`. */
  aws(words: string, options: Options): string;
  /** Sets a shell variable to an output of the deployed state. */
  read(name: string, output: string): string;
  /** `npx estate <command> <deployment> <rest>`. */
  estate(subcommand: string, rest?: string): string;
}

export function deploymentPlace<D extends EstateDeployment, Names>(
  deployment: D,
  names: Names,
): DeploymentPlace<D["config"], Names> {
  const { account, backend, config, environment, name, region } = deployment;
  return {
    account,
    backend,
    config,
    environment,
    region,
    deployment: name,
    names,
    aws: (words, options) => command(`aws ${words}`, { ...options, region }),
    read: (shellName, output) => `${shellName}=$(npx estate outputs ${name} ${output})`,
    estate: (subcommand, rest) => ["npx estate", subcommand, name, rest].filter((word) => word !== undefined).join(" "),
  };
}

/** Every flag that says whether something is on. */
export const toggle = (name: string, on: boolean): Options => ({ [on ? name : `no-${name}`]: true });
