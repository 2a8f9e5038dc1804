import type { HostedZone, Route53 } from "@aws-sdk/client-route-53";

/** The account's public hosted zone of exactly that name. */
export async function findPublicZone(route53: Route53, name: string): Promise<HostedZone | undefined> {
  const { HostedZones = [] } = await route53.listHostedZonesByName({ DNSName: name });
  return HostedZones.find((zone) => zone.Name === `${name}.` && zone.Config?.PrivateZone !== true);
}
