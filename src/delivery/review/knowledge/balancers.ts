import type { ValueChange } from "../values";
import { becomes, field, leaves } from "./directions";
import { rowsOf, type Row, type Subject } from "./row";

const balancer = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html";
const listener = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html";
const targets = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html";

export const balancers: readonly Row[] = [
  ...rowsOf(["aws_lb"], balancer, [
    ["internal", "switched-off", "exposure", "it faces the internet", "Keep it internal."],
    [
      "enable_deletion_protection",
      "switched-off",
      "downtime",
      "nothing in AWS stops its destruction any more",
      "Keep it on.",
    ],
    ["enable_deletion_protection", "any", "harmless", "AWS refuses to destroy it"],
    [
      "drop_invalid_header_fields",
      "switched-off",
      "exposure",
      "malformed headers reach the application: request smuggling",
      "Keep dropping them.",
    ],
    [
      "desync_mitigation_mode",
      becomes("monitor"),
      "exposure",
      "ambiguous requests reach the application",
      "Keep it `defensive` or `strictest`.",
    ],
    ["access_logs.enabled", "switched-off", "exposure", "requests are no longer recorded", "Keep the access logs."],
    ["access_logs", "any", "unjudged", "requests are recorded elsewhere"],
    ["security_groups", "any", "unjudged", "others may reach it at once", "Read the rules of these groups."],
    ["subnets", "any", "downtime", "it leaves or enters zones; connections there end"],
    ["idle_timeout", "any", "harmless", "no interruption"],
    ["client_keep_alive", "any", "harmless", "no interruption"],
    ["enable_http2", "any", "harmless", "no interruption"],
  ]),
  ...rowsOf(["aws_lb_listener"], listener, [
    ["protocol", servesInClear, "exposure", "traffic through it is not encrypted", "Keep HTTPS."],
    ["protocol", "any", "downtime", "clients of the old protocol fail"],
    ["port", "any", "downtime", "clients of the old port fail"],
    [
      "ssl_policy",
      "any",
      "unjudged",
      "clients that lack its protocols and ciphers fail, and older ones may be allowed",
      "Keep a policy of TLS 1.2 or newer, such as ELBSecurityPolicy-TLS13-1-2-2021-06.",
    ],
    ["certificate_arn", "any", "harmless", "new connections get the new certificate without interruption"],
    ["default_action.target_group_arn", "any", "downtime", "requests go to other targets at once"],
    [
      "default_action",
      leaves("redirect"),
      "exposure",
      "requests are no longer redirected to HTTPS",
      "Keep the redirect.",
    ],
    ["default_action", "any", "downtime", "requests are answered otherwise at once"],
  ]),
  ...rowsOf(["aws_lb_listener_rule"], listener, [
    ["priority", "any", "downtime", "requests may meet another rule first"],
    ["condition", "any", "downtime", "other requests match it at once"],
    ["action", "any", "downtime", "requests are answered otherwise at once"],
  ]),
  ...rowsOf(["aws_lb_target_group"], targets, [
    [
      "health_check",
      "any",
      "downtime",
      "targets that the new check fails get no requests",
      "See that the running version passes it.",
    ],
    ["deregistration_delay", "any", "harmless", "targets that leave finish their requests within another time"],
    ["stickiness", "any", "harmless", "clients may reach other targets"],
    ["slow_start", "any", "harmless", "no interruption"],
    ["load_balancing_algorithm_type", "any", "harmless", "no interruption"],
  ]),
];

/** A listener that only redirects to HTTPS serves nothing. */
function servesInClear(subject: Subject, change: ValueChange): boolean {
  return becomes("HTTP")(subject, change) && field(subject.after, "default_action.type") !== "redirect";
}
