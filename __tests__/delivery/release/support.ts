import type { Service } from "@aws-sdk/client-ecs";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import { awsError } from "../backend/fake-aws";

export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
export const taskDefinition = "arn:aws:ecs:us-east-1:123456789012:task-definition/api:2";

/** The outputs of a deployment that has one service. */
export const outputs = {
  ecs_cluster_name: { value: "omnirapeutic-dev", sensitive: false },
  container_services: {
    value: {
      api: {
        service: "omnirapeutic-dev-api",
        repository: "omnirapeutic-dev/api",
        release_parameter: "/omnirapeutic-dev/releases/api",
        task_definition: taskDefinition,
        min_tasks: 2,
      },
    },
    sensitive: false,
  },
};

export interface AccountState {
  /** Digest by version tag. */
  readonly images: Readonly<Record<string, string>>;
  /** What the parameter holds. */
  parameter: string;
  /** What ECS answers, one answer after the other; the last one stays. */
  readonly services: Service[];
  readonly account: string;
}

/** The service at rest on a task definition. */
export function atRest(definition = taskDefinition, tasks = 2): Service {
  const deployment = { rolloutState: "COMPLETED", runningCount: tasks, desiredCount: tasks } as const;
  return { desiredCount: tasks, deployments: [{ ...deployment, taskDefinition: definition }] };
}

/** An account with one repository, one parameter and one service. `writes` are the parameter's values, `starts` the counts set. */
export function account(state: Partial<AccountState> = {}) {
  const { images, services, account: id } = { ...standard(), ...state };
  const writes: string[] = [];
  const starts: (number | undefined)[] = [];
  const aws = {
    sts: { getCallerIdentity: async () => ({ Account: id, Arn: `arn:aws:iam::${id}:user/test` }) },
    ecr: {
      describeImages: async ({ imageIds: [wanted] }: { imageIds: { imageTag?: string; imageDigest?: string }[] }) => {
        const found = Object.entries(images).find(
          ([tag, value]) => tag === wanted?.imageTag || value === wanted?.imageDigest,
        );
        if (!found) throw awsError("ImageNotFoundException");
        return { imageDetails: [{ imageDigest: found[1], imageTags: found[0] === "" ? [] : [found[0]] }] };
      },
    },
    ssm: {
      getParameter: async () => ({ Parameter: { Value: writes.at(-1) ?? state.parameter ?? "none" } }),
      putParameter: async ({ Value }: { Value: string }) => void writes.push(Value),
    },
    ecs: {
      describeServices: async () => ({ services: services.length > 1 ? [services.shift()!] : services }),
      updateService: async ({ desiredCount }: { desiredCount?: number }) => void starts.push(desiredCount),
    },
  } as unknown as AwsClients;
  return { aws, writes, starts };
}

function standard(): AccountState {
  return {
    images: { "v1.0.0": digest("a"), "v1.1.0": digest("b") },
    parameter: "none",
    services: [atRest()],
    account: "123456789012",
  };
}
