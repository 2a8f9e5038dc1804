import { Schemas, type JsonObject } from "../../../src/delivery/hcl";
import { renderView, type Skips } from "../../../src/delivery/scan/view";
import { unseen } from "../../../src/delivery/scan/view/unseen";
import { deliveredLog } from "./samples";

const schemas = Schemas.committed();
const noSkips: Skips = () => [];
const checkov = (document: JsonObject, skips = noSkips) =>
  renderView("checkov", "sample-dev", document, schemas, skips);
const tfsec = (document: JsonObject, skips = noSkips) => renderView("tfsec", "sample-dev", document, schemas, skips);

const made = (path: string, source: string): JsonObject => ({ metadata: { path: `sample-dev/${path}` }, source });
const vpc = (body: JsonObject = {}): JsonObject => ({ resource: { aws_vpc: { main: body } } });

describe("a view", () => {
  it("says above each block which construct and which line made it", () => {
    const { text, blocks } = checkov(vpc({ "//": made("network/Resource", "src/a.ts:3:4") }));
    expect(text).toBe('# construct: network\n# source: src/a.ts:3:4\nresource "aws_vpc" "main" {}\n');
    expect(blocks).toEqual([
      {
        kind: "resource",
        address: "aws_vpc.main",
        constructPath: "network",
        source: "src/a.ts:3:4",
        isRepeated: false,
        start: 3,
        end: 3,
      },
    ]);
  });

  it("knows the lines of each block", () => {
    const document = {
      resource: { aws_vpc: { a: { cidr_block: "10.0.0.0/16" }, b: {} }, aws_subnet: { c: { vpc_id: "x" } } },
    };
    const { text, blocks } = checkov(document);
    const lines = text.split("\n");
    expect(blocks).toHaveLength(3);
    for (const { address, start, end } of blocks) {
      const [type, name] = address.split(".");
      expect(lines[start - 1]).toMatch(new RegExp(`^resource "${type}" "${name}" \\{`));
      expect(lines[end - 1]).toMatch(/\}$/);
    }
  });

  it("is the same for the same document, byte for byte", () => {
    expect(checkov(vpc({ tags: { a: "b" } })).text).toBe(checkov(vpc({ tags: { a: "b" } })).text);
  });

  it("leaves out what holds no resource, and would stop a scanner", () => {
    const document = { moved: [{ from: "aws_vpc.a", to: "aws_vpc.b" }], import: [], removed: [], check: {}, ...vpc() };
    expect(checkov(document).blocks.map(({ kind }) => kind)).toEqual(["resource"]);
  });

  it("puts a path of several lines on one", () => {
    expect(checkov(vpc({ "//": made("a\nresource x", "s") })).text.split("\n")[0]).toBe("# construct: a resource x");
  });

  it.each(["checkov:skip=CKV_AWS_1", "bridgecrew:skip=CKV_AWS_1", "tfsec:ignore:aws-x", "trivy:ignore:AVD-1"])(
    "means the same and silences nothing when a value spells %s",
    (text) => {
      const view = checkov(vpc({ tags: { a: `#${text}:because` } })).text;
      expect(view).not.toContain(text);
      expect(view).toContain(text.replace(":", "\\u003a"));
    },
  );

  it("has an acknowledgement as each scanner's skip comment, on one line", () => {
    const skips: Skips = () => [
      { rule: "A", reason: "one\ntwo" },
      { rule: "B", reason: "three" },
    ];
    expect(checkov(vpc({ cidr_block: "x" }), skips).text).toBe(
      '# construct: aws_vpc.main\nresource "aws_vpc" "main" {\n  #checkov:skip=A:one two\n  #checkov:skip=B:three\n  cidr_block = "x"\n}\n',
    );
    expect(checkov(vpc(), skips).text).toContain('resource "aws_vpc" "main" {\n  #checkov:skip=A:one two');
    expect(tfsec(vpc(), skips).text).toContain('#tfsec:ignore:A tfsec:ignore:B\nresource "aws_vpc" "main" {}');
  });
});

describe("a dynamic block in a view", () => {
  const group = (dynamic: JsonObject, body: JsonObject = {}): string =>
    checkov({ resource: { aws_security_group: { g: { ...body, dynamic: { ingress: dynamic } } } } }).text;

  it("is written out when its values are literal, after those that stand there already", () => {
    const text = group(
      { for_each: [22, 443], content: { from_port: "${ingress.value}", description: "Port ${ingress.value}" } },
      { ingress: [{ from_port: 80 }] },
    );
    expect(text).not.toContain("dynamic");
    expect([...text.matchAll(/from_port = (\d+)/g)].map(([, port]) => port)).toEqual(["80", "22", "443"]);
    expect(text).toContain('description = "Port 443"');
  });

  it("takes keys, parts of values and another iterator's name", () => {
    const text = group({
      for_each: { ssh: { port: 22, "to-port": 23 } },
      iterator: "each_rule",
      content: {
        description: "${each_rule.key}",
        from_port: "${each_rule.value.port}",
        to_port: '${each_rule.value["to-port"]}',
      },
    });
    expect(text).toContain('description = "ssh"');
    expect(text).toContain("from_port = 22");
    expect(text).toContain("to_port = 23");
  });

  it.each<[string, JsonObject]>([
    ["only a run knows them", { for_each: "${local.ports}", content: {} }],
    ["they stand in a larger expression", { for_each: [22], content: { from_port: "${ingress.value + 1}" } }],
    ["they have no such part", { for_each: [{}], content: { from_port: "${ingress.value.port}" } }],
    ["it has labels", { for_each: [22], labels: ["a"], content: {} }],
  ])("stays as it is when %s", (_what, dynamic) => {
    expect(group(dynamic)).toContain('dynamic "ingress" {');
  });
});

describe("the view for tfsec", () => {
  it("has no ephemeral block, at which tfsec stops", () => {
    const document = { ephemeral: { random_password: { p: { length: 32 } } }, ...vpc() };
    expect(tfsec(document).blocks.map(({ kind }) => kind)).toEqual(["resource"]);
    expect(checkov(document).blocks.map(({ kind }) => kind)).toEqual(["ephemeral", "resource"]);
  });

  it("spells security group rules as tfsec knows them, under the address of the deployment", () => {
    const { text, blocks } = tfsec({
      resource: {
        aws_vpc_security_group_ingress_rule: {
          ssh: { security_group_id: "sg", ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" },
        },
        aws_vpc_security_group_egress_rule: { all: { security_group_id: "sg", ip_protocol: "-1", cidr_ipv6: "::/0" } },
      },
    });
    expect(blocks.map(({ address }) => address).sort()).toEqual([
      "aws_vpc_security_group_egress_rule.all",
      "aws_vpc_security_group_ingress_rule.ssh",
    ]);
    expect(text.match(/resource "aws_security_group_rule"/g)).toHaveLength(2);
    expect(text).toContain('cidr_blocks = ["0.0.0.0/0"]');
    expect(text).toContain('ipv6_cidr_blocks = ["::/0"]');
    expect(text).toContain("from_port = 0");
  });

  it("has literals for the references in a policy, which tfsec would else pass over in silence", () => {
    const policy =
      '{"Statement":[{"Action":"s3:*","Resource":["${aws_s3_bucket.b.arn}/*","${aws_kms_key.k.arn}","${aws_vpc.v.id}"]}]}';
    const { text } = tfsec({ resource: { aws_iam_policy: { p: { policy } } } });
    expect(text).toContain("arn:aws:s3:::b/*");
    expect(text).toContain("arn:aws:kms:us-east-1:123456789012:k");
    expect(text).toContain("aws_vpc.v.id");
    expect(text).not.toContain("${");
    expect(checkov({ resource: { aws_iam_policy: { p: { policy } } } }).text).toContain("${aws_kms_key.k.arn}");
  });

  it("keeps an escaped reference in a policy", () => {
    const policy = '{"Statement":[{"Resource":"arn:x/$${aws:username}"}]}';
    expect(tfsec({ resource: { aws_iam_policy: { p: { policy } } } }).text).toContain("$${aws:username}");
  });
});

describe("what no scanner can judge", () => {
  const rules = (document: JsonObject) =>
    unseen("sample-dev", document, checkov(document)).map(({ rule, address }) => [rule, address]);

  it("is a value from a variable without default", () => {
    const bucket = vpc({ enable_dns_support: "${var.dns}" });
    expect(rules({ variable: [{ dns: {} }], ...bucket })).toEqual([["scan-values-are-known", "aws_vpc.main"]]);
    expect(rules({ variable: [{ dns: { default: true } }], ...bucket })).toEqual([]);
  });

  it("is a value that repetition puts in", () => {
    expect(rules(vpc({ for_each: { a: "10.0.0.0/16" }, cidr_block: "${each.value}" }))).toEqual([
      ["scan-values-are-known", "aws_vpc.main"],
    ]);
  });

  it("is a dynamic block over unknown values, and a module", () => {
    const dynamic = {
      resource: { aws_security_group: { g: { dynamic: { ingress: [{ for_each: "${local.ports}", content: {} }] } } } },
    };
    expect(rules(dynamic)).toEqual([["scan-blocks-are-literal", "aws_security_group.g"]]);
    expect(rules({ module: { m: { source: "./m" } } })).toEqual([["scan-modules-are-inline", "module.m"]]);
  });

  it("is nothing in a plain document", () => {
    expect(rules(vpc({ cidr_block: "10.0.0.0/16" }))).toEqual([]);
  });
});

describe("the log of a distribution", () => {
  const isLogged = (document: JsonObject) =>
    [checkov(document), tfsec(document)].map(({ text }) => /logging_config/.test(text));
  const { resource } = deliveredLog("site") as { resource: Record<string, JsonObject> };
  const { aws_cloudwatch_log_delivery: delivery, ...undelivered } = resource;
  const { aws_cloudwatch_log_delivery_source: source } = resource;
  const from = (change: JsonObject) => ({
    resource: {
      ...resource,
      aws_cloudwatch_log_delivery_source: { log: { ...(source!.log as JsonObject), ...change } },
    },
  });

  it("is written in the words of both scanners where CloudWatch delivers it", () => {
    expect(isLogged({ resource })).toEqual([true, true]);
  });

  it.each([
    ["no delivery takes it anywhere", { resource: undelivered }],
    [
      "another source is delivered",
      {
        resource: {
          ...resource,
          aws_cloudwatch_log_delivery: { log: { ...(delivery!.log as JsonObject), delivery_source_name: "other" } },
        },
      },
    ],
    ["it is of another distribution", from({ resource_arn: "${aws_cloudfront_distribution.other.arn}" })],
    ["it is another kind of log", from({ log_type: "CONNECTION_LOGS" })],
  ])("is not where %s", (_what, document) => {
    expect(isLogged(document as JsonObject)).toEqual([false, false]);
  });
});
