import { isDeepStrictEqual } from "node:util";
import { text, type Checker, type StateResource } from "../checker";

/** The settings of a block that stands once, in a Terraform state. */
type Block = Readonly<Record<string, unknown>>;
const block = (within: Block, name: string): Block => (within[name] as readonly Block[] | undefined)?.[0] ?? {};

export const awsCloudfrontOriginAccessControl: Checker = {
  group: "Security",
  read: async (resource, { cloudfront }) => {
    const found = await cloudfront.getOriginAccessControl({ Id: text(resource, "id") });
    const config = found.OriginAccessControl?.OriginAccessControlConfig;
    return config && { signing_behavior: config.SigningBehavior };
  },
  healthy: [{ title: "Every request to a bucket is signed", fact: "signing_behavior", is: "always" }],
};

export const awsCloudfrontResponseHeadersPolicy: Checker = {
  group: "Security",
  read: async (resource, { cloudfront }) => {
    const found = await cloudfront.getResponseHeadersPolicy({ Id: text(resource, "id") });
    const headers = found.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig?.SecurityHeadersConfig;
    const told = [
      headers?.StrictTransportSecurity?.AccessControlMaxAgeSec,
      headers?.StrictTransportSecurity?.IncludeSubdomains,
      headers?.StrictTransportSecurity?.Preload,
      headers?.ContentSecurityPolicy?.ContentSecurityPolicy,
      headers?.FrameOptions?.FrameOption,
      headers?.ReferrerPolicy?.ReferrerPolicy,
    ];
    return {
      strict_transport_seconds: headers?.StrictTransportSecurity?.AccessControlMaxAgeSec,
      tells_browsers: [
        headers?.StrictTransportSecurity?.Override,
        headers?.ContentSecurityPolicy?.Override,
        headers?.ContentTypeOptions?.Override,
        headers?.FrameOptions?.Override,
        headers?.ReferrerPolicy?.Override,
      ].every((override) => override === true),
      told_as_deployed: isDeepStrictEqual(told, headersOf(resource)),
    };
  },
  healthy: [
    { title: "Browsers are told every security header", fact: "tells_browsers", is: true },
    { title: "Browsers are told what was deployed", fact: "told_as_deployed", is: true },
  ],
};

function headersOf({ values }: StateResource): readonly unknown[] {
  const headers = block(values, "security_headers_config");
  const transport = block(headers, "strict_transport_security");
  return [
    transport.access_control_max_age_sec,
    transport.include_subdomains,
    transport.preload,
    block(headers, "content_security_policy").content_security_policy,
    block(headers, "frame_options").frame_option,
    block(headers, "referrer_policy").referrer_policy,
  ];
}

export const awsCloudfrontCachePolicy: Checker = {
  group: "Infrastructure",
  read: async (resource, { cloudfront }) => {
    const { CachePolicy: policy } = await cloudfront.getCachePolicy({ Id: text(resource, "id") });
    const config = policy?.CachePolicyConfig;
    const parts = config?.ParametersInCacheKeyAndForwardedToOrigin;
    return (
      config && {
        name: config.Name,
        kept_as_deployed: isDeepStrictEqual(
          [
            config.MinTTL,
            config.DefaultTTL,
            config.MaxTTL,
            parts?.CookiesConfig?.CookieBehavior,
            parts?.HeadersConfig?.HeaderBehavior,
            parts?.QueryStringsConfig?.QueryStringBehavior,
          ],
          keptBy(resource),
        ),
      }
    );
  },
  healthy: [{ title: "Files are kept as long as deployed", fact: "kept_as_deployed", is: true }],
};

function keptBy({ values }: StateResource): readonly unknown[] {
  const parts = block(values, "parameters_in_cache_key_and_forwarded_to_origin");
  return [
    values.min_ttl,
    values.default_ttl,
    values.max_ttl,
    block(parts, "cookies_config").cookie_behavior,
    block(parts, "headers_config").header_behavior,
    block(parts, "query_strings_config").query_string_behavior,
  ];
}

export const awsCloudfrontFunction: Checker = {
  group: "Infrastructure",
  read: async (resource, { cloudfront }) => {
    const { ETag: version, FunctionSummary: summary } = await cloudfront.describeFunction({
      Name: text(resource, "name"),
      Stage: "LIVE",
    });
    return summary && { name: summary.Name, runs_as_deployed: version === text(resource, "live_stage_etag") };
  },
  healthy: [{ title: "Every function of CloudFront runs as deployed", fact: "runs_as_deployed", is: true }], // 164.312(c)(1)
};
