import type { ITrackConfig } from "../../../config";
import type { Firewall } from "../../shared/checks/edge";
import type { Ungrouped } from "../../shared/checks/grouping";
import { METHODS } from "../firewall";
import type { ITrackNames } from "../names";

/** What stands before the API and the load balancer: people ask them, and CloudFront for people. */
export function firewallOf({ firewall }: ITrackConfig, { edge }: ITrackNames): Firewall {
  const from = `from ${sorted(firewall)}`;
  return {
    name: edge.webAcl,
    title: "Firewall of the region has its ten rules, and counts anonymous addresses",
    rules: [
      `0 allowed-forwarded-countries (block x-forwarded-for GE 1 and unless x-forwarded-for ${from})`,
      `1 allowed-countries (block unless ${from} or x-forwarded-for GE 1)`,
      ...commonRules(firewall),
    ],
    guards: { title: "the load balancer and the API", count: 2 },
  };
}

const sorted = ({ countries }: ITrackConfig["firewall"]): string => [...countries].sort().join(" ");

/** The rules that both firewalls have, in their order. */
const commonRules = (firewall: ITrackConfig["firewall"]): readonly string[] => [
  `2 allowed-methods (block unless method ~ ^(${METHODS.join("|")})$)`,
  `3 body-size (block body GT ${firewall.maxBodyBytes})`,
  "4 user-agent (block unless user-agent GE 1)",
  "5 AWSManagedRulesAmazonIpReputationList (none)",
  "6 AWSManagedRulesCommonRuleSet (none)",
  "7 AWSManagedRulesKnownBadInputsRuleSet (none)",
  "8 AWSManagedRulesSQLiRuleSet (none)",
  `9 rate-limit-per-ip (block above ${firewall.requestsPerFiveMinutes} in 300 s)`,
  "10 AWSManagedRulesAnonymousIpList (count)",
];

/** CloudFront and the files behind it. */
export function siteChecks({ site, firewall }: ITrackConfig, names: ITrackNames): readonly Ungrouped[] {
  const distribution = { type: "aws_cloudfront_distribution", where: { aliases: site.domainName } };
  return [
    { id: "cloudfront", title: `CloudFront answers for ${site.domainName}`, of: distribution, demand: { count: 1 } },
    {
      id: "cloudfront-tls",
      title: "CloudFront takes TLS 1.2 and later only",
      of: distribution,
      demand: { fact: "minimum_protocol_version", is: "TLSv1.2_2021" },
    },
    {
      id: "site-copies",
      title: site.copy.copied ? `Files are copied to ${site.copy.region}` : "Files are not copied",
      of: { type: "aws_s3_bucket_replication_configuration" },
      demand: { count: site.copy.copied ? 1 : 0 },
    },
    {
      id: "cloudfront-firewall",
      title: `Firewall ${names.site.webAcl} before CloudFront has its nine rules, and counts anonymous addresses`,
      of: { type: "aws_wafv2_web_acl", where: { name: names.site.webAcl } },
      demand: {
        fact: "rules",
        is: [`1 allowed-countries (block unless from ${sorted(firewall)})`, ...commonRules(firewall)],
      },
    },
  ];
}
