import { literal, variable } from "../command";
import type { OmniPortalRunbook } from "./place";

export const ecsTaskFailures: OmniPortalRunbook = {
  file: "ecs-task-failures",
  title: "ECS task failures",
  about:
    "For when `npx estate verify` or an alarm says that tasks are missing, a deployment was rolled back, or the API answers 5xx.",
  facts: ({ names, config }) => ({
    service: `\`${names.containers.service}\` in \`${names.containers.cluster}\``,
    log: `\`${names.containers.logGroup}\``,
    tasks: `${config.api.tasks.min} to ${config.api.tasks.max}`,
    "task size": `${config.api.cpu} CPU units, ${config.api.memoryMiB} MiB`,
  }),
  steps: [
    {
      title: "What does the program say?",
      text: "Its output as it comes; Ctrl-C ends it. The second command prints the last hour's errors.",
      commands: ({ aws, names }) => [
        aws(`logs tail ${names.containers.logGroup} --follow`, {}),
        aws(`logs tail ${names.containers.logGroup}`, {
          since: "1h",
          "filter-pattern": literal("?ERROR ?error ?Exception"),
        }),
      ],
    },
    {
      title: "Why did the last tasks stop?",
      text: "ECS keeps stopped tasks for about an hour. The table below reads the reasons.",
      commands: ({ aws, names }) => [
        `STOPPED=$(${aws("ecs list-tasks", {
          cluster: names.containers.cluster,
          "service-name": names.containers.service,
          "desired-status": "STOPPED",
          query: literal("taskArns[0]"),
          output: "text",
        })})`,
        aws("ecs describe-tasks", {
          cluster: names.containers.cluster,
          tasks: variable("STOPPED"),
          query: literal(
            "tasks[0].{code:stopCode,reason:stoppedReason,containers:containers[].{name:name,exit:exitCode,reason:reason}}",
          ),
        }),
      ],
    },
    {
      title: "What does the service do?",
      text: "Its events say what it tries and what fails; the parameter is the digest of the released image, `none` before the first release.",
      commands: ({ aws, names }) => [
        aws("ecs describe-services", {
          cluster: names.containers.cluster,
          services: names.containers.service,
          query: literal("services[0].{desired:desiredCount,running:runningCount,events:events[:5].message}"),
        }),
        aws("ssm get-parameter", { name: names.containers.release, query: literal("Parameter.Value") }),
      ],
    },
    {
      title: "Do the targets answer?",
      text: "Unhealthy with `Target.Timeout`: the security groups; `Target.ResponseCodeMismatch`: the program. `estate verify` looks at both, and at everything else.",
      commands: ({ aws, names, estate, config }) => {
        const { blue, green } = names.edge.targetGroups;
        const groups = config.api.deployments.strategy === "rolling" ? [blue] : [blue, green];
        return [
          ...groups.flatMap((group) => [
            `TARGETS=$(${aws("elbv2 describe-target-groups", {
              names: group,
              query: literal("TargetGroups[0].TargetGroupArn"),
              output: "text",
            })})`,
            aws("elbv2 describe-target-health", {
              "target-group-arn": variable("TARGETS"),
              query: literal("TargetHealthDescriptions[].{ip:Target.Id,health:TargetHealth}"),
            }),
          ]),
          estate("verify"),
        ];
      },
    },
  ],
  after: [
    "## Reasons",
    [
      "| reason | means |",
      "| --- | --- |",
      "| `ResourceInitializationError … secret` | a secret is gone, or the execution role may not read it or use its key: deploy again; a secret with a `DeletedDate` comes back with `aws secretsmanager restore-secret` |",
      "| `CannotPullContainerError` | the released digest is not in the repository, or there is no way to ECR |",
      "| `Task failed ELB health checks` | the program does not answer on its health path: step 1 |",
      "| `OutOfMemoryError`, exit code 137 | the task is too small: `memoryMiB` in `src/config/omni-portal.ts` |",
      "| `SpotInterruption` | AWS took back a Spot task (only where `capacity` is `spot`); a new one starts by itself |",
      "| the program ends because it cannot reach the database | [Database connection](database-connection.md) |",
    ].join("\n"),
  ].join("\n\n"),
};
