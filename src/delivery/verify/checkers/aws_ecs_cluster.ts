import { tagFacts, text, type Checker } from "../checker";

export const awsEcsCluster: Checker = {
  group: "Infrastructure",
  read: async (resource, { ecs }) => {
    const { clusters: [cluster] = [] } = await ecs.describeClusters({
      clusters: [text(resource, "arn")],
      include: ["CONFIGURATIONS", "SETTINGS", "TAGS"],
    });
    if (!cluster || cluster.status === "INACTIVE") return undefined; // ECS still tells of deleted clusters
    return {
      name: cluster.clusterName,
      status: cluster.status,
      container_insights: cluster.settings?.find(({ name }) => name === "containerInsights")?.value,
      session_logging: cluster.configuration?.executeCommandConfiguration?.logging,
      ...tagFacts(cluster.tags?.map(({ key, value }) => ({ Key: key, Value: value }))),
    };
  },
  healthy: [
    { title: "Every cluster is active", fact: "status", is: "ACTIVE" },
    { title: "Every cluster has Container Insights", fact: "container_insights", is: "enabled" }, // 164.312(b)
    { title: "Every cluster records shell sessions", fact: "session_logging", is: "OVERRIDE" }, // 164.312(b)
  ],
};
