import { deployments, findDeployment, requireValid, UnknownDeploymentError } from "../../src/config";
import { deploymentWith } from "./support";

describe("the deployments", () => {
  it("are each system in its environments, in the order in which a change travels [000-three-deployments]", () => {
    expect(deployments.map(({ name }) => name)).toEqual([
      "omnirapeutic-dev",
      "omnirapeutic-staging",
      "omnirapeutic-production",
      "omni-portal-dev",
      "omni-portal-staging",
      "omni-portal-production",
      "itrack-staging",
      "itrack-production",
    ]);
  });

  it("are all valid as committed", () => {
    expect(() => requireValid(deployments)).not.toThrow();
  });

  it("keep their state in the documented bucket, each under a key of its own [000-state-key] [000-state-bucket-name-dev] [000-state-bucket-name-others]", () => {
    expect(deployments.map(({ backend }) => `${backend.bucket}/${backend.key}`)).toEqual([
      "omnirapeutic-terraform-state-123456789012/dev/terraform.tfstate",
      "omnirapeutic-terraform-state-123456789012/staging/terraform.tfstate",
      "omnirapeutic-terraform-state-123456789012/production/terraform.tfstate",
      "omni-portal-terraform-state-dev/infrastructure/terraform.tfstate",
      "omni-portal-terraform-state-staging/infrastructure/terraform.tfstate",
      "omni-portal-terraform-state-production/infrastructure/terraform.tfstate",
      "prodready-infra-terraform-state-123456789012/itrack/staging/terraform.tfstate",
      "prodready-infra-terraform-state-123456789012/itrack/production/terraform.tfstate",
    ]);
  });

  it("lock their state in the documented table [000-state-lock-table-name]", () => {
    expect(deployments.map(({ backend }) => backend.lockTable)).toEqual([
      ...Array<string>(3).fill("terraform-state-lock"),
      "omni-portal-terraform-locks-dev",
      "omni-portal-terraform-locks-staging",
      "omni-portal-terraform-locks-production",
      "terraform-state-lock-staging",
      "terraform-state-lock-production",
    ]);
  });
});

describe("findDeployment", () => {
  it("gives the deployment of that name", () => {
    expect(findDeployment("omnirapeutic-staging").environment).toBe("staging");
  });

  it("asks whether a near name was meant, and lists the known ones", () => {
    expect(() => findDeployment("omnirapeutic-prodution")).toThrow(
      'Unknown deployment "omnirapeutic-prodution": did you mean omnirapeutic-production? ' +
        "Known: omnirapeutic-dev, omnirapeutic-staging, omnirapeutic-production, omni-portal-dev, omni-portal-staging, omni-portal-production, itrack-staging, itrack-production.",
    );
  });

  it("suggests nothing when no name is near", () => {
    expect(() => findDeployment("billing")).toThrow(UnknownDeploymentError);
    expect(() => findDeployment("billing")).toThrow('Unknown deployment "billing". Known: omnirapeutic-dev,');
  });
});

describe("requireValid", () => {
  it("reports every problem of every deployment at once", () => {
    const broken = [
      deploymentWith({ "database.backupRetentionDays": 0, "keys.deletionWindowDays": 3 }, "dev"),
      deploymentWith({ region: "Virginia", "network.cidr": "10.0.0.0/8" }),
    ];
    expect(() => requireValid(broken)).toThrow(
      expect.objectContaining({
        name: "ConfigError",
        problems: expect.arrayContaining([
          expect.objectContaining({ deployment: "omnirapeutic-dev", field: "database.backupRetentionDays" }),
          expect.objectContaining({ deployment: "omnirapeutic-dev", field: "keys.deletionWindowDays" }),
          expect.objectContaining({ deployment: "omnirapeutic-production", field: "region" }),
          expect.objectContaining({ deployment: "omnirapeutic-production", field: "network.cidr" }),
        ]),
      }),
    );
  });
});
