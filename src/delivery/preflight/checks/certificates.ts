import type { CertificateDetail } from "@aws-sdk/client-acm";
import type { AwsClients } from "../../aws/clients";
import { unlessMissing } from "../../aws/errors";
import type { Check, Verdict } from "../check";
import type { Block } from "../../synth";
import { literal, only, type Demand } from "../demand";

/** A certificate that exists before the deployment, and what it is used for. */
export interface Use {
  readonly arn: string;
  /** Host names that clients use. */
  readonly names: readonly string[];
  readonly region: string;
}

/** CloudFront takes certificates of this region alone. */
const CLOUDFRONT_REGION = "us-east-1";
/** ACM renews what it issued itself 60 days before; what was imported, nobody renews. */
const SOON_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Certificates that the configuration names by their ARN. */
export function certificateChecks(demand: Demand, aws: AwsClients, now: Date): readonly Check[] {
  return usesOf(demand).map((use) => ({
    area: "certificates",
    what: use.arn,
    needs: ["acm:DescribeCertificate"],
    look: async () => {
      const [, , , region = use.region] = use.arn.split(":");
      const asked = aws.inRegion(region).acm.describeCertificate({ CertificateArn: use.arn });
      return judgeCertificate((await unlessMissing(asked))?.Certificate, use, now);
    },
  }));
}

/** What is wrong with a certificate, one phrase each; none when it can be used. Pure. */
export function certificateProblems(
  certificate: CertificateDetail | undefined,
  { arn, names, region }: Use,
  now: Date,
): readonly string[] {
  if (!certificate) return ["is missing"];
  const {
    Status: status = "unknown",
    NotAfter: end,
    DomainName: own = "",
    SubjectAlternativeNames: others,
  } = certificate;
  const covered = [own, ...(others ?? [])];
  const [, , , itsRegion] = arn.split(":");
  const renewsItself = certificate.Type === "AMAZON_ISSUED" && certificate.RenewalEligibility === "ELIGIBLE";
  const days = end === undefined ? Infinity : Math.floor((end.getTime() - now.getTime()) / DAY_MS);
  return [
    ...(status === "ISSUED" ? [] : [`is ${status}`]),
    ...(itsRegion === region ? [] : [`is in ${itsRegion}`]),
    ...(days < 0 ? ["has expired"] : []),
    ...(days >= 0 && days < SOON_DAYS && !renewsItself ? [`ends in ${days} days, and nobody renews it`] : []),
    ...names.filter((name) => !covered.some((each) => covers(each, name))).map((name) => `does not cover ${name}`),
  ];
}

/** Pure. */
export function judgeCertificate(certificate: CertificateDetail | undefined, use: Use, now: Date): Verdict {
  const problems = certificateProblems(certificate, use, now);
  const end = certificate?.NotAfter?.toISOString().slice(0, 10);
  const wanted = `issued in ${use.region}, for ${use.names.join(", ") || "any name"}`;
  if (problems.length === 0)
    return { status: "ready", found: `${certificate?.Status}${end === undefined ? "" : `, until ${end}`}`, wanted };
  return {
    status: "not ready",
    found: problems.join("; "),
    wanted,
    fix: `Request or import one in ${use.region} for that name and have it validated, or name another in src/config.`,
  };
}

/** Whether a name of a certificate stands for a host; `*` stands for one label. */
function covers(pattern: string, host: string): boolean {
  if (pattern.toLowerCase() === host.toLowerCase()) return true;
  const [, ...rest] = host.toLowerCase().split(".");
  return pattern.startsWith("*.") && rest.length > 1 && pattern.slice(2).toLowerCase() === rest.join(".");
}

function usesOf(demand: Demand): readonly Use[] {
  const { edge } = demand.deployment.config;
  const uses = [
    ...only(demand.resources, "aws_lb_listener").map(({ region, body }) => ({
      arn: literal(body.certificate_arn),
      names: [edge.domainName],
      region,
    })),
    ...only(demand.resources, "aws_api_gateway_domain_name").map(({ region, body }) => ({
      arn: literal(body.regional_certificate_arn),
      names: texts(body.domain_name),
      region,
    })),
    ...only(demand.resources, "aws_cloudfront_distribution").map(({ body }) => ({
      arn: literal(blockOf(body.viewer_certificate).acm_certificate_arn),
      names: texts(body.aliases),
      region: CLOUDFRONT_REGION,
    })),
  ].flatMap(({ arn, ...use }) => (arn === undefined ? [] : [{ ...use, arn }]));
  // Two listeners with one certificate ask once.
  return [...new Map(uses.map((use) => [`${use.arn} ${use.names.join()}`, use])).values()];
}

/** A nested block, which JSON may hold in a list. */
function blockOf(value: unknown): Block {
  return [value ?? {}].flat()[0] as Block;
}

function texts(value: unknown): readonly string[] {
  return [value ?? []].flat().filter((each): each is string => typeof each === "string");
}
