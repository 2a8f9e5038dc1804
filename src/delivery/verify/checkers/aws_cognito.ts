import { tagFacts, text, type Checker } from "../checker";

export const awsCognitoUserPool: Checker = {
  group: "Security",
  read: async (resource, { cognito }) => {
    const { UserPool: pool } = await cognito.describeUserPool({ UserPoolId: text(resource, "id") });
    const password = pool?.Policies?.PasswordPolicy;
    return (
      pool && {
        name: pool.Name,
        mfa_configuration: pool.MfaConfiguration,
        advanced_security_mode: pool.UserPoolAddOns?.AdvancedSecurityMode,
        minimum_password_length: password?.MinimumLength,
        long_passwords: (password?.MinimumLength ?? 0) >= 14,
        only_admins_create_users: pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
        protected_as_deployed: (pool.DeletionProtection ?? "INACTIVE") === text(resource, "deletion_protection"),
        ...tagFacts(Object.entries(pool.UserPoolTags ?? {}).map(([Key, Value]) => ({ Key, Value }))),
      }
    );
  },
  healthy: [
    { title: "Every user pool asks for a second factor", fact: "mfa_configuration", is: "ON" }, // 164.312(d)
    { title: "Every user pool stops risky sign-ins", fact: "advanced_security_mode", is: "ENFORCED" }, // 164.308(a)(5)(ii)(C)
    { title: "Every user pool asks for long passwords", fact: "long_passwords", is: true }, // 164.308(a)(5)(ii)(D)
    { title: "Nobody makes an account for himself", fact: "only_admins_create_users", is: true }, // 164.308(a)(4)
    { title: "Every user pool is protected as deployed", fact: "protected_as_deployed", is: true }, // 164.312(c)(1)
  ],
};

export const awsCognitoUserPoolClient: Checker = {
  group: "Security",
  read: async (resource, { cognito }) => {
    const { UserPoolClient: client } = await cognito.describeUserPoolClient({
      UserPoolId: text(resource, "user_pool_id"),
      ClientId: text(resource, "id"),
    });
    const deployed = (resource.values.explicit_auth_flows ?? []) as readonly string[];
    return (
      client && {
        signs_in_as_deployed: [...(client.ExplicitAuthFlows ?? [])].sort().join() === [...deployed].sort().join(),
        access_token_validity: client.AccessTokenValidity,
        tokens_as_deployed:
          client.AccessTokenValidity === resource.values.access_token_validity &&
          client.IdTokenValidity === resource.values.id_token_validity &&
          client.RefreshTokenValidity === resource.values.refresh_token_validity,
        revokes_tokens: client.EnableTokenRevocation ?? false,
        hides_who_exists: client.PreventUserExistenceErrors === "ENABLED",
      }
    );
  },
  healthy: [
    { title: "Programs sign people in as deployed", fact: "signs_in_as_deployed", is: true },
    { title: "Tokens live as long as deployed", fact: "tokens_as_deployed", is: true }, // 164.312(a)(2)(iii)
    { title: "Tokens are revocable", fact: "revokes_tokens", is: true }, // 164.308(a)(3)(ii)(C)
    { title: "Nobody learns by signing in who has an account", fact: "hides_who_exists", is: true },
  ],
};

export const awsCognitoUserGroup: Checker = {
  group: "Security",
  read: async (resource, { cognito }) => {
    const { Group: group } = await cognito.getGroup({
      UserPoolId: text(resource, "user_pool_id"),
      GroupName: text(resource, "name"),
    });
    return group && { name: group.GroupName };
  },
};
