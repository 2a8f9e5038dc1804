import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { diagnose } from "../../../src/delivery/doctor/diagnose";
import { gatherFacts } from "../../../src/delivery/doctor/facts";
import { readManifest } from "../../../src/delivery/doctor/manifest";

const manifest = readManifest();

describe("looking at the machine", () => {
  let bin: string;
  beforeEach(() => void (bin = mkdtempSync(path.join(tmpdir(), "doctor-"))));
  afterEach(() => rmSync(bin, { recursive: true, force: true }));

  const program = (name: string, script: string): void => {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(bin, name), 0o755);
  };
  const gather = (env: NodeJS.ProcessEnv = {}): ReturnType<typeof gatherFacts> =>
    gatherFacts(manifest, { env: { PATH: bin, ...env }, toolsBin: bin });

  it("reads the version that each program, Git among them, prints about itself [001-tool-git]", async () => {
    program("git", "echo git version 2.43.0");
    program("go", "echo go version go1.26.1 linux/amd64");
    program("aws", "echo aws-cli/2.31.9 Python/3.13.7 Linux/6.1");
    program("make", "echo GNU Make 4.3; echo Built for x86_64-pc-linux-gnu");
    program("docker", "echo Docker version 28.2.2, build e6534b4");
    expect((await gather()).versions).toMatchObject({
      git: "2.43.0",
      go: "1.26.1",
      aws: "2.31.9",
      make: "4.3",
      docker: "28.2.2",
    });
  });

  it("takes a program that fails, says no version or is not there for missing", async () => {
    program("git", "exit 1");
    program("go", "echo hello");
    const { versions } = await gather();
    expect([versions.git, versions.go, versions.aws]).toEqual([undefined, undefined, undefined]);
  });

  it("detects a Terraform of the wrong version on PATH", async () => {
    program(
      "terraform",
      "echo Terraform v1.5.7; echo on linux_amd64; echo Your version is out of date! Latest is 1.14.0",
    );
    const row = diagnose(await gather(), manifest).find(({ name }) => name === "terraform");
    expect(row).toMatchObject({ status: "wrong version", found: "1.5.7" });
  });

  it("takes the first Python that is new enough", async () => {
    program("python3", "echo Python 3.8.10");
    program("python3.12", "echo Python 3.12.3");
    expect((await gather()).versions.python).toBe("3.12.3");
  });

  it("names the place of AWS credentials, never their value", async () => {
    const facts = await gather({ AWS_ACCESS_KEY_ID: "a-key-id" });
    expect(facts.awsCredentials).toBe("AWS_ACCESS_KEY_ID");
    expect(JSON.stringify(facts)).not.toContain("a-key-id");
  });
});
