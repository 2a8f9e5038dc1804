import { providerFacts } from "../../../src/delivery/doctor/providers";

const lock = (source: string, version: string, hash: string): string =>
  `provider "registry.terraform.io/${source}" {\n  version     = "${version}"\n  constraints = "${version}"\n  hashes = [\n    "${hash}",\n  ]\n}\n`;
const mirror = (folder: string, source: string): string =>
  `  filesystem_mirror {\n    path    = "${folder}"\n    include = ["registry.terraform.io/${source}"]\n  }\n`;

const files = {
  config: `provider_installation {\n${mirror("/m", "hashicorp/aws")}  direct {\n    exclude = []\n  }\n}\n`,
  lock: lock("hashicorp/aws", "5.100.0", "h1:published=") + lock("hashicorp/random", "3.7.2", "h1:built="),
  publishedLock: lock("hashicorp/aws", "5.100.0", "h1:published=") + lock("hashicorp/random", "3.7.2", "zh:other"),
};

describe("where providers come from", () => {
  it("tells mirrors from the registry and published packages from those built here", () => {
    expect(providerFacts(files, () => true)).toEqual({
      "hashicorp/aws": { version: "5.100.0", source: "/m", isPublished: true },
      "hashicorp/random": { version: "3.7.2", source: "registry", isPublished: false },
    });
  });

  it("leaves out a provider whose mirror is gone", () => {
    expect(Object.keys(providerFacts(files, () => false))).toEqual(["hashicorp/random"]);
  });

  it("knows no provider before setup", () => {
    expect(providerFacts({ config: "", lock: "", publishedLock: files.publishedLock }, () => true)).toEqual({});
  });
});
