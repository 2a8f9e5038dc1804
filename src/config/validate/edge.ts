import type { EdgeConfig } from "../edge";
import type { Findings } from "./findings";

const LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const HOST_NAME = new RegExp(`^(${LABEL}\\.)+${LABEL}$`);
const hostName = { allowed: "lower-case labels joined by dots, without a dot at the end" };

/**
 * Domain and certificate: both name things that exist outside the deployment. 164.312(e)(1)
 *
 * @param at path of the settings @default "edge"
 */
export function checkEdge({ domainName, certificate }: EdgeConfig, findings: Findings, at = "edge"): void {
  const fix = "Write the host name that clients use, such as app.omnirapeutic.example.";
  const field = `${at}.domainName`;
  findings.matches(field, domainName, HOST_NAME, { ...hostName, fix });
  findings.require(domainName.length <= 64, field, domainName, {
    allowed: "at most 64 characters (a limit of certificates)",
    fix: "Shorten it.",
  });
  if ("arn" in certificate) checkArn(`${at}.certificate.arn`, certificate.arn, findings);
  else checkZone(at, certificate.hostedZone, domainName, findings);
}

function checkZone(at: string, zone: string, domainName: string, findings: Findings): void {
  const field = `${at}.certificate.hostedZone`;
  const fix = "Write the zone's name as Route 53 lists it, without the dot at its end.";
  const sound = findings.matches(field, zone, HOST_NAME, { ...hostName, fix });
  if (!sound) return;
  findings.require(domainName === zone || domainName.endsWith(`.${zone}`), field, zone, {
    allowed: `a zone that holds ${at}.domainName (${domainName}): the domain itself or an ending of it`,
    fix: "Name the zone of the domain, or choose a domain in this zone.",
  });
}

function checkArn(field: string, arn: string, findings: Findings): void {
  const { region } = findings.deployment;
  findings.matches(field, arn, new RegExp(`^arn:aws[a-z-]*:acm:${region}:\\d{12}:certificate/[\\w-]+$`), {
    allowed: `arn:aws:acm:${region}:<account>:certificate/<id>`,
    fix: "A load balancer takes certificates of its own region only: request or import one there.",
  });
}
