import type { FargateServiceProps } from "./fargate-service-props";

/**
 * Where a service's tasks run, in Terraform's words.
 *
 * @throws Error when Spot is chosen on a cluster that does not offer it: ECS would refuse the service only at apply
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export function capacityArguments(path: string, { capacity = "on-demand", cluster }: FargateServiceProps) {
  if (capacity === "on-demand") return { launchType: "FARGATE" };
  if (!cluster.offersSpot) {
    throw new Error(
      `[${path}] capacity is "spot"; allowed is "on-demand" on a cluster without Spot. Give the cluster spot: true.`,
    );
  }
  return { capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] };
}
