import { setTimeout as sleep } from "node:timers/promises";
import type { AwsClients } from "../../src/delivery/aws/clients";

/** How long a share of the requests is waited for; milliseconds. */
const PATIENCE = 300_000;

interface Shifted {
  /** Names. */
  readonly balancer: string;
  readonly cluster: string;
  readonly service: string;
}

/** What clients of a service meet whose traffic CodeDeploy shifts. */
export class ShiftedTraffic {
  constructor(
    private readonly aws: AwsClients,
    private readonly names: Shifted,
  ) {}

  /** Image of the task definition that the service runs. */
  async image(): Promise<string | undefined> {
    const { cluster, service } = this.names;
    const { services: [found] = [] } = await this.aws.ecs.describeServices({ cluster, services: [service] });
    const { taskDefinition } = await this.aws.ecs.describeTaskDefinition({ taskDefinition: found?.taskDefinition });
    return taskDefinition?.containerDefinitions?.[0]?.image;
  }

  /** Percent of the requests by target group, as the production listener has it. */
  async shares(): Promise<Readonly<Record<string, number>>> {
    const { LoadBalancers: [balancer] = [] } = await this.aws.elb.describeLoadBalancers({
      Names: [this.names.balancer],
    });
    const { Listeners = [] } = await this.aws.elb.describeListeners({ LoadBalancerArn: balancer?.LoadBalancerArn });
    const [action] = Listeners.find(({ Port }) => Port === 443)?.DefaultActions ?? [];
    const groups = action?.ForwardConfig?.TargetGroups ?? [];
    return Object.fromEntries(groups.map(({ TargetGroupArn, Weight = 0 }) => [TargetGroupArn!.split("/")[1]!, Weight]));
  }

  /** Waits until the targets get that share. @throws Error after five minutes */
  async until(targets: string, percent: number): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    while ((await this.shares())[targets] !== percent) {
      if (Date.now() > deadline) throw new Error(`${targets} did not come to ${percent} % in five minutes.`);
      await sleep(100);
    }
  }
}
