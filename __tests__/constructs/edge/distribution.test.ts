import { SecureBucket } from "../../../src/constructs/data-stores/secure-bucket";
import { Certificate, type CertificateSource } from "../../../src/constructs/edge/certificate";
import { Distribution } from "../../../src/constructs/edge/distribution";
import type { DistributionProps } from "../../../src/constructs/edge/distribution-props";
import { WebAcl } from "../../../src/constructs/edge/web-acl";
import { managedGroup } from "../../../src/constructs/edge/web-acl-rules";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import type { SystemStack } from "../../../src/platform/system-stack";
import { statementsOf, synthesize, type Block, type Synthesized } from "../../support/synthesize";

const protection = { kept: true } as const;
const logs = { logGroupName: "/aws/vendedlogs/cloudfront/sample", retentionDays: 2557, keyArn: "arn:key" };

function addBucket(stack: SystemStack, id: string): SecureBucket {
  const none = { kept: false, reason: "A sample that nobody reads or writes." } as const;
  return new SecureBucket(stack, id, {
    name: `sample-${id}`,
    dataClass: "public",
    customerKey: { kept: true, keyArn: "arn:key" },
    accessLogs: none,
    objectLock: none,
    crossRegionCopy: none,
    oldVersionDays: 90,
    protection,
  });
}

/** A web ACL before CloudFront, or one that is not. */
function addWebAcl(stack: SystemStack, scope: "CLOUDFRONT" | "REGIONAL" = "CLOUDFRONT"): WebAcl {
  return new WebAcl(stack, "waf", {
    name: "sample-waf",
    scope,
    rules: [managedGroup("AWSManagedRulesCommonRuleSet", { priority: 1 })],
    logs: { ...logs, logGroupName: "aws-waf-logs-sample" },
    protection,
  });
}

function addCertificate(stack: SystemStack, source: CertificateSource = { hostedZone: "sample.example" }): Certificate {
  return new Certificate(stack, "certificate", { domainName: "app.sample.example", source });
}

type Changes = Partial<DistributionProps>;

/** A watched distribution over a bucket, with some properties changed. @param copyIn the region of a copy to turn to */
function build(stack: SystemStack, changes: Changes | ((stack: SystemStack) => Changes) = {}, copyIn?: string): void {
  const changed = typeof changes === "function" ? changes(stack) : changes;
  const built = new Distribution(stack, "distribution", {
    name: "sample",
    certificate: changed.certificate ?? addCertificate(stack),
    site: {
      bucket: addBucket(stack, "site"),
      ...(copyIn !== undefined && { failover: { bucket: addBucket(stack, "copy"), region: copyIn } }),
    },
    api: { hostName: "api.sample.example", paths: ["/api/*", "/health"] },
    countries: ["US", "CA"],
    webAcl: changed.webAcl ?? addWebAcl(stack),
    logs,
    protection,
    ...changed,
  });
  built.watch(new AlarmTopic(stack, "alarms", { name: "sample", keyArn: "arn:key", subscribers: [] }));
}

const distribution = (changes?: Parameters<typeof build>[1], copyIn?: string): Synthesized =>
  synthesize((stack) => build(stack, changes, copyIn));

describe("Distribution", () => {
  const stack = distribution();
  const made = stack.only("aws_cloudfront_distribution");
  const origins = Object.fromEntries((made.origin as Block[]).map((origin) => [origin.origin_id as string, origin]));

  it("answers for the domain, over TLS 1.2 and later alone, behind its firewall, in the named countries", () => {
    expect(made).toMatchObject({
      enabled: true,
      aliases: ["app.sample.example"],
      http_version: "http2and3",
      is_ipv6_enabled: true,
      web_acl_id: "${aws_wafv2_web_acl.waf.arn}",
      viewer_certificate: { minimum_protocol_version: "TLSv1.2_2021", ssl_support_method: "sni-only" },
      restrictions: { geo_restriction: { restriction_type: "whitelist", locations: ["CA", "US"] } },
    });
  });

  it("reads files from a private bucket, which admits this distribution and no other", () => {
    expect(origins.site).toMatchObject({
      domain_name: "${aws_s3_bucket.site.bucket}.s3.us-east-1.amazonaws.com",
      origin_access_control_id: "${aws_cloudfront_origin_access_control.distribution_origin_access.id}",
    });
    expect(stack.only("aws_cloudfront_origin_access_control")).toMatchObject({
      signing_behavior: "always",
      signing_protocol: "sigv4",
    });
    const statements = statementsOf(stack.at("aws_s3_bucket_policy.site_policy").policy);
    expect(statements.find(({ Sid }) => Sid === "OneDistributionReads")).toMatchObject({
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Condition: { StringEquals: { "aws:SourceArn": "${aws_cloudfront_distribution.distribution.arn}" } },
    });
  });

  it("keeps files for a day and answers of the API never; those come by HTTPS, with everything that was sent but the host", () => {
    expect(stack.only("aws_cloudfront_cache_policy").default_ttl).toBe(86_400);
    expect(made.default_cache_behavior).toMatchObject({
      target_origin_id: "site",
      viewer_protocol_policy: "redirect-to-https",
      cache_policy_id: "${aws_cloudfront_cache_policy.distribution_files.id}",
      allowed_methods: ["GET", "HEAD", "OPTIONS"],
    });
    const behaviors = made.ordered_cache_behavior as Block[];
    expect(behaviors.map(({ path_pattern }) => path_pattern as string)).toEqual(["/api/*", "/health"]);
    for (const behavior of behaviors) {
      expect(behavior).toMatchObject({
        target_origin_id: "api",
        viewer_protocol_policy: "https-only",
        allowed_methods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
        cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      });
    }
    expect(origins.api!.custom_origin_config).toMatchObject({
      origin_protocol_policy: "https-only",
      origin_ssl_protocols: ["TLSv1.2"],
    });
  });

  it("puts the stage before the paths of an API under AWS's own address of it", () => {
    const api = { hostName: "abc123.execute-api.us-east-1.amazonaws.com", originPath: "/staging", paths: ["/api/*"] };
    const [, origin] = distribution({ api }).only("aws_cloudfront_distribution").origin as [Block, Block];
    expect(origin).toMatchObject({ domain_name: api.hostName, origin_path: "/staging" });
    expect(origins.api).not.toHaveProperty("origin_path");
  });

  it("tells browsers every security header with every answer", () => {
    const { remove_headers_config: removed, security_headers_config: headers } = stack.only(
      "aws_cloudfront_response_headers_policy",
    );
    expect((removed.items as Block[]).map(({ header }) => header as string)).toEqual(["Server", "X-Powered-By"]);
    expect(headers).toMatchObject({
      strict_transport_security: { access_control_max_age_sec: 63_072_000, include_subdomains: true, preload: true },
      frame_options: { frame_option: "DENY" },
      referrer_policy: { referrer_policy: "no-referrer" },
    });
    expect(headers.content_security_policy.content_security_policy).toMatch(/^default-src 'self'; connect-src 'self';/);
    for (const header of Object.values(headers as Block)) expect((header as Block).override).toBe(true);
    const all = [made.default_cache_behavior as Block, ...(made.ordered_cache_behavior as Block[])];
    for (const { response_headers_policy_id } of all) {
      expect(response_headers_policy_id).toBe("${aws_cloudfront_response_headers_policy.distribution_headers.id}");
    }
  });

  it("lets scripts call the named origins besides the site", () => {
    const { security_headers_config: headers } = distribution({ connectTo: ["https://x.example"] }).only(
      "aws_cloudfront_response_headers_policy",
    );
    expect(headers.content_security_policy.content_security_policy).toContain("connect-src 'self' https://x.example;");
  });

  it.each([
    ["/", "/index.html"],
    ["/items/7", "/index.html"],
    ["/assets/app.3f2a.js", "/assets/app.3f2a.js"],
    ["/v1.2/page", "/index.html"],
  ])("answers the path %s by %s", (uri, answered) => {
    const { code } = stack.only("aws_cloudfront_function");
    const answer = new Function(`${String(code)}; return handler;`) as () => (event: Block) => Block;
    expect(answer()({ request: { uri } }).uri).toBe(answered);
  });

  it("logs every request into an encrypted log group", () => {
    expect(stack.only("aws_cloudwatch_log_delivery_source")).toMatchObject({
      log_type: "ACCESS_LOGS",
      resource_arn: "${aws_cloudfront_distribution.distribution.arn}",
    });
    const [{ destination_resource_arn: group }] = stack.only("aws_cloudwatch_log_delivery_destination")
      .delivery_destination_configuration as [Block];
    expect(group).toBe("${aws_cloudwatch_log_group.distribution_logs.arn}");
    expect(stack.at("aws_cloudwatch_log_group.distribution_logs")).toMatchObject({
      retention_in_days: 2557,
      kms_key_id: "arn:key",
    });
  });

  it("logs no cookies, which may carry credentials", () => {
    const fields = stack.only("aws_cloudwatch_log_delivery").record_fields as string[];
    expect(fields).toEqual(expect.arrayContaining(["c-ip", "cs-method", "cs-uri-stem", "sc-status"]));
    expect(fields.filter((field) => /cookie|authorization/i.test(field))).toEqual([]);
  });

  it("leaves no control to acknowledge", () => {
    let paths: string[] = [];
    synthesize((scope) => {
      build(scope);
      paths = acknowledgementsIn(scope).map(({ constructPath }) => constructPath);
    });
    expect(paths.filter((path) => path.includes("/distribution"))).toEqual([]);
  });

  it("is an alias of the domain for both kinds of addresses where the zone is ours", () => {
    const records = Object.values(stack.every("aws_route53_record")).filter(({ alias }) => alias !== undefined);
    expect(records.map(({ type }) => type as string)).toEqual(["A", "AAAA"]);
    for (const { alias } of records) {
      expect(alias).toMatchObject({ name: "${aws_cloudfront_distribution.distribution.domain_name}" });
    }
  });

  it("leaves the domain to whoever keeps its zone", () => {
    const arn = "arn:aws:acm:us-east-1:123456789012:certificate/x";
    const elsewhere = distribution((stack) => ({ certificate: addCertificate(stack, { arn }) }));
    elsewhere.none("aws_route53_record");
    expect(elsewhere.only("aws_cloudfront_distribution")).toMatchObject({
      aliases: ["app.sample.example"],
      viewer_certificate: { acm_certificate_arn: arn },
    });
  });

  it("tells when requests fail", () => {
    expect(stack.at("aws_cloudwatch_metric_alarm.distribution_alarms_errors_high")).toMatchObject({
      metric_name: "5xxErrorRate",
      dimensions: { Region: "Global" },
      alarm_actions: ["${aws_sns_topic.alarms.arn}"],
    });
  });

  it("turns to the copy in another region when the first bucket's region is in trouble", () => {
    const failing = distribution({}, "us-west-2");
    const both = failing.only("aws_cloudfront_distribution");
    expect(both.origin_group).toEqual([
      {
        origin_id: "site-anywhere",
        failover_criteria: { status_codes: [500, 502, 503, 504] },
        member: [{ origin_id: "site" }, { origin_id: "site-copy" }],
      },
    ]);
    expect(both.default_cache_behavior.target_origin_id).toBe("site-anywhere");
    expect((both.origin as Block[]).map(({ domain_name }) => domain_name as string)).toContain(
      "${aws_s3_bucket.copy.bucket}.s3.us-west-2.amazonaws.com",
    );
    expect(String(failing.at("aws_s3_bucket_policy.copy_policy").policy)).toContain("OneDistributionReads");
  });

  const api = { hostName: "a.example", paths: ["/a"] };
  const many = Array.from({ length: 25 }, (_, index) => `/${index}`);
  it.each<[string, Changes, RegExp]>([
    ["no country", { countries: [] }, /countries is \[\]; allowed are codes of two capitals, at least one/],
    ["what is no country", { countries: ["us"] }, /countries is \["us"\]/],
    ["no path", { api: { hostName: "a.example", paths: [] } }, /api\.paths has 0 patterns; allowed are 1-24/],
    ["a path that is none", { api: { hostName: "a.example", paths: ["api"] } }, /api path is "api"; allowed are \//],
    [
      "a path twice",
      { api: { hostName: "a.example", paths: ["/a", "/a"] } },
      /"\/a" stands twice; allowed is each path once/,
    ],
    ["more paths than CloudFront", { api: { hostName: "a.example", paths: many } }, /api\.paths has 25 patterns/],
    ["a URL as host", { api: { hostName: "https://a", paths: ["/a"] } }, /api\.hostName is "https:\/\/a"/],
    [
      "a stage without /",
      { api: { ...api, originPath: "v1" } },
      /api\.originPath is "v1"; allowed are paths that begin/,
    ],
    ["a stage that ends with /", { api: { ...api, originPath: "/v1/" } }, /api\.originPath is "\/v1\/"/],
  ])("refuses %s and says what is allowed", (_what, changes, message) => {
    expect(() => distribution(changes)).toThrow(message);
  });

  it("refuses a copy in its own region, which fails with the first bucket", () => {
    expect(() => distribution({}, "us-east-1")).toThrow(/site\.failover\.region is "us-east-1", the stack's own/);
  });

  it("refuses the firewall of a region", () => {
    expect(() => distribution((stack) => ({ webAcl: addWebAcl(stack, "REGIONAL") }))).toThrow(
      /webAcl is of the scope REGIONAL; allowed is CLOUDFRONT/,
    );
  });
});
