import { existsSync } from "node:fs";
import { join } from "node:path";
import { applicationsOf, type ApplicationConfig } from "../../config";
import { Failure } from "../failure";
import type { OutputValue } from "../terraform";

type Owner = { readonly name: string; readonly system: string };

/** An application and the service that runs it. */
export interface Application extends ApplicationConfig {
  readonly service: string;
}

/**
 * The applications of a deployment's system, in their order.
 * @throws Failure when the configuration has none
 */
export function applicationsIn({ name, system }: Owner): readonly Application[] {
  const found = Object.entries(applicationsOf({ system })).map(([service, config]) => ({ service, ...config }));
  if (found.length > 0) return found;
  throw new Failure(`No application of ${name} is built here: its images come from elsewhere.`, {
    fix: `Release what is in its repositories: npx estate release ${name} <service> <version>. To build here, name the folder in src/config/applications.ts: "${system}": { <service>: { folder: … } }.`,
  });
}

/** Name of the image on this machine, whichever deployment it will go to. */
export function localImage({ system }: Pick<Owner, "system">, { service }: Application, tag: string): string {
  return `${system}/${service}:${tag}`;
}

/** @throws Failure naming every folder without a Dockerfile, what belongs there, and the line that names another */
export function requireSources(root: string, { system }: Pick<Owner, "system">, all: readonly Application[]): void {
  const absent = all.filter(({ folder, dockerfile }) => !existsSync(join(root, folder, dockerfile)));
  if (absent.length === 0) return;
  const places = absent.map(({ service, folder, dockerfile }) => `  - ${service}: ${folder}/${dockerfile}`);
  const lines = absent.map(({ service }) => `applications["${system}"].${service}.folder`);
  throw new Failure(`The source of ${absent.length} applications of ${system} is not there:\n${places.join("\n")}`, {
    fix: `Put each application's source with its Dockerfile there (a folder, or a Git submodule), or name its folder in src/config/applications.ts: ${lines.join(", ")}.`,
  });
}

/** The repository of a service: its name, and the address that Docker pushes to. */
export interface Repository {
  readonly name: string;
  readonly url: string;
}

/**
 * From the deployment's outputs. Pure.
 * @throws Failure when the deployment has no such repository, or is not deployed
 */
export function repositoryOf(
  deployment: string,
  service: string,
  outputs: Readonly<Record<string, OutputValue>>,
): Repository {
  const urls = outputs.ecr_repository_urls?.value as Readonly<Record<string, string>> | undefined;
  const url = urls?.[service];
  if (url) return { url, name: url.slice(url.indexOf("/") + 1) };
  throw new Failure(`${deployment} has no repository for ${service}: its output ecr_repository_urls names none.`, {
    fix: urls
      ? `It has ${Object.keys(urls).join(", ")}: correct the service's name in src/config/applications.ts.`
      : `Deploy it first: npx estate deploy ${deployment}`,
  });
}
