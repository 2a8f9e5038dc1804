import { readFileSync } from "node:fs";
import path from "node:path";
import { Checkout } from "./support";

const published = readFileSync(path.resolve(__dirname, "../../locks/terraform.lock.hcl"), "utf8");

describe("Terraform's CLI configuration", () => {
  let machine: Checkout;
  beforeAll(() => void (machine = new Checkout()));
  afterAll(() => machine.remove());

  const render = (found: unknown): string =>
    machine.evaluate<string>(`
      const { renderTerraformConfig } = await load("lib/terraform-config.mjs");
      return renderTerraformConfig({ ...${JSON.stringify(found)}, pluginCache: "/cache" });`);

  it("asks each mirror only for the providers it holds, and the registry never for those", () => {
    const config = render({ mirrors: [{ folder: "/m", providers: ["hashicorp/aws"] }], missing: ["hashicorp/random"] });
    expect(config).toContain(`path    = "/m"\n    include = ["registry.terraform.io/hashicorp/aws"]`);
    expect(config).toContain(`direct {\n    exclude = ["registry.terraform.io/hashicorp/aws"]`);
  });

  it("caches what is downloaded", () => {
    expect(render({ mirrors: [], missing: ["hashicorp/aws"] })).toContain(`plugin_cache_dir = "/cache"`);
  });

  it("caches nothing when mirrors hold every provider", () => {
    expect(render({ mirrors: [{ folder: "/m", providers: ["hashicorp/aws"] }], missing: [] })).not.toContain("cache");
  });

  it("keeps the published checksums of every provider but the one built here", () => {
    const lock = machine.evaluate<string>(`
      const { lockWithout } = await load("lib/terraform-config.mjs");
      return lockWithout(${JSON.stringify(published)}, ["hashicorp/random"]);`);
    expect(lock).toContain(`provider "registry.terraform.io/hashicorp/aws"`);
    expect(lock).not.toContain("random");
    expect(lock.match(/"(h1|zh):/g)).toHaveLength(16);
  });
});
