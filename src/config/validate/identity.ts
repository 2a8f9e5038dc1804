import type { Deployment } from "../deployment";
import type { Findings } from "./findings";

/** Room for the longest suffix of a derived name, such as `-enhanced-monitoring`. */
const suffixRoom = 24;
/** Aurora identifiers end at 63 characters, IAM roles at 64, secrets and log groups far later. */
const shortestLimit = 63;

/** Name, account and region: what every resource name and every provider setting derives from. */
export function checkIdentity(
  { name, system, environment, account, region }: Deployment<unknown>,
  findings: Findings,
): void {
  const longest = shortestLimit - suffixRoom;
  findings.matches("name", name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
    allowed: "lowercase words joined by single hyphens, beginning with a letter",
    fix: "Rename the system: AWS takes the name for clusters, buckets and roles.",
  });
  findings.require(name === `${system}-${environment}`, "name", name, {
    allowed: `<system>-<environment>, here ${system}-${environment}`,
    fix: `Name the deployment ${system}-${environment}.`,
  });
  findings.require(name.length <= longest, "name", name, {
    allowed: `at most ${longest} characters (Aurora identifiers end at ${shortestLimit}, suffixes take up to ${suffixRoom})`,
    fix: `Shorten the system's name by ${name.length - longest} characters.`,
  });
  findings.matches("account", account, /^\d{12}$/, {
    allowed: "12 digits, as text",
    fix: "Copy the account id from the AWS console into src/config/accounts.ts; keep leading zeros.",
  });
  checkRegion("region", region, findings);
}

/** A region's code. */
export function checkRegion(field: string, region: string, findings: Findings): void {
  findings.matches(field, region, /^[a-z]{2}(-gov)?-[a-z]+-\d$/, {
    allowed: "an AWS region such as us-east-1",
    fix: "Write the region's code, not its name.",
  });
}
