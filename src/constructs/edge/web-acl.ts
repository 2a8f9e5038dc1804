import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Wafv2WebAcl, type Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import { policyDocument } from "../../platform/policy-document";
import type { Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { Alarm } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import type { LoadBalancer } from "./load-balancer";
import { measured } from "./web-acl-rules";

/** WAF writes to no other log groups. */
const LOG_GROUP_PREFIX = "aws-waf-logs-";
/** Headers that carry credentials: logs say only that they were there. */
const SECRET_HEADERS = ["authorization", "cookie"];

export interface WebAclProps {
  /** Unique in account and region, also its metrics' name: 1-128 letters, digits, `_` and `-`. */
  readonly name: string;
  /**
   * Before what it stands: resources of the region, or CloudFront distributions, whose firewalls are all in us-east-1.
   * @default "REGIONAL"
   */
  readonly scope?: "REGIONAL" | "CLOUDFRONT";
  /** By `managedGroup`, `rateLimit` and those of `web-acl-filters.ts`. What none of them blocks passes. */
  readonly rules: readonly Wafv2WebAclRule[];
  readonly logs: {
    /** Starts with `aws-waf-logs-`. */
    readonly logGroupName: string;
    /** Days that a log event is kept. */
    readonly retentionDays: number;
    /** CMK whose policy admits CloudWatch Logs. */
    readonly keyArn: string;
  };
  /** Kept: Terraform refuses to destroy the logs. */
  readonly protection: Safeguard;
}

/** A web application firewall: inspects every request, measures every rule, logs without credentials. 164.312(b) */
export class WebAcl extends Construct {
  readonly webAclArn: string;
  /** Also the value of the metrics' dimension `WebACL`. */
  readonly webAclName: string;
  /** Requests to resources of the region, or those to CloudFront. */
  readonly inspects: "REGIONAL" | "CLOUDFRONT";

  /** @throws Error when AWS would refuse the name, the log group's name or the region, or two rules share a priority or name */
  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    requireValid(this, props);
    this.inspects = props.scope ?? "REGIONAL";
    const acl = new Wafv2WebAcl(this, "Resource", {
      name: props.name,
      scope: this.inspects,
      defaultAction: { allow: {} },
      rule: [...props.rules],
      visibilityConfig: measured(props.name),
      tags: { Name: props.name },
    });
    this.webAclArn = acl.arn;
    this.webAclName = props.name;
    this.log(props);
  }

  /** Lets only requests reach the load balancer that the rules let pass. */
  protect(balancer: LoadBalancer): void {
    new Wafv2WebAclAssociation(this, `protects_${balancer.node.id}`, {
      webAclArn: this.webAclArn,
      resourceArn: balancer.loadBalancerArn,
    });
  }

  /** Lets only requests reach the stage of a REST API that the rules let pass. */
  protectStage(api: Construct & { readonly stageArn: string }): void {
    new Wafv2WebAclAssociation(this, `protects_${api.node.id}`, {
      webAclArn: this.webAclArn,
      resourceArn: api.stageArn,
    });
  }

  /** The documented alarm: an attack, or a rule that blocks our own users. 164.308(a)(6)(ii) */
  watch(topic: AlarmTopic): void {
    const { region } = SystemStack.of(this).settings;
    new Alarm(this, "alarms_blocked_high", {
      name: `${this.webAclName}-blocked-high`,
      description:
        "The firewall blocked more than 500 requests in each of two 5-minute periods. Look into its log whether this is " +
        "an attack, or a rule that turns away our own users.",
      topic,
      namespace: "AWS/WAFV2",
      metricName: "BlockedRequests",
      dimensions: {
        WebACL: this.webAclName,
        ...(this.inspects === "REGIONAL" && { Region: region }), // CloudFront is in no region
        Rule: "ALL",
      },
      statistic: "Sum",
      comparison: ">",
      threshold: 500,
      periodSeconds: 300,
      evaluationPeriods: 2,
      missingData: "notBreaching",
    });
  }

  private log({ name, logs: { logGroupName, retentionDays, keyArn }, protection }: WebAclProps): void {
    const logGroup = new EncryptedLogGroup(this, "logs", {
      name: logGroupName,
      retentionDays,
      keyArn,
      dataClass: "phi", // paths and query strings of patients' requests, with their addresses
      protection,
    });
    const delivery = new CloudwatchLogResourcePolicy(this, "log_delivery", {
      policyName: name,
      policyDocument: this.deliveryPolicy(logGroupName),
    });
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      resourceArn: this.webAclArn,
      logDestinationConfigs: [logGroup.logGroupArn],
      redactedFields: SECRET_HEADERS.map((header) => ({ singleHeader: { name: header } })),
      dependsOn: [delivery],
    });
  }

  /**
   * Stated here rather than left to AWS, which would add it by itself for whoever turns logging on, out of Terraform's sight.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
   */
  private deliveryPolicy(logGroupName: string): string {
    const { account, region } = SystemStack.of(this).settings;
    return policyDocument([
      {
        sid: "FirewallLogsOfThisAccount",
        principals: { services: ["delivery.logs.amazonaws.com"] },
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [`arn:aws:logs:${region}:${account}:log-group:${logGroupName}:log-stream:*`],
        conditions: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${account}:*` },
        },
      },
    ]);
  }
}

/** @see https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html */
const CLOUDFRONT_REGION = "us-east-1";

function requireValid(acl: WebAcl, { name, rules, scope, logs: { logGroupName } }: WebAclProps): void {
  const { region } = SystemStack.of(acl).settings;
  const priority = repeated(rules.map((rule) => rule.priority));
  const ruleName = repeated(rules.map((rule) => rule.name));
  const problem = [
    !/^[a-zA-Z0-9_-]{1,128}$/.test(name) && `name is "${name}"; allowed are 1-128 letters, digits, _ and -`,
    !logGroupName.startsWith(LOG_GROUP_PREFIX) &&
      `logs.logGroupName is "${logGroupName}"; allowed are names that start with ${LOG_GROUP_PREFIX}`,
    scope === "CLOUDFRONT" &&
      region !== CLOUDFRONT_REGION &&
      `scope is CLOUDFRONT in ${region}; allowed is ${CLOUDFRONT_REGION}, where firewalls of CloudFront live`,
    priority !== undefined &&
      `priority ${priority} is that of ${rules
        .filter((rule) => rule.priority === priority)
        .map((rule) => rule.name)
        .join(" and ")}; allowed is one rule a priority`,
    ruleName !== undefined && `rule ${ruleName} stands twice; allowed is each name once`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${acl.node.path}] ${problem}. Change it in the web ACL's properties.`);
}

function repeated<T>(values: readonly T[]): T | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}
