import type { EstateDeployment } from "../../config";
import { Failure } from "../failure";

/** A service that a deployment tells of alarms by HTTPS, as its configuration names it. */
export type AlarmEndpoint = EstateDeployment["config"]["alarms"]["endpoints"][number];

/** @throws Failure naming the endpoints that the configuration knows */
export function findEndpoint(
  { name: deployment, config }: Pick<EstateDeployment, "name" | "config">,
  name: string,
): AlarmEndpoint {
  const { endpoints } = config.alarms;
  const found = endpoints.find((endpoint) => endpoint.name === name);
  if (found) return found;
  const known = endpoints.map((endpoint) => endpoint.name).join(", ") || "none";
  throw new Failure(`${deployment} has no alarm endpoint "${name}"; its configuration names ${known}.`, {
    fix: `Add it to alarms.endpoints of ${deployment} in src/config, by name and host: its URL never stands there.`,
  });
}

/** The variable that holds an endpoint's URL, such as `ESTATE_ALARMS_PAGERDUTY_URL`. */
export function urlVariable({ name }: AlarmEndpoint): string {
  return `ESTATE_ALARMS_${name.toUpperCase()}_URL`;
}

/**
 * The endpoint's URL, from the environment alone: it holds the key by which anybody may raise incidents, so that it stands in
 * no argument, which shells and process lists keep, and in no message of ours. Pure.
 *
 * @throws Failure when the variable holds no URL of the endpoint's host; it never quotes what it holds
 */
export function endpointUrl(endpoint: AlarmEndpoint, env: NodeJS.ProcessEnv): string {
  const variable = urlVariable(endpoint);
  const value = env[variable]?.trim();
  const fix = `Set it for this command alone, without showing it: read -rs ${variable} && export ${variable}`;
  if (!value) throw new Failure(`${variable} is not set: it holds the URL of ${endpoint.name}.`, { fix });
  if (isUrlOf(endpoint, value)) return value;
  throw new Failure(
    `${variable} does not hold the URL of ${endpoint.name}; allowed is https://${endpoint.host}/…, with the key in its path.`,
    { fix },
  );
}

/** SNS calls port 443 and sends no credentials. */
function isUrlOf({ host }: AlarmEndpoint, text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const plain = url.username === "" && url.password === "" && url.hash === "";
  return url.protocol === "https:" && url.host === host && url.pathname.length > 1 && plain;
}
