import type { ITrackConfig } from "../../../config";
import type { Firewall } from "../../shared/checks/edge";
import type { Ungrouped } from "../../shared/checks/grouping";
import { METHODS } from "../firewall";
import type { ITrackNames } from "../names";

/** The rules of both firewalls, in their order. */
export function firewallOf({ firewall }: ITrackConfig): Firewall {
  return {
    title: "Firewalls have their nine rules, and count anonymous addresses",
    rules: [
      `1 allowed-countries (block unless from ${[...firewall.countries].sort().join(" ")})`,
      `2 allowed-methods (block unless method ~ ^(${METHODS.join("|")})$)`,
      `3 body-size (block body GT ${firewall.maxBodyBytes})`,
      "4 user-agent (block unless user-agent GE 1)",
      "5 AWSManagedRulesAmazonIpReputationList (none)",
      "6 AWSManagedRulesCommonRuleSet (none)",
      "7 AWSManagedRulesKnownBadInputsRuleSet (none)",
      "8 AWSManagedRulesSQLiRuleSet (none)",
      `9 rate-limit-per-ip (block above ${firewall.requestsPerFiveMinutes} in 300 s)`,
      "10 AWSManagedRulesAnonymousIpList (count)",
    ],
    guards: { title: "the load balancer and the API", count: 2 },
  };
}

/** CloudFront and the files behind it. */
export function siteChecks({ site }: ITrackConfig, names: ITrackNames): readonly Ungrouped[] {
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
      title: `Firewall ${names.site.webAcl} stands before CloudFront`,
      of: { type: "aws_wafv2_web_acl", where: { name: names.site.webAcl } },
      demand: { count: 1 },
    },
  ];
}
