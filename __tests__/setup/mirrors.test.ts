import { renameSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Checkout } from "./support";

interface Choice {
  mirrors: { folder: string; providers: string[] }[];
  missing: string[];
}

const wanted = { "hashicorp/aws": "5.100.0", "hashicorp/random": "3.7.2" };

describe("finding provider mirrors", () => {
  let machine: Checkout;
  beforeEach(() => void (machine = new Checkout()));
  afterEach(() => machine.remove());

  const at = (...parts: string[]): string => path.join(machine.root, ...parts);
  const unpacked = (mirror: string, type: string, version: string): string =>
    machine.touch(
      mirror,
      "registry.terraform.io/hashicorp",
      type,
      version,
      "linux_amd64",
      `terraform-provider-${type}`,
    );

  function choose(env: Record<string, string> = {}, roots = [at("big")]): Choice {
    const place = { env: { XDG_DATA_DIRS: at("share"), ...env }, home: at("home"), ownConfig: at("own.rc"), roots };
    return machine.evaluate<Choice>(`
      const { chooseMirrors, mirrorCandidates } = await load("lib/mirrors.mjs");
      return chooseMirrors(mirrorCandidates(${JSON.stringify(place)}), ${JSON.stringify(wanted)}, "linux_amd64");`);
  }

  it("finds a mirror below a likely root, whatever the folder is called", () => {
    unpacked("big/anything", "aws", "5.100.0");
    expect(choose()).toEqual({
      mirrors: [{ folder: at("big/anything"), providers: ["hashicorp/aws"] }],
      missing: ["hashicorp/random"],
    });
  });

  it("looks two levels below a root and no further", () => {
    unpacked("big/one/two", "aws", "5.100.0");
    unpacked("big/one/two/three", "random", "3.7.2");
    expect(choose().missing).toEqual(["hashicorp/random"]);
  });

  it("takes nothing from a cache, which may hold what a project built for itself", () => {
    unpacked("big/.terraform.d/plugin-cache", "random", "3.7.2");
    expect(choose().missing).toContain("hashicorp/random");
  });

  it("takes both providers from the mirror that TF_PROVIDER_MIRROR names, before any other", () => {
    for (const mirror of ["big/other", "named"]) {
      unpacked(mirror, "aws", "5.100.0");
      unpacked(mirror, "random", "3.7.2");
    }
    expect(choose({ TF_PROVIDER_MIRROR: at("named") })).toEqual({
      mirrors: [{ folder: at("named"), providers: ["hashicorp/aws", "hashicorp/random"] }],
      missing: [],
    });
  });

  it("accepts the published zip files", () => {
    machine.touch("big/zips/registry.terraform.io/hashicorp/random/terraform-provider-random_3.7.2_linux_amd64.zip");
    expect(choose().missing).toEqual(["hashicorp/aws"]);
  });

  it("reads the mirror of the person's own Terraform configuration", () => {
    unpacked("configured", "aws", "5.100.0");
    const config = `provider_installation {\n  filesystem_mirror {\n    path = "${at("configured")}"\n  }\n}\n`;
    machine.touch("team.rc");
    writeFileSync(at("team.rc"), config);
    expect(choose({ TF_CLI_CONFIG_FILE: at("team.rc") }).mirrors.map(({ folder }) => folder)).toEqual([
      at("configured"),
    ]);
  });

  it("ignores a Terraform configuration that does not exist, and the one that setup wrote itself", () => {
    unpacked("configured", "aws", "5.100.0");
    machine.touch("own.rc");
    writeFileSync(at("own.rc"), `filesystem_mirror { path = "${at("configured")}" }`);
    expect(choose({ TF_CLI_CONFIG_FILE: at("own.rc") }).missing).toHaveLength(2);
    expect(choose({ TF_CLI_CONFIG_FILE: at("nowhere.rc") }).missing).toHaveLength(2);
  });

  it("searches the folders that Terraform itself searches", () => {
    unpacked("home/.terraform.d/plugins", "aws", "5.100.0");
    unpacked("share/terraform/plugins", "random", "3.7.2");
    expect(choose().missing).toEqual([]);
  });

  it("refuses another version of the provider", () => {
    unpacked("big/old", "aws", "5.99.0");
    expect(choose().missing).toContain("hashicorp/aws");
  });

  it("refuses a provider behind a symbolic link, which Terraform would not follow", () => {
    unpacked("big/linked", "aws", "5.100.0");
    const provider = at("big/linked/registry.terraform.io/hashicorp/aws");
    renameSync(provider, at("elsewhere"));
    symlinkSync(at("elsewhere"), provider);
    expect(choose().missing).toContain("hashicorp/aws");
  });
});
