import type { EdgeConfig } from "../../../src/config/edge";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import { Failure } from "../../../src/delivery/failure";
import { requirePrerequisites } from "../../../src/delivery/plan/prerequisites";
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
