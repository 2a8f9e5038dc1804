import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resourcesOf, synthesized, synthesizedStack } from "../../../src/delivery/synth";
import { documentOf, Scratch } from "../../support/delivery";

let scratch: Scratch;
beforeEach(() => (scratch = new Scratch()));
afterEach(() => scratch.remove());

describe("synthesized output", () => {
  it("is written where it is asked for, only for the deployments named", async () => {
    const [stack, ...others] = await synthesized(["omnirapeutic-dev"], { out: join(scratch.folder, "out") });
    expect(others).toEqual([]);
    expect(stack?.folder).toBe(join(scratch.folder, "out", "stacks", "omnirapeutic-dev"));
    expect(resourcesOf(stack!)).toContainEqual(expect.objectContaining({ type: "aws_rds_cluster" }));
  });

  it("made elsewhere is used as it is", async () => {
    const from = scratch.synthesized(documentOf({ aws_vpc: { network: {} } }));
    const stacks = await synthesized([], { from });
    expect(stacks.map(({ name }) => name)).toEqual(["omnirapeutic-dev"]);
    expect(resourcesOf(stacks[0]!).map(({ address }) => address)).toEqual(["aws_vpc.network"]);
  });

  it("has another digest when anything in it changes", async () => {
    const one = await synthesizedStack("omnirapeutic-dev", { from: scratch.synthesized(documentOf()) });
    const two = await synthesizedStack("omnirapeutic-dev", {
      from: scratch.synthesized(documentOf({ aws_eip: { a: {} } })),
    });
    expect(one.digest).not.toBe(two.digest);
  });

  it("that is not there is missed with the command that makes it", async () => {
    await expect(synthesized(["omnirapeutic-dev"], { from: scratch.folder })).rejects.toMatchObject({
      message: expect.stringContaining("No synthesized omnirapeutic-dev"),
      fix: expect.stringContaining("npx estate synth omnirapeutic-dev"),
    });
    await expect(synthesized([], { from: scratch.folder })).rejects.toThrow("no synthesized stacks there");
  });

  it("that is not JSON is refused with its file", async () => {
    const from = join(scratch.folder, "broken");
    mkdirSync(join(from, "stacks", "omnirapeutic-dev"), { recursive: true });
    writeFileSync(join(from, "stacks", "omnirapeutic-dev", "cdk.tf.json"), "{");
    await expect(synthesizedStack("omnirapeutic-dev", { from })).rejects.toThrow("cdk.tf.json is not JSON");
  });

  it("of an unknown deployment is refused with the name that was probably meant", async () => {
    await expect(synthesized(["omnirapeutic-dve"])).rejects.toThrow("did you mean omnirapeutic-dev?");
  });
});
