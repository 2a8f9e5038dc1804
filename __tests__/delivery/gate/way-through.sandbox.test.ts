import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addDays, dayOf } from "../../../src/delivery/days";
import type { DeploymentRecord } from "../../../src/delivery/records";
import type { TerraformDocument } from "../../../src/delivery/synth";
import { documentOf } from "../../support/delivery";
import { expectEnd, run } from "../../support/estate";
import { sandboxEnvironment } from "../../support/life";
import { deployment, Scene, smallDocument } from "../../support/scene";

/** The two ways through the gate, on the embedded AWS: a waiver, and a move out of a state that HCL modules made. */

let scene: Scene;
afterEach(() => scene.dispose());

const records = async (): Promise<readonly DeploymentRecord[]> =>
  JSON.parse((await scene.succeed("history", deployment, "--sandbox", "--json")).stdout) as DeploymentRecord[];

describe("an image repository that is retired", () => {
  const withRepository = documentOf({
    ...smallDocument(365).resource,
    aws_ecr_repository: { worker_repository: { name: "jobs" } },
  });
  const expires = addDays(dayOf(new Date()), 7);
  const [address, rule] = ["aws_ecr_repository.worker_repository", "stateful-resources-are-kept"];
  const waive = (entries: readonly object[]): void => {
    mkdirSync(join(scene.synthesized, "waivers"), { recursive: true });
    writeFileSync(join(scene.synthesized, "waivers", `${deployment}.json`), JSON.stringify(entries));
  };
  const reason = "The worker ended in October; no task runs its image any more.";
  const repositories = async () =>
    (await scene.aws().ecr.describeRepositories({})).repositories?.map(({ repositoryName }) => repositoryName);

  it("goes by a waiver alone, which stands in the review and in the record, and blocks whatever comes after it", async () => {
    scene = new Scene(withRepository);
    await scene.open();
    await scene.commandDone("deploy", "--auto-approve");
    scene.write(smallDocument(365));
    const blocked = await scene.command("deploy", "--auto-approve");
    expectEnd(blocked, 3);
    expect(blocked.stderr).toContain(`${address} would be destroyed`);
    expect(blocked.stderr).toContain(`npx estate waive ${deployment}`);

    waive([{ address: "aws_ecr_repository.worker_repositroy", rule, reason, owner: "platform", expires }]);
    const misspelt = await scene.command("plan");
    expectEnd(misspelt, 3);
    expect(misspelt.stdout).toMatch(/did you mean "?aws_ecr_repository\.worker_repository/);
    expect(await repositories()).toContain("jobs");

    waive([{ address, rule, reason, owner: "platform", expires }]);
    const planned = await scene.command("plan");
    expectEnd(planned, 2);
    expect(planned.stdout).toMatch(
      /WAIVED aws_ecr_repository\.worker_repository would be destroyed.*\n.*platform, until 20/,
    );
    await scene.commandDone("deploy");
    expect(await repositories()).not.toContain("jobs");
    expect((await records())[0]).toMatchObject({
      outcome: "applied",
      counts: { destroy: 1 },
      waived: [{ address, rule, reason, owner: "platform", expires }],
    });

    expectEnd(await scene.command("plan"), 0); // asks nothing of it
    scene.write(smallDocument(2557));
    const unneeded = await scene.command("plan");
    expectEnd(unneeded, 3);
    expect(unneeded.stdout).toContain("is not needed: the plan does no such thing");
    waive([]);
    await scene.commandDone("deploy", "--auto-approve");
  });
});

describe("a state that HCL modules made", () => {
  const group = { name: "/made/by/modules", retention_in_days: 365 };
  const document = (moved?: readonly object[]): TerraformDocument => ({
    ...documentOf({ aws_cloudwatch_log_group: { database_logs: group } }),
    ...(moved && { moved }),
  });

  /** What a team had before: a module, its state in the same place. */
  async function deployByModules(): Promise<void> {
    const folder = join(scene.home, "hcl");
    mkdirSync(join(folder, "logs"), { recursive: true });
    const { terraform, provider } = document() as TerraformDocument & { readonly provider: object };
    writeFileSync(
      join(folder, "main.tf.json"),
      JSON.stringify({ terraform, provider, module: { logs: { source: "./logs" } } }),
    );
    writeFileSync(
      join(folder, "logs/main.tf"),
      `resource "aws_cloudwatch_log_group" "this" {\n  name = "${group.name}"\n  retention_in_days = ${group.retention_in_days}\n}\n`,
    );
    const env = { ...scene.environment(), ...(await sandboxEnvironment(scene)) };
    for (const args of [
      ["init", "-input=false"],
      ["apply", "-input=false", "-auto-approve"],
    ])
      expectEnd(await run("terraform", [`-chdir=${folder}`, ...args], env), 0);
  }
  const created = async (): Promise<number | undefined> =>
    (await scene.aws().logs.describeLogGroups({ logGroupNamePrefix: group.name })).logGroups?.[0]?.creationTime;

  it("is refused with the way to adopt it, and adopted by that way without anything made anew", async () => {
    scene = new Scene(document());
    await scene.open();
    await deployByModules();
    const before = await created();
    const refused = await scene.command("deploy", "--auto-approve");
    expectEnd(refused, 3);
    const from = "module.logs.aws_cloudwatch_log_group.this";
    expect(refused.stderr).toContain(`the state holds ${from}`);
    expect(refused.stderr).toContain(`Adopt it where it is: add {"from": "${from}"`);

    scene.write(document([{ from, to: "aws_cloudwatch_log_group.database_logs" }]));
    const planned = await scene.command("plan");
    expectEnd(planned, 2);
    expect(planned.stdout).toContain("1 only get a new address");
    await scene.commandDone("deploy");
    expectEnd(await scene.command("plan"), 0);
    expect(await created()).toBe(before);
    expect((await records())[0]).toMatchObject({ outcome: "applied", counts: { move: 1, create: 0, destroy: 0 } });
  });
});
