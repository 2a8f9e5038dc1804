import type { JsonObject } from "../../hcl";
import { type Canary, block, mergeParts, plant } from "./canary";
import { publicBalancer, guarded, guard } from "./edge-parts";
import { VPC, ACCOUNT, CERTIFICATE, dashed } from "./shared";

const LISTENER = `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:loadbalancer/app/canary/0123456789abcdef`;

const TARGETS = `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:targetgroup/canary/0123456789abcdef`;

const forward: JsonObject = { type: "forward", target_group_arn: TARGETS };

const redirect: JsonObject = {
  type: "redirect",
  redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" },
};

const https: JsonObject = {
  load_balancer_arn: LISTENER,
  port: 443,
  protocol: "HTTPS",
  certificate_arn: CERTIFICATE,
  ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  default_action: [forward],
};

const target = (name: string): JsonObject => ({
  name: dashed(name).slice(0, 32),
  port: 443,
  protocol: "HTTPS",
  target_type: "ip",
  vpc_id: VPC,
  health_check: { path: "/health", protocol: "HTTPS" },
});

/** Listeners and target groups. */
export const listeners: readonly Canary[] = [
  ...plant({
    type: "aws_lb_listener",
    sound: https,
    faults: {
      listener_in_clear: {
        fault: "HTTP listener forwards instead of redirecting",
        sound: { load_balancer_arn: LISTENER, port: 80, protocol: "HTTP", default_action: [redirect] },
        change: { default_action: [forward] },
        checkov: ["CKV_AWS_2"],
        tfsec: ["aws-elb-http-not-used"],
      },
      listener_in_clear_block: {
        fault: "HTTP listener forwards; block as an object",
        sound: { load_balancer_arn: LISTENER, port: 80, protocol: "HTTP", default_action: redirect },
        change: { default_action: forward },
        checkov: ["CKV_AWS_2"],
        tfsec: ["aws-elb-http-not-used"],
      },
      listener_with_old_tls: {
        fault: "Listener accepts TLS 1.0",
        change: { ssl_policy: "ELBSecurityPolicy-2016-08" },
        checkov: ["CKV_AWS_103", "CKV2_AWS_74"],
        tfsec: ["aws-elb-use-secure-tls-policy"],
      },
      listener_with_weak_ciphers: {
        fault: "Listener accepts weak ciphers",
        change: { ssl_policy: "ELBSecurityPolicy-TLS-1-2-Ext-2018-06" },
        checkov: ["CKV2_AWS_74"],
        blind: { CKV2_AWS_74: "its list holds policies with old protocols only" },
      },
    },
  }),
  ...plant({
    type: "aws_lb_listener",
    at: "aws_lb",
    around: (name) =>
      mergeParts([
        block("aws_lb", name, publicBalancer(name)),
        guard(name),
        block("aws_wafv2_web_acl_association", name, guarded(name)),
      ]),
    sound: (name) => ({
      load_balancer_arn: `\${aws_lb.${name}.arn}`,
      port: 80,
      protocol: "HTTP",
      default_action: redirect,
    }),
    faults: {
      balancer_without_redirect: {
        fault: "Load balancer serves HTTP without redirect",
        change: { default_action: forward },
        checkov: ["CKV2_AWS_20"],
      },
    },
  }),
  ...plant({
    type: "aws_lb_target_group",
    sound: target,
    faults: {
      targets_in_clear: {
        fault: "Load balancer talks HTTP to its targets",
        change: { protocol: "HTTP", port: 80 },
        checkov: ["CKV_AWS_378"],
      },
      targets_unchecked: {
        fault: "Targets without a health check path",
        change: { health_check: null },
        checkov: ["CKV_AWS_261"],
      },
    },
  }),
];
