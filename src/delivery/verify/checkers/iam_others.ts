import { tagFacts, text, type Checker } from "../checker";

/** Parts of IAM of which it is enough that they exist and carry their tags, where they can. */

export const awsIamRole: Checker = {
  group: "Security",
  read: async (resource, { iam }) => {
    const { Role: role } = await iam.getRole({ RoleName: text(resource, "name") });
    return role && tagFacts(role.Tags);
  },
};

export const awsIamPolicy: Checker = {
  group: "Security",
  read: async (resource, { iam }) => {
    const { Policy: policy } = await iam.getPolicy({ PolicyArn: text(resource, "arn") });
    return policy && tagFacts(policy.Tags);
  },
};

/** Who took away what a role may not do, or may do, would otherwise not be noticed. 164.312(a)(1) */
export const awsIamRolePolicyAttachment: Checker = {
  group: "Security",
  read: async (resource, { iam }) => {
    const { AttachedPolicies: attached = [] } = await iam.listAttachedRolePolicies({
      RoleName: text(resource, "role"),
    });
    const policyArn = text(resource, "policy_arn");
    return attached.some(({ PolicyArn }) => PolicyArn === policyArn) ? { policy_arn: policyArn } : undefined;
  },
};

export const awsIamInstanceProfile: Checker = {
  group: "Security",
  read: async (resource, { iam }) => {
    const { InstanceProfile: profile } = await iam.getInstanceProfile({ InstanceProfileName: text(resource, "name") });
    return profile && { role: profile.Roles?.[0]?.RoleName, ...tagFacts(profile.Tags) };
  },
};
