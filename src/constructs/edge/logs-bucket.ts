import type { Construct } from "constructs";
import { SystemStack } from "../../platform/system-stack";
import { AccessLogsBucket, type AccessLogsBucketProps } from "../data-stores/access-logs-bucket";
import { loadBalancerDelivery, type LoadBalancerLogsTarget } from "./load-balancer-logs";

/**
 * One bucket for both kinds of logs that AWS delivers only to buckets with S3's own key: access logs of other buckets, each
 * below its bucket's name, and load balancers' logs below prefixes of their own. 164.312(b) @stateful
 */
export class LogsBucket extends AccessLogsBucket implements LoadBalancerLogsTarget {
  readonly prefixes = { access: "load-balancers/access", connection: "load-balancers/connections" };

  /** @throws Error as SecureBucket does */
  constructor(scope: Construct, id: string, props: Omit<AccessLogsBucketProps, "dataClass">) {
    super(scope, id, { ...props, dataClass: "phi" }); // paths and query strings of patients' requests, with their addresses
    this.permit(loadBalancerDelivery({ target: props.name, prefixes: this.prefixes }, SystemStack.of(this).settings));
  }
}
