import { becomes } from "./directions";
import { rowsOf, type Row } from "./row";

const services = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html";
const deployments = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html";
const parameters = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html";
const scaling = "https://docs.aws.amazon.com/autoscaling/application/userguide/what-is-application-auto-scaling.html";
const registry = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html";

const rolling = "a rolling deployment: new tasks are healthy before old ones stop";
const secret = /password|secret|token|key/i;

export const containers: readonly Row[] = [
  ...rowsOf(["aws_ecs_service"], deployments, [
    [
      "task_definition",
      ({ after }) => Number(after.deployment_minimum_healthy_percent ?? 100) < 100,
      "downtime",
      ({ after }) =>
        `a rolling deployment that may fall to ${Number(after.deployment_minimum_healthy_percent)} % of the tasks`,
      "Set deployment_minimum_healthy_percent to 100.",
    ],
    ["task_definition", "any", "harmless", rolling],
    ["force_new_deployment", "any", "harmless", rolling],
    ["triggers", "any", "harmless", rolling],
  ]),
  ...rowsOf(["aws_ecs_service"], services, [
    [
      "network_configuration.assign_public_ip",
      "switched-on",
      "exposure",
      "its tasks get addresses on the internet",
      "Keep them in private subnets.",
    ],
    [
      "network_configuration.security_groups",
      "any",
      "unjudged",
      `${rolling}; others may reach them`,
      "Read the rules of these groups.",
    ],
    ["network_configuration", "any", "harmless", rolling],
    [
      "enable_execute_command",
      "switched-on",
      "exposure",
      "people may open a shell in its containers",
      "Leave it off outside an incident.",
    ],
    ["enable_execute_command", "any", "harmless", "it counts for new tasks only"],
    [
      "desired_count",
      (_subject, { after }) => after === 0,
      "downtime",
      "no task runs any more",
      "Keep at least one task.",
    ],
    ["desired_count", "raised", "cost", "more tasks run"],
    ["desired_count", "lowered", "harmless", "fewer tasks run; connections are drained first"],
    ["load_balancer", "removed", "downtime", "the load balancer no longer reaches its tasks"],
    ["load_balancer", "any", "harmless", rolling],
    [
      "deployment_circuit_breaker",
      "switched-off",
      "downtime",
      "a failing deployment no longer rolls back",
      "Keep the circuit breaker.",
    ],
    [
      "deployment_minimum_healthy_percent",
      "lowered",
      "downtime",
      "the next deployment may stop tasks before others are healthy",
    ],
    ["deployment_minimum_healthy_percent", "any", "harmless", "it counts for the next deployment"],
    ["deployment_maximum_percent", "any", "harmless", "it counts for the next deployment"],
    ["health_check_grace_period_seconds", "any", "harmless", "it counts for new tasks only"],
    ["capacity_provider_strategy", "any", "cost", `other capacity is charged otherwise; ${rolling}`],
    ["platform_version", "any", "harmless", rolling],
  ]),
  ...rowsOf(["aws_ecs_task_definition"], parameters, [
    ["container_definitions.image", "any", "harmless", "the service rolls the new image out"],
    [
      "container_definitions.privileged",
      "switched-on",
      "exposure",
      "the container may do everything on its host",
      "Leave it off.",
    ],
    [
      "container_definitions.readonlyRootFilesystem",
      "switched-off",
      "exposure",
      "an intruder may change the container's files",
      "Leave the file system read-only.",
    ],
    [
      "container_definitions.user",
      becomes("0", "root", undefined),
      "exposure",
      "the container runs as root",
      "Name a user without rights.",
    ],
    [
      "container_definitions.environment",
      (_subject, { path, after }) =>
        path.some((part) => part.startsWith("[") && secret.test(part)) &&
        typeof after === "string" &&
        !after.startsWith("arn:"),
      "exposure",
      "what looks like a secret stands in the environment, where everybody who describes the task reads it",
      "Give it by `secrets`, as an ARN.",
    ],
    [
      "container_definitions.logConfiguration",
      "removed",
      "exposure",
      "what the container says is no longer recorded",
      "Keep the logs.",
    ],
    ["container_definitions", "any", "harmless", "the service rolls it out"],
    ["cpu", "any", "cost", "tasks of another size are charged otherwise"],
    ["memory", "any", "cost", "tasks of another size are charged otherwise"],
    ["task_role_arn", "any", "unjudged", "the application has other permissions", "Read that role's policies."],
    ["execution_role_arn", "any", "harmless", "it matters only while tasks start"],
  ]),
  ...rowsOf(["aws_appautoscaling_target"], scaling, [
    ["max_capacity", "raised", "cost", "it may scale further out"],
    ["max_capacity", "lowered", "downtime", "under load it stops growing earlier"],
    ["min_capacity", "raised", "cost", "more runs at all times"],
    ["min_capacity", "lowered", "harmless", "less runs in quiet hours"],
  ]),
  ...rowsOf(["aws_appautoscaling_policy"], scaling, [
    ["target_tracking_scaling_policy_configuration", "any", "harmless", "it scales at another load"],
    ["step_scaling_policy_configuration", "any", "harmless", "it scales at another load"],
  ]),
  ...rowsOf(["aws_ecr_repository"], registry, [
    [
      "image_tag_mutability",
      becomes("MUTABLE"),
      "exposure",
      "whoever may push can replace an image under its tag",
      "Keep tags immutable.",
    ],
    [
      "image_scanning_configuration.scan_on_push",
      "switched-off",
      "exposure",
      "known weaknesses of images are no longer found",
      "Keep scanning.",
    ],
    ["force_delete", "switched-on", "data-loss", "a destroy no longer stops where images are left", "Leave it off."],
  ]),
  ...rowsOf(["aws_ecr_lifecycle_policy"], registry, [
    [
      "policy",
      "any",
      "data-loss",
      "other images expire, and are gone for good",
      "See that no image that runs, or to which you roll back, is among them.",
    ],
  ]),
  ...rowsOf(["aws_ecs_cluster"], services, [
    [
      "configuration.execute_command_configuration.logging",
      becomes("NONE"),
      "exposure",
      "what people do in a shell is no longer recorded",
      "Keep the session logs.",
    ],
    ["setting", "any", "cost", "container insights are charged by what they measure"],
  ]),
];
