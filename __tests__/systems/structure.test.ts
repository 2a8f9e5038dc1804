import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { omnirapeutic } from "../../src/config/omnirapeutic";
import { buildOmnirapeutic } from "../../src/systems/omnirapeutic";
import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";
import { synthesize, testSettings, type Block } from "../support/synthesize";

const root = resolve(__dirname, "../..");
const sources = [
  "main.ts",
  ...readdirSync(join(root, "src"), { recursive: true }).map((file) => join("src", String(file))),
]
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
const below = (folder: string) => sources.filter(({ file }) => file.startsWith(folder));
const importing = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

const pathsOf = (types: RegExp): string[] => {
  const resources = omnirapeuticIn("production").json.resource as { [type: string]: { [id: string]: Block } };
  return Object.entries(resources)
    .filter(([type]) => types.test(type))
    .flatMap(([, blocks]) => Object.values(blocks).map((block) => block["//"].metadata.path as string));
};

describe("the building blocks", () => {
  it("are the only makers of resources: no environment or system repeats resource code [001-modular-structure] [001-folder-root]", () => {
    const makers = importing(/from "@cdktf\/provider-(aws|random)\//);
    expect(makers.length).toBeGreaterThan(10);
    expect(makers.filter((file) => !/^src\/(constructs|platform)\//.test(file))).toEqual([]);
  });

  it("take their settings from declared inputs alone: no configuration, no system, no environment variable [001-module-vpc-inputs] [001-module-aurora-inputs] [001-module-security-inputs]", () => {
    const constructs = below("src/constructs");
    expect(constructs.map(({ file }) => file)).toEqual(
      expect.arrayContaining([
        "src/constructs/network/network.ts",
        "src/constructs/data-stores/aurora-cluster.ts",
        "src/constructs/security/encryption-keys.ts",
      ]),
    );
    for (const { file, text } of constructs) {
      expect({ file, reaches: /from "[./]+\/(config|systems)/.test(text) || text.includes("process.env") }).toEqual({
        file,
        reaches: false,
      });
    }
  });

  it.each([
    [
      "the network",
      /^aws_(vpc|vpc_endpoint|subnet|nat_gateway|internet_gateway|route|route_table\w*|network_acl\w*|flow_log)$/,
      ["/network"],
      "[001-module-vpc]",
    ],
    ["the database", /^aws_(rds_|db_)/, ["/database"], "[001-module-aurora]"],
    ["keys", /^aws_kms_/, ["/keys", "/backup/copy_key"], "[001-module-security]"],
    ["secrets", /^aws_secretsmanager_secret(_version)?$/, ["/secret_"], "[001-module-security]"],
  ])("hold %s in a block of its own", (_name, types, blocks) => {
    const paths = pathsOf(types);
    expect(paths.length).toBeGreaterThan(1);
    const known = blocks.map((block) => `omnirapeutic-production${block}`);
    for (const path of paths) expect(known.some((start) => path.startsWith(start))).toBe(true);
  });
});

describe("settings", () => {
  const settings = {
    ...testSettings,
    name: "omnirapeutic-production",
    project: "omnirapeutic",
    environment: "production",
  };

  it("that several blocks use are declared once and reach all of them [001-global-variables]", () => {
    const config = {
      ...omnirapeutic.production,
      retention: { ...omnirapeutic.production.retention, auditLogDays: 3653, applicationLogDays: 3653 },
    };
    const groups = Object.values(
      synthesize((stack) => buildOmnirapeutic(stack, config), settings).every("aws_cloudwatch_log_group"),
    );
    expect(groups.length).toBeGreaterThan(1);
    for (const group of groups) expect(group.retention_in_days).toBe(3653);
  });

  it("of production are its own and complete: changing them leaves the other environments alone [001-environment-production-inputs] [001-environment-production]", () => {
    expect(Object.keys(omnirapeutic.production).sort()).toEqual(Object.keys(omnirapeutic.dev).sort());
    const database = { ...omnirapeutic.production.database, backupRetentionDays: 30 };
    const changed = synthesize((stack) => buildOmnirapeutic(stack, { ...omnirapeutic.production, database }), settings);
    expect(changed.only("aws_rds_cluster").backup_retention_period).toBe(30);
    expect(omnirapeuticIn("production").only("aws_rds_cluster").backup_retention_period).toBe(35);
    expect(omnirapeuticIn("dev").only("aws_rds_cluster").backup_retention_period).toBe(7);
  });

  it("may have RDS make and rotate the master password instead of the generated secret", () => {
    const masterPassword = {
      source: "rds-managed",
      reason: "AWS rotates it, and nothing passes through Terraform.",
    } as const;
    const config = { ...omnirapeutic.production, database: { ...omnirapeutic.production.database, masterPassword } };
    const stack = synthesize((built) => buildOmnirapeutic(built, config), settings);
    expect(stack.only("aws_rds_cluster")).toMatchObject({
      manage_master_user_password: true,
      master_user_secret_kms_key_id: "${aws_kms_key.keys_secrets.arn}",
    });
    expect(stack.only("aws_rds_cluster").master_password_wo).toBeUndefined();
    expect(Object.keys(stack.every("aws_secretsmanager_secret"))).not.toContain("secret_aurora_master_password");
  });
});

describe("names", () => {
  /** What AWS allows at most, by type and argument. */
  const limits: readonly [type: string, argument: string, characters: number][] = [
    ["aws_rds_cluster", "cluster_identifier", 63],
    ["aws_rds_cluster_instance", "identifier", 63],
    ["aws_rds_cluster", "final_snapshot_identifier", 255],
    ["aws_iam_role", "name", 64],
    ["aws_iam_policy", "name", 128],
    ["aws_kms_alias", "name", 256],
    ["aws_cloudwatch_log_group", "name", 512],
    ["aws_secretsmanager_secret", "name", 512],
    ["aws_db_subnet_group", "name", 255],
    ["aws_security_group", "name", 255],
  ];

  it.each(omnirapeuticDeployments.map(({ environment }) => environment))("fit what AWS allows in %s", (environment) => {
    for (const [type, argument, characters] of limits) {
      for (const block of Object.values(omnirapeuticIn(environment).every(type))) {
        expect({ type, argument, fits: String(block[argument] ?? "").length <= characters }).toEqual({
          type,
          argument,
          fits: true,
        });
      }
    }
  });
});
