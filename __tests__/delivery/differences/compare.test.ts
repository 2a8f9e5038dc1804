import type { Difference } from "../../../src/config/difference";
import { compare, type Comparison } from "../../../src/delivery/differences/compare";
import type { Blocks, TerraformDocument } from "../../../src/delivery/synth";

interface Sample {
  readonly settings?: object;
  readonly document?: TerraformDocument;
}

/** The comparison of a shop's environments that have these settings and blocks. */
function compared(samples: Readonly<Record<string, Sample>>, declarations: readonly Difference[] = []): Comparison {
  const environments = Object.entries(samples).map(([environment, { settings = {}, document = {} }]) => ({
    identity: {
      environment,
      deployment: `web-shop-${environment}`,
      account: environment === "dev" ? "111111111111" : "222222222222",
      domainNames: [environment === "dev" ? "dev.shop.example" : "www.shop.example"],
    },
    settings,
    document,
  }));
  return compare(environments, declarations);
}

const resources = (resource: Blocks): Sample => ({ document: { resource } });
const sized = (tasks: number, count: number): Sample => ({
  settings: { api: { tasks } },
  ...resources({ aws_ecs_service: { api: { desired_count: count, launch_type: "FARGATE" } } }),
});
const tasks: Difference = { setting: "api.tasks", why: "Few testers.", affects: ["aws_ecs_service.*.desired_count"] };

describe("a declared difference", () => {
  it("explains its setting and what follows in AWS", () => {
    const { declared, problems } = compared({ dev: sized(1, 1), production: sized(3, 3) }, [tasks]);
    expect(problems).toEqual([]);
    expect(declared).toEqual([
      {
        setting: "api.tasks",
        why: ["Few testers."],
        settings: [{ path: "", values: { dev: 1, production: 3 }, apart: ["dev/production"] }],
        resources: [
          {
            address: "aws_ecs_service.api",
            path: "aws_ecs_service.api.desired_count",
            values: { dev: 1, production: 3 },
            apart: ["dev/production"],
          },
        ],
      },
    ]);
  });

  it("covers everything below its setting, and nothing beside it", () => {
    const samples = {
      dev: { settings: { api: { tasks: { min: 1 } }, apiary: 1 } },
      production: { settings: { api: { tasks: { min: 2 } }, apiary: 2 } },
    };
    const { declared, problems } = compared(samples, [{ setting: "api", why: "Few testers." }]);
    expect(declared[0]!.settings.map(({ path }) => path)).toEqual(["tasks.min"]);
    expect(problems).toEqual(["Undeclared: the setting apiary differs: dev 1, production 2."]);
  });

  it("takes its why from the reasons that the environments give, each once", () => {
    const relaxed = { settings: { replica: { kept: false, reason: "Few reads." } } };
    const samples = { dev: relaxed, staging: relaxed, production: { settings: { replica: { kept: true } } } };
    const { declared, problems } = compared(samples, [{ setting: "replica" }]);
    expect(declared[0]!.why).toEqual(["dev, staging: Few reads."]);
    expect(problems).toEqual([]);
  });

  it("must say why where no environment does", () => {
    const { problems } = compared({ dev: sized(1, 1), production: sized(3, 1) }, [{ setting: "api.tasks" }]);
    expect(problems).toEqual(["Unexplained: api.tasks says no why, and no environment gives a reason."]);
  });

  it("that explains no difference is unused", () => {
    const { problems } = compared({ dev: sized(2, 2), production: sized(2, 2) }, [tasks]);
    expect(problems).toEqual(["Unused: the setting api.tasks is the same in every environment."]);
  });

  it("that affects something that does not differ says too much", () => {
    const affects = [...tasks.affects!, "aws_ecs_service.api.launch_type", "aws_eip.nat"];
    const { problems } = compared({ dev: sized(1, 1), production: sized(3, 3) }, [{ ...tasks, affects }]);
    expect(problems).toEqual([
      "Unused: api.tasks affects nothing like aws_ecs_service.api.launch_type.",
      "Unused: api.tasks affects nothing like aws_eip.nat.",
    ]);
  });

  it("explains nothing between environments in which its setting is the same", () => {
    const samples = { dev: sized(1, 1), staging: sized(1, 2), production: sized(3, 3) };
    expect(compared(samples, [tasks]).problems).toEqual([
      "Undeclared: aws_ecs_service.api.desired_count differs: dev 1, staging 2, production 3. No setting explains it between dev/staging.",
    ]);
  });
});

describe("an undeclared difference", () => {
  it("of a setting is found at any depth", () => {
    const samples = {
      dev: { settings: { network: { nat: { gateways: 1 }, zones: ["a"] } } },
      production: { settings: { network: { nat: { gateways: 3 }, zones: ["a", "b"] } } },
    };
    expect(compared(samples).problems).toEqual([
      "Undeclared: the setting network.nat.gateways differs: dev 1, production 3.",
      "Undeclared: the setting network.zones differs: dev list of 1, production list of 2, with b.",
    ]);
  });

  it("is a resource that only some environments have", () => {
    const samples = { dev: {}, staging: {}, production: resources({ aws_eip: { nat: {} } }) };
    expect(compared(samples).problems).toEqual([
      "Undeclared: aws_eip.nat is not in every environment. No setting explains it between dev/production, staging/production.",
    ]);
  });

  it("is an attribute, also of a resource that only some environments have", () => {
    const eip = (domain: string) => resources({ aws_eip: { nat: { domain } } });
    const { problems } = compared({ dev: {}, staging: eip("vpc"), production: eip("standard") });
    expect(problems).toContain(
      "Undeclared: aws_eip.nat.domain differs: staging vpc, production standard. No setting explains it between staging/production.",
    );
  });

  it.each<[string, TerraformDocument, TerraformDocument, string]>([
    ["a data source", { data: { aws_ami: { a: { owner: "x" } } } }, {}, "data.aws_ami.a"],
    ["a provider", {}, { provider: { aws: [{ alias: "west", region: "us-west-2" }] } }, "provider.aws.west"],
    ["Terraform's settings", { terraform: { backend: { s3: { encrypt: true } } } }, {}, "terraform.backend"],
    [
      "a block without arguments, which counts",
      { resource: { aws_wafv2_web_acl: { a: { override: { none: {} } } } } },
      { resource: { aws_wafv2_web_acl: { a: { override: { count: {} } } } } },
      "aws_wafv2_web_acl.a.override.none",
    ],
    [
      "one statement of a policy",
      { resource: { aws_iam_policy: { a: { policy: '{"Statement":[{"Action":"s3:GetObject"}]}' } } } },
      { resource: { aws_iam_policy: { a: { policy: '{"Statement":[{"Action":"s3:PutObject"}]}' } } } },
      "aws_iam_policy.a.policy.Statement[0].Action",
    ],
    [
      "an item that has a name",
      { resource: { aws_ecs_task_definition: { a: { variables: [{ name: "PORT", value: "80" }] } } } },
      { resource: { aws_ecs_task_definition: { a: { variables: [{ name: "PORT", value: "8080" }] } } } },
      "aws_ecs_task_definition.a.variables[PORT].value",
    ],
    [
      "the name of an item",
      { resource: { aws_ecs_task_definition: { a: { variables: [{ name: "PORT" }] } } } },
      { resource: { aws_ecs_task_definition: { a: { variables: [{ name: "HOST" }] } } } },
      "aws_ecs_task_definition.a.variables[0].name",
    ],
    [
      "a longer list",
      {
        resource: {
          aws_cloudwatch_dashboard: { a: { body: '[{"properties":{"title":"Errors (5xx)","lines":[1]}}]' } },
        },
      },
      {
        resource: {
          aws_cloudwatch_dashboard: { a: { body: '[{"properties":{"title":"Errors (5xx)","lines":[1,2]}}]' } },
        },
      },
      "aws_cloudwatch_dashboard.a.body[Errors (5xx)].properties.lines",
    ],
  ])("may be that of %s", (_what, dev, production, path) => {
    const { problems } = compared({ dev: { document: dev }, production: { document: production } });
    expect(problems[0]).toMatch(`Undeclared: ${path} `);
  });
});

describe("a pattern", () => {
  const eip = (tag: string) => ({ aws_eip: { nat_b: { tag } } });
  const settings = (gateways: number) => ({ settings: { gateways } });
  const explained = (pattern: string, dev: Blocks, production: Blocks) =>
    compared({ dev: { ...settings(1), ...resources(dev) }, production: { ...settings(2), ...resources(production) } }, [
      { setting: "gateways", why: "Cost.", affects: [pattern] },
    ]).problems.length === 0;

  it.each(["aws_eip.nat_b", "aws_eip.nat_*", "*.nat*"])(
    "of an address, %s, explains that a resource exists",
    (pattern) => {
      expect(explained(pattern, {}, eip("x"))).toBe(true);
      expect(explained(pattern, eip("x"), eip("y"))).toBe(false);
    },
  );

  it.each(["aws_eip.nat_b.tag", "*.*.tag", "aws_eip.nat_b.*"])("of an attribute, %s, explains only that", (pattern) => {
    expect(explained(pattern, eip("x"), eip("y"))).toBe(true);
    expect(explained(pattern, {}, eip("x"))).toBe(false);
  });

  it.each(["aws_eip.nat", "eip.nat_b", "*nat_b", "aws_eip.nat_b.ta", "aws_eipxnat_b"])(
    "matches whole names only: %s explains nothing",
    (pattern) => {
      expect(explained(pattern, {}, eip("x"))).toBe(false);
      expect(explained(pattern, eip("x"), eip("y"))).toBe(false);
    },
  );
});

describe("names", () => {
  const bucket = (text: string) => resources({ aws_s3_bucket: { a: { text } } });

  it.each([
    ["the deployment", "web-shop-dev-logs", "web-shop-production-logs"],
    ["the deployment in another spelling", "LogsOfWebShopDev", "LogsOfWebShopProduction"],
    ["the environment as documents shorten it", "dev-snapshot", "prod-snapshot"],
    ["the environment", "/shop/dev/log", "/shop/production/log"],
    ["the environment in camel case", "LogsOfShopDocumentsDev", "LogsOfShopDocumentsProduction"],
    ["the account", "arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"],
    ["the domain", "https://dev.shop.example", "https://www.shop.example"],
  ])("made of %s differ by nature", (_what, dev, production) => {
    expect(compared({ dev: bucket(dev), production: bucket(production) }).problems).toEqual([]);
  });

  it.each([
    ["the rest of a name", "web-shop-dev-logs", "web-shop-production-log"],
    ["a word that begins like an environment", "developer", "productioner"],
    ["a word in camel case that begins like one", "ToolsOfDevelopers", "ToolsOfProductioners"],
    ["another environment's name", "web-shop-production", "web-shop-dev"],
  ])("do not hide %s", (_what, dev, production) => {
    expect(compared({ dev: bucket(dev), production: bucket(production) }).problems).toHaveLength(1);
  });

  it("are no difference where every environment says the same of one of them", () => {
    const text = "Like production, which is never torn down.";
    expect(compared({ dev: bucket(text), production: bucket(text) }).problems).toEqual([]);
  });
});

it("leaves out what CDKTF notes about a block", () => {
  const noted = (path: string) => resources({ aws_eip: { nat: { "//": { metadata: { path } } } } });
  expect(compared({ dev: noted("a"), production: noted("b") }).problems).toEqual([]);
});
