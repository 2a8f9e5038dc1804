import type { AwsClients } from "../aws/clients";
import { explained, isMissing } from "../aws/errors";
import { findPublicZone } from "../aws/hosted-zone";
import { Failure } from "../failure";
import type { Block, Stack } from "../synth";

type Clients = Pick<AwsClients, "acm" | "route53">;

/** What is missing in the account, and how to get it. */
interface Missing {
  readonly what: string;
  readonly fix: string;
}

/**
 * Guarantees that what a deployment finds in its account is there, where Terraform would only say "no matching zone", or
 * fail in the middle of the apply. Asks AWS only when the synthesized JSON names a zone or a certificate.
 * @throws Failure naming every missing zone and certificate and how to get it
 */
export async function requirePrerequisites(
  { name, document }: Pick<Stack, "name" | "document">,
  clients: () => Clients,
): Promise<void> {
  const zones = Object.values(document.data?.aws_route53_zone ?? {}).flatMap((zone) => literal(zone, "name"));
  const arns = Object.values(document.resource?.aws_lb_listener ?? {}).flatMap((listener) =>
    literal(listener, "certificate_arn"),
  );
  if (zones.length + arns.length === 0) return;
  const found = await explained("looking for the zone or certificate that the deployment needs", () =>
    Promise.all([
      ...zones.map((zone) => missingZone(zone, clients().route53)),
      ...arns.map((arn) => missingCertificate(arn, clients().acm)),
    ]),
  );
  const missing = found.filter((each) => each !== undefined);
  if (missing.length === 0) return;
  throw new Failure(`${name} cannot be planned: ${missing.map(({ what }) => what).join("; ")}.`, {
    fix: missing.map(({ fix }) => fix).join("\n"),
  });
}

/** The argument, unless Terraform computes it. */
function literal(block: Block, argument: string): string[] {
  const value = block[argument];
  return typeof value === "string" && !value.includes("${") ? [value] : [];
}

async function missingZone(zone: string, route53: Clients["route53"]): Promise<Missing | undefined> {
  if (await findPublicZone(route53, zone)) return undefined;
  return {
    what: `the account has no public hosted zone ${zone}`,
    fix: `Make it: aws route53 create-hosted-zone --name ${zone} --caller-reference "$(date +%s)"; then enter its name servers at the registrar. Or name another zone, or a certificate's ARN, in edge.certificate.`,
  };
}

async function missingCertificate(arn: string, acm: Clients["acm"]): Promise<Missing | undefined> {
  const status = await certificateStatus(arn, acm);
  if (status === "ISSUED") return undefined;
  return {
    what: `certificate ${arn} is ${status}, not ISSUED`,
    fix: "Request or import it in this account and region and have it validated, or name another one in edge.certificate.",
  };
}

async function certificateStatus(arn: string, acm: Clients["acm"]): Promise<string> {
  try {
    const { Certificate: certificate } = await acm.describeCertificate({ CertificateArn: arn });
    return certificate?.Status ?? "unknown";
  } catch (error) {
    if (isMissing(error)) return "missing";
    throw error;
  }
}
