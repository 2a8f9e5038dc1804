import { tagFacts, text, type Checker } from "../checker";

/** Parts of IAM of which it is enough that they exist and carry their tags. */

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

export const awsIamInstanceProfile: Checker = {
  group: "Security",
  read: async (resource, { iam }) => {
    const { InstanceProfile: profile } = await iam.getInstanceProfile({ InstanceProfileName: text(resource, "name") });
    return profile && { role: profile.Roles?.[0]?.RoleName, ...tagFacts(profile.Tags) };
  },
};
