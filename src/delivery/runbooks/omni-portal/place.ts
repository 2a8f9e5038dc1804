import type { BackendConfig, OmniPortalConfig, OmniPortalDeployment } from "../../../config";
import { omniPortalNames, type OmniPortalNames } from "../../../systems/omni-portal/names";
import { command, type OptionValue } from "../command";
import type { Place, Runbook } from "../runbook";

type Options = Readonly<Record<string, OptionValue>>;

/** One deployment of OmniPortal: its names and settings, and how its commands are written. */
export interface OmniPortalPlace extends Place {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  readonly names: OmniPortalNames;
  readonly config: OmniPortalConfig;
  readonly backend: BackendConfig;
  /** `aws <words> --… --region <of the deployment>`. */
  aws(words: string, options: Options): string;
  /** Sets a shell variable to an output of the deployed state. */
  read(name: string, output: string): string;
  /** `npx estate <command> <deployment> <rest>`. */
  estate(subcommand: string, rest?: string): string;
}

export type OmniPortalRunbook = Runbook<OmniPortalPlace>;

export function placeOf(deployment: OmniPortalDeployment): OmniPortalPlace {
  const { name, region } = deployment;
  return {
    ...deployment,
    deployment: name,
    names: omniPortalNames(deployment.environment),
    aws: (words, options) => command(`aws ${words}`, { ...options, region }),
    read: (shellName, output) => `${shellName}=$(npx estate outputs ${name} ${output})`,
    estate: (subcommand, rest) => ["npx estate", subcommand, name, rest].filter((word) => word !== undefined).join(" "),
  };
}

/** The same deployment, with commands for another region. */
export function inRegion(place: OmniPortalPlace, region: string): OmniPortalPlace {
  return { ...place, region, aws: (words, options) => command(`aws ${words}`, { ...options, region }) };
}

/** Name of what a restore makes, beside what it restores; document 000. */
export const RESTORED = "omni-portal-restored";

/** Where the deployment's copies are; undefined where nothing is copied. */
export function copyRegion({ config }: OmniPortalPlace): string | undefined {
  const { copy } = config.recovery.backups;
  return copy.copied ? copy.region : undefined;
}

/** Every flag that says whether something is on. */
export const toggle = (name: string, on: boolean): Options => ({ [on ? name : `no-${name}`]: true });
