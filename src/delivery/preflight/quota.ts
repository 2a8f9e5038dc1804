import type { AwsClients } from "../aws/clients";
import { unlessMissing } from "../aws/errors";
import type { Verdict } from "./check";

/** How many of something an account may have. */
export interface Limit {
  readonly value: number;
  /** Whose word that is, such as `Service Quotas` or `AWS's default`. */
  readonly origin: string;
  /** How to have more. */
  readonly raise: (wanted: number) => string;
}

/** Usage of one quota. */
export interface Usage {
  readonly inUse: number;
  readonly adds: number;
  readonly limit: Limit;
}

/** A quota that Service Quotas keeps, with what AWS gives every account. */
export interface KeptQuota {
  readonly service: string;
  readonly code: string;
  readonly preset: number;
}

/** Whether what is in use and what is added fit. Pure. */
export function judgeUsage({ inUse, adds, limit }: Usage): Verdict {
  const found = `${inUse} of ${limit.value} in use (${limit.origin}), ${adds} to come`;
  const wanted = `room for ${adds} more`;
  if (inUse + adds <= limit.value) return { status: "ready", found, wanted };
  return { status: "not ready", found, wanted, fix: limit.raise(inUse + adds) };
}

/** The account's own value of a quota; AWS's default where it has none of its own. */
export async function keptLimit(aws: AwsClients, region: string, { service, code, preset }: KeptQuota): Promise<Limit> {
  const [ServiceCode, QuotaCode] = [service, code];
  const quotas = aws.inRegion(region).quotas;
  const raise = (wanted: number): string =>
    `Ask for ${wanted}, or let go of what nobody uses: aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${wanted} --region ${region}`;
  const own = await unlessMissing(quotas.getServiceQuota({ ServiceCode, QuotaCode }));
  if (own?.Quota?.Value !== undefined) return { value: own.Quota.Value, origin: "Service Quotas", raise };
  const common = await unlessMissing(quotas.getAWSDefaultServiceQuota({ ServiceCode, QuotaCode }));
  return { value: common?.Quota?.Value ?? preset, origin: "AWS's default", raise };
}
