import type { JsonObject } from "../../hcl";
import { block, mergeParts, plant, type Canary } from "./canary";
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
const distribution: JsonObject = {
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

const API = "abcdef0123";
const restApi = (name: string): JsonObject => ({
  name: dashed(name),
  lifecycle: { create_before_destroy: true },
  endpoint_configuration: { types: ["REGIONAL"] },
});
/** tfsec follows references from a method or a stage to its API, and reads nothing without them. */
const api1 = (name: string): string => `\${aws_api_gateway_rest_api.${name}.id}`;
const stage: JsonObject = {
  rest_api_id: API,
  deployment_id: "dep012",
  stage_name: "live",
  xray_tracing_enabled: true,
  cache_cluster_enabled: true,
  cache_cluster_size: "0.5",
  client_certificate_id: "cert01",
  access_log_settings: {
    destination_arn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:api`,
    format: "$context.requestId",
  },
};
const settings = (change: JsonObject = {}): JsonObject => ({
  rest_api_id: API,
  stage_name: "live",
  method_path: "*/*",
  settings: {
    logging_level: "INFO",
    caching_enabled: true,
    cache_data_encrypted: true,
    data_trace_enabled: false,
    metrics_enabled: true,
    ...change,
  },
});
const changed = (change: JsonObject): JsonObject => ({ settings: settings(change).settings! });
const method: JsonObject = {
  rest_api_id: API,
  resource_id: "res012",
  http_method: "GET",
  authorization: "COGNITO_USER_POOLS",
  authorizer_id: "auth01",
  request_validator_id: "val012",
};

/** CloudFront, API Gateway, Cognito. */
export const delivery: readonly Canary[] = [
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
  ...plant({
    type: "aws_api_gateway_stage",
    around: (name) => block("aws_api_gateway_rest_api", name, restApi(name)),
    sound: (name) => ({ ...stage, rest_api_id: api1(name) }),
    faults: {
      stage_without_log: {
        fault: "Stage without access log",
        change: { access_log_settings: null },
        checkov: ["CKV_AWS_76"],
        tfsec: ["aws-api-gateway-enable-access-logging"],
      },
      stage_untraced: {
        fault: "Stage without tracing",
        change: { xray_tracing_enabled: false },
        checkov: ["CKV_AWS_73"],
        tfsec: ["aws-api-gateway-enable-tracing"],
      },
      stage_without_cache: {
        fault: "Stage without cache",
        change: { cache_cluster_enabled: false },
        checkov: ["CKV_AWS_120"],
      },
      stage_without_certificate: {
        fault: "Stage shows its back end no certificate",
        change: { client_certificate_id: null },
        checkov: ["CKV2_AWS_51"],
      },
    },
  }),
  ...plant({
    type: "aws_api_gateway_method_settings",
    at: "aws_api_gateway_stage",
    around: (name) => block("aws_api_gateway_stage", name, stage),
    sound: (name) => ({ ...settings(), stage_name: `\${aws_api_gateway_stage.${name}.stage_name}` }),
    faults: {
      stage_without_execution_log: {
        fault: "Stage logs no executions",
        change: changed({ logging_level: "OFF" }),
        checkov: ["CKV2_AWS_4"],
      },
    },
  }),
  ...plant({
    type: "aws_wafv2_web_acl_association",
    at: "aws_api_gateway_stage",
    around: (name) =>
      mergeParts([
        block("aws_api_gateway_rest_api", name, restApi(name)),
        block("aws_api_gateway_stage", name, { ...stage, rest_api_id: `\${aws_api_gateway_rest_api.${name}.id}` }),
      ]),
    sound: (name) => ({
      resource_arn: `\${aws_api_gateway_stage.${name}.arn}`,
      web_acl_arn: `arn:aws:wafv2:us-east-1:${ACCOUNT}:regional/webacl/canary/1`,
    }),
    faults: { stage_without_firewall: { fault: "Stage without web ACL", change: "absent", checkov: ["CKV2_AWS_29"] } },
  }),
  ...plant({
    type: "aws_api_gateway_method_settings",
    around: (name) =>
      mergeParts([
        block("aws_api_gateway_rest_api", name, restApi(name)),
        block("aws_api_gateway_stage", name, { ...stage, rest_api_id: api1(name) }),
      ]),
    sound: (name) => ({
      ...settings(),
      rest_api_id: api1(name),
      stage_name: `\${aws_api_gateway_stage.${name}.stage_name}`,
    }),
    faults: {
      methods_with_open_cache: {
        fault: "Cache of API answers unencrypted",
        change: changed({ cache_data_encrypted: false }),
        checkov: ["CKV_AWS_308"],
        tfsec: ["aws-api-gateway-enable-cache-encryption"],
      },
      methods_without_cache: {
        fault: "API answers are not cached",
        change: changed({ caching_enabled: false }),
        checkov: ["CKV_AWS_225"],
        tfsec: ["aws-api-gateway-enable-cache"],
      },
      methods_logging_bodies: {
        fault: "API log holds whole requests",
        change: changed({ data_trace_enabled: true }),
        checkov: ["CKV_AWS_276"],
      },
    },
  }),
  ...plant({
    type: "aws_api_gateway_method",
    around: (name) =>
      mergeParts([
        block("aws_api_gateway_rest_api", name, restApi(name)),
        block("aws_api_gateway_resource", name, {
          rest_api_id: api1(name),
          parent_id: `\${aws_api_gateway_rest_api.${name}.root_resource_id}`,
          path_part: "records",
        }),
      ]),
    sound: (name) => ({ ...method, rest_api_id: api1(name), resource_id: `\${aws_api_gateway_resource.${name}.id}` }),
    faults: {
      method_open: {
        fault: "Method asks for no credentials",
        change: { authorization: "NONE", authorizer_id: null },
        checkov: ["CKV_AWS_59", "CKV2_AWS_70"],
        tfsec: ["aws-api-gateway-no-public-access"],
        blind: { CKV2_AWS_70: "the rule judges OPTIONS methods only" },
      },
      method_unvalidated: {
        fault: "Method's requests are not validated",
        change: { request_validator_id: null },
        checkov: ["CKV2_AWS_53"],
      },
    },
  }),
  ...plant({
    type: "aws_api_gateway_rest_api",
    sound: (name) => ({ name: dashed(name), lifecycle: { create_before_destroy: true } }),
    faults: {
      api_replaced_with_a_gap: {
        fault: "API destroyed before its successor exists",
        change: { lifecycle: null },
        checkov: ["CKV_AWS_237"],
      },
    },
  }),
  ...plant({
    type: "aws_api_gateway_deployment",
    sound: { rest_api_id: API, lifecycle: { create_before_destroy: true } },
    faults: {
      deployment_replaced_with_a_gap: {
        fault: "API deployment destroyed before its successor exists",
        change: { lifecycle: null },
        checkov: ["CKV_AWS_217"],
      },
    },
  }),
  ...plant({
    type: "aws_api_gateway_domain_name",
    sound: {
      domain_name: "api.example.com",
      regional_certificate_arn: CERTIFICATE,
      security_policy: "TLS_1_2",
      endpoint_configuration: { types: ["REGIONAL"] },
    },
    faults: {
      api_name_with_old_tls: {
        fault: "API's name accepts TLS 1.0",
        change: { security_policy: "TLS_1_0" },
        checkov: ["CKV_AWS_206"],
        tfsec: ["aws-api-gateway-use-secure-tls-policy"],
      },
    },
  }),
  ...plant({
    type: "aws_apigatewayv2_stage",
    sound: {
      api_id: "abc",
      name: "live",
      access_log_settings: {
        destination_arn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:api`,
        format: "$context.requestId",
      },
    },
    faults: {
      http_stage_without_log: {
        fault: "HTTP API stage without access log",
        change: { access_log_settings: null },
        checkov: ["CKV_AWS_76"],
        tfsec: ["aws-api-gateway-enable-access-logging"],
      },
    },
  }),
  ...plant({
    type: "aws_cognito_identity_pool",
    sound: { identity_pool_name: "canary", allow_unauthenticated_identities: false },
    faults: {
      guests_allowed: {
        fault: "Identity pool serves guests",
        change: { allow_unauthenticated_identities: true },
        checkov: ["CKV_AWS_366"],
      },
    },
  }),
];
