import { bastionEndpoints, type BastionConfig } from "../bastion";
import type { NetworkConfig } from "../network";
import type { Findings } from "./findings";

/** A bastion that AWS accepts, that ends forgotten sessions, and that can work without the internet. */
export function checkBastion(bastion: BastionConfig, findings: Findings): void {
  findings.matches("bastion.instanceType", bastion.instanceType, /^(t3a?|m[5-7][ai]?|c[5-7][ai]?)\.[a-z0-9]+$/, {
    allowed: "x86 types on Nitro: t3, t3a, m5-m7, c5-c7",
    fix: "Set t3.micro.",
  });
  const volume = { min: 8, max: 100 };
  findings.wholeNumber("bastion.volumeGiB", bastion.volumeGiB, volume, "Set 8, the size of the image.");
  findings.matches("bastion.patchSchedule", bastion.patchSchedule, /^cron\((\S+ ){5}\S+\)$/, {
    allowed: "cron(…) with six fields",
    fix: "Write it like cron(0 6 ? * SUN *).",
  });
  const idle = { min: 1, max: 15 }; // 164.312(a)(2)(iii)
  findings.wholeNumber("bastion.idleTimeoutMinutes", bastion.idleTimeoutMinutes, idle, "Set 15.");
  findings.wholeNumber("bastion.maxSessionMinutes", bastion.maxSessionMinutes, { min: 1, max: 480 }, "Set 60.");
}

/** The endpoints that the bastion needs are part of the network; production has all interface endpoints anyway. */
export function checkBastionEndpoints(network: NetworkConfig, findings: Findings): void {
  findings.require(network.gatewayEndpoints.includes("s3"), "network.gatewayEndpoints", network.gatewayEndpoints, {
    allowed: "a list with s3, from where the bastion gets packages and patches",
    fix: "Add s3: the endpoint costs nothing.",
  });
  if (findings.inProduction) return;
  const { services } = network.interfaceEndpoints;
  const missing = bastionEndpoints.filter((service) => !services.includes(service));
  findings.require(missing.length === 0, "network.interfaceEndpoints.services", services, {
    allowed: `a list with ${bastionEndpoints.join(", ")}, which the bastion works by`,
    fix: `Add ${missing.join(", ")}.`,
  });
}
