import { tagFacts, text, type Checker } from "../checker";

/** When a secret was last rotated is no fact to demand: a new one never was. */
export const awsSecretsmanagerSecretRotation: Checker = {
  group: "Security",
  read: async (resource, { secrets }) => {
    const secret = await secrets.describeSecret({ SecretId: text(resource, "secret_id") });
    const overdue = secret.NextRotationDate !== undefined && secret.NextRotationDate.getTime() < Date.now() - DAY_MS;
    return {
      name: secret.Name,
      rotation_enabled: secret.RotationEnabled ?? false,
      automatically_after_days: secret.RotationRules?.AutomaticallyAfterDays,
      rotation_overdue: overdue,
    };
  },
  healthy: [
    { title: "Rotation is on where it was set up", fact: "rotation_enabled", is: true }, // 164.308(a)(5)(ii)(D)
    { title: "No rotation is overdue", fact: "rotation_overdue", is: false },
  ],
};

/** Secrets Manager rotates within a window of a day at most. */
const DAY_MS = 24 * 60 * 60 * 1000;

export const awsServerlessapplicationrepositoryCloudformationStack: Checker = {
  group: "Security",
  read: async (resource, { cloudformation }) => {
    const { Stacks: [stack] = [] } = await cloudformation.describeStacks({ StackName: text(resource, "id") });
    if (stack === undefined || stack.StackStatus === "DELETE_COMPLETE") return undefined;
    return { stack_complete: /^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? ""), ...tagFacts(stack.Tags) };
  },
  healthy: [{ title: "Every published application is deployed completely", fact: "stack_complete", is: true }],
};
