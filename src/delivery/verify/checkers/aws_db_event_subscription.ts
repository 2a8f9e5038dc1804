import { tagFacts, text, type Checker } from "../checker";

export const awsDbEventSubscription: Checker = {
  group: "Aurora",
  read: async (resource, { rds }) => {
    const { EventSubscriptionsList: [subscription] = [] } = await rds.describeEventSubscriptions({
      SubscriptionName: text(resource, "name"),
    });
    const { TagList } = await rds.listTagsForResource({ ResourceName: text(resource, "arn") });
    return (
      subscription && {
        source_type: subscription.SourceType,
        event_categories: subscription.EventCategoriesList ?? [],
        enabled: subscription.Enabled,
        status: subscription.Status,
        ...tagFacts(TagList),
      }
    );
  },
  healthy: [
    { title: "Every RDS event subscription is on", fact: "enabled", is: true }, // 164.308(a)(6)(ii)
    { title: "Every RDS event subscription can publish", fact: "status", is: "active" },
  ],
};
