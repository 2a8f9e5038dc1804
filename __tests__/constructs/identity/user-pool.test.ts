import { UserPool, type UserPoolProps } from "../../../src/constructs/identity/user-pool";
import { synthesize, type Synthesized } from "../../support/synthesize";

const sample: UserPoolProps = {
  name: "sample-dev",
  groups: { admin: { description: "Changes everything" }, user: { description: "Changes own items" } },
  protection: { kept: true },
};

function users(props: Partial<UserPoolProps> = {}): Synthesized {
  return synthesize((stack) => {
    const { userPoolId, userPoolArn, clientId, issuerUrl } = new UserPool(stack, "users", { ...sample, ...props });
    stack.output("people", { userPoolId, userPoolArn, clientId, issuerUrl }, { description: "Who signs in" });
  });
}
const pool = users().only("aws_cognito_user_pool");

describe("UserPool", () => {
  it("asks everybody for a second factor, by a program and not by telephone", () => {
    expect(pool).toMatchObject({ mfa_configuration: "ON", software_token_mfa_configuration: { enabled: true } });
    expect(pool).not.toHaveProperty("sms_configuration");
  });

  it("stops risky sign-ins, which takes the tier that judges them", () => {
    expect(pool).toMatchObject({
      user_pool_tier: "PLUS",
      user_pool_add_ons: { advanced_security_mode: "ENFORCED" },
    });
  });

  it("asks for passwords of 14 characters of all kinds, and first ones within a day", () => {
    expect(pool.password_policy).toEqual({
      minimum_length: 14,
      require_lowercase: true,
      require_uppercase: true,
      require_numbers: true,
      require_symbols: true,
      password_history_size: 24,
      temporary_password_validity_days: 1,
    });
  });

  it("has accounts that administrators make, named by verified addresses in whatever case", () => {
    expect(pool).toMatchObject({
      name: "sample-dev",
      admin_create_user_config: { allow_admin_create_user_only: true },
      username_attributes: ["email"],
      username_configuration: { case_sensitive: false },
      auto_verified_attributes: ["email"],
      user_attribute_update_settings: { attributes_require_verification_before_update: ["email"] },
      account_recovery_setting: { recovery_mechanism: [{ name: "verified_email", priority: 1 }] },
      tags: { DataClassification: "pii" },
    });
  });

  it("keeps what is no choice whatever a caller passes", () => {
    const smuggled = { mfaConfiguration: "OFF", userPoolTier: "LITE", passwordPolicy: { minimumLength: 6 } };
    expect(users(smuggled as Partial<UserPoolProps>).only("aws_cognito_user_pool")).toEqual(pool);
  });

  it("is deleted neither by AWS nor by Terraform unless its protection is given up", () => {
    expect(pool).toMatchObject({ deletion_protection: "ACTIVE", lifecycle: { prevent_destroy: true } });
    const relaxed = users({ protection: { kept: false, reason: "A sample that may be destroyed" } });
    expect(relaxed.only("aws_cognito_user_pool").deletion_protection).toBe("INACTIVE");
    expect(relaxed.only("aws_cognito_user_pool").lifecycle).not.toEqual({ prevent_destroy: true });
  });

  it("has its groups by name", () => {
    const userPoolId = "${aws_cognito_user_pool.users.id}";
    expect(users().every("aws_cognito_user_group")).toMatchObject({
      users_group_admin: { name: "admin", description: "Changes everything", user_pool_id: userPoolId },
      users_group_user: { name: "user", description: "Changes own items", user_pool_id: userPoolId },
    });
  });

  it("says where programs find it and who issues its tokens", () => {
    expect(users().output("people").value).toEqual({
      userPoolId: "${aws_cognito_user_pool.users.id}",
      userPoolArn: "${aws_cognito_user_pool.users.arn}",
      clientId: "${aws_cognito_user_pool_client.users_client.id}",
      issuerUrl: "https://cognito-idp.us-east-1.amazonaws.com/${aws_cognito_user_pool.users.id}",
    });
  });

  it.each<[Partial<UserPoolProps>, string]>([
    [{ groups: { "a b": { description: "x" } } }, 'groups has "a b"; allowed are 1-128 letters, digits and _-'],
    [{ groups: { ["x".repeat(129)]: { description: "x" } } }, "groups has"],
    [{ tokenMinutes: 4 }, "tokenMinutes is 4; allowed are whole numbers from 5 to 60"],
    [{ tokenMinutes: 61 }, "tokenMinutes is 61"],
    [{ tokenMinutes: 5.5 }, "tokenMinutes is 5.5"],
    [{ sessionMinutes: 59 }, "sessionMinutes is 59; allowed are whole numbers from 60 to 1440"],
    [{ sessionMinutes: 1441 }, "sessionMinutes is 1441"],
  ])("refuses %j", (props, message) => {
    expect(() => users(props)).toThrow(`[sample-dev/users] ${message}`);
  });
});

describe("the client of a user pool", () => {
  const client = (props: Partial<UserPoolProps> = {}) => users(props).only("aws_cognito_user_pool_client");

  it("holds no secret, and passwords never leave the browser", () => {
    expect(client()).toMatchObject({
      name: "sample-dev-client",
      generate_secret: false,
      explicit_auth_flows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    });
    expect(client()).not.toHaveProperty("allowed_oauth_flows");
  });

  it("tells nobody who has an account, and its tokens are revocable", () => {
    expect(client()).toMatchObject({ prevent_user_existence_errors: "ENABLED", enable_token_revocation: true });
  });

  it("has tokens for minutes and sessions for a working day, or as asked", () => {
    const units = { access_token: "minutes", id_token: "minutes", refresh_token: "minutes" };
    expect(client()).toMatchObject({
      access_token_validity: 15,
      id_token_validity: 15,
      refresh_token_validity: 720,
      token_validity_units: [units],
    });
    expect(client({ tokenMinutes: 60, sessionMinutes: 60 })).toMatchObject({
      access_token_validity: 60,
      id_token_validity: 60,
      refresh_token_validity: 60,
    });
  });
});
