import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ejected, eject } from "../../../src/delivery/eject";
import { withJsonDocuments, type JsonObject } from "../../../src/delivery/hcl";
import type { Stack } from "../../../src/delivery/synth";

const home = mkdtempSync(join(tmpdir(), "estate-eject-"));
afterAll(() => rmSync(home, { recursive: true }));

const made = (path: string): JsonObject => ({ metadata: { path: `sample-dev/${path}` } });
const document = {
  terraform: { required_version: ">= 1.11" },
  provider: { aws: [{ region: "us-east-1" }] },
  resource: {
    aws_vpc: { network: { "//": made("network/Resource"), cidr_block: "10.0.0.0/16" } },
    aws_subnet: { network_a: { "//": made("network/a"), vpc_id: "${aws_vpc.network.id}" } },
    aws_sqs_queue: { other: {} },
  },
  output: { id: { value: "${aws_vpc.network.id}" } },
  moved: [{ from: "aws_vpc.old", to: "aws_vpc.network" }],
};
const stack = { name: "sample-dev", document, folder: join(home, "synthesized") } as unknown as Stack;

describe("an ejected deployment", () => {
  it("has a file for each construct, and one for each kind that has none", () => {
    const files = ejected("sample-dev", document);
    expect([...files.keys()]).toEqual([
      "main.tf",
      "moves.tf",
      "network.tf",
      "outputs.tf",
      "providers.tf",
      "terraform.tf",
    ]);
    expect(files.get("network.tf")).toBe(
      '# network/a\nresource "aws_subnet" "network_a" {\n  vpc_id = aws_vpc.network.id\n}\n\n' +
        '# network\nresource "aws_vpc" "network" {\n  cidr_block = "10.0.0.0/16"\n}\n',
    );
  });

  it("is formatted by Terraform, and has the lock file of the providers", async () => {
    const folder = join(home, "out");
    await eject(stack, folder);
    expect(readdirSync(folder)).toContain(".terraform.lock.hcl");
    const env = { ...process.env, TF_CLI_CONFIG_FILE: "" };
    expect(execFileSync("terraform", ["fmt", "-check", folder], { env }).toString()).toBe("");
  });

  it("brings the files that its resources upload, at the paths that they name", async () => {
    const assets = join(stack.folder, "assets/handler_package/1234");
    mkdirSync(assets, { recursive: true });
    writeFileSync(join(assets, "handler.zip"), "a package");
    const folder = join(home, "with-assets");
    await eject(stack, folder);
    expect(readFileSync(join(folder, "assets/handler_package/1234/handler.zip"), "utf8")).toBe("a package");
  });

  it("is never written over what is there", async () => {
    const folder = mkdtempSync(join(home, "full-"));
    writeFileSync(join(folder, "mine.tf"), "");
    await expect(eject(stack, folder)).rejects.toThrow(/is not empty, and nothing in it is overwritten/);
    expect(readFileSync(join(folder, "mine.tf"), "utf8")).toBe("");
  });
});

describe("a JSON document in an argument", () => {
  const written = (name: string, text: string, type = "aws_iam_policy") =>
    withJsonDocuments(type, { [name]: text })[name];

  it("is a call of jsonencode where the provider compares by meaning, with its references", () => {
    const policy = '{"Statement":[{"Resource":["${aws_s3_bucket.b.arn}","${aws_s3_bucket.b.arn}/*"],"Action":"s3:*"}]}';
    const text = written("policy", policy) as string;
    expect(text).toMatch(/^\$\{jsonencode\(/);
    expect(text).toContain('Resource = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]');
  });

  it("is one elsewhere only when jsonencode writes the very same text", () => {
    expect(written("content", '{"a":1,"b":[true]}')).toMatch(/^\$\{jsonencode\(/);
    expect(written("content", '{"b":1,"a":2}')).toBe('{"b":1,"a":2}');
    expect(written("content", '{"a": 1}')).toBe('{"a": 1}');
  });

  it("is never rewritten where Terraform itself compares texts", () => {
    expect(written("policy", '{"b":1,"a":2}', "terraform_data")).toBe('{"b":1,"a":2}');
    expect(withJsonDocuments("aws_x", { nested: [{ policy: '{"b":1,"a":2}' }] })).toEqual({
      nested: [{ policy: '{"b":1,"a":2}' }],
    });
  });

  it("keeps an escaped reference a text", () => {
    expect(written("policy", '{"a":"$${aws:username}"}')).toContain('"$${aws:username}"');
  });

  it.each(["[not json", '{"Port":${aws_lb.x.port}}', "plain"])("stays a text when it is none: %s", (text) => {
    expect(written("policy", text)).toBe(text);
  });
});
