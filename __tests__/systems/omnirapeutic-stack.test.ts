import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";

/** Addresses that an environment has beyond dev, each with the setting that asks for it. */
const declaredDifferences: { readonly [environment: string]: readonly RegExp[] } = {
  staging: [],
  production: [
    /^aws_(nat_gateway|eip)\.network_nat_[bc]/, // nat.gateways: 3
    /^aws_vpc_endpoint\.network_endpoints_/, // interfaceEndpoints: all
    /^aws_rds_cluster_instance\.database_b$/, // instances.count: 2
  ],
};

describe.each(Object.entries(declaredDifferences))("the addresses of %s", (environment, differences) => {
  const dev = new Set(omnirapeuticIn("dev").addresses());
  const own = omnirapeuticIn(environment).addresses();

  it("are those of dev but for declared differences", () => {
    const added = own.filter((address) => !dev.has(address));
    expect(added.filter((address) => !differences.some((difference) => difference.test(address)))).toEqual([]);
    expect([...dev].filter((address) => !own.includes(address))).toEqual([]);
  });

  it("name no environment, account or list position", () => {
    for (const address of own) expect(address).not.toMatch(/dev|staging|production|\d{4,}|_\d+$/);
  });
});

describe.each(omnirapeuticDeployments)("$name", ({ environment, account, backend }) => {
  const stack = omnirapeuticIn(environment);

  it("has a state of its own, locked in the documented table [001-lock-table-name] [001-environment-production]", () => {
    expect(stack.json.terraform.backend.s3).toMatchObject({
      bucket: `omnirapeutic-terraform-state-${account}`,
      key: `${environment}/terraform.tfstate`,
      dynamodb_table: "terraform-state-lock",
    });
    expect(backend.key).toContain(environment);
  });

  it("exports the documented outputs [001-global-outputs] [001-environment-production-outputs] [001-module-vpc-outputs] [001-module-aurora-outputs] [001-module-security-outputs]", () => {
    expect(Object.keys(stack.json.output).sort()).toEqual([
      "aurora_cluster_endpoint",
      "aurora_database_name",
      "data_subnet_ids",
      "kms_key_arns",
      "private_subnet_ids",
      "public_subnet_ids",
      "vpc_id",
    ]);
  });

  it("outputs the VPC's id [001-output-vpc-id]", () => {
    expect(stack.output("vpc_id").value).toBe("${aws_vpc.network.id}");
  });

  it.each([
    ["private_subnet_ids", "app", "[001-output-private-subnet-ids]"],
    ["public_subnet_ids", "public", "[001-output-public-subnet-ids]"],
    ["data_subnet_ids", "data", ""],
  ])("outputs as %s the three %s subnets", (output, tier) => {
    expect(stack.output(output).value).toEqual(
      ["a", "b", "c"].map((zone) => `\${aws_subnet.network_${tier}_${zone}.id}`),
    );
  });

  it("outputs the database's endpoint, as sensitive, and its name [001-output-aurora-database]", () => {
    expect(stack.output("aurora_cluster_endpoint")).toMatchObject({
      sensitive: true,
      value: "${aws_rds_cluster.database.endpoint}",
    });
    expect(stack.output("aurora_database_name").value).toBe("${aws_rds_cluster.database.database_name}");
    expect(stack.only("aws_rds_cluster").database_name).toBe("omnirapeutic");
  });

  it("outputs exactly the three documented key ARNs [001-output-kms-key-arns] [001-output-kms-aurora] [001-output-kms-s3] [001-output-kms-secrets]", () => {
    expect(stack.output("kms_key_arns").value).toEqual({
      aurora: "${aws_kms_key.keys_aurora.arn}",
      s3: "${aws_kms_key.keys_s3.arn}",
      secrets: "${aws_kms_key.keys_secrets.arn}",
    });
  });

  it("states the data class of every store and log group", () => {
    for (const type of ["aws_rds_cluster", "aws_secretsmanager_secret", "aws_cloudwatch_log_group"]) {
      for (const block of Object.values(stack.every(type)))
        expect(block.tags.DataClassification).toMatch(/^(phi|pii|internal|public)$/);
    }
  });

  it("uses ephemeral values in write-only arguments only, so that no state or plan holds a secret", () => {
    const uses: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node === "string" && node.includes("${ephemeral.")) uses.push(path);
      else if (node && typeof node === "object")
        Object.entries(node).forEach(([key, value]) => walk(value, `${path}.${key}`));
    };
    walk(stack.json.resource, "resource");
    walk(stack.json.output, "output");
    expect(uses.length).toBeGreaterThanOrEqual(5);
    for (const use of uses) expect(use).toMatch(/_wo$/);
  });
});

describe("the environments", () => {
  it("are dev, staging and production, side by side [001-environments-dev-staging]", () => {
    expect(omnirapeuticDeployments.map(({ environment }) => environment)).toEqual(["dev", "staging", "production"]);
  });
});
