import type { ITrackConfig } from "../../config";
import { WebAcl, type WebAclProps } from "../../constructs/edge/web-acl";
import {
  allowCountries,
  allowForwardedCountries,
  allowMethods,
  limitBody,
  requireUserAgent,
} from "../../constructs/edge/web-acl-filters";
import { managedGroup, rateLimit } from "../../constructs/edge/web-acl-rules";
import type { SystemStack } from "../../platform/system-stack";

/** What browsers and the API use. */
export const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The web application firewall of document 003, before CloudFront or before what answers in the region. */
export function buildFirewall(
  stack: SystemStack,
  id: string,
  { firewall, protection, retention }: ITrackConfig,
  {
    keyArn,
    logGroupName,
    ...of
  }: Pick<WebAclProps, "name" | "scope"> & Pick<WebAclProps["logs"], "keyArn" | "logGroupName">,
): WebAcl {
  const { countries, maxBodyBytes, requestsPerFiveMinutes } = firewall;
  // In the region requests come from people, and from CloudFront's addresses in any country; see decision 0307.
  const forwarded = of.scope !== "CLOUDFRONT";
  return new WebAcl(stack, id, {
    ...of,
    rules: [
      // What the product never uses, first: it costs the least to refuse.
      ...(forwarded ? [allowForwardedCountries("allowed-forwarded-countries", { priority: 0, countries })] : []),
      allowCountries("allowed-countries", { priority: 1, countries, forwarded }),
      allowMethods("allowed-methods", { priority: 2, methods: METHODS }),
      limitBody("body-size", { priority: 3, maxBytes: maxBodyBytes }),
      requireUserAgent("user-agent", { priority: 4 }),
      managedGroup("AWSManagedRulesAmazonIpReputationList", { priority: 5 }),
      managedGroup("AWSManagedRulesCommonRuleSet", { priority: 6 }),
      managedGroup("AWSManagedRulesKnownBadInputsRuleSet", { priority: 7 }),
      managedGroup("AWSManagedRulesSQLiRuleSet", { priority: 8 }),
      rateLimit("rate-limit-per-ip", { priority: 9, limit: requestsPerFiveMinutes, windowSeconds: 300 }),
      // Patients come through VPNs too, so it only counts and labels; see decision 0129.
      managedGroup("AWSManagedRulesAnonymousIpList", { priority: 10, action: "count" }),
    ],
    logs: { logGroupName, retentionDays: retention.auditLogDays, keyArn },
    protection: protection.allowDestroy,
  });
}
