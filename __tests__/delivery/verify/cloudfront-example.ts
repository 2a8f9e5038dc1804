import type { StateResource } from "../../../src/delivery/verify/checker";

/** What AWS says while all is well; a test changes one part. */
export const live = {
  distribution: {
    Enabled: true,
    Aliases: { Items: ["app.shop.example"] },
    ViewerCertificate: { MinimumProtocolVersion: "TLSv1.2_2021" },
    WebACLId: "arn:waf",
    DefaultCacheBehavior: {
      TargetOriginId: "site",
      ViewerProtocolPolicy: "redirect-to-https",
      CachePolicyId: "files",
      ResponseHeadersPolicyId: "headers",
      FunctionAssociations: { Items: [{ FunctionARN: "arn:paths" }] },
    },
    CacheBehaviors: {
      Items: [
        { PathPattern: "/api/*", TargetOriginId: "api", ViewerProtocolPolicy: "https-only", CachePolicyId: "disabled" },
        {
          PathPattern: "/health",
          TargetOriginId: "api",
          ViewerProtocolPolicy: "https-only",
          CachePolicyId: "disabled",
        },
      ],
    },
    Origins: {
      Items: [
        { Id: "api", DomainName: "api.shop.example", OriginPath: "", CustomOriginConfig: {} },
        { Id: "site", DomainName: "site.s3.example", OriginPath: "", OriginAccessControlId: "E1" },
      ],
    },
    Restrictions: { GeoRestriction: { RestrictionType: "whitelist", Items: ["US", "CA"] } },
  },
  status: "Deployed",
  signing: "always",
  headers: {
    StrictTransportSecurity: {
      AccessControlMaxAgeSec: 63_072_000,
      IncludeSubdomains: true,
      Preload: true,
      Override: true,
    },
    ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
    ContentTypeOptions: { Override: true },
    FrameOptions: { FrameOption: "DENY", Override: true },
    ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: true },
  },
  cache: {
    Name: "x",
    MinTTL: 0,
    DefaultTTL: 86_400,
    MaxTTL: 31_536_000,
    ParametersInCacheKeyAndForwardedToOrigin: {
      CookiesConfig: { CookieBehavior: "none" },
      HeadersConfig: { HeaderBehavior: "none" },
      QueryStringsConfig: { QueryStringBehavior: "none" },
    },
  },
  version: "E2",
  source: { logType: "ACCESS_LOGS", resourceArns: ["arn:distribution"] },
  destination: { outputFormat: "json", deliveryDestinationConfiguration: { destinationResourceArn: "arn:group" } },
  delivery: { deliveryDestinationArn: "arn:destination", tags: { HIPAA: "true" } },
};
export type Live = { readonly [part in keyof typeof live]: unknown };

const resource = (type: string, values: StateResource["values"]): StateResource => ({
  address: `${type}.x`,
  type,
  values: { id: "x", arn: "arn:x", name: "x", ...values },
});
const toApi = (path_pattern: string) => ({
  path_pattern,
  target_origin_id: "api",
  viewer_protocol_policy: "https-only",
  cache_policy_id: "disabled",
  origin_request_policy_id: "",
  response_headers_policy_id: "",
  function_association: [],
});
export const resources = {
  distribution: resource("aws_cloudfront_distribution", {
    web_acl_id: "arn:waf",
    origin: [
      { origin_id: "site", domain_name: "site.s3.example", origin_path: "", origin_access_control_id: "E1" },
      { origin_id: "api", domain_name: "api.shop.example", origin_path: "", origin_access_control_id: "" },
    ],
    default_cache_behavior: [
      {
        target_origin_id: "site",
        viewer_protocol_policy: "redirect-to-https",
        cache_policy_id: "files",
        origin_request_policy_id: "",
        response_headers_policy_id: "headers",
        function_association: [{ event_type: "viewer-request", function_arn: "arn:paths" }],
      },
    ],
    ordered_cache_behavior: [toApi("/api/*"), toApi("/health")],
    restrictions: [{ geo_restriction: [{ restriction_type: "whitelist", locations: ["CA", "US"] }] }],
  }),
  control: resource("aws_cloudfront_origin_access_control", {}),
  headers: resource("aws_cloudfront_response_headers_policy", {
    security_headers_config: [
      {
        strict_transport_security: [
          { access_control_max_age_sec: 63_072_000, include_subdomains: true, preload: true },
        ],
        content_security_policy: [{ content_security_policy: "default-src 'self'" }],
        frame_options: [{ frame_option: "DENY" }],
        referrer_policy: [{ referrer_policy: "no-referrer" }],
      },
    ],
  }),
  cache: resource("aws_cloudfront_cache_policy", {
    min_ttl: 0,
    default_ttl: 86_400,
    max_ttl: 31_536_000,
    parameters_in_cache_key_and_forwarded_to_origin: [
      {
        cookies_config: [{ cookie_behavior: "none" }],
        headers_config: [{ header_behavior: "none" }],
        query_strings_config: [{ query_string_behavior: "none" }],
      },
    ],
  }),
  function: resource("aws_cloudfront_function", { live_stage_etag: "E2" }),
  source: resource("aws_cloudwatch_log_delivery_source", { resource_arn: "arn:distribution" }),
  destination: resource("aws_cloudwatch_log_delivery_destination", {
    delivery_destination_configuration: [{ destination_resource_arn: "arn:group" }],
  }),
  delivery: resource("aws_cloudwatch_log_delivery", { delivery_destination_arn: "arn:destination" }),
};
