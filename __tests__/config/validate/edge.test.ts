import type { EdgeConfig } from "../../../src/config/edge";
import { checkEdge } from "../../../src/config/validate/edge";
import { Findings } from "../../../src/config/validate/findings";

const zone = { hostedZone: "sample.example" };
const sample: EdgeConfig = { domainName: "app.sample.example", certificate: zone };

function problemsWith(changes: Partial<EdgeConfig>) {
  const findings = new Findings({ name: "sample-dev", environment: "dev", region: "us-east-1" });
  checkEdge({ ...sample, ...changes }, findings);
  return findings.problems;
}

function arn(region: string): EdgeConfig["certificate"] {
  return { arn: `arn:aws:acm:${region}:123456789012:certificate/12345678-abcd` };
}

describe("domain and certificate", () => {
  it("may be a host name in a zone of ours, the zone's own name, or one with a certificate of the region", () => {
    expect(problemsWith({})).toEqual([]);
    expect(problemsWith({ domainName: "sample.example" })).toEqual([]);
    expect(problemsWith({ certificate: arn("us-east-1") })).toEqual([]);
  });

  it.each(["", "app", "App.sample.example", "app.sample.example.", "-app.sample.example", "*.sample.example"])(
    "refuses the domain %j",
    (domainName) => {
      expect(problemsWith({ domainName, certificate: arn("us-east-1") })).toMatchObject([
        { field: "edge.domainName", value: domainName, allowed: expect.stringContaining("lower-case labels") },
      ]);
    },
  );

  it("refuses a domain that no certificate can hold", () => {
    const domainName = `${"a".repeat(60)}.sample.example`;
    expect(problemsWith({ domainName })).toMatchObject([{ allowed: expect.stringContaining("64 characters") }]);
  });

  it.each(["other.example", "ample.example", "www.app.sample.example"])(
    "refuses the zone %j, which does not hold the domain",
    (hostedZone) => {
      expect(problemsWith({ certificate: { hostedZone } })).toMatchObject([
        {
          field: "edge.certificate.hostedZone",
          value: hostedZone,
          allowed: expect.stringContaining("app.sample.example"),
        },
      ]);
    },
  );

  it("refuses a zone that is no host name", () => {
    expect(problemsWith({ certificate: { hostedZone: "sample.example." } })).toMatchObject([
      { field: "edge.certificate.hostedZone", fix: expect.stringContaining("without the dot") },
    ]);
  });

  it("refuses a certificate of another region, which a load balancer cannot use", () => {
    expect(problemsWith({ certificate: arn("eu-west-1") })).toMatchObject([
      { field: "edge.certificate.arn", allowed: "arn:aws:acm:us-east-1:<account>:certificate/<id>" },
    ]);
  });
});
