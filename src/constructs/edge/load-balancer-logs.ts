import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { bucketArnOf } from "../../platform/bucket-policy";
import type { PolicyStatement } from "../../platform/policy-document";
import type { StackSettings } from "../../platform/settings";
import { SystemStack } from "../../platform/system-stack";
import type { AccessLogsBucket } from "../data-stores/access-logs-bucket";
import { SecureBucket } from "../data-stores/secure-bucket";
import { LOG_DELIVERY, KEPT_IN_ITS_REGION, type SecureBucketProps } from "../data-stores/secure-bucket-props";

export interface LoadBalancerLogsProps extends Pick<SecureBucketProps, "name" | "protection"> {
  /** Days that a log is kept, from 1. */
  readonly retentionDays: number;
  /** Where S3 logs who reads these logs. */
  readonly accessLogs: AccessLogsBucket;
}

/** A bucket into which load balancers write: `LoadBalancerLogs`, or `LogsBucket`, which takes other logs too. */
export interface LoadBalancerLogsTarget {
  readonly bucketName: string;
  /** What lets them deliver: a load balancer waits for it. */
  readonly policy: ITerraformDependable;
  /** Below which they write, and no other log. */
  readonly prefixes: LogPrefixes;
}

export interface LogPrefixes {
  readonly access: string;
  readonly connection: string;
}

/**
 * Where load balancers of the account and region write who connected, and who asked for what. 164.312(b) @stateful
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class LoadBalancerLogs extends SecureBucket implements LoadBalancerLogsTarget {
  readonly prefixes = { access: "access", connection: "connections" };

  /** @throws Error as SecureBucket does */
  constructor(scope: Construct, id: string, { name, retentionDays, accessLogs, protection }: LoadBalancerLogsProps) {
    super(scope, id, {
      name,
      dataClass: "phi", // paths and query strings of patients' requests, with their addresses
      customerKey: LOG_DELIVERY,
      accessLogs: { kept: true, bucket: accessLogs },
      crossRegionCopy: KEPT_IN_ITS_REGION,
      objectLock: { kept: false, reason: "AWS does not promise that load balancers can write to a locked bucket." },
      expireAfterDays: retentionDays,
      oldVersionDays: retentionDays, // there is no lock: a log that somebody deletes stays as an old version
      protection,
    });
    this.permit(loadBalancerDelivery({ target: name, prefixes: this.prefixes }, SystemStack.of(this).settings));
  }
}

/** Lets the load balancers of account and region write below the prefixes. */
export function loadBalancerDelivery(
  { target, prefixes }: { readonly target: string; readonly prefixes: LogPrefixes },
  { account, region }: StackSettings,
): PolicyStatement {
  return {
    sid: "LogsOfLoadBalancersOfThisAccount", // 164.312(a)(1)
    principals: { services: ["logdelivery.elasticloadbalancing.amazonaws.com"] },
    actions: ["s3:PutObject"],
    resources: [prefixes.access, prefixes.connection].map(
      (prefix) => `${bucketArnOf(target)}/${prefix}/AWSLogs/${account}/*`,
    ),
    conditions: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/*` },
    },
  };
}
