import { checkAccountServices } from "../../../src/config/validate/account-services";
import { checkOwnersTogether } from "../../../src/config/validate/owners";
import { Findings } from "../../../src/config/validate/findings";
import type { AccountServices } from "../../../src/config/account-services";
import { findDeployment } from "../../../src/config";

const owned: AccountServices = { owned: true, configRole: "create", otherVpcIds: [], securityHub: { kept: true } };
const byProduction: AccountServices = { owned: false, ownedBy: "omnirapeutic-production" };

/** Deployments of the documentation account with these services; a last word puts one into another account. */
function deployments(services: Record<string, AccountServices | undefined>, elsewhere?: string) {
  return Object.entries(services).map(([environment, accountServices]) => {
    const deployment = findDeployment(`omnirapeutic-${environment}`);
    const account = environment === elsewhere ? "210987654321" : deployment.account;
    return { ...deployment, account, config: { accountServices } };
  });
}

describe("account-wide services", () => {
  it("have one owner, whom the others name", () => {
    const shared = { dev: byProduction, staging: byProduction, production: owned };
    expect(checkOwnersTogether(deployments(shared))).toEqual([]);
  });

  it("have an owner in each account", () => {
    expect(checkOwnersTogether(deployments({ dev: owned, production: owned }, "dev"))).toEqual([]);
  });

  it("refuse two owners of one account, naming both", () => {
    expect(checkOwnersTogether(deployments({ dev: owned, production: owned }))).toEqual([
      {
        deployment: "omnirapeutic-production",
        field: "accountServices.owned",
        value: true,
        allowed: "one owner in account 123456789012 (here omnirapeutic-dev and omnirapeutic-production)",
        fix: 'Write { owned: false, ownedBy: "omnirapeutic-dev" }; moving the owner is docs/runbooks/account-services.md.',
      },
    ]);
  });

  it.each([
    ["that is no deployment", "omnirapeutic-prodution", undefined, "is no deployment", "Did you mean"],
    ["that owns nothing", "omnirapeutic-staging", undefined, "owns no account services", "omnirapeutic-production"],
    ["in another account", "omnirapeutic-production", "production", "lives in account 210987654321", "Let one"],
  ])("refuse an owner %s", (_what, ownedBy, elsewhere, found, fix) => {
    const services = { dev: { owned: false, ownedBy } as const, staging: byProduction, production: owned };
    const [problem] = checkOwnersTogether(deployments(services, elsewhere));
    expect(problem).toMatchObject({
      deployment: "omnirapeutic-dev",
      field: "accountServices.ownedBy",
      value: ownedBy,
      allowed: expect.stringContaining(found) as string,
      fix: expect.stringContaining(fix) as string,
    });
  });

  it("refuse to be owned by nobody", () => {
    expect(checkOwnersTogether(deployments({ dev: byProduction, production: byProduction }))).toHaveLength(2);
  });

  it("pass over a deployment whose settings are broken: its shape is reported", () => {
    expect(checkOwnersTogether(deployments({ dev: undefined, production: owned }))).toEqual([]);
  });

  it("leave Security Hub off only with a reason", () => {
    const findings = new Findings(findDeployment("omnirapeutic-production"));
    checkAccountServices({ ...owned, securityHub: { kept: false, reason: "no" } }, findings);
    expect(findings.problems.map(({ field }) => field)).toEqual(["accountServices.securityHub.reason"]);
    const reason = "The security account of the organization runs it centrally.";
    const fine = new Findings(findDeployment("omnirapeutic-production"));
    checkAccountServices({ ...owned, securityHub: { kept: false, reason } }, fine);
    checkAccountServices(byProduction, fine);
    expect(fine.problems).toEqual([]);
  });

  it.each(["vpc-1", "vpc-0123456789ABCDEF0", "subnet-0123456789abcdef0"])("refuse the VPC id %j", (id) => {
    const findings = new Findings(findDeployment("omnirapeutic-production"));
    checkAccountServices({ ...owned, otherVpcIds: ["vpc-0123456789abcdef0", "vpc-01234567", id] }, findings);
    expect(findings.problems.map(({ field, value }) => ({ field, value }))).toEqual([
      { field: "accountServices.otherVpcIds[2]", value: id },
    ]);
  });
});
