import { type Canary, block, mergeParts, plant } from "./canary";
import { balancer, publicBalancer, rule, webAcl, webAclLog, guarded, guard } from "./edge-parts";
import { SUBNETS, dashed } from "./shared";

/** Load balancers. */
export const balancers: readonly Canary[] = [
  ...plant({
    type: "aws_lb",
    sound: balancer,
    faults: {
      balancer_public: {
        fault: "Load balancer reachable from the internet",
        change: { internal: false },
        tfsec: ["aws-elb-alb-not-public"],
      },
      balancer_with_odd_headers: {
        fault: "Load balancer passes invalid headers",
        change: { drop_invalid_header_fields: false },
        checkov: ["CKV_AWS_131"],
        tfsec: ["aws-elb-drop-invalid-headers"],
      },
      balancer_deletable: {
        fault: "Load balancer without deletion protection",
        change: { enable_deletion_protection: false },
        checkov: ["CKV_AWS_150"],
      },
      balancer_without_log: {
        fault: "Load balancer without access log",
        change: { access_logs: { bucket: "canary-logs", enabled: false } },
        checkov: ["CKV_AWS_91"],
      },
      balancer_desynchronizable: {
        fault: "Load balancer only watches request smuggling",
        change: { desync_mitigation_mode: "monitor" },
        checkov: ["CKV_AWS_328"],
      },
      balancer_of_one_zone: {
        fault: "Network load balancer keeps to one zone",
        sound: (name) => ({
          name: dashed(name),
          load_balancer_type: "network",
          internal: true,
          subnets: SUBNETS,
          enable_cross_zone_load_balancing: true,
          enable_deletion_protection: true,
        }),
        change: { enable_cross_zone_load_balancing: false },
        checkov: ["CKV_AWS_152"],
      },
    },
  }),
  ...plant({
    type: "aws_wafv2_web_acl_association",
    at: "aws_lb",
    around: (name) => mergeParts([block("aws_lb", name, publicBalancer(name)), guard(name)]),
    sound: guarded,
    faults: {
      balancer_without_firewall: {
        fault: "Public load balancer without web ACL",
        change: "absent",
        checkov: ["CKV2_AWS_28"],
      },
    },
  }),
  ...plant({
    type: "aws_wafv2_web_acl",
    at: "aws_lb",
    around: (name) =>
      mergeParts([
        block("aws_lb", name, publicBalancer(name)),
        block("aws_wafv2_web_acl_association", name, guarded(name)),
        block("aws_wafv2_web_acl_logging_configuration", name, webAclLog(name)),
      ]),
    sound: webAcl,
    faults: {
      balancer_open_to_log4j: {
        fault: "Load balancer's web ACL without the rules against Log4j",
        change: { rule: [rule(2, "AWSManagedRulesCommonRuleSet")] },
        checkov: ["CKV2_AWS_76"],
      },
    },
  }),
];
