import { errorCode } from "../../aws/errors";
import { text, type Checker } from "../checker";

/** Settings and services that hold for the whole account. */

export const awsSecurityhubAccount: Checker = {
  group: "Compliance",
  read: async (_resource, { securityhub }) => {
    try {
      return { arn: (await securityhub.describeHub({})).HubArn };
    } catch (error) {
      // What Security Hub answers while nobody has enabled it.
      if (errorCode(error) === "InvalidAccessException") return undefined;
      throw error;
    }
  },
};

export const awsSecurityhubStandardsSubscription: Checker = {
  group: "Compliance",
  read: async (resource, { securityhub }) => {
    const { StandardsSubscriptions: [subscription] = [] } = await securityhub.getEnabledStandards({
      StandardsSubscriptionArns: [text(resource, "id")],
    });
    return (
      subscription && { standards_arn: subscription.StandardsArn, ready: subscription.StandardsStatus === "READY" }
    );
  },
  healthy: [{ title: "Every standard of Security Hub is ready", fact: "ready", is: true }],
};

export const awsAccessanalyzerAnalyzer: Checker = {
  group: "Security",
  read: async (resource, { accessanalyzer }) => {
    const { analyzer } = await accessanalyzer.getAnalyzer({ analyzerName: text(resource, "analyzer_name") });
    return (
      analyzer && {
        type: analyzer.type,
        active: analyzer.status === "ACTIVE",
        ...Object.fromEntries(Object.entries(analyzer.tags ?? {}).map(([key, value]) => [`tag:${key}`, value])),
      }
    );
  },
  healthy: [{ title: "Access analyzer is active", fact: "active", is: true }], // 164.308(a)(4)(ii)(C)
};

export const awsIamAccountPasswordPolicy: Checker = {
  group: "Security",
  read: async (_resource, { iam }) => {
    const { PasswordPolicy: policy } = await iam.getAccountPasswordPolicy({});
    const { RequireLowercaseCharacters, RequireUppercaseCharacters, RequireNumbers, RequireSymbols } = policy ?? {};
    const classes = [RequireLowercaseCharacters, RequireUppercaseCharacters, RequireNumbers, RequireSymbols];
    return (
      policy && {
        minimum_password_length: policy.MinimumPasswordLength,
        max_password_age: policy.MaxPasswordAge,
        password_reuse_prevention: policy.PasswordReusePrevention,
        requires_every_class: classes.every((required) => required === true),
      }
    );
  },
  healthy: [
    // As the HIPAA pack's rule iam-password-policy wants it. 164.308(a)(5)(ii)(D)
    { title: "Passwords have at least 14 characters", fact: "minimum_password_length", is: 14 },
    { title: "Passwords expire after 90 days", fact: "max_password_age", is: 90 },
    { title: "Passwords differ from the last 24", fact: "password_reuse_prevention", is: 24 },
    { title: "Passwords hold every class of characters", fact: "requires_every_class", is: true },
  ],
};

export const awsS3AccountPublicAccessBlock: Checker = {
  group: "Security",
  read: async (resource, { s3control }) => {
    const { PublicAccessBlockConfiguration: block } = await s3control.getPublicAccessBlock({
      AccountId: text(resource, "id"),
    });
    const { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets } = block ?? {};
    const settings = [BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets];
    return block && { public_access_blocked: settings.every((on) => on === true) };
  },
  healthy: [{ title: "No bucket of the account can be made public", fact: "public_access_blocked", is: true }], // 164.312(a)(1)
};

export const awsEbsEncryptionByDefault: Checker = {
  group: "Security",
  read: async (_resource, { ec2 }) => ({
    enabled: (await ec2.getEbsEncryptionByDefault({})).EbsEncryptionByDefault,
  }),
  healthy: [{ title: "New volumes are encrypted", fact: "enabled", is: true }], // 164.312(a)(2)(iv)
};
