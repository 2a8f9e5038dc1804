import type { AwsClients } from "../aws/clients";
import { explained, isMissing } from "../aws/errors";
import { findPublicZone } from "../aws/hosted-zone";
import { Failure } from "../failure";
import type { Block, Stack } from "../synth";
import type { Check, Verdict } from "./check";
import { missingKey, missingSecret } from "./missing-secret";

type Clients = Pick<AwsClients, "acm" | "apigateway" | "iam" | "kms" | "route53" | "secrets">;
type Named = Pick<Stack, "name" | "document">;

/** What is missing in the account, and how to get it. */
export interface Missing {
  readonly what: string;
  readonly fix: string;
}

/** One thing that the synthesized JSON finds in the account, and does not make. */
interface Lookup {
  readonly what: string;
  readonly needs: readonly string[];
  readonly find: () => Promise<Missing | undefined>;
}

/** Everything of one kind that the synthesized JSON names; AWS is asked of nothing when it names none. */
type Prerequisite = (stack: Named, clients: () => Clients) => readonly Lookup[];

const prerequisites: readonly Prerequisite[] = [
  ({ document }, clients) =>
    named(document.data?.aws_route53_zone, "name").map((zone) => ({
      what: `hosted zone ${zone}`,
      needs: ["route53:ListHostedZonesByName"],
      find: () => missingZone(zone, clients().route53),
    })),
  ({ name, document }, clients) =>
    named(document.data?.aws_kms_alias, "name").map((alias) => ({
      what: `key ${alias}`,
      needs: ["kms:DescribeKey"],
      find: () => missingKey(alias, name, clients().kms),
    })),
  ({ name, document }, clients) =>
    named(document.data?.aws_secretsmanager_secret, "name").map((path) => ({
      what: `secret ${path}`,
      needs: ["secretsmanager:DescribeSecret"],
      find: () => missingSecret(path, name, clients().secrets),
    })),
  ({ document: { resource } }, clients) =>
    logsApis(resource) && !resource?.aws_api_gateway_account
      ? [
          {
            what: "API Gateway's role for logs",
            needs: ["apigateway:GET", "iam:GetRole"],
            find: () => missingLoggingRole(clients()),
          },
        ]
      : [],
];

/** Preflight judges certificates more closely: see `certificateChecks`. */
const certificates: Prerequisite = ({ document }, clients) =>
  named(document.resource?.aws_lb_listener, "certificate_arn").map((arn) => ({
    what: `certificate ${arn}`,
    needs: ["acm:DescribeCertificate"],
    find: () => missingCertificate(arn, clients().acm),
  }));

/**
 * Guarantees that what a deployment finds in its account is there, where Terraform would only say "no matching zone", or
 * fail in the middle of the apply. Asks AWS only when the synthesized JSON names such a thing.
 * @throws Failure naming everything that is missing and how to get it
 */
export async function requirePrerequisites(stack: Named, clients: () => Clients): Promise<void> {
  const lookups = [...prerequisites, certificates].flatMap((all) => all(stack, clients));
  const found = await explained("looking for what the deployment needs in its account", async () =>
    Promise.all(lookups.map(({ find }) => find())),
  );
  const missing = found.filter((each) => each !== undefined);
  if (missing.length === 0) return;
  throw new Failure(`${stack.name} cannot be planned: ${missing.map(({ what }) => what).join("; ")}.`, {
    fix: [...new Set(missing.map(({ fix }) => fix))].join("\n"),
  });
}

/** The same as checks: what is there is part of the report too. */
export function prerequisiteChecks(stack: Named, clients: () => Clients): readonly Check[] {
  const lookups = prerequisites.flatMap((all) => all(stack, clients));
  // Three hosts in one zone ask for it once.
  return [...new Map(lookups.map((lookup) => [lookup.what, lookup])).values()].map(({ what, needs, find }) => ({
    area: "prerequisites",
    what,
    needs,
    look: async () => judgeMissing(await find()),
  }));
}

function judgeMissing(missing: Missing | undefined): Verdict {
  const wanted = "there before the plan";
  if (missing === undefined) return { status: "ready", found: "there", wanted };
  return { status: "not ready", found: missing.what, wanted, fix: missing.fix };
}

/** The argument of each block, unless Terraform computes it. */
function named(blocks: Readonly<Record<string, Block>> | undefined, argument: string): readonly string[] {
  return Object.values(blocks ?? {}).flatMap((block) => literal(block, argument));
}

/** The argument, unless Terraform computes it. */
function literal(block: Block, argument: string): string[] {
  const value = block[argument];
  return typeof value === "string" && !value.includes("${") ? [value] : [];
}

/** Whether a stage writes logs, for which API Gateway needs the account's one role. */
function logsApis(resource: Stack["document"]["resource"]): boolean {
  const stages = Object.values(resource?.aws_api_gateway_stage ?? {});
  return stages.some((stage) => stage.access_log_settings !== undefined) || !!resource?.aws_api_gateway_method_settings;
}

async function missingLoggingRole({ apigateway, iam }: Clients): Promise<Missing | undefined> {
  const { cloudwatchRoleArn } = await apigateway.getAccount({});
  if (cloudwatchRoleArn && (await roleExists(cloudwatchRoleArn, iam))) return undefined;
  return {
    what: "API Gateway has no role in this account and region by which it writes logs",
    fix: "Deploy the deployment first whose configuration says apiGatewayAccount.owned; where none does in this account, say it in this one's.",
  };
}

/** API Gateway goes on naming a role that was destroyed. */
async function roleExists(arn: string, iam: Clients["iam"]): Promise<boolean> {
  try {
    await iam.getRole({ RoleName: arn.split("/").at(-1) });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
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
