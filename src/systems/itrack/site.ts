import type { ITrackConfig } from "../../config";
import { SecureBucket } from "../../constructs/data-stores/secure-bucket";
import type { SecureBucketProps } from "../../constructs/data-stores/secure-bucket-props";
import { Certificate } from "../../constructs/edge/certificate";
import { Distribution } from "../../constructs/edge/distribution";
import { BucketCopies } from "../../constructs/recovery/bucket-copies";
import type { SystemStack } from "../../platform/system-stack";
import type { Api } from "./api";
import { buildFirewall } from "./firewall";
import type { Surroundings } from "./surroundings";

/** What browsers load: static files, and the API under the same name. */
export interface Site {
  readonly bucket: SecureBucket;
  readonly distribution: Distribution;
}

/** CloudFront behind a firewall of its own: files from S3, `/api/*` and `/health` from the API. */
export function buildSite(
  stack: SystemStack,
  config: ITrackConfig,
  { names, keys, critical, notices, logs }: Surroundings,
  { rest }: Api,
): Site {
  const { domainName, certificate } = config.site;
  const { bucket, failover } = buildFiles(stack, config, { names, keys, notices, logs });
  const webAcl = buildFirewall(stack, "cloudfront_waf", config, {
    name: names.site.webAcl,
    scope: "CLOUDFRONT",
    logGroupName: names.site.webAclLogGroup,
    keyArn: keys.logs.keyArn,
  });
  webAcl.watch(notices);
  const distribution = new Distribution(stack, "distribution", {
    name: names.site.distribution,
    certificate: new Certificate(stack, "site_certificate", { domainName, source: certificate }),
    site: { bucket, ...(failover && { failover }) },
    api: { hostName: rest.hostName, originPath: rest.originPath, paths: ["/api/*", "/health"] },
    countries: config.firewall.countries,
    webAcl,
    // The load balancer's API, and Cognito, which people sign in to from the browser.
    connectTo: [`https://${config.edge.domainName}`, `https://cognito-idp.${stack.settings.region}.amazonaws.com`],
    logs: {
      logGroupName: names.site.logGroup,
      retentionDays: config.retention.auditLogDays,
      keyArn: keys.logs.keyArn,
    },
    protection: config.protection.allowDestroy,
  });
  distribution.watch(critical);
  return { bucket, distribution };
}

/** The bucket of the files, and its copy where CloudFront may turn to it. */
function buildFiles(
  stack: SystemStack,
  { keys: keySettings, protection: { allowDestroy: protection }, retention, site: { copy } }: ITrackConfig,
  { names, keys, notices, logs }: Pick<Surroundings, "names" | "keys" | "notices" | "logs">,
) {
  const { account } = stack.settings;
  const common: Omit<SecureBucketProps, "crossRegionCopy"> = {
    name: names.site.bucket(account),
    dataClass: "public",
    customerKey: { kept: true, keyArn: keys.s3.keyArn },
    accessLogs: { kept: true, bucket: logs },
    objectLock: { kept: false, reason: "Files change with every release; old versions stay." },
    oldVersionDays: 90,
    protection,
  };
  if (!copy.copied) {
    return {
      bucket: new SecureBucket(stack, "site", { ...common, crossRegionCopy: { kept: false, reason: copy.reason } }),
    };
  }
  const copies = new BucketCopies(stack, "site_copies", {
    name: names.prefix,
    region: copy.region,
    key: { ...keySettings, aliasName: names.copyKeyAliases.s3 },
    readers: ["cloudFront"],
    accessLogs: { name: names.site.copyLogsBucket(account), retentionDays: retention.auditLogDays },
    protection,
  });
  copies.watch(notices);
  const bucket = new SecureBucket(stack, "site", {
    ...common,
    crossRegionCopy: { kept: true, to: copies, name: names.site.copyBucket(account) },
  });
  return { bucket, failover: { bucket: copies.copyOf(bucket), region: copy.region } };
}
