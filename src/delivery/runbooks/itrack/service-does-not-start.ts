import { literal } from "../command";
import type { ServiceName } from "../../../systems/itrack/names";
import type { ITrackRunbook } from "./place";

const SERVICES: readonly ServiceName[] = ["backend", "frontend"];

export const serviceDoesNotStart: ITrackRunbook = {
  file: "service-does-not-start",
  title: "A service does not start",
  about:
    "For when an alarm or `npx estate verify` says that tasks are missing, a deployment was rolled back, or `/health` answers 5xx. [What ECS' reasons mean](../task-does-not-start.md) holds for every system.",
  facts: ({ config, names }) => ({
    services: SERVICES.map((name) => `\`${names.containers.service(name)}\``).join(", "),
    cluster: `\`${names.containers.cluster}\``,
    "tasks of the backend": `${config.services.backend.tasks.min} to ${config.services.backend.tasks.max}`,
    "backend's deployments": config.services.backend.deployments.strategy,
  }),
  steps: [
    {
      title: "What does ECS say?",
      text: "The newest events come first: no capacity, an image that is not there, a secret that may not be read, a health check that fails.",
      commands: ({ aws, names }) =>
        SERVICES.map((name) =>
          aws("ecs describe-services", {
            cluster: names.containers.cluster,
            services: names.containers.service(name),
            query: literal("services[0].{desired:desiredCount,running:runningCount,events:events[:5].message}"),
          }),
        ),
    },
    {
      title: "What does the program say?",
      text: "Its output as it comes; Ctrl-C ends it. The backend's `/health` names the database and each outside service that it cannot reach.",
      commands: ({ aws, names }) =>
        SERVICES.map((name) => aws(`logs tail ${names.containers.logGroup(name)} --follow`, {})),
    },
    {
      title: "Go back to the version before",
      text: "A deployment that fails is undone by itself: by ECS' circuit breaker in a rolling one, by CodeDeploy in blue/green. By hand it is one command: release the version before.",
      commands: ({ aws, names, estate }) => [
        aws("ecr describe-images", {
          "repository-name": names.containers.task("backend"),
          query: literal("sort_by(imageDetails,&imagePushedAt)[-5:].[imageTags[0],imagePushedAt,imageDigest]"),
          output: "text",
        }),
        estate("release", "backend the-version-before"),
      ],
    },
  ],
};
