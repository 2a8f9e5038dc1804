import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig } from "@aws-sdk/client-cloudfront";
import { isDeepStrictEqual } from "node:util";
import { tagFacts, text, type Checker, type StateResource } from "../checker";

/** A block of a Terraform state. */
type Block = Readonly<Record<string, unknown>>;

export const awsCloudfrontDistribution: Checker = {
  group: "Infrastructure",
  read: async (resource, { cloudfront }) => {
    const { Distribution: distribution } = await cloudfront.getDistribution({ Id: text(resource, "id") });
    const config = distribution?.DistributionConfig;
    if (!config) return undefined;
    const { Tags: tags } = await cloudfront.listTagsForResource({ Resource: text(resource, "arn") });
    return {
      aliases: config.Aliases?.Items ?? [],
      status: distribution.Status,
      enabled: config.Enabled,
      minimum_protocol_version: config.ViewerCertificate?.MinimumProtocolVersion,
      web_acl_id: config.WebACLId,
      guarded_as_deployed: config.WebACLId === text(resource, "web_acl_id"),
      plain_http: plainHttp(config),
      open_buckets: openBuckets(config),
      origins_as_deployed: isDeepStrictEqual(originsIn(config), originsOf(resource)),
      paths_as_deployed: isDeepStrictEqual(pathsIn(config), pathsOf(resource)),
      countries: config.Restrictions?.GeoRestriction?.Items ?? [],
      countries_as_deployed: isDeepStrictEqual(countriesIn(config), countriesOf(resource)),
      ...tagFacts(tags?.Items),
    };
  },
  healthy: [
    { title: "Every distribution is deployed", fact: "status", is: "Deployed" },
    { title: "Every distribution answers", fact: "enabled", is: true },
    { title: "Every distribution takes TLS 1.2 and later only", fact: "minimum_protocol_version", is: "TLSv1.2_2021" }, // 164.312(e)(1)
    { title: "Every distribution has its firewall", fact: "guarded_as_deployed", is: true }, // 164.308(a)(1)(ii)(B)
    { title: "No distribution answers plain HTTP", fact: "plain_http", is: [] }, // 164.312(e)(1)
    { title: "Every distribution signs what it asks of buckets", fact: "open_buckets", is: [] }, // 164.312(a)(1)
    { title: "Every distribution asks the deployed origins", fact: "origins_as_deployed", is: true }, // 164.312(e)(1)
    { title: "Every distribution keeps answers as deployed", fact: "paths_as_deployed", is: true }, // 164.312(a)(1)
    { title: "Every distribution answers in the deployed countries", fact: "countries_as_deployed", is: true },
  ],
};

const behaviorsIn = ({ DefaultCacheBehavior, CacheBehaviors }: DistributionConfig) => [
  { PathPattern: "*", ...DefaultCacheBehavior },
  ...(CacheBehaviors?.Items ?? []),
];

/** Paths that are answered without TLS. */
function plainHttp(config: DistributionConfig): readonly string[] {
  return behaviorsIn(config)
    .filter(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy === "allow-all")
    .map(({ PathPattern }) => String(PathPattern));
}

/** Buckets that are read without a signature. */
function openBuckets({ Origins }: DistributionConfig): readonly string[] {
  return (Origins?.Items ?? [])
    .filter(({ CustomOriginConfig, OriginAccessControlId }) => !CustomOriginConfig && !OriginAccessControlId)
    .map(({ Id }) => String(Id));
}

/** Where the distribution asks, and how it signs. */
function originsIn({ Origins }: DistributionConfig): readonly string[] {
  return (Origins?.Items ?? [])
    .map((origin) => line([origin.Id, origin.DomainName, origin.OriginPath, origin.OriginAccessControlId]))
    .sort();
}

function originsOf({ values }: StateResource): readonly string[] {
  return blocks(values.origin)
    .map((origin) => line([origin.origin_id, origin.domain_name, origin.origin_path, origin.origin_access_control_id]))
    .sort();
}

/** Paths in the order in which they are tried: who answers, by which policies, after which functions. */
function pathsIn(config: DistributionConfig): readonly string[] {
  return behaviorsIn(config).map((behavior: Partial<CacheBehavior & DefaultCacheBehavior>) =>
    line([
      behavior.PathPattern,
      behavior.TargetOriginId,
      behavior.ViewerProtocolPolicy,
      behavior.CachePolicyId,
      behavior.OriginRequestPolicyId,
      behavior.ResponseHeadersPolicyId,
      ...(behavior.FunctionAssociations?.Items ?? []).map(({ FunctionARN }) => FunctionARN),
    ]),
  );
}

function pathsOf({ values }: StateResource): readonly string[] {
  const [byDefault = {}] = blocks(values.default_cache_behavior);
  return [{ path_pattern: "*", ...byDefault }, ...blocks(values.ordered_cache_behavior)].map((behavior: Block) =>
    line([
      behavior.path_pattern,
      behavior.target_origin_id,
      behavior.viewer_protocol_policy,
      behavior.cache_policy_id,
      behavior.origin_request_policy_id,
      behavior.response_headers_policy_id,
      ...blocks(behavior.function_association).map(({ function_arn }) => function_arn),
    ]),
  );
}

function countriesIn({ Restrictions }: DistributionConfig): readonly string[] {
  const { RestrictionType, Items = [] } = Restrictions?.GeoRestriction ?? {};
  return [String(RestrictionType), ...[...Items].sort()];
}

function countriesOf({ values }: StateResource): readonly string[] {
  const [{ geo_restriction: restriction } = {}] = blocks(values.restrictions);
  const [{ restriction_type: type, locations } = {}] = blocks(restriction);
  return [String(type), ...[...((locations ?? []) as readonly string[])].sort()];
}

const blocks = (value: unknown) => (value ?? []) as readonly Block[];
/** AWS leaves out what a state keeps as an empty text. */
const line = (parts: readonly unknown[]) => parts.map((part) => String(part ?? "")).join(" ");
