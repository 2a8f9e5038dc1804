import type { ServicesConfig } from "../../../config/services";
import type { OmnirapeuticNames } from "../names";
import { keyNamed, type Ungrouped } from "../../shared/checks/grouping";
import { serviceChecks } from "../../shared/checks/service";

/** Cluster, repositories and services. What every service must show, `estate verify` demands of each by itself. */
export function containerChecks(
  services: ServicesConfig,
  { containers, keyAliases }: OmnirapeuticNames,
): readonly Ungrouped[] {
  const each = Object.keys(services) as (keyof ServicesConfig)[];
  const every = each.map(containers.service);
  const repositories = { type: "aws_ecr_repository", where: { name: every } };
  return [
    {
      id: "ecs-cluster",
      title: `ECS cluster ${containers.cluster}`,
      of: { type: "aws_ecs_cluster", where: { name: containers.cluster } },
      demand: { count: 1 },
    },
    {
      id: "ecr-repositories",
      title: `${every.length} ECR repositories`,
      of: repositories,
      demand: { count: every.length },
    },
    {
      id: "ecr-key",
      title: "Images are encrypted with the s3 key",
      of: repositories,
      demand: { fact: "kms_key", sameAs: keyNamed(keyAliases.s3) },
    },
    {
      id: "ecs-services",
      title: `${every.length} ECS services`,
      of: { type: "aws_ecs_service", where: { name: every } },
      demand: { count: every.length },
    },
    ...each.flatMap((name) =>
      serviceChecks(name, services[name], { service: containers.service(name), family: containers.service(name) }),
    ),
  ];
}
