import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { terraformShim } from "../../../src/delivery/shim";
import { change, documentOf, planOf, Scratch, type FakeTerraform } from "../../support/delivery";

// The way back is noted in the state bucket before an apply: here in a bucket without a state.
jest.mock("../../../src/delivery/aws/clients", () => ({
  awsClients: () => jest.requireActual<{ fakeStateAccount(): unknown }>("../../support/fake-state").fakeStateAccount(),
}));

let scratch: Scratch;
let fake: FakeTerraform;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.on("show", { stdout: JSON.stringify(planOf([change("aws_vpc.network", ["create"])])) });
});
afterEach(() => {
  scratch.remove();
  jest.restoreAllMocks();
});

const shim = (args: readonly string[], document = documentOf()) =>
  terraformShim(args, join(scratch.synthesized(document), "stacks", "omnirapeutic-dev"));

/** What a person types at the prompt. */
function answering(text: string): void {
  jest.spyOn(process, "stdin", "get").mockReturnValue(Readable.from([text]) as typeof process.stdin);
  jest.spyOn(process.stdout, "write").mockReturnValue(true);
}

describe("terraform as cdktf-cli runs it", () => {
  it("is passed through where no deployment lies", async () => {
    fake.on("version", { code: 4 });
    await expect(terraformShim(["version", "-json"], scratch.folder)).resolves.toBe(4);
  });

  it("finds the target's provider lock in place at init", async () => {
    fake.on("init", { script: 'cp .terraform.lock.hcl "$here/seen"' });
    await expect(shim(["init"])).resolves.toBe(0);
    expect(fake.file("seen")).toContain("hashicorp/aws");
  });

  it("applies exactly the plan that passed the gate", async () => {
    await expect(shim(["apply", "-auto-approve", "-parallelism=5"])).resolves.toBe(0);
    const [plan, show, apply] = ["plan", "show", "apply"].map((name) =>
      fake.calls().find((call) => call.startsWith(name)),
    );
    expect(plan).toMatch(/^plan -input=false -out=(.*apply\.tfplan) -parallelism=5$/);
    expect(show).toMatch(/^show -json .*apply\.tfplan$/);
    expect(apply).toMatch(/^apply -input=false .*apply\.tfplan$/);
  });

  it("refuses with exit code 3 to apply a plan that destroys a database", async () => {
    fake.on("show", { stdout: JSON.stringify(planOf([change("aws_rds_cluster.database", ["delete"])])) });
    await expect(shim(["apply", "-auto-approve"])).rejects.toMatchObject({ exitCode: 3 });
    expect(fake.calls().some((call) => call.startsWith("apply"))).toBe(false);
  });

  it("judges a plan that somebody saved before, too", async () => {
    fake.on("show", { stdout: JSON.stringify(planOf([change("aws_rds_cluster.database", ["delete"])])) });
    writeFileSync(join(scratch.folder, "saved"), "");
    await expect(shim(["apply", join(scratch.folder, "saved")])).rejects.toMatchObject({ exitCode: 3 });
  });

  it("says when there is no such plan", async () => {
    await expect(shim(["apply", "saved"])).rejects.toMatchObject({
      message: expect.stringMatching(/^There is no plan file saved in .*omnirapeutic-dev\.$/),
      fix: expect.stringContaining("-- apply"),
    });
  });

  it("records what it applied, also when that failed, and says where", async () => {
    const said = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    await shim(["apply", "-auto-approve"]);
    fake.on("apply", { code: 1 });
    await expect(shim(["apply", "-auto-approve"])).resolves.toBe(1);
    const lines = said.mock.calls.map(([text]) => text);
    expect(lines).toEqual(Array(2).fill(expect.stringMatching(/^Recorded: s3:\/\/.*\/deployments\/.*\.json\n$/)));
  });

  it("does not apply a plan that was swapped while it asked", async () => {
    jest.spyOn(process.stdout, "write").mockReturnValue(true);
    const plans = join(scratch.folder, "home/plans/aws/omnirapeutic-dev");
    const answer = async function* () {
      writeFileSync(join(plans, "apply.tfplan"), "another plan");
      yield "yes\n";
    };
    jest.spyOn(process, "stdin", "get").mockReturnValue(Readable.from(answer()) as typeof process.stdin);
    await expect(shim(["apply"])).rejects.toThrow("is not the file that was reviewed");
  });

  it("refuses a state that HCL modules made, with the way to adopt it", async () => {
    const child_modules = [{ resources: [{ address: "module.vpc.aws_vpc.this", mode: "managed", type: "aws_vpc" }] }];
    const ofModules = { resource_changes: [], prior_state: { values: { root_module: { child_modules } } } };
    fake.on("show", { stdout: JSON.stringify(ofModules) });
    await expect(shim(["apply", "-auto-approve"])).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(
        /the state holds module\.vpc\.aws_vpc\.this[^]*Adopt it where it is: add \{"from": "module\.vpc/,
      ),
    });
    expect(fake.calls().some((call) => call.startsWith("apply"))).toBe(false);
  });

  it("refuses with the reviewer's message to replace a database", async () => {
    const replaced = change("aws_rds_cluster.database", ["delete", "create"], { replace_paths: [["engine"]] });
    fake.on("show", { stdout: JSON.stringify(planOf([replaced], ["aws_rds_cluster.database"])) });
    await expect(shim(["apply", "-auto-approve"])).rejects.toMatchObject({
      message: expect.stringMatching(
        /aws_rds_cluster\.database would be destroyed and created anew[^]*AWS cannot change engine/,
      ),
      fix: expect.stringContaining("npx estate waive omnirapeutic-dev"),
    });
  });

  it("is not run at all on JSON that must not be planned", async () => {
    await expect(
      shim(["apply", "-auto-approve"], { ...documentOf(), data: { http: { x: {} } } }),
    ).rejects.toMatchObject({ exitCode: 3 });
    expect(fake.calls()).toEqual([]);
  });

  it("asks as Terraform asks, and applies on yes", async () => {
    answering("yes\n");
    await expect(shim(["apply"])).resolves.toBe(0);
    expect(fake.calls().find((call) => call.startsWith("apply"))).toMatch(/^apply/);
  });

  it("changes nothing on any other answer", async () => {
    answering("y\n");
    await expect(shim(["apply"])).resolves.toBe(1);
    expect(fake.calls().some((call) => call.startsWith("apply"))).toBe(false);
  });

  it("passes on that Terraform could not plan", async () => {
    fake.on("plan", { code: 1 });
    await expect(shim(["apply", "-auto-approve"])).resolves.toBe(1);
  });

  it("may destroy a deployment whose configuration gives its protection up", async () => {
    await expect(shim(["destroy", "-auto-approve"])).resolves.toBe(0);
    expect(fake.calls()).toEqual(["destroy -auto-approve"]);
  });

  it("lets go of errored.tfstate once it is pushed", async () => {
    const file = join(scratch.synthesized(documentOf()), "stacks", "omnirapeutic-dev", "errored.tfstate");
    writeFileSync(file, "{}");
    fake.on("state", { code: 1 });
    await shim(["state", "push", "errored.tfstate"]);
    expect(existsSync(file)).toBe(true);
    fake.on("state", {});
    await shim(["state", "push", "errored.tfstate"]);
    expect(existsSync(file)).toBe(false);
  });
});
