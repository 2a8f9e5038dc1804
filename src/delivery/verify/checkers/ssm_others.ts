import { tagFacts, text, type Checker } from "../checker";

/** Documents and associations of Systems Manager. */

interface SessionDocument {
  readonly inputs?: Readonly<Record<string, string | boolean>>;
}

export const awsSsmDocument: Checker = {
  group: "Security",
  read: async (resource, { ssm }) => {
    const name = text(resource, "name");
    const [{ Content: content = "{}", Status: status }, { TagList }] = await Promise.all([
      ssm.getDocument({ Name: name, DocumentFormat: "JSON" }),
      ssm.listTagsForResource({ ResourceType: "Document", ResourceId: name }),
    ]);
    const { inputs = {} } = JSON.parse(content) as SessionDocument;
    return {
      name,
      status,
      unchanged: content === text(resource, "content"),
      log_group: inputs.cloudWatchLogGroupName,
      streaming: inputs.cloudWatchStreamingEnabled,
      kms_key_id: inputs.kmsKeyId,
      ...tagFacts(TagList),
    };
  },
  healthy: [{ title: "Every Systems Manager document is as it was deployed", fact: "unchanged", is: true }],
};

export const awsSsmAssociation: Checker = {
  group: "Compliance",
  read: async (resource, { ssm }) => {
    const AssociationId = text(resource, "association_id");
    const [{ AssociationDescription: association }, { TagList }] = await Promise.all([
      ssm.describeAssociation({ AssociationId }),
      ssm.listTagsForResource({ ResourceType: "Association", ResourceId: AssociationId }),
    ]);
    return (
      association && {
        name: association.Name,
        schedule_expression: association.ScheduleExpression,
        ...tagFacts(TagList),
      }
    );
  },
};
