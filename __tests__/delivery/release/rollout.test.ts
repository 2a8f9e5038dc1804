import type { Deployment, Service } from "@aws-sdk/client-ecs";
import { judgeRollout, watchRollout } from "../../../src/delivery/release/rollout";
import { account, atRest, taskDefinition } from "./support";

const before = taskDefinition.replace(/2$/, "1");
const service = (...deployments: Deployment[]): Service => ({ deployments });
const going = { rolloutState: "IN_PROGRESS", runningCount: 1, desiredCount: 2 } as const;

describe("a rollout", () => {
  it("is done when only the new task definition runs, with every task", () => {
    expect(judgeRollout(atRest(), taskDefinition)).toEqual({ is: "stable", tasks: 2 });
  });

  it.each<[string, Service]>([
    ["its tasks are not all there", service({ ...going, taskDefinition })],
    ["ECS has not called it complete", service({ ...atRest().deployments![0], rolloutState: "IN_PROGRESS" })],
    ["tasks of the one before still run", service(atRest().deployments![0]!, { ...going, taskDefinition: before })],
  ])("still moves while %s", (_why, found) => {
    expect(judgeRollout(found, taskDefinition).is).toBe("moving");
  });

  it("was undone when ECS calls it failed; ECS' own words say why", () => {
    const failed = { ...going, taskDefinition, rolloutState: "FAILED", rolloutStateReason: "circuit breaker" } as const;
    const events = [{ message: "task failed to start" }];
    expect(judgeRollout({ deployments: [failed], events }, taskDefinition)).toEqual({
      is: "undone",
      why: "circuit breaker; task failed to start",
    });
  });

  it("was undone when another task definition runs, or the service is gone", () => {
    expect(judgeRollout(atRest(before), taskDefinition).is).toBe("undone");
    expect(judgeRollout(undefined, taskDefinition).is).toBe("undone");
  });
});

describe("watching a rollout", () => {
  const watch = (services: Service[], patienceSeconds = 5) => {
    const said: string[] = [];
    const settings = { cluster: "c", service: "s", taskDefinition, patienceSeconds, pollSeconds: 0.001 };
    return watchRollout(account({ services }).aws.ecs, settings, (text) => said.push(text)).then((rollout) => ({
      rollout,
      said,
    }));
  };

  it("says how far it is, until it is done", async () => {
    await expect(watch([service({ ...going, taskDefinition }), atRest()])).resolves.toEqual({
      rollout: { is: "stable", tasks: 2 },
      said: ["1 of 2 tasks run the new image"],
    });
  });

  it("ends with the last word when patience ends", async () => {
    const { rollout } = await watch([service({ ...going, taskDefinition })], 0);
    expect(rollout).toEqual({ is: "moving", running: 1, desired: 2 });
  });
});
