import { interfaceEndpoints, type NetworkConfig, type ZoneConfig } from "../network";
import { reasonOf, type Findings } from "./findings";
import { checkSubnets } from "./subnets";

/** The VPC: its blocks, zones, ways out and endpoints. */
export function checkNetwork(network: NetworkConfig, findings: Findings): void {
  checkSubnets(network, findings);
  checkZones(network.zones, findings);
  checkNat(network, findings);
  checkEndpoints(network, findings);
}

function checkZones(zones: readonly ZoneConfig[], findings: Findings): void {
  const { region } = findings.deployment;
  const least = findings.inProduction ? 3 : 2; // 164.308(a)(7)(ii)(C)
  const names = zones.map((zone) => zone.name);
  findings.require(zones.length >= least, "network.zones", names, {
    allowed: `at least ${least} zones`,
    fix: `Add zones of ${region} with a public, an app and a data subnet each.`,
  });
  for (const [index, name] of names.entries()) {
    const isZone = name.startsWith(region) && /^[a-z]$/.test(name.slice(region.length));
    findings.require(isZone, `network.zones[${index}].name`, name, {
      allowed: `zones of ${region}, such as ${region}a`,
      fix: "Name a zone of the deployment's region.",
    });
  }
  checkRepetition("network.zones", names, findings);
}

function checkNat({ nat, zones }: NetworkConfig, findings: Findings): void {
  const range = { min: 1, max: Math.max(1, zones.length) };
  findings.wholeNumber(
    "network.nat.gateways",
    nat.gateways,
    range,
    "Set one gateway per zone, or fewer with a reason.",
  );
  if (nat.gateways < zones.length || "reason" in nat) findings.reason("network.nat.reason", reasonOf(nat));
}

function checkEndpoints(network: NetworkConfig, findings: Findings): void {
  const { services } = network.interfaceEndpoints;
  const field = "network.interfaceEndpoints.services";
  checkRepetition(field, services, findings);
  checkRepetition("network.gatewayEndpoints", network.gatewayEndpoints, findings);
  const missing = interfaceEndpoints.filter((service) => !services.includes(service));
  if (findings.inProduction) {
    findings.require(missing.length === 0, field, services, {
      allowed: `production has all of ${interfaceEndpoints.join(", ")}`,
      fix: `Add ${missing.join(", ")}: what patients depend on reaches AWS without the internet.`,
    });
  } else if (missing.length > 0 || "reason" in network.interfaceEndpoints) {
    findings.reason("network.interfaceEndpoints.reason", reasonOf(network.interfaceEndpoints));
  }
}

function checkRepetition(field: string, values: readonly string[], findings: Findings): void {
  for (const [index, value] of values.entries()) {
    findings.require(values.indexOf(value) === index, `${field}[${index}]`, value, {
      allowed: "each one once",
      fix: `Remove it, or name another one: ${field}[${values.indexOf(value)}] is the same.`,
    });
  }
}
