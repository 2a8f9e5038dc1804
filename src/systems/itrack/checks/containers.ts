import type { ITrackConfig } from "../../../config";
import { keyNamed, type Ungrouped } from "../../shared/checks/grouping";
import { serviceChecks } from "../../shared/checks/service";
import type { ITrackNames, ServiceName } from "../names";

const SERVICES: readonly ServiceName[] = ["backend", "frontend"];

/** Cluster, repositories, and the two services with their targets. */
export function containerChecks({ services }: ITrackConfig, names: ITrackNames): readonly Ungrouped[] {
  const { containers, edge, keyAliases } = names;
  const families = SERVICES.map(containers.task);
  const repositories = { type: "aws_ecr_repository", where: { name: families } };
  const { backend, frontend } = edge.targetGroups;
  const shifts = services.backend.deployments.strategy !== "rolling";
  const groups = [backend.blue, ...(shifts ? [backend.green] : []), frontend];
  return [
    {
      id: "ecs-cluster",
      title: `ECS cluster ${containers.cluster}`,
      of: { type: "aws_ecs_cluster", where: { name: containers.cluster } },
      demand: { count: 1 },
    },
    { id: "ecr-repositories", title: "2 repositories", of: repositories, demand: { count: 2 } },
    {
      id: "ecr-key",
      title: "Images are encrypted with the s3 key",
      of: repositories,
      demand: { fact: "kms_key", sameAs: keyNamed(keyAliases.s3) },
    },
    {
      id: "ecs-services",
      title: "2 ECS services",
      of: { type: "aws_ecs_service", where: { name: SERVICES.map(containers.service) } },
      demand: { count: 2 },
    },
    ...SERVICES.flatMap((name) =>
      serviceChecks(name, services[name], { service: containers.service(name), family: containers.task(name) }),
    ),
    {
      id: "target-groups",
      title: `${groups.length} target groups`,
      of: { type: "aws_lb_target_group", where: { name: groups } },
      demand: { count: groups.length },
    },
    {
      id: "backend-health-path",
      title: `Health check of the backend asks ${services.backend.healthPath}`,
      of: { type: "aws_lb_target_group", where: { name: groups.filter((name) => name !== frontend) } },
      demand: { fact: "health_check_path", is: services.backend.healthPath },
    },
  ];
}
