import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { omnirapeutic } from "../../src/config/omnirapeutic";
import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";

const root = resolve(__dirname, "../..");
const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file));
const sources = filesUnder("src")
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

describe("Omnirapeutic as code", () => {
  const production = omnirapeuticIn("production");

  it("has environments as entries of their own, production among them, each with its values in one place [002-iac-environments-folder] [002-iac-tfvars]", () => {
    expect(Object.keys(omnirapeutic)).toEqual(["dev", "staging", "production"]);
    expect(omnirapeuticDeployments.map(({ config }) => config)).toEqual(Object.values(omnirapeutic));
    const valueFiles = ["src", "backend", "adoption", "locks"]
      .flatMap(filesUnder)
      .filter((file) => /\.(tfvars|tf)(\.json)?$/.test(file));
    expect(valueFiles).toEqual([]);
  });

  it("becomes one root configuration a deployment, with no variable left to fill in [002-iac-main] [002-iac-variables]", () => {
    expect(omnirapeuticDeployments.map(({ name }) => name)).toContain("omnirapeutic-production");
    expect(production.addresses().length).toBeGreaterThan(150);
    expect(production.json.variable).toBeUndefined();
    expect(production.json.terraform.required_version).toBeDefined();
  });

  it("exports values, each with a description [002-iac-outputs]", () => {
    const outputs = Object.entries(production.json.output as { [name: string]: { description?: string } });
    expect(outputs.length).toBeGreaterThan(6);
    for (const [name, { description }] of outputs)
      expect({ name, told: Boolean(description) }).toEqual({ name, told: true });
  });

  it.each([
    [
      "network",
      "network",
      "aws_vpc",
      "vpc|subnet|nat-gateway|internet-gateway|route-table|flow-log",
      "[002-iac-module-vpc]",
    ],
    ["keys and secrets", "security", "aws_kms_key", "kms-key|secretsmanager-secret", "[002-iac-module-security]"],
    [
      "database cluster",
      "data-stores",
      "aws_rds_cluster",
      "rds-cluster|rds-cluster-instance",
      "[002-iac-module-aurora]",
    ],
    ["bastion host", "compute", "aws_instance", "instance", "[002-iac-module-bastion]"],
    ["container registry", "compute", "aws_ecr_repository", "ecr-repository", "[002-iac-module-ecr]"],
    [
      "container orchestration",
      "compute",
      "aws_ecs_service",
      "ecs-cluster|ecs-service|ecs-task-definition",
      "[002-iac-module-ecs]",
    ],
    ["load balancer", "edge", "aws_lb", "lb|lb-listener|lb-target-group", "[002-iac-module-alb]"],
    ["web application firewall", "edge", "aws_wafv2_web_acl", "wafv2-web-acl", "[002-iac-module-waf]"],
    ["API audit logging", "audit", "aws_cloudtrail", "cloudtrail", "[002-iac-module-cloudtrail]"],
    [
      "compliance monitoring",
      "audit",
      "aws_config_conformance_pack",
      "config-configuration-recorder|config-conformance-pack",
      "[002-iac-module-config]",
    ],
    ["threat detection", "audit", "aws_guardduty_detector", "guardduty-detector", "[002-iac-module-guardduty]"],
    ["alarms", "observability", "aws_cloudwatch_metric_alarm", "cloudwatch-metric-alarm", "[002-iac-module-alarms]"],
  ])("builds the %s in constructs/%s and nowhere else", (_what, folder, type, classes) => {
    const makers = sources
      .filter(({ text }) => new RegExp(`from "@cdktf/provider-aws/lib/(${classes})"`).test(text))
      .map(({ file }) => file);
    expect(makers.length).toBeGreaterThan(0);
    expect(makers.filter((file) => !file.startsWith(`src/constructs/${folder}/`))).toEqual([]);
    expect(production.types()).toContain(type);
  });

  it("builds the API's service from one block with declared, typed inputs, in every environment [004-module-api-service] [004-module-inputs] [004-env-main-module]", () => {
    const { text } = sources.find(({ file }) => file === "src/constructs/compute/fargate-service.ts")!;
    expect(text).toMatch(
      /constructor\(\s*scope: Construct,\s*id: string,\s*private readonly props: FargateServiceProps,\s*\)/,
    );
    for (const { environment, name } of omnirapeuticDeployments) {
      const services = Object.values(omnirapeuticIn(environment).every("aws_ecs_service"));
      expect(services.map((service) => service.name as string)).toContain(`${name}-api`);
    }
    const wiring = readFileSync(join(root, "src/systems/omnirapeutic/index.ts"), "utf8");
    expect(wiring).not.toMatch(/environment === |"production"|"staging"/);
  });
});
