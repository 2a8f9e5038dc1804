import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { SystemStack } from "../../platform/system-stack";
import { Alarm } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";
import { answers, origins } from "./distribution-answers";
import { logRequests } from "./distribution-logs";
import { ROOT_OBJECT } from "./distribution-policies";
import type { DistributionProps, SiteBucket } from "./distribution-props";

/**
 * CloudFront before static files and an API: files come from a private bucket that only this distribution reads, answers of
 * the API are never kept; TLS 1.2 or later everywhere, security headers, a firewall, and a log of every request.
 * 164.312(e)(1), 164.312(a)(1), 164.312(b)
 */
export class Distribution extends Construct {
  readonly distributionId: string;
  readonly distributionArn: string;
  /** CloudFront's own name of it. */
  readonly domainName: string;
  /** Where people begin. */
  readonly url: string;

  /** @throws Error when CloudFront would refuse a country, a path, the API's address, the firewall or the copy's region */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DistributionProps,
  ) {
    super(scope, id);
    requireValid(this, props);
    const { name, certificate, webAcl } = props;
    const distribution = new CloudfrontDistribution(this, "Resource", {
      enabled: true,
      comment: name,
      aliases: [certificate.domainName],
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      priceClass: "PriceClass_100", // North America and Europe
      defaultRootObject: props.site.rootObject ?? ROOT_OBJECT,
      webAclId: webAcl.webAclArn, // 164.308(a)(1)(ii)(B)
      ...origins(this, props),
      ...answers(this, props),
      restrictions: { geoRestriction: { restrictionType: "whitelist", locations: [...props.countries].sort() } },
      viewerCertificate: {
        acmCertificateArn: certificate.certificateArn,
        minimumProtocolVersion: "TLSv1.2_2021", // 164.312(e)(1)
        sslSupportMethod: "sni-only",
      },
      waitForDeployment: true,
      tags: { Name: name },
    });
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.domainName = distribution.domainName;
    this.url = `https://${certificate.domainName}`;
    this.admit(props.site.bucket);
    if (props.site.failover) this.admit(props.site.failover.bucket);
    logRequests(this, distribution.arn, props);
    this.answerTo(distribution);
  }

  /** Tells when requests fail: those of files and of the API alike. */
  watch(topic: AlarmTopic): void {
    new Alarm(this, "alarms_errors_high", {
      name: `${this.props.name}-cloudfront-errors-high`,
      description:
        "More than 5 % of the requests to CloudFront were answered with 5xx for 15 minutes. Look whether the API fails " +
        "(its own alarms), or the bucket cannot be read (its policy, its key).",
      topic,
      namespace: "AWS/CloudFront",
      metricName: "5xxErrorRate",
      dimensions: { DistributionId: this.distributionId, Region: "Global" },
      statistic: "Average",
      comparison: ">",
      threshold: 5,
      periodSeconds: 300,
      evaluationPeriods: 3,
      missingData: "notBreaching", // nobody came
    });
  }

  /** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
  private admit(bucket: SiteBucket): void {
    bucket.permit({
      sid: "OneDistributionReads",
      principals: { services: ["cloudfront.amazonaws.com"] },
      actions: ["s3:GetObject"],
      resources: [`${bucket.bucketArn}/*`],
      conditions: { StringEquals: { "aws:SourceArn": this.distributionArn } },
    });
  }

  private answerTo({ domainName: name, hostedZoneId: zoneId }: CloudfrontDistribution): void {
    const { certificate } = this.props;
    if (certificate.hostedZoneId === undefined) return;
    for (const type of ["A", "AAAA"]) {
      new Route53Record(this, `alias_${type.toLowerCase()}`, {
        zoneId: certificate.hostedZoneId,
        name: certificate.domainName,
        type,
        alias: { name, zoneId, evaluateTargetHealth: false },
      });
    }
  }
}

function requireValid(distribution: Distribution, { api, countries, site, webAcl }: DistributionProps): void {
  const { region } = SystemStack.of(distribution).settings;
  const strange = countries.find((country) => !/^[A-Z]{2}$/.test(country));
  const path = api.paths.find((pattern) => !/^\/[\w\-.*$/~"'@:+&?]{0,254}$/.test(pattern));
  const twice = api.paths.find((pattern, index) => api.paths.indexOf(pattern) !== index);
  const problem = [
    (countries.length === 0 || strange !== undefined) &&
      `countries is ${JSON.stringify(countries)}; allowed are codes of two capitals, at least one`,
    (api.paths.length < 1 || api.paths.length > 24) &&
      `api.paths has ${api.paths.length} patterns; allowed are 1-24 of the 25 that CloudFront takes`,
    path !== undefined && `api path is "${path}"; allowed are / and up to 254 letters, digits and _-.*$/~"'@:+&?`,
    twice !== undefined && `api path "${twice}" stands twice; allowed is each path once`,
    !/^[\w.-]+$/.test(api.hostName) && `api.hostName is "${api.hostName}"; allowed is a host name alone`,
    !/^(\/.*[^/])?$/.test(api.originPath ?? "") &&
      `api.originPath is "${api.originPath}"; allowed are paths that begin with / and do not end with it`,
    site.failover?.region === region &&
      `site.failover.region is "${region}", the stack's own; allowed are other regions`,
    webAcl.inspects !== "CLOUDFRONT" &&
      `webAcl is of the scope ${webAcl.inspects}; allowed is CLOUDFRONT, which CloudFront's firewalls have`,
  ].find((found) => found !== false);
  if (problem !== undefined) {
    throw new Error(`[${distribution.node.path}] ${problem}. Change it in the distribution's properties.`);
  }
}
