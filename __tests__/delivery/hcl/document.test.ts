import { canonical, renderBlocks, Schemas, type JsonObject } from "../../../src/delivery/hcl";
import { messageOf } from "../../../src/delivery/failure";

const schemas = Schemas.committed();

/** The HCL of a document's blocks, as one text. */
function hcl(document: JsonObject): string {
  return renderBlocks(document, schemas, "sample")
    .map(({ lines }) => lines.join("\n"))
    .join("\n\n");
}

const resource = (type: string, body: JsonObject): JsonObject => ({ resource: { [type]: { x: body } } });

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return messageOf(error);
  }
  throw new Error("nothing was refused");
}

describe("a resource in HCL", () => {
  it("has arguments as arguments and blocks as blocks, arguments first", () => {
    expect(
      hcl(resource("aws_instance", { root_block_device: { encrypted: true }, ami: "a", tags: { Name: "b" } })),
    ).toBe(
      [
        'resource "aws_instance" "x" {',
        '  ami = "a"',
        "  tags = {",
        '    Name = "b"',
        "  }",
        "  root_block_device {",
        "    encrypted = true",
        "  }",
        "}",
      ].join("\n"),
    );
  });

  it("has a block for each element of an array, and none for null", () => {
    const text = hcl(
      resource("aws_instance", { ebs_block_device: [{ device_name: "a" }, null, { device_name: "b" }], ami: null }),
    );
    expect(text.match(/ebs_block_device \{/g)).toHaveLength(2);
    expect(text).not.toContain("ami");
  });

  it("has lists of objects as blocks without their nulls, which scanners misread; an empty one as a list", () => {
    const ingress = [
      { from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"], prefix_list_ids: null },
    ];
    expect(hcl(resource("aws_security_group", { ingress, egress: [] }))).toBe(
      [
        'resource "aws_security_group" "x" {',
        "  egress = []",
        "  ingress {",
        "    from_port = 22",
        "    to_port = 22",
        '    protocol = "tcp"',
        '    cidr_blocks = ["0.0.0.0/0"]',
        "  }",
        "}",
      ].join("\n"),
    );
  });

  it("has a list of objects that is an expression as it stands", () => {
    expect(hcl(resource("aws_security_group", { ingress: "${local.rules}" }))).toContain("  ingress = local.rules");
  });

  it("has references, not texts, in its meta-arguments", () => {
    const text = hcl(
      resource("aws_vpc", {
        depends_on: ["aws_vpc.y", "${aws_vpc.z}"],
        provider: "aws.west",
        count: 2,
        lifecycle: { ignore_changes: ["tags"], replace_triggered_by: ["aws_vpc.y"], prevent_destroy: true },
      }),
    );
    expect(text).toContain("depends_on = [aws_vpc.y, aws_vpc.z]");
    expect(text).toContain("provider = aws.west");
    expect(text).toContain("ignore_changes = [tags]");
    expect(text).toContain("replace_triggered_by = [aws_vpc.y]");
    expect(text).toContain("count = 2");
  });

  it("may ignore all changes", () => {
    expect(hcl(resource("aws_vpc", { lifecycle: { ignore_changes: "all" } }))).toContain("ignore_changes = all");
  });

  it("has preconditions, provisioners and connections", () => {
    const text = hcl(
      resource("aws_vpc", {
        lifecycle: { precondition: [{ condition: "${var.a}", error_message: "b" }] },
        provisioner: [{ "local-exec": { command: "c", when: "destroy", environment: { A: "b" } } }],
      }),
    );
    expect(text).toContain('provisioner "local-exec" {');
    expect(text).toContain("when = destroy");
    expect(text).toContain("environment = {");
    expect(text).toContain("precondition {\n      condition = var.a");
  });

  it("has dynamic blocks, shaped like the blocks that they make", () => {
    const text = hcl(
      resource("aws_security_group", {
        dynamic: { ingress: [{ for_each: ["a"], iterator: "it", content: { description: "${it.value}" } }] },
      }),
    );
    expect(text).toContain('dynamic "ingress" {');
    expect(text).toContain("iterator = it");
    expect(text).toContain("content {\n      description = it.value");
  });

  it("says nothing of comments", () => {
    expect(hcl(resource("aws_vpc", { "//": { metadata: {} } }))).toBe('resource "aws_vpc" "x" {}');
  });
});

describe("other blocks in HCL", () => {
  it("are terraform's own settings", () => {
    expect(
      hcl({
        terraform: {
          required_version: ">= 1.11",
          backend: { s3: { bucket: "b" } },
          required_providers: { aws: { source: "hashicorp/aws" } },
        },
      }),
    ).toBe(
      'terraform {\n  required_version = ">= 1.11"\n  backend "s3" {\n    bucket = "b"\n  }\n' +
        '  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}',
    );
  });

  it("are providers, one an alias", () => {
    const text = hcl({ provider: { aws: [{ region: "a", default_tags: [{ tags: { A: "b" } }] }, { alias: "west" }] } });
    expect(text.match(/provider "aws" \{/g)).toHaveLength(2);
    expect(text).toContain("default_tags {\n    tags = {");
    expect(text).toContain('alias = "west"');
  });

  it("are variables with their type as a word, outputs, locals and modules", () => {
    const text = hcl({
      variable: { a: { type: "list(string)", validation: { condition: "${true}", error_message: "m" } } },
      output: { b: { value: "${var.a}", depends_on: ["aws_vpc.x"] } },
      locals: { c: { d: 1 } },
      module: { m: { source: "./m", providers: { aws: "aws.west" }, size: 3 } },
    });
    expect(text).toContain('variable "a" {\n  type = list(string)\n  validation {');
    expect(text).toContain("depends_on = [aws_vpc.x]");
    expect(text).toContain("locals {\n  c = {");
    expect(text).toContain("providers = {\n    aws = aws.west\n  }");
  });

  it("are moves, imports and removals", () => {
    const text = hcl({
      moved: [{ from: "aws_vpc.a", to: "aws_vpc.b" }],
      import: { to: "aws_vpc.b", id: "vpc-1" },
      removed: [{ from: "aws_vpc.c", lifecycle: { destroy: false } }],
    });
    expect(text).toContain("moved {\n  from = aws_vpc.a\n  to = aws_vpc.b\n}");
    expect(text).toContain('import {\n  to = aws_vpc.b\n  id = "vpc-1"\n}');
    expect(text).toContain("removed {\n  from = aws_vpc.c\n  lifecycle {\n    destroy = false");
  });

  it("come in one order, whatever the document's", () => {
    const one = { resource: { aws_vpc: { b: {}, a: {} } }, variable: { v: {} } };
    const other = { variable: { v: {} }, resource: { aws_vpc: { a: {}, b: {} } } };
    expect(hcl(one)).toBe(hcl(other));
  });
});

describe("what has no place in HCL", () => {
  it("is named with its block, all of it at once", () => {
    const message = problemOf(() =>
      hcl({
        resource: {
          aws_vpc: { a: { no_such: 1 }, b: { arn: "computed" } },
          aws_instance: { c: { root_block_device: { colour: "red" } } },
          other_thing: { d: {} },
        },
        surprise: {},
      }),
    );
    expect(message).toContain('aws_vpc.a: unknown argument or block "no_such"');
    expect(message).toContain('aws_vpc.b: unknown argument or block "arn"');
    expect(message).toContain('aws_instance.c: root_block_device: unknown argument or block "colour"');
    expect(message).toContain('other_thing.d: no schema of type "other_thing"');
    expect(message).toContain('unknown top-level block "surprise"');
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      "a text where a block is wanted",
      resource("aws_instance", { root_block_device: "x" }),
      /aws_instance\.x: root_block_device: "x" where a block/,
    ],
    [
      "an unknown dynamic block",
      resource("aws_instance", { dynamic: { nothing: { content: {} } } }),
      /unknown block "nothing"/,
    ],
    ["an expression that never ends", resource("aws_vpc", { cidr_block: "${var.a" }), /aws_vpc\.x: .*never closed/],
    ["a provider that no schema knows", { provider: { azurerm: {} } }, /no schema of provider "azurerm"/],
  ])("is refused: %s", (_what, document, message) => {
    expect(() => hcl(document)).toThrow(message);
  });
});

describe("documents of one folder", () => {
  it("are one document, whatever arrays they use", () => {
    const vpc = { cidr_block: "10.0.0.0/16" };
    expect(
      canonical(
        [
          { resource: [{ aws_vpc: [{ a: [vpc] }] }] },
          { resource: { aws_vpc: { b: vpc } }, output: { o: { value: 1 } } },
        ],
        "x",
      ),
    ).toEqual({ resource: { aws_vpc: { a: vpc, b: vpc } }, output: [{ o: { value: 1 } }] });
  });

  it("may not declare a block twice", () => {
    const document = { resource: { aws_vpc: { a: {} } } };
    expect(() => canonical([document, document], "x")).toThrow(/aws_vpc\.a is declared more than once/);
    expect(() => canonical([{ data: { aws_ami: { a: [{}, {}] } } }], "x")).toThrow(
      /aws_ami\.a is declared more than once/,
    );
  });

  it("hold blocks, and nothing else", () => {
    expect(() => canonical([{ resource: { aws_vpc: { a: "text" } } }], "x")).toThrow(
      /aws_vpc\.a is no block but "text"/,
    );
    expect(() => canonical([{ resource: "text" }], "x")).toThrow(/resource: "text" where a block is wanted/);
  });
});
