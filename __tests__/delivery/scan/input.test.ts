import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readInputs } from "../../../src/delivery/scan/input";

const home = mkdtempSync(join(tmpdir(), "estate-input-"));
afterAll(() => rmSync(home, { recursive: true }));

/** A folder with these files. */
function folder(files: Record<string, unknown>): string {
  const root = mkdtempSync(join(home, "from-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
}

const vpc = { resource: { aws_vpc: { main: {} } } };
const names = async (from: string, asked: string[] = []) => (await readInputs(asked, from)).map(({ name }) => name);

describe("Terraform JSON from elsewhere", () => {
  it("is every stack of a cdktf.out, by name, whatever its name", async () => {
    const from = folder({ "stacks/b/cdk.tf.json": vpc, "stacks/a/cdk.tf.json": vpc, "manifest.json": {} });
    expect(await names(from)).toEqual(["a", "b"]);
    expect(await names(from, ["b"])).toEqual(["b"]);
  });

  it("is also any folder with such files, all of them together", async () => {
    const from = folder({ "one.tf.json": vpc, "two.tf.json": { resource: { aws_subnet: { a: {} } } } });
    const [input] = await readInputs([], from);
    expect(input?.document).toEqual({ resource: { aws_vpc: { main: {} }, aws_subnet: { a: {} } } });
  });

  it("brings its acknowledgements, in whatever form its comment has", async () => {
    const given = [{ rule: "CKV_AWS_1" }];
    const of = async (comment: unknown) =>
      (await readInputs([], folder({ "x.tf.json": { "//": comment } })))[0]?.acknowledgements;
    expect(await of({ acknowledgements: given })).toEqual(given);
    expect(await of([{ acknowledgements: given }])).toEqual(given);
    expect(await of("a text")).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string[], RegExp]>([
    ["a folder without any", { "x.txt": "" }, [], /holds no Terraform JSON/],
    ["a stack without any", { "stacks/a/readme.md": "" }, [], /No synthesized a: .* holds no \*\.tf\.json/],
    ["an unknown stack", { "stacks/a/cdk.tf.json": vpc }, ["b"], /has no b; it has a/],
    [
      "HCL beside it, which would stay unread",
      { "stacks/a/cdk.tf.json": vpc, "stacks/a/more.tf": "" },
      [],
      /holds more\.tf beside its Terraform JSON/,
    ],
    ["a file that is no JSON", { "stacks/a/cdk.tf.json": "{" }, [], /is no Terraform JSON: /],
    ["a file that is no object", { "stacks/a/cdk.tf.json": [] }, [], /is no Terraform JSON: it is no object/],
  ])("is refused: %s", async (_what, files, asked, message) => {
    await expect(readInputs(asked, folder(files))).rejects.toThrow(message);
  });

  it("is refused when the folder is missing, or is a file", async () => {
    await expect(readInputs([], join(home, "missing"))).rejects.toThrow(/holds no Terraform JSON/);
    await expect(readInputs([], join(folder({ "x.tf.json": vpc }), "x.tf.json"))).rejects.toThrow(
      /holds no Terraform JSON/,
    );
  });
});

describe("a deployment of ours", () => {
  it("has to exist", async () => {
    await expect(readInputs(["omnirapeutic-prodution"], undefined)).rejects.toThrow(
      /did you mean omnirapeutic-production/,
    );
  });
});
