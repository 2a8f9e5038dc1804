import type { AvailabilityZone, EC2 } from "@aws-sdk/client-ec2";
import type { AwsClients } from "../../aws/clients";
import type { Check, Verdict } from "../check";
import { literal, type Demand } from "../demand";

/** Regions that the account must have opened, before anything in them can be asked about. */
export function regionChecks({ regions }: Pick<Demand, "regions">, aws: AwsClients): readonly Check[] {
  return regions.map((region) => ({
    area: "account",
    what: `region ${region}`,
    needs: ["ec2:DescribeRegions"],
    look: async () => judgeRegion(region, await optIn(region, aws.ec2)),
  }));
}

/** Whether a region can be used. Pure. @param status AWS's word on it; undefined when there is no such region */
export function judgeRegion(region: string, status: string | undefined): Verdict {
  const found = status ?? "no such region";
  const wanted = "enabled for the account";
  if (status === "opt-in-not-required" || status === "opted-in") return { status: "ready", found, wanted };
  return {
    status: "not ready",
    found,
    wanted,
    fix: `aws account enable-region --region-name ${region}   # takes minutes to hours; or name another region in src/config`,
  };
}

async function optIn(region: string, ec2: EC2): Promise<string | undefined> {
  const Filters = [{ Name: "region-name", Values: [region] }];
  const { Regions = [] } = await ec2.describeRegions({ AllRegions: true, Filters });
  return Regions.find(({ RegionName }) => RegionName === region)?.OptInStatus;
}

/** Availability zones that subnets are put into. */
export function zoneChecks({ resources }: Pick<Demand, "resources">, aws: AwsClients): readonly Check[] {
  const wanted = new Map<string, Set<string>>();
  for (const { region, body } of resources) {
    const zone = literal(body.availability_zone);
    if (zone !== undefined) wanted.set(region, (wanted.get(region) ?? new Set()).add(zone));
  }
  return [...wanted].map(([region, zones]) => ({
    area: "zones",
    what: [...zones].sort().join(", "),
    needs: ["ec2:DescribeAvailabilityZones"],
    look: async () => {
      const { AvailabilityZones = [] } = await aws.inRegion(region).ec2.describeAvailabilityZones({});
      return judgeZones([...zones].sort(), AvailabilityZones);
    },
  }));
}

/** Whether every zone is there and open. Pure. */
export function judgeZones(names: readonly string[], zones: readonly AvailabilityZone[]): Verdict {
  const open = zones.filter(({ State }) => State === "available").map(({ ZoneName }) => ZoneName);
  const closed = names.filter((name) => !open.includes(name));
  const wanted = "available";
  if (closed.length === 0) return { status: "ready", found: "available", wanted };
  const words = closed.map((name) => {
    const zone = zones.find(({ ZoneName }) => ZoneName === name);
    return `${name} is ${zone?.State ?? "not this account's"}`;
  });
  return {
    status: "not ready",
    found: words.join(", "),
    wanted,
    fix: `Name others in network.zones of src/config; open are ${open.sort().join(", ") || "none"}.`,
  };
}
