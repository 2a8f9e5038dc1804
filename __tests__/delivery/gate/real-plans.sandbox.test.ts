import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gate } from "../../../src/delivery/gate/gate";
import { paths } from "../../../src/delivery/paths";
import { resourcesOf, type TerraformDocument } from "../../../src/delivery/synth";
import type { PlanJson } from "../../../src/delivery/terraform";
import { Estate, run } from "../../support/estate";
import { sandboxEnvironment } from "../../support/life";
import { edits, smallEstate, type Document } from "./real-plans";

/** Terraform itself makes these plans: what the gate reads is what Terraform writes. */
describe("the gate on plans of Terraform", () => {
  const estate = new Estate();
  const folder = join(estate.home, "small-estate");
  let env: NodeJS.ProcessEnv;

  const terraform = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run("terraform", [`-chdir=${folder}`, ...args], env);
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
    return stdout;
  };
  const write = (document: Document): void => writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(document));
  const addresses = (document: Document) => resourcesOf({ name: "small", document: document as TerraformDocument });

  beforeAll(async () => {
    await estate.succeed("sandbox", "up");
    env = { ...estate.environment(), ...(await sandboxEnvironment(estate)) };
    mkdirSync(folder, { recursive: true });
    copyFileSync(paths.sandboxLock, join(folder, ".terraform.lock.hcl"));
    write(smallEstate());
    await terraform("init", "-input=false");
    await terraform("apply", "-input=false", "-auto-approve");
  });
  afterAll(() => estate.dispose());

  it.each(edits.map((edit) => [edit.title, edit] as const))("%s", async (_title, { edit, blocks }) => {
    const before = addresses(smallEstate());
    const document = smallEstate();
    edit(document.resource, document);
    write(document);
    await terraform("plan", "-input=false", "-refresh=false", "-lock=false", "-out=plan.tfplan");
    const after = addresses(document);
    const findings = gate({
      deployment: "small",
      plan: JSON.parse(await terraform("show", "-json", "plan.tfplan")) as PlanJson,
      knownAddresses: new Set([...before, ...after].map(({ address }) => address)),
      configured: new Map(after.map(({ address, body }) => [address, body])),
      command: (args) => `terraform ${args}`,
    });
    expect(findings.map(({ rule }) => rule)).toEqual(blocks);
  });
});
