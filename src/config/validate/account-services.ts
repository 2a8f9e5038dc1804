import type { AccountServices } from "../account-services";
import type { Deployment } from "../deployment";
import type { Problem } from "../problem";
import { suggest } from "../suggest";
import type { Findings } from "./findings";

/** A deployment as far as it is read here; its configuration may be broken, which its shape reports. */
type Deployed = Deployment<{ readonly accountServices?: AccountServices } | undefined>;

/** Authorized VPCs are named as AWS names them; Security Hub stays off only with a reason. */
export function checkAccountServices(services: AccountServices, findings: Findings): void {
  if (!services.owned) return;
  services.otherVpcIds.forEach((id, index) =>
    findings.matches(`accountServices.otherVpcIds[${index}]`, id, /^vpc-[0-9a-f]{8}(?:[0-9a-f]{9})?$/, {
      allowed: "vpc- and 8 or 17 hexadecimal digits",
      fix: "Copy it from the output vpc_id of the other deployment.",
    }),
  );
  if (!services.securityHub.kept) findings.reason("accountServices.securityHub.reason", services.securityHub.reason);
}

/** Every account has one owner at most, and whoever owns nothing names it. */
export function checkOwnersTogether(deployments: readonly Deployed[]): Problem[] {
  const owners = deployments.filter(({ config }) => config?.accountServices?.owned === true);
  return deployments.flatMap((deployment) => [
    ...secondOwner(deployment, owners),
    ...wrongOwner(deployment, deployments, owners),
  ]);
}

/** Two would each create what AWS has once, and undo each other's settings. */
function secondOwner(deployment: Deployed, owners: readonly Deployed[]): Problem[] {
  const [first] = owners.filter(({ account }) => account === deployment.account);
  if (first === undefined || first.name === deployment.name || !owners.includes(deployment)) return [];
  return [
    {
      deployment: deployment.name,
      field: "accountServices.owned",
      value: true,
      allowed: `one owner in account ${deployment.account} (here ${first.name} and ${deployment.name})`,
      fix: `Write { owned: false, ownedBy: "${first.name}" }; moving the owner is docs/runbooks/account-services.md.`,
    },
  ];
}

function wrongOwner(deployment: Deployed, deployments: readonly Deployed[], owners: readonly Deployed[]): Problem[] {
  const services = deployment.config?.accountServices;
  if (services?.owned !== false) return [];
  const named = deployments.find(({ name }) => name === services.ownedBy);
  const here = owners.filter(({ account }) => account === deployment.account).map(({ name }) => name);
  if (here.includes(services.ownedBy)) return [];
  const found =
    named === undefined
      ? "is no deployment"
      : named.account === deployment.account
        ? "owns no account services"
        : `lives in account ${named.account}`;
  return [
    {
      deployment: deployment.name,
      field: "accountServices.ownedBy",
      value: services.ownedBy,
      allowed: `the owner in account ${deployment.account}: ${here.join(", ") || "none yet"} (the value ${found})`,
      fix: fixFor(services.ownedBy, here),
    },
  ];
}

function fixFor(value: string, owners: readonly string[]): string {
  const [owner] = owners;
  if (owner === undefined) return "Let one deployment of the account own them: accountServices: { owned: true, … }.";
  const meant = suggest(value, owners);
  return meant ? `Did you mean ${meant}?` : `Write ${owner}.`;
}
