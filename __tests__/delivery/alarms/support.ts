import { findDeployment, type EstateDeployment } from "../../../src/config";
import type { AlarmEndpoint } from "../../../src/delivery/alarms/endpoint";

export const pagerDuty = { name: "pagerduty", host: "events.pagerduty.com" };
export const urlOf = (key: string, host = pagerDuty.host) => `https://${host}/integration/${key}/enqueue`;

/** omnirapeutic-dev, whose alarms go to these endpoints. */
export function deploymentWith(...endpoints: readonly AlarmEndpoint[]): EstateDeployment {
  const deployment = findDeployment("omnirapeutic-dev");
  const { config } = deployment;
  return { ...deployment, config: { ...config, alarms: { ...config.alarms, endpoints } } } as EstateDeployment;
}
