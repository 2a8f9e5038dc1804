import type { Deployment } from "../deployment";
import type { Problem } from "../problem";
import { suggest } from "../suggest";

type Ownership = { readonly owned: true } | { readonly owned: false; readonly ownedBy: string };

/** What an account has once, by the settings that say who owns it. */
const owned = [
  {
    field: "accountServices",
    things: "account services",
    moving: "moving the owner is docs/runbooks/account-services.md.",
  },
  {
    field: "apiGatewayAccount",
    things: "role by which API Gateway writes logs",
    moving: "two would undo each other's role.",
  },
] as const;
type Owned = (typeof owned)[number];

/** A deployment as far as it is read here; its configuration may be broken, which its shape reports. */
type Deployed = Deployment<{ readonly [Field in Owned["field"]]?: Ownership } | undefined>;

/** Every account has one owner of each at most, and whoever owns nothing names it. */
export function checkOwnersTogether(deployments: readonly Deployed[]): Problem[] {
  return owned.flatMap((what) => {
    const owners = deployments.filter(({ config }) => config?.[what.field]?.owned === true);
    return deployments.flatMap((deployment) => [
      ...secondOwner(what, deployment, owners),
      ...wrongOwner(what, deployment, deployments, owners),
    ]);
  });
}

/** Two would each create what AWS has once, and undo each other's settings. */
function secondOwner({ field, moving }: Owned, deployment: Deployed, owners: readonly Deployed[]): Problem[] {
  const [first] = owners.filter(({ account }) => account === deployment.account);
  if (first === undefined || first.name === deployment.name || !owners.includes(deployment)) return [];
  return [
    {
      deployment: deployment.name,
      field: `${field}.owned`,
      value: true,
      allowed: `one owner in account ${deployment.account} (here ${first.name} and ${deployment.name})`,
      fix: `Write { owned: false, ownedBy: "${first.name}" }; ${moving}`,
    },
  ];
}

function wrongOwner(
  { field, things }: Owned,
  deployment: Deployed,
  deployments: readonly Deployed[],
  owners: readonly Deployed[],
): Problem[] {
  const services = deployment.config?.[field];
  if (services?.owned !== false) return [];
  const named = deployments.find(({ name }) => name === services.ownedBy);
  const here = owners.filter(({ account }) => account === deployment.account).map(({ name }) => name);
  if (here.includes(services.ownedBy)) return [];
  const found =
    named === undefined
      ? "is no deployment"
      : named.account === deployment.account
        ? `owns no ${things}`
        : `lives in account ${named.account}`;
  return [
    {
      deployment: deployment.name,
      field: `${field}.ownedBy`,
      value: services.ownedBy,
      allowed: `the owner in account ${deployment.account}: ${here.join(", ") || "none yet"} (the value ${found})`,
      fix: fixFor(field, services.ownedBy, here),
    },
  ];
}

function fixFor(field: string, value: string, owners: readonly string[]): string {
  const [owner] = owners;
  if (owner === undefined) return `Let one deployment of the account own them: ${field}: { owned: true, … }.`;
  const meant = suggest(value, owners);
  return meant ? `Did you mean ${meant}?` : `Write ${owner}.`;
}
