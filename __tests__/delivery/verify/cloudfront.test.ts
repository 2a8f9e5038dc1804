import type { AwsClients } from "../../../src/delivery/aws/clients";
import { healthChecks } from "../../../src/delivery/verify/common-checks";
import { evaluate } from "../../../src/delivery/verify/evaluate";
import { observe } from "../../../src/delivery/verify/observe";
import type { Expectation } from "../../../src/systems/check";
import { live, resources, type Live } from "./cloudfront-example";

function answering(says: Live): AwsClients {
  const { distribution, status, signing, headers } = says;
  const cloudfront = {
    getDistribution: () => ({ Distribution: { Status: status, DistributionConfig: distribution } }),
    listTagsForResource: () => ({ Tags: { Items: [{ Key: "HIPAA", Value: "true" }] } }),
    getOriginAccessControl: () => ({
      OriginAccessControl: { OriginAccessControlConfig: { SigningBehavior: signing } },
    }),
    getResponseHeadersPolicy: () => ({
      ResponseHeadersPolicy: { ResponseHeadersPolicyConfig: { SecurityHeadersConfig: headers } },
    }),
    getCachePolicy: () => ({ CachePolicy: { CachePolicyConfig: says.cache } }),
    describeFunction: () => ({ ETag: says.version, FunctionSummary: { Name: "x" } }),
  };
  const logs = {
    getDeliverySource: () => ({ deliverySource: says.source }),
    getDeliveryDestination: () => ({ deliveryDestination: says.destination }),
    getDelivery: () => ({ delivery: says.delivery }),
  };
  return { cloudfront, logs } as unknown as AwsClients;
}

/** Ids of the demands that fail when AWS says this. */
async function failures(what: keyof typeof resources, change: Partial<Live> = {}): Promise<string[]> {
  const observations = await observe([resources[what]], answering({ ...live, ...change }));
  expect(observations.map(({ live: { is } }) => is)).toEqual(["read"]);
  const checks = healthChecks(observations) as Expectation[];
  return checks.filter((check) => evaluate(check, observations).status === "fail").map(({ id }) => id);
}

describe("the verification of CloudFront", () => {
  it.each(Object.keys(resources) as (keyof typeof resources)[])("is content with a healthy %s", async (what) => {
    expect(await failures(what)).toEqual([]);
  });

  const { DefaultCacheBehavior, CacheBehaviors, Origins } = live.distribution;
  const [api, health] = CacheBehaviors.Items as [object, object];

  it.each<[string, object, readonly string[]]>([
    ["is switched off", { Enabled: false }, ["enabled"]],
    ["accepts old TLS", { ViewerCertificate: { MinimumProtocolVersion: "TLSv1" } }, ["minimum-protocol-version"]],
    ["has lost its firewall", { WebACLId: "" }, ["guarded-as-deployed"]],
    [
      "answers plain HTTP",
      { DefaultCacheBehavior: { ...DefaultCacheBehavior, ViewerProtocolPolicy: "allow-all" } },
      ["plain-http", "paths-as-deployed"],
    ],
    [
      "keeps answers of the API",
      { CacheBehaviors: { Items: [{ ...api, CachePolicyId: "files" }, health] } },
      ["paths-as-deployed"],
    ],
    ["tries paths in another order", { CacheBehaviors: { Items: [health, api] } }, ["paths-as-deployed"]],
    [
      "runs a function more",
      { CacheBehaviors: { Items: [{ ...api, FunctionAssociations: { Items: [{ FunctionARN: "arn:x" }] } }, health] } },
      ["paths-as-deployed"],
    ],
    [
      "reads a bucket without a signature",
      { Origins: { Items: [Origins.Items[0], { ...Origins.Items[1], OriginAccessControlId: "" }] } },
      ["open-buckets", "origins-as-deployed"],
    ],
    [
      "asks another API",
      { Origins: { Items: [{ ...Origins.Items[0], DomainName: "api.other.example" }, Origins.Items[1]] } },
      ["origins-as-deployed"],
    ],
    [
      "answers in one more country",
      { Restrictions: { GeoRestriction: { RestrictionType: "whitelist", Items: ["US", "CA", "MX"] } } },
      ["countries-as-deployed"],
    ],
    [
      "answers in every country",
      { Restrictions: { GeoRestriction: { RestrictionType: "none" } } },
      ["countries-as-deployed"],
    ],
  ])("notices a distribution that %s", async (_what, change, facts) => {
    const distribution = { ...live.distribution, ...change };
    expect(await failures("distribution", { distribution })).toEqual(
      facts.map((fact) => `aws-cloudfront-distribution-${fact}`),
    );
  });

  const { headers, cache } = live;
  it.each<[string, keyof typeof resources, Partial<Live>, string]>([
    ["a distribution that is not deployed yet", "distribution", { status: "InProgress" }, "distribution-status"],
    [
      "requests to buckets that are no longer signed",
      "control",
      { signing: "never" },
      "origin-access-control-signing-behavior",
    ],
    [
      "a security header that origins may override",
      "headers",
      { headers: { ...headers, FrameOptions: { ...headers.FrameOptions, Override: false } } },
      "response-headers-policy-tells-browsers",
    ],
    [
      "scripts that may come from anywhere",
      "headers",
      { headers: { ...headers, ContentSecurityPolicy: { ContentSecurityPolicy: "default-src *", Override: true } } },
      "response-headers-policy-told-as-deployed",
    ],
    [
      "files that are kept forever",
      "cache",
      { cache: { ...cache, MinTTL: 31_536_000 } },
      "cache-policy-kept-as-deployed",
    ],
    ["code that somebody else published", "function", { version: "E3" }, "function-runs-as-deployed"],
  ])("notices %s", async (_what, resource, change, fact) => {
    expect(await failures(resource, change)).toEqual([`aws-cloudfront-${fact}`]);
  });

  it.each<[string, keyof typeof resources, Partial<Live>, string]>([
    [
      "are those of something else",
      "source",
      { source: { ...live.source, resourceArns: ["arn:other"] } },
      "source-logs",
    ],
    [
      "are stored elsewhere",
      "destination",
      {
        destination: {
          ...live.destination,
          deliveryDestinationConfiguration: { destinationResourceArn: "arn:other" },
        },
      },
      "destination-stores",
    ],
    ["go elsewhere", "delivery", { delivery: { deliveryDestinationArn: "arn:other" } }, "delivers"],
  ])("notices logs that %s", async (_what, resource, change, fact) => {
    expect(await failures(resource, change)).toEqual([`aws-cloudwatch-log-delivery-${fact}-as-deployed`]);
  });
});
