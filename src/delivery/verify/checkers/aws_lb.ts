import { tagFacts, text, type Checker } from "../checker";
import { attributeFacts } from "../elb-attributes";

const ATTRIBUTES = {
  "deletion_protection.enabled": "enable_deletion_protection",
  "routing.http.drop_invalid_header_fields.enabled": "drop_invalid_header_fields",
  "routing.http.desync_mitigation_mode": "desync_mitigation_mode",
  "access_logs.s3.enabled": "access_logs",
  "access_logs.s3.bucket": "access_logs_bucket",
  "connection_logs.s3.enabled": "connection_logs",
};

export const awsLb: Checker = {
  group: "Infrastructure",
  read: async (resource, { elb }) => {
    const LoadBalancerArn = text(resource, "arn");
    const [{ LoadBalancers: [balancer] = [] }, { Attributes }, { TagDescriptions: [tags] = [] }] = await Promise.all([
      elb.describeLoadBalancers({ LoadBalancerArns: [LoadBalancerArn] }),
      elb.describeLoadBalancerAttributes({ LoadBalancerArn }),
      elb.describeTags({ ResourceArns: [LoadBalancerArn] }),
    ]);
    return (
      balancer && {
        name: balancer.LoadBalancerName,
        state: balancer.State?.Code,
        scheme: balancer.Scheme,
        zones: (balancer.AvailabilityZones ?? []).map(({ ZoneName }) => ZoneName ?? "?"),
        security_groups: balancer.SecurityGroups ?? [],
        ...attributeFacts(Attributes, ATTRIBUTES),
        ...tagFacts(tags?.Tags),
      }
    );
  },
  healthy: [
    { title: "Every load balancer is active", fact: "state", is: "active" },
    { title: "Every load balancer drops invalid headers", fact: "drop_invalid_header_fields", is: "true" },
    { title: "Every load balancer writes access logs", fact: "access_logs", is: "true" }, // 164.312(b)
    { title: "Every load balancer writes connection logs", fact: "connection_logs", is: "true" },
  ],
};
