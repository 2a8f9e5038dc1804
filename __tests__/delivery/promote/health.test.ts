import { deployments } from "../../../src/config";
import { requireHealthy, type Get } from "../../../src/delivery/promote/health";
import type { Progress } from "../../../src/delivery/progress";
import { healthAddressesOf } from "../../../src/systems/health";
import { documentOf, Scratch } from "../../support/delivery";
import { synthesizedDeployment } from "../../support/deployments";

let scratch: Scratch;
beforeEach(() => (scratch = new Scratch()));
afterEach(() => scratch.remove());

/** Looks at the health of a deployment with those outputs; returns the titles of what was done. */
async function look(outputs: object, get: Get, target: "aws" | "sandbox" = "aws"): Promise<string[]> {
  scratch.fakeTerraform().on("output", { stdout: JSON.stringify(outputs) });
  const titles: string[] = [];
  const progress: Progress = {
    step: (title, work) => work(() => titles.push(title)).finally(() => titles.push(title)),
  };
  const where = target === "aws" ? { kind: target } : { kind: target, endpoint: "http://127.0.0.1:1" };
  await requireHealthy(scratch.workspace(documentOf(), where), { patienceSeconds: 5, pollSeconds: 0 }, get, progress);
  return titles;
}
const outputs = { api_base_url: { value: "https://api.dev.example", sensitive: false } };

describe("the health address", () => {
  it("is asked until it answers 200", async () => {
    const answers = [503, 502, 200];
    await look(outputs, async () => ({ status: answers.shift()! }));
    expect(answers).toEqual([]);
  });

  it("is said to be unreachable on the sandbox, and not asked there", async () => {
    const get = jest.fn();
    const [title] = await look(outputs, get, "sandbox");
    expect(title).toBe("Nobody answers https://api.dev.example/health: the sandbox runs no container");
    expect(get).not.toHaveBeenCalled();
  });

  it("is no health address where no output tells it: that is a failure", async () => {
    await expect(look({}, jest.fn())).rejects.toThrow("omnirapeutic-dev has no output api_base_url");
  });

  it.each(deployments)(
    "of $name is an output that it has, and a path that its load balancer asks as well",
    (deployment) => {
      const synthesized = synthesizedDeployment(deployment.name);
      const addresses = healthAddressesOf(deployment);
      expect(addresses).not.toEqual([]);
      for (const { output } of addresses) expect(synthesized.output(output).value).toMatch(/^https:\/\//);
      const asked = Object.values(synthesized.every("aws_lb_target_group")).map(
        (group) => group.health_check.path as string,
      );
      expect(addresses.map(({ path }) => path)).toEqual(
        addresses.map(({ path }) => asked.find((each) => each === path)),
      );
    },
  );
});
