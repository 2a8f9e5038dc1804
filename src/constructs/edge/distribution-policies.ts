import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import type { Construct } from "constructs";

const DAY_SECONDS = 86_400;
const TWO_YEARS_SECONDS = 63_072_000; // what browsers' preload lists ask for

/**
 * Policies that AWS has made, by their fixed ids.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const MANAGED = {
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
} as const;

/** Headers that tell attackers which software answers. */
const SOFTWARE = ["Server", "X-Powered-By"];

/** What is answered where a path names no file. */
export const ROOT_OBJECT = "index.html";

/**
 * Answers every path without an ending (`/items/7`) with the root object: applications in the browser find their own paths.
 * Not by an error response, which would also turn the API's 403 and 404 into a page.
 *
 * @returns the function's ARN
 */
export function answerPaths(scope: Construct, name: string, rootObject = ROOT_OBJECT): string {
  return new CloudfrontFunction(scope, "paths", {
    name: `${name}-paths`,
    comment: "Paths without an ending are answered by the application",
    runtime: "cloudfront-js-2.0",
    publish: true,
    code: [
      "function handler(event) {",
      "  var request = event.request;",
      `  if (!/\\.[^/]+$/.test(request.uri)) request.uri = "/${rootObject}";`,
      "  return request;",
      "}",
      "",
    ].join("\n"),
  }).arn;
}

/** Keeps static files a day, or as long as the file itself asks for, up to a year; nothing of a request tells two answers apart. */
export function keepFiles(scope: Construct, name: string): string {
  const nothing = { cookieBehavior: "none", headerBehavior: "none", queryStringBehavior: "none" };
  return new CloudfrontCachePolicy(scope, "files", {
    name: `${name}-files`,
    comment: `Static files of ${name}`,
    minTtl: 0,
    defaultTtl: DAY_SECONDS,
    maxTtl: 365 * DAY_SECONDS,
    parametersInCacheKeyAndForwardedToOrigin: {
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
      cookiesConfig: { cookieBehavior: nothing.cookieBehavior },
      headersConfig: { headerBehavior: nothing.headerBehavior },
      queryStringsConfig: { queryStringBehavior: nothing.queryStringBehavior },
    },
  }).id;
}

/**
 * What browsers are told with every answer: HTTPS alone, scripts and styles of this site alone, no frames, no guessing of
 * types, no address in referrers. 164.312(e)(1)
 *
 * @param connectTo origins that scripts may call besides the site itself
 */
export function securityHeaders(scope: Construct, name: string, connectTo: readonly string[]): string {
  const override = true; // over what the origin says
  return new CloudfrontResponseHeadersPolicy(scope, "headers", {
    name: `${name}-security-headers`,
    comment: `Security headers of ${name}`,
    securityHeadersConfig: {
      strictTransportSecurity: {
        accessControlMaxAgeSec: TWO_YEARS_SECONDS,
        includeSubdomains: true,
        preload: true,
        override,
      },
      contentSecurityPolicy: { contentSecurityPolicy: contentPolicy(connectTo), override },
      contentTypeOptions: { override },
      frameOptions: { frameOption: "DENY", override },
      referrerPolicy: { referrerPolicy: "no-referrer", override },
    },
    customHeadersConfig: {
      items: [{ header: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()", override }],
    },
    removeHeadersConfig: { items: SOFTWARE.map((header) => ({ header })) },
  }).id;
}

function contentPolicy(connectTo: readonly string[]): string {
  return [
    "default-src 'self'",
    ["connect-src 'self'", ...connectTo].join(" "),
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "upgrade-insecure-requests",
  ].join("; ");
}
