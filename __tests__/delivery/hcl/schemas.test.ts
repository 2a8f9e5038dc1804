import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readManifest } from "../../../src/delivery/doctor/manifest";
import { renderBlocks, Schemas, slimSchemas, type SlimSchema } from "../../../src/delivery/hcl";
import { paths } from "../../../src/delivery/paths";

const folder = mkdtempSync(join(tmpdir(), "estate-schemas-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const committed = (name: string): string => readFileSync(join(paths.schemas, name), "utf8");

describe("the committed schemas", () => {
  it("are of the pinned providers", () => {
    const versions = ["aws.json", "random.json"].map((name) => JSON.parse(committed(name)) as SlimSchema);
    expect(Object.fromEntries(versions.map(({ provider, version }) => [provider, version]))).toEqual(
      readManifest().providers,
    );
  });

  it("are what these providers say", async () => {
    await promisify(execFile)(process.execPath, [join(paths.root, "scripts", "provider-schemas.mjs"), folder]);
    expect(readdirSync(folder).sort()).toEqual(readdirSync(paths.schemas).sort());
    for (const name of readdirSync(folder)) {
      // Not toBe: half a megabyte of difference helps nobody.
      expect([name, readFileSync(join(folder, name), "utf8") === committed(name)]).toEqual([name, true]);
    }
  }, 120_000);
});

describe("a further provider's schema", () => {
  const schemas = slimSchemas({
    provider_schemas: {
      "registry.terraform.io/acme/thing": {
        provider: { block: { attributes: { url: { type: "string", optional: true } } } },
        resource_schemas: {
          thing_box: {
            block: {
              attributes: { id: { type: "string" }, size: { type: "number", required: true } },
              block_types: {
                side: { nesting_mode: "map", block: { attributes: { colour: { type: "string", optional: true } } } },
              },
            },
          },
        },
      },
    },
  });
  const hcl = (document: Parameters<typeof renderBlocks>[0]): string =>
    renderBlocks(document, Schemas.committed(schemas), "x")
      .map(({ lines }) => lines.join("\n"))
      .join("\n");

  it("serves like the committed ones, labels of its blocks included", () => {
    const box = { size: 1, side: { left: { colour: "red" } } };
    expect(hcl({ provider: { thing: { url: "u" } }, resource: { thing_box: { b: box } } })).toBe(
      'provider "thing" {\n  url = "u"\n}\nresource "thing_box" "b" {\n  size = 1\n  side "left" {\n    colour = "red"\n  }\n}',
    );
  });

  it("lets nobody set what is computed", () => {
    expect(() => hcl({ resource: { thing_box: { b: { id: "x" } } } })).toThrow(
      /thing_box\.b: unknown argument or block "id"/,
    );
  });
});

describe("a helper provider without a schema", () => {
  const document = {
    provider: { null: {} },
    resource: { null_resource: { a: { triggers: { b: "${aws_vpc.c.id}" } } } },
  };

  it("is rendered for a scan, because no scanner has a rule about it", () => {
    const blocks = renderBlocks(document, Schemas.forScanning(), "x");
    expect(blocks.map(({ lines }) => lines.join("\n"))).toEqual([
      'provider "null" {}',
      'resource "null_resource" "a" {\n  triggers = {\n    b = aws_vpc.c.id\n  }\n}',
    ]);
  });

  it("is refused where Terraform must plan what is rendered", () => {
    expect(() => renderBlocks(document, Schemas.committed(), "x")).toThrow(/null_resource\.a: no schema of type/);
  });

  it("is no way around the schema of a provider that scanners have rules about", () => {
    const azure = { resource: { azurerm_storage_account: { a: {} } } };
    expect(() => renderBlocks(azure, Schemas.forScanning(), "x")).toThrow(
      /no schema of type "azurerm_storage_account"/,
    );
  });
});
