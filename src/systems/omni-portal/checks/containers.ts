import type { OmniPortalConfig } from "../../../config";
import { keyNamed, type Ungrouped } from "../../shared/checks/grouping";
import { serviceChecks } from "../../shared/checks/service";
import type { OmniPortalNames } from "../names";

/** Cluster, repository, and the service. */
export function containerChecks(
  { api }: OmniPortalConfig,
  { containers, keyAliases }: OmniPortalNames,
): readonly Ungrouped[] {
  const { cluster, service, api: family } = containers;
  const repository = { type: "aws_ecr_repository", where: { name: family } };
  return [
    {
      id: "ecs-cluster",
      title: `ECS cluster ${cluster}`,
      of: { type: "aws_ecs_cluster", where: { name: cluster } },
      demand: { count: 1 },
    },
    { id: "ecr-repository", title: `ECR repository ${family}`, of: repository, demand: { count: 1 } },
    {
      id: "ecr-key",
      title: "Images are encrypted with the s3 key",
      of: repository,
      demand: { fact: "kms_key", sameAs: keyNamed(keyAliases.s3) },
    },
    {
      id: "ecs-service",
      title: `ECS service ${service}`,
      of: { type: "aws_ecs_service", where: { name: service } },
      demand: { count: 1 },
    },
    ...serviceChecks("api", api, { service, family }),
  ];
}
