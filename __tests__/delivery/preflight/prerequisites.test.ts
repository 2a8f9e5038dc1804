import type { EdgeConfig } from "../../../src/config/edge";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import { Failure } from "../../../src/delivery/failure";
import { requirePrerequisites } from "../../../src/delivery/preflight/prerequisites";
import { seedPrerequisites } from "../../../src/delivery/sandbox/prerequisites";

const zone = { hostedZone: "sample.example" };
const certificate = { arn: "arn:aws:acm:us-east-1:123456789012:certificate/1" };

/** An account with these public zones and a certificate of this status. */
function account(zones: readonly string[], status?: string) {
  const created: string[] = [];
  const aws = {
    route53: {
      listHostedZonesByName: () =>
        Promise.resolve({ HostedZones: [...zones, ...created].map((name) => ({ Name: `${name}.` })) }),
      createHostedZone: ({ Name }: { Name: string }) => Promise.resolve(created.push(Name)),
    },
    acm: {
      describeCertificate: () =>
        status === undefined
          ? Promise.reject(Object.assign(new Error("none"), { name: "ResourceNotFoundException" }))
          : Promise.resolve({ Certificate: { Status: status } }),
    },
  } as unknown as AwsClients;
  return { aws, created };
}

/** A synthesized deployment whose load balancer is certified so. */
function stack(source: EdgeConfig["certificate"]) {
  const listener = {
    port: 443,
    certificate_arn: "arn" in source ? source.arn : "${aws_acm_certificate_validation.x.certificate_arn}",
  };
  return {
    name: "sample-dev",
    document: {
      resource: { aws_lb_listener: { https: listener, http: { port: 80 } } },
      ...("hostedZone" in source && { data: { aws_route53_zone: { zone: { name: source.hostedZone } } } }),
    },
  };
}

function deployment(source: EdgeConfig["certificate"]) {
  return { region: "us-east-1", config: { edge: { domainName: "app.sample.example", certificate: source } } };
}

describe("what a deployment finds in its account", () => {
  it("is its hosted zone, or an issued certificate", async () => {
    await requirePrerequisites(stack(zone), () => account(["other.example", "sample.example"]).aws);
    await requirePrerequisites(stack(certificate), () => account([], "ISSUED").aws);
  });

  it("is asked for only when the synthesized JSON names a zone or certificate", async () => {
    const nobody = () => {
      throw new Error("asked AWS");
    };
    await requirePrerequisites({ name: "sample-dev", document: {} }, nobody);
    await expect(requirePrerequisites(stack(zone), nobody)).rejects.toThrow("asked AWS");
  });

  it("may not be another zone; the error says how to make it", async () => {
    const refused = requirePrerequisites(stack(zone), () => account(["app.sample.example"]).aws);
    await expect(refused).rejects.toThrow("sample-dev cannot be planned: the account has no public hosted zone");
    await expect(refused).rejects.toMatchObject({ fix: expect.stringContaining("create-hosted-zone") });
    await expect(refused).rejects.toBeInstanceOf(Failure);
  });

  it.each([
    ["PENDING_VALIDATION", "PENDING_VALIDATION"],
    [undefined, "missing"],
  ])("may not be a certificate of status %j", async (status, word) => {
    const refused = requirePrerequisites(stack(certificate), () => account([], status).aws);
    await expect(refused).rejects.toThrow(`is ${word}, not ISSUED`);
  });
});

describe("secrets that people make", () => {
  const data = {
    aws_kms_alias: { key: { name: "alias/itrack-staging-secrets" } },
    aws_secretsmanager_secret: Object.fromEntries(
      ["db_password", "api_key"].map((name) => [name, { name: `itrack/staging/${name}` }]),
    ),
  };
  const missing = () => Promise.reject(Object.assign(new Error("none"), { name: "ResourceNotFoundException" }));
  const full = { VersionIdsToStages: { v1: ["AWSCURRENT"] } };
  /** Asks in an account whose secret `api_key` is as given. */
  const ask = (apiKey: () => unknown, describeKey: () => unknown = () => ({})) =>
    requirePrerequisites({ name: "itrack-staging", document: { data } }, () => {
      const describeSecret = async ({ SecretId }: { SecretId: string }) =>
        SecretId === "itrack/staging/api_key" ? apiKey() : full;
      return { secrets: { describeSecret }, kms: { describeKey: async () => describeKey() } } as unknown as AwsClients;
    });

  it("are there before the plan, with their key", async () => {
    await expect(ask(() => full)).resolves.toBeUndefined();
  });

  it.each([
    ["is missing", missing],
    ["has no value", () => ({ VersionIdsToStages: { v0: ["AWSPREVIOUS"] } })],
    ["has no value", () => ({})],
    ["is scheduled for deletion", () => ({ ...full, DeletedDate: new Date(0) })],
  ])("stop it when one %s, and the error says how to make it", async (problem, apiKey) => {
    const refused = ask(apiKey);
    await expect(refused).rejects.toThrow(
      `itrack-staging cannot be planned: secret itrack/staging/api_key ${problem}.`,
    );
    await expect(refused).rejects.toMatchObject({
      fix: expect.stringContaining("make create-secrets ENVIRONMENT=staging"),
    });
  });

  it("stop it when their key is missing, with one way out for all", async () => {
    const refused = ask(missing, missing);
    await expect(refused).rejects.toThrow(
      "key alias/itrack-staging-secrets is missing; secret itrack/staging/api_key is missing.",
    );
    await expect(refused).rejects.toMatchObject({ fix: expect.not.stringContaining("\n") });
  });

  it("stop it when nobody may look, with what AWS said", async () => {
    const denied = () => Promise.reject(Object.assign(new Error("not you"), { name: "AccessDeniedException" }));
    await expect(ask(denied)).rejects.toThrow("AccessDeniedException: not you");
  });
});

describe("the role by which API Gateway logs", () => {
  const stage = { aws_api_gateway_stage: { api: { access_log_settings: {} } } };
  const settings = { aws_api_gateway_stage: { api: {} }, aws_api_gateway_method_settings: { api: {} } };
  /** Asks for a deployment of these resources in an account that has this role. */
  const ask = (
    resource: NonNullable<Parameters<typeof requirePrerequisites>[0]["document"]["resource"]>,
    cloudwatchRoleArn?: string,
  ) =>
    requirePrerequisites({ name: "itrack-production", document: { resource } }, () => {
      const getAccount = async () => ({ cloudwatchRoleArn });
      const getRole = async ({ RoleName }: { RoleName: string }) => {
        if (RoleName !== "logs") throw Object.assign(new Error("not that one"), { name: RoleName });
      };
      return { apigateway: { getAccount }, iam: { getRole } } as unknown as AwsClients;
    });

  it.each([
    ["access", stage],
    ["execution", settings],
  ])("is there before the plan of an API that logs (%s)", async (_log, resource) => {
    await expect(ask(resource, "arn:aws:iam::123456789012:role/logs")).resolves.toBeUndefined();
    const refused = ask(resource);
    await expect(refused).rejects.toThrow(
      "itrack-production cannot be planned: API Gateway has no role in this account and region by which it writes logs.",
    );
    await expect(refused).rejects.toMatchObject({ fix: expect.stringContaining("apiGatewayAccount.owned") });
  });

  it("is missing when it was destroyed, although API Gateway names it still", async () => {
    await expect(ask(stage, "arn:aws:iam::123456789012:role/NoSuchEntityException")).rejects.toThrow("has no role");
    await expect(ask(stage, "arn:aws:iam::123456789012:role/AccessDenied")).rejects.toThrow("AccessDenied");
  });

  it("is nobody's business where the deployment makes it, or no API logs", async () => {
    await expect(ask({ ...stage, aws_api_gateway_account: { account: {} } })).resolves.toBeUndefined();
    await expect(ask({ aws_api_gateway_stage: { api: {} } })).resolves.toBeUndefined();
  });
});

describe("seeding the sandbox", () => {
  const target = { kind: "sandbox", endpoint: "http://127.0.0.1:1" } as const;

  it("makes the hosted zone once", async () => {
    const { aws, created } = account([]);
    await seedPrerequisites(target, deployment(zone), aws);
    await seedPrerequisites(target, deployment(zone), aws);
    expect(created).toEqual(["sample.example"]);
  });

  it("makes nothing for a certificate that exists elsewhere", async () => {
    const { aws, created } = account([]);
    await seedPrerequisites(target, deployment(certificate), aws);
    expect(created).toEqual([]);
  });
});
