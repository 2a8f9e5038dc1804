import { environments, itrackIn } from "../support/itrack";
import type { Block } from "../support/synthesize";

describe.each(environments)("the firewalls of iTrack in $environment", ({ environment }) => {
  const stack = itrackIn(environment);
  const acls = stack.every("aws_wafv2_web_acl");

  it("stand before the API's stage, the load balancer and CloudFront; the stage has one [003-waf-v2-on-api]", () => {
    expect(acls.waf!.scope).toBe("REGIONAL");
    const guarded = Object.values(stack.every("aws_wafv2_web_acl_association"));
    const [, stage] = Object.entries(stack.every("aws_api_gateway_stage"))[0]!;
    expect(stage.stage_name).toBe(environment);
    expect(guarded.map(({ resource_arn }) => resource_arn as string).sort()).toEqual([
      "${aws_api_gateway_stage.api_stage.arn}",
      "${aws_lb.load_balancer.arn}",
    ]);
    for (const { web_acl_arn } of guarded) expect(web_acl_arn).toBe("${aws_wafv2_web_acl.waf.arn}");
    expect(acls.cloudfront_waf!.scope).toBe("CLOUDFRONT");
    expect(stack.only("aws_cloudfront_distribution").web_acl_id).toBe("${aws_wafv2_web_acl.cloudfront_waf.arn}");
  });

  describe.each(["waf", "cloudfront_waf"])("%s", (id) => {
    const rules = acls[id]!.rule as Block[];
    const rule = (name: string) => rules.find((each) => each.name === name)!;

    it("blocks an address above 10000 requests in 5 minutes [003-waf-rate-10000]", () => {
      expect(rule("rate-limit-per-ip")).toMatchObject({
        action: { block: {} },
        statement: { rate_based_statement: { limit: 10_000, evaluation_window_sec: 300, aggregate_key_type: "IP" } },
      });
    });

    it.each([
      ["AWSManagedRulesSQLiRuleSet", "[003-waf-sqli]"],
      ["AWSManagedRulesAmazonIpReputationList", "[003-waf-ip-reputation]"],
      ["AWSManagedRulesCommonRuleSet", ""],
    ])("blocks by %s %s", (name) => {
      expect(rule(name)).toMatchObject({
        override_action: { none: {} },
        statement: { managed_rule_group_statement: { name } },
      });
    });

    it("lets four countries pass and blocks all others [003-waf-geo] [003-waf-geo-not-inverted]", () => {
      const { action, statement } = rule("allowed-countries");
      expect(action).toEqual({ block: {} });
      const blocks = (country: string) => matches(statement as Block, { country });
      expect(["US", "CA", "GB", "AU"].map(blocks)).toEqual([false, false, false, false]);
      expect(["DE", "RU", "CN", "MX"].map(blocks)).toEqual([true, true, true, true]);
    });

    it("refuses methods, bodies and clients that the product never has [003-waf-custom-rules]", () => {
      for (const name of ["allowed-methods", "body-size", "user-agent"])
        expect(rule(name).action).toEqual({ block: {} });
      expect(JSON.stringify(rule("body-size").statement)).toContain('"size":8192');
    });

    it("has no priority, name or metric twice [003-waf-priorities-unique]", () => {
      for (const of of [
        rules.map(({ priority }) => priority as number),
        rules.map(({ name }) => name as string),
        rules.map(({ visibility_config }) => visibility_config.metric_name as string),
      ]) {
        expect(new Set<unknown>(of).size).toBe(rules.length);
      }
    });
  });

  it("judge in the region whom CloudFront asks for, not where CloudFront is", () => {
    const rules = (acls.waf!.rule as Block[]).filter(({ name }) => (name as string).endsWith("countries"));
    const blocks = (request: Request) => rules.some(({ statement }) => matches(statement as Block, request));
    expect(rules).toHaveLength(2);
    expect(blocks({ country: "FR", forwardedFor: "GB" })).toBe(false);
    expect(blocks({ country: "US", forwardedFor: "CN" })).toBe(true);
  });

  it("log without credentials to groups that WAF writes to [003-waf-logging]", () => {
    const logging = Object.values(stack.every("aws_wafv2_web_acl_logging_configuration"));
    expect(logging).toHaveLength(2);
    for (const { log_destination_configs, redacted_fields } of logging) {
      const [, group] = /aws_cloudwatch_log_group\.(\w+)\./.exec((log_destination_configs as string[])[0]!)!;
      expect(stack.at(`aws_cloudwatch_log_group.${group}`).name).toMatch(/^aws-waf-logs-/);
      expect((redacted_fields as Block[]).map(({ single_header }) => single_header.name as string)).toContain(
        "authorization",
      );
    }
  });
});

/** A request by the country that it comes from, and the one that a proxy says it asks for. */
interface Request {
  readonly country: string;
  readonly forwardedFor?: string;
}

/** What WAF would say of a request, for the statements that a rule about countries may have. */
function matches(statement: Block, request: Request): boolean {
  const [[kind, of]] = Object.entries(statement) as [[string, Block]];
  const inner = [of.statement ?? []].flat() as Block[];
  switch (kind) {
    case "not_statement":
      return !matches(inner[0]!, request);
    case "and_statement":
      return inner.every((each) => matches(each, request));
    case "or_statement":
      return inner.some((each) => matches(each, request));
    case "size_constraint_statement":
      expect(of.field_to_match.single_header.name).toBe("x-forwarded-for");
      return request.forwardedFor !== undefined;
    case "geo_match_statement": {
      const country = of.forwarded_ip_config ? request.forwardedFor : request.country;
      return (of.country_codes as string[]).includes(country ?? "??");
    }
    default:
      throw new Error(`No statement about countries: ${kind}`);
  }
}

describe.each(environments)("CloudFront before iTrack in $environment", ({ environment, config }) => {
  const stack = itrackIn(environment);
  const distribution = stack.only("aws_cloudfront_distribution");
  const behaviours = distribution.ordered_cache_behavior as Block[];
  const origins = Object.fromEntries(
    (distribution.origin as Block[]).map((origin) => [origin.origin_id as string, origin]),
  );

  it("serves the files from S3 and passes paths of the API on to it [003-cloudfront-exists]", () => {
    const behaviour = distribution.default_cache_behavior as Block;
    expect(behaviour.target_origin_id).not.toBe(behaviours[0]!.target_origin_id);
    expect(behaviours.map(({ path_pattern }) => path_pattern as string)).toContain("/api/*");
    for (const { target_origin_id } of behaviours) {
      const api = origins[target_origin_id as string]!;
      expect(api.domain_name).toContain(config.api.domain.domainName);
      expect(api.custom_origin_config).toMatchObject({
        origin_protocol_policy: "https-only",
        origin_ssl_protocols: ["TLSv1.2"],
      });
    }
    for (const { s3_origin_config, origin_access_control_id, custom_origin_config } of Object.values(origins)) {
      if (custom_origin_config) continue;
      expect(s3_origin_config).toBeUndefined();
      expect(origin_access_control_id).toMatch(/aws_cloudfront_origin_access_control\./);
    }
  });

  it("keeps files for some time and answers of the API never [003-cloudfront-caching]", () => {
    const [, id] = /aws_cloudfront_cache_policy\.(\w+)\./.exec(
      distribution.default_cache_behavior.cache_policy_id as string,
    )!;
    expect(stack.at(`aws_cloudfront_cache_policy.${id}`).default_ttl).toBeGreaterThan(0);
    for (const { cache_policy_id } of behaviours) {
      expect(cache_policy_id).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad"); // Managed-CachingDisabled
    }
  });

  it("takes TLS 1.2 and later with a certificate of ACM, and redirects plain HTTP [003-cloudfront-tls]", () => {
    expect(distribution.viewer_certificate).toMatchObject({
      minimum_protocol_version: "TLSv1.2_2021",
      ssl_support_method: "sni-only",
    });
    expect(distribution.viewer_certificate.acm_certificate_arn).toMatch(
      /aws_acm_certificate_validation\.site_certificate/,
    );
    for (const { viewer_protocol_policy } of [distribution.default_cache_behavior as Block, ...behaviours]) {
      expect(["redirect-to-https", "https-only"]).toContain(viewer_protocol_policy);
    }
    expect(distribution.aliases).toEqual([config.site.domainName]);
  });

  it("answers from a copy in another region when the first fails", () => {
    const [group] = distribution.origin_group as [Block];
    const [first, second] = (group.member as Block[]).map(
      ({ origin_id }) => origins[origin_id as string]!.domain_name as string,
    );
    expect(distribution.default_cache_behavior.target_origin_id).toBe(group.origin_id);
    expect(first).toMatch(/aws_s3_bucket\.site\.bucket\}\.s3\.us-east-1\.amazonaws\.com$/);
    expect(second).toMatch(/aws_s3_bucket\.site_copy\.bucket\}\.s3\.us-west-2\.amazonaws\.com$/);
  });
});
