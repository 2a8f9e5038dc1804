import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../src/delivery/apps/docker";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import type { Scratch } from "../../support/delivery";
import { change, documentOf, planOf, type FakeTerraform } from "../../support/delivery";
import { awsError } from "../backend/fake-aws";
import { digest } from "../release/support";

export const commit = "0123456789abcdef0123456789abcdef01234567";
export const registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

/** One environment as its account shows it. */
export interface EnvironmentState {
  /** Digest by version tag, in the repository of its service `api`. */
  readonly images: Map<string, string>;
  /** What the release parameter holds. */
  parameter: string;
  /** The image of the task definition that ECS runs. */
  image: string;
  running: number;
  account: string;
}

/** Staging has released version v1 (digest a) and runs it; production has nothing yet. */
export function environments(): { readonly staging: EnvironmentState; readonly production: EnvironmentState } {
  const account = "123456789012";
  return {
    staging: {
      images: new Map([["v1", digest("a")]]),
      parameter: digest("a"),
      image: `x@${digest("a")}`,
      running: 2,
      account,
    },
    production: { images: new Map(), parameter: "none", image: "x@none", running: 2, account },
  };
}

export function outputsOf(environment: string) {
  const service = {
    service: `omnirapeutic-${environment}-api`,
    repository: `omnirapeutic-${environment}-api`,
    release_parameter: "/release",
    task_definition: "api:2",
    min_tasks: 2,
  };
  return {
    ecs_cluster_name: { value: "cluster", sensitive: false },
    container_services: { value: { api: service }, sensitive: false },
    ecr_repository_urls: { value: { api: `${registry}/${service.repository}` }, sensitive: false },
    api_base_url: { value: `https://api.${environment}.example`, sensitive: false },
  };
}

/** The clients of an environment's account. */
export function clientsOf(state: EnvironmentState): AwsClients {
  const deployment = { rolloutState: "COMPLETED", runningCount: 2, desiredCount: 2, taskDefinition: "api:2" };
  return {
    sts: { getCallerIdentity: async () => ({ Account: state.account, Arn: "arn" }) },
    ecr: {
      getAuthorizationToken: async () => ({
        authorizationData: [{ authorizationToken: Buffer.from("AWS:password").toString("base64") }],
      }),
      describeImages: async ({ imageIds: [wanted] }: { imageIds: { imageTag?: string; imageDigest?: string }[] }) => {
        const found = [...state.images].filter(
          ([tag, value]) => tag === wanted?.imageTag || value === wanted?.imageDigest,
        );
        if (found.length === 0) throw awsError("ImageNotFoundException");
        return { imageDetails: [{ imageDigest: found[0]![1], imageTags: found.map(([tag]) => tag) }] };
      },
    },
    ssm: {
      getParameter: async () => ({ Parameter: { Value: state.parameter } }),
      putParameter: async ({ Value }: { Value: string }) => void (state.parameter = Value),
    },
    ecs: {
      describeServices: async () => ({
        services: [
          { desiredCount: 2, runningCount: state.running, taskDefinition: "api:2", deployments: [deployment] },
        ],
      }),
      describeTaskDefinition: async () => ({ taskDefinition: { containerDefinitions: [{ image: state.image }] } }),
      updateService: async () => undefined,
    },
  } as unknown as AwsClients;
}

/** Terraform that knows both environments' outputs, and plans one change in production. */
export function twoEnvironments(scratch: Scratch): FakeTerraform {
  const fake = scratch.fakeTerraform();
  fake.plans(planOf([change("aws_ecs_task_definition.api", ["create"])]));
  for (const environment of ["staging", "production"])
    writeFileSync(join(scratch.folder, "bin", `${environment}.json`), JSON.stringify(outputsOf(environment)));
  fake.on("output", { script: 'cat "$here/${PWD##*-}.json"; exit 0' });
  return fake;
}

export const workspaceOf = (scratch: Scratch, name: string) =>
  scratch.workspace(documentOf({}, name), { kind: "aws" }, name);

/** Programs that answer well, but for those lines that a test has fail; `lines` are the calls so far. */
export function programs(
  failing: Readonly<Record<string, number>> = {},
  answers: Readonly<Record<string, string>> = {},
) {
  const lines: string[] = [];
  const standard: Record<string, string> = {
    "git rev-parse HEAD": `${commit}\n`,
    "git remote": "origin\n",
    [`git branch --remotes --contains ${commit}`]: "  origin/main\n",
    ...answers,
  };
  const runs: Run = async (command, args) => {
    const line = [command, ...args].join(" ");
    lines.push(line);
    const code = Object.entries(failing).find(([start]) => line.startsWith(start))?.[1] ?? 0;
    return { code, stdout: standard[line] ?? "", stderr: code === 0 ? "" : "it failed", interrupted: false };
  };
  return { lines, runs };
}
