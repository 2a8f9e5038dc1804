import { tagFacts, text, type Checker } from "../checker";

export const awsRdsClusterInstance: Checker = {
  group: "Aurora",
  read: async (resource, { rds }) => {
    const { DBInstances: [instance] = [] } = await rds.describeDBInstances({
      DBInstanceIdentifier: text(resource, "identifier"),
    });
    return (
      instance && {
        status: instance.DBInstanceStatus,
        availability_zone: instance.AvailabilityZone,
        performance_insights_enabled: instance.PerformanceInsightsEnabled ?? false,
        performance_insights_kms_key_id: instance.PerformanceInsightsKMSKeyId,
        publicly_accessible: instance.PubliclyAccessible ?? false,
        ...tagFacts(instance.TagList),
      }
    );
  },
  healthy: [
    { title: "Every instance is available", fact: "status", is: "available" },
    { title: "No instance is publicly accessible", fact: "publicly_accessible", is: false },
  ],
};
