import type { CertificateDetail } from "@aws-sdk/client-acm";
import { certificateChecks, certificateProblems } from "../../../src/delivery/preflight/checks/certificates";
import { accountOf, awsError, demandFor, lookAt } from "../../support/preflight";

const now = new Date("2026-03-01T00:00:00Z");
const arn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
const use = { arn, names: ["app.sample.example"], region: "us-east-1" };
const good: CertificateDetail = {
  Status: "ISSUED",
  Type: "AMAZON_ISSUED",
  RenewalEligibility: "ELIGIBLE",
  NotAfter: new Date("2026-12-01T00:00:00Z"),
  DomainName: "app.sample.example",
};
const soon = new Date("2026-03-20T00:00:00Z");

describe("a certificate", () => {
  it.each<[string, CertificateDetail]>([
    ["as it is issued", good],
    [
      "with the name among its others",
      { ...good, DomainName: "x.example", SubjectAlternativeNames: ["app.sample.example"] },
    ],
    ["with a wildcard for the name", { ...good, DomainName: "*.sample.example" }],
    ["whatever the case of its name", { ...good, DomainName: "App.Sample.example" }],
    ["that ends soon, and that ACM renews", { ...good, NotAfter: soon }],
    ["that says no end", { ...good, NotAfter: undefined }],
  ])("can be used %s", (_case, certificate) => {
    expect(certificateProblems(certificate, use, now)).toEqual([]);
  });

  it.each<[string, CertificateDetail | undefined, Partial<typeof use>, string]>([
    ["that is missing", undefined, {}, "is missing"],
    ["that waits for its validation", { ...good, Status: "PENDING_VALIDATION" }, {}, "is PENDING_VALIDATION"],
    ["that has expired", { ...good, NotAfter: new Date("2026-02-01T00:00:00Z") }, {}, "has expired"],
    [
      "that was imported and ends soon",
      { ...good, Type: "IMPORTED", NotAfter: soon },
      {},
      "ends in 19 days, and nobody renews it",
    ],
    [
      "that ACM cannot renew",
      { ...good, RenewalEligibility: "INELIGIBLE", NotAfter: soon },
      {},
      "ends in 19 days, and nobody renews it",
    ],
    ["for another name", { ...good, DomainName: "api.sample.example" }, {}, "does not cover app.sample.example"],
    [
      "whose wildcard is a level too high",
      { ...good, DomainName: "*.example" },
      {},
      "does not cover app.sample.example",
    ],
    [
      "whose wildcard is a level too low",
      { ...good, DomainName: "*.app.sample.example" },
      {},
      "does not cover app.sample.example",
    ],
    ["in another region", good, { region: "eu-west-1" }, "is in us-east-1"],
  ])("cannot be used %s", (_case, certificate, changes, problem) => {
    expect(certificateProblems(certificate, { ...use, ...changes }, now)).toEqual([problem]);
  });
});

describe("certificates of the synthesized JSON", () => {
  const https = { certificate_arn: arn };
  const look = (resources: Parameters<typeof demandFor>[0], answer?: () => unknown) =>
    lookAt(
      certificateChecks(demandFor(resources), accountOf(answer ? { acm: { describeCertificate: answer } } : {}), now),
    );
  const issued = (DomainName: string) => () => ({ Certificate: { ...good, DomainName } });

  it("of a load balancer cover the deployment's host, asked once for all its listeners", async () => {
    const listeners = { aws_lb_listener: { https, test: https, http: { port: 80 } } };
    expect(await look(listeners, issued("dev.omnirapeutic.example"))).toMatchObject([
      { what: arn, status: "ready", found: "ISSUED, until 2026-12-01" },
    ]);
    expect(await look(listeners, issued("other.example"))).toMatchObject([
      {
        status: "not ready",
        found: "does not cover dev.omnirapeutic.example",
        wanted: "issued in us-east-1, for dev.omnirapeutic.example",
      },
    ]);
  });

  it("of CloudFront are in us-east-1, wherever the deployment is", async () => {
    const elsewhere = arn.replace("us-east-1", "us-west-2");
    const distribution = { viewer_certificate: { acm_certificate_arn: elsewhere }, aliases: ["app.sample.example"] };
    expect(
      await look({ aws_cloudfront_distribution: { site: distribution } }, issued("app.sample.example")),
    ).toMatchObject([{ status: "not ready", found: "is in us-west-2" }]);
  });

  it("of API Gateway cover its domain", async () => {
    const domain = { domain_name: "api.sample.example", regional_certificate_arn: arn };
    expect(await look({ aws_api_gateway_domain_name: { api: domain } }, issued("app.sample.example"))).toMatchObject([
      { found: "does not cover api.sample.example" },
    ]);
  });

  it("that Terraform makes are not asked about", async () => {
    const made = { certificate_arn: "${aws_acm_certificate_validation.x.certificate_arn}" };
    expect(await look({ aws_lb_listener: { https: made } })).toEqual([]);
  });

  it("that are missing are not ready; that nobody may read, not checked", async () => {
    const listener = { aws_lb_listener: { https } };
    const missing = () => {
      throw awsError("ResourceNotFoundException");
    };
    expect(await look(listener, missing)).toMatchObject([{ status: "not ready", found: "is missing" }]);
    expect(await look(listener)).toMatchObject([{ status: "not checked" }]);
  });
});
