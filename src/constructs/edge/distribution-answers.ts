import type {
  CloudfrontDistributionConfig,
  CloudfrontDistributionDefaultCacheBehavior,
  CloudfrontDistributionOrigin,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import type { Construct } from "constructs";
import { SystemStack } from "../../platform/system-stack";
import { answerPaths, keepFiles, MANAGED, securityHeaders } from "./distribution-policies";
import type { ApiOrigin, DistributionProps, SiteBucket } from "./distribution-props";

/** Names of the origins, inside of the distribution. */
const SITE = "site";
const COPY = "site-copy";
const ANY_COPY = "site-anywhere";
const API = "api";

/** Answers of a bucket's region that is in trouble; 403 is its word on a file that is not there. */
const IN_TROUBLE = [500, 502, 503, 504];

type Asked = Pick<DistributionProps, "name" | "site">;
type Answers = Pick<CloudfrontDistributionConfig, "defaultCacheBehavior" | "orderedCacheBehavior">;

/** Where CloudFront asks: the bucket, its copy if there is one, and the API. */
export function origins(
  scope: Construct,
  { name, site, api }: Asked & Pick<DistributionProps, "api">,
): Pick<CloudfrontDistributionConfig, "origin" | "originGroup"> {
  const control = new CloudfrontOriginAccessControl(scope, "origin_access", {
    name,
    description: `Reads the files of ${name}`,
    originAccessControlOriginType: "s3",
    signingBehavior: "always", // 164.312(a)(1)
    signingProtocol: "sigv4",
  });
  const files = (originId: string, { bucketName }: SiteBucket, region: string): CloudfrontDistributionOrigin => ({
    originId,
    domainName: `${bucketName}.s3.${region}.amazonaws.com`,
    originAccessControlId: control.id,
  });
  const first = files(SITE, site.bucket, SystemStack.of(scope).settings.region);
  if (!site.failover) return { origin: [first, apiOrigin(api)] };
  return {
    origin: [first, files(COPY, site.failover.bucket, site.failover.region), apiOrigin(api)],
    originGroup: [
      {
        originId: ANY_COPY,
        failoverCriteria: { statusCodes: IN_TROUBLE },
        member: [{ originId: SITE }, { originId: COPY }],
      },
    ],
  };
}

function apiOrigin({ hostName, originPath }: ApiOrigin): CloudfrontDistributionOrigin {
  return {
    originId: API,
    domainName: hostName,
    ...(originPath && { originPath }),
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"], // the newest that CloudFront speaks with origins
    },
  };
}

/** Which path is answered by which origin, and how long an answer is kept. */
export function answers(
  scope: Construct,
  { name, site, api, connectTo = [] }: Asked & Pick<DistributionProps, "api" | "connectTo">,
): Answers {
  const headers = securityHeaders(scope, name, connectTo);
  const behavior = (targetOriginId: string): CloudfrontDistributionDefaultCacheBehavior => ({
    targetOriginId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    responseHeadersPolicyId: headers,
  });
  return {
    defaultCacheBehavior: {
      ...behavior(site.failover ? ANY_COPY : SITE),
      cachePolicyId: keepFiles(scope, name),
      functionAssociation: [{ eventType: "viewer-request", functionArn: answerPaths(scope, name, site.rootObject) }],
    },
    orderedCacheBehavior: api.paths.map((pathPattern) => ({
      ...behavior(API),
      pathPattern,
      viewerProtocolPolicy: "https-only", // a redirected POST would lose its body
      allowedMethods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
      cachePolicyId: MANAGED.cachingDisabled, // health data
      originRequestPolicyId: MANAGED.allViewerExceptHostHeader, // API Gateway knows its own name only
    })),
  };
}
