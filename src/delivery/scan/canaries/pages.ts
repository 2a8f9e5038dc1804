import type { JsonObject } from "../../hcl";
import { type Canary, block, mergeParts, plant } from "./canary";
import { ACCOUNT, CERTIFICATE, dashed } from "./shared";

const cache: JsonObject = {
  allowed_methods: ["GET", "HEAD"],
  cached_methods: ["GET", "HEAD"],
  target_origin_id: "files",
  viewer_protocol_policy: "redirect-to-https",
  cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  response_headers_policy_id: "67f7725c-6f97-4210-82d7-5512b31e9d03",
};

const files: JsonObject = {
  origin_id: "files",
  domain_name: "canary-files.s3.us-east-1.amazonaws.com",
  origin_access_control_id: "E0123456789",
};

const spare: JsonObject = { ...files, origin_id: "spare", domain_name: "canary-spare.s3.us-east-1.amazonaws.com" };

const api = (protocol: string, versions = ["TLSv1.2"]): JsonObject => ({
  origin_id: "api",
  domain_name: "internal-api-1.us-east-1.elb.amazonaws.com",
  custom_origin_config: {
    http_port: 80,
    https_port: 443,
    origin_protocol_policy: protocol,
    origin_ssl_protocols: versions,
  },
});

export const distribution: JsonObject = {
  enabled: true,
  default_root_object: "index.html",
  web_acl_id: `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/canary/11111111-2222-3333-4444-555555555555`,
  origin: [files, spare],
  origin_group: [
    {
      origin_id: "group",
      failover_criteria: { status_codes: [500, 502] },
      member: [{ origin_id: "files" }, { origin_id: "spare" }],
    },
  ],
  default_cache_behavior: { ...cache },
  logging_config: { bucket: "canary-logs.s3.amazonaws.com" },
  restrictions: { geo_restriction: { restriction_type: "whitelist", locations: ["US"] } },
  viewer_certificate: {
    acm_certificate_arn: CERTIFICATE,
    minimum_protocol_version: "TLSv1.2_2021",
    ssl_support_method: "sni-only",
  },
};

const headers = (name: string): JsonObject => ({
  name: dashed(name),
  security_headers_config: {
    strict_transport_security: {
      access_control_max_age_sec: 31536000,
      include_subdomains: true,
      preload: true,
      override: true,
    },
  },
});

/** CloudFront. */
export const pages: readonly Canary[] = [
  ...plant({
    type: "aws_cloudfront_distribution",
    sound: distribution,
    faults: {
      pages_in_clear: {
        fault: "CloudFront serves plain HTTP",
        change: { default_cache_behavior: { ...cache, viewer_protocol_policy: "allow-all" } },
        checkov: ["CKV_AWS_34"],
        tfsec: ["aws-cloudfront-enforce-https"],
      },
      pages_in_clear_below_a_path: {
        fault: "CloudFront serves plain HTTP below one path",
        change: {
          ordered_cache_behavior: [
            { ...cache, path_pattern: "/a/*" },
            { ...cache, path_pattern: "/b/*", viewer_protocol_policy: "allow-all" },
          ],
        },
        checkov: ["CKV_AWS_34"],
        tfsec: ["aws-cloudfront-enforce-https"],
      },
      pages_with_old_tls: {
        fault: "CloudFront accepts TLS 1.0",
        change: {
          viewer_certificate: {
            acm_certificate_arn: CERTIFICATE,
            minimum_protocol_version: "TLSv1",
            ssl_support_method: "sni-only",
          },
        },
        checkov: ["CKV_AWS_174"],
        tfsec: ["aws-cloudfront-use-secure-tls-policy"],
      },
      pages_with_certificate_of_aws: {
        fault: "CloudFront with its default certificate",
        change: { viewer_certificate: { cloudfront_default_certificate: true } },
        checkov: ["CKV2_AWS_42", "CKV_AWS_174"],
      },
      pages_without_log: {
        fault: "CloudFront without access log",
        change: { logging_config: null },
        checkov: ["CKV_AWS_86"],
        tfsec: ["aws-cloudfront-enable-logging"],
      },
      pages_without_firewall: {
        fault: "CloudFront without web ACL",
        change: { web_acl_id: null },
        checkov: ["CKV_AWS_68"],
        tfsec: ["aws-cloudfront-enable-waf"],
      },
      pages_disabled: {
        fault: "CloudFront distribution disabled",
        change: { enabled: false },
        checkov: ["CKV_AWS_216"],
      },
      pages_without_root: {
        fault: "CloudFront without default page",
        change: { default_root_object: null },
        checkov: ["CKV_AWS_305"],
      },
      pages_without_failover: {
        fault: "CloudFront without a second origin",
        change: { origin: [files], origin_group: null },
        checkov: ["CKV_AWS_310"],
      },
      pages_everywhere: {
        fault: "CloudFront serves every country",
        change: { restrictions: { geo_restriction: { restriction_type: "none" } } },
        checkov: ["CKV_AWS_374"],
      },
      origin_in_clear: {
        fault: "CloudFront talks HTTP to its origin",
        sound: { ...distribution, origin: [files, spare, api("https-only")] },
        change: { origin: [files, spare, api("http-only")] },
        checkov: ["CKV2_AWS_72"],
      },
      origin_with_old_tls: {
        fault: "CloudFront talks SSL 3 to its origin",
        sound: { ...distribution, origin: [files, spare, api("https-only")] },
        change: { origin: [files, spare, api("https-only", ["SSLv3"])] },
        checkov: ["CKV2_AWS_54"],
      },
    },
  }),
  ...plant({
    type: "aws_cloudfront_distribution",
    around: (name) =>
      mergeParts([
        block("aws_cloudfront_response_headers_policy", name, headers(name)),
        block("aws_s3_bucket", name, { bucket: dashed(name) }),
      ]),
    sound: (name) => ({
      ...distribution,
      origin: [{ ...files, domain_name: `\${aws_s3_bucket.${name}.bucket_regional_domain_name}` }, spare],
      default_cache_behavior: {
        ...cache,
        response_headers_policy_id: `\${aws_cloudfront_response_headers_policy.${name}.id}`,
      },
    }),
    faults: {
      pages_without_headers: {
        fault: "CloudFront sends no security headers",
        change: { default_cache_behavior: { ...cache, response_headers_policy_id: null } },
        checkov: ["CKV2_AWS_32"],
      },
      files_readable_around_pages: {
        fault: "Bucket readable without CloudFront",
        change: (name) => ({
          origin: [
            { origin_id: "files", domain_name: `\${aws_s3_bucket.${name}.bucket_regional_domain_name}` },
            { ...spare, origin_access_control_id: null } as JsonObject,
          ],
        }),
        checkov: ["CKV2_AWS_46"],
      },
    },
  }),
  ...plant({
    type: "aws_cloudfront_response_headers_policy",
    sound: headers,
    faults: {
      headers_without_transport_security: {
        fault: "Security headers without Strict-Transport-Security",
        change: { security_headers_config: { content_type_options: { override: true } } },
        checkov: ["CKV_AWS_259"],
      },
    },
  }),
];
