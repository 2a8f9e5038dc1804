import { keyArn, tagged, Tags, type Example } from "./foundation-examples";

const targetArn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/sample-api-tg/1";
const tagDescriptions = { TagDescriptions: [{ Tags }] };
const blocking = (Name: string, Priority: number, Statement: object) => ({
  Name,
  Priority,
  Action: { Block: {} },
  Statement,
});
const unless = (Statement: object) => ({ NotStatement: { Statement } });
const sized = (FieldToMatch: object, ComparisonOperator: string, Size: number) => ({
  SizeConstraintStatement: { FieldToMatch, ComparisonOperator, Size },
});
const proxied = sized({ SingleHeader: { Name: "x-forwarded-for" } }, "GE", 1);
const forwardedFrom = (country: string) => ({
  GeoMatchStatement: {
    CountryCodes: [country],
    ForwardedIPConfig: { HeaderName: "x-forwarded-for", FallbackBehavior: "NO_MATCH" },
  },
});
const webAcl = {
  Name: "sample-waf",
  DefaultAction: { Allow: {} },
  Rules: [
    { Name: "AWSManagedRulesSQLiRuleSet", Priority: 1, OverrideAction: { None: {} }, Statement: {} },
    {
      Name: "rate",
      Priority: 2,
      Action: { Block: {} },
      Statement: { RateBasedStatement: { Limit: 2000, EvaluationWindowSec: 300 } },
    },
    blocking("countries", 3, unless({ GeoMatchStatement: { CountryCodes: ["US", "CA"] } })),
    blocking("methods", 4, unless({ RegexMatchStatement: { FieldToMatch: { Method: {} }, RegexString: "^(GET)$" } })),
    blocking("body", 5, sized({ Body: { OversizeHandling: "MATCH" } }, "GT", 8192)),
    blocking("agent", 6, unless(sized({ SingleHeader: { Name: "user-agent" } }, "GE", 1))),
    blocking(
      "here",
      7,
      unless({ OrStatement: { Statements: [{ GeoMatchStatement: { CountryCodes: ["US"] } }, proxied] } }),
    ),
    blocking("there", 8, { AndStatement: { Statements: [proxied, unless(forwardedFrom("US"))] } }),
  ],
};
const session = {
  cloudWatchLogGroupName: "/aws/ssm/sessions",
  cloudWatchStreamingEnabled: true,
  kmsKeyId: keyArn,
};

/** The way in, the bastion and what watches: one answer of AWS for each type, and the facts that the checker takes from it. */
export const workloadExamples: readonly Example[] = [
  {
    type: "aws_lb",
    values: { arn: "arn:lb" },
    answers: {
      describeLoadBalancers: {
        LoadBalancers: [
          {
            LoadBalancerName: "sample-alb",
            State: { Code: "active" },
            Scheme: "internet-facing",
            AvailabilityZones: [{ ZoneName: "us-east-1a" }, { ZoneName: "us-east-1b" }],
            SecurityGroups: ["sg-1"],
          },
        ],
      },
      describeLoadBalancerAttributes: {
        Attributes: [
          { Key: "deletion_protection.enabled", Value: "true" },
          { Key: "access_logs.s3.enabled", Value: "false" },
        ],
      },
      describeTags: tagDescriptions,
    },
    facts: {
      name: "sample-alb",
      state: "active",
      scheme: "internet-facing",
      zones: ["us-east-1a", "us-east-1b"],
      security_groups: ["sg-1"],
      enable_deletion_protection: "true",
      access_logs: "false",
      drop_invalid_header_fields: undefined,
      desync_mitigation_mode: undefined,
      access_logs_bucket: undefined,
      connection_logs: undefined,
      ...tagged,
    },
  },
  listenerExample(
    { Port: 443, Protocol: "HTTPS", SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
    { Type: "forward", TargetGroupArn: targetArn },
    { action: "forward to sample-api-tg", tls: true },
  ),
  listenerExample(
    { Port: 80, Protocol: "HTTP", SslPolicy: undefined },
    { Type: "redirect", RedirectConfig: { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" } },
    { action: "redirect to HTTPS:443 (HTTP_301)", tls: true },
  ),
  listenerExample(
    { Port: 8080, Protocol: "HTTP", SslPolicy: undefined },
    { Type: "forward", ForwardConfig: { TargetGroups: [{ TargetGroupArn: targetArn }] } },
    { action: "forward to sample-api-tg", tls: false },
  ),
  listenerExample(
    { Port: 8443, Protocol: "HTTPS", SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
    { Type: "forward", ForwardConfig: { TargetGroups: weighted(90, 10) } },
    { action: "forward to sample-api-tg (90), sample-api-green (10)", tls: true },
  ),
  listenerExample(
    { Port: 8443, Protocol: "HTTPS", SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
    { Type: "forward", ForwardConfig: { TargetGroups: weighted(0, 100) } },
    { action: "forward to sample-api-green", tls: true },
  ),
  {
    type: "aws_lb_listener_rule",
    values: { arn: "arn:rule" },
    answers: {
      describeRules: {
        Rules: [
          {
            Priority: "100",
            Conditions: [{ PathPatternConfig: { Values: ["/health", "/api/*"] } }],
            Actions: [{ Type: "forward", TargetGroupArn: targetArn }],
          },
        ],
      },
      describeTags: tagDescriptions,
    },
    facts: { priority: "100", paths: ["/health", "/api/*"], action: "forward to sample-api-tg", ...tagged },
  },
  {
    type: "aws_lb_target_group",
    values: { arn: targetArn },
    answers: {
      describeTargetGroups: {
        TargetGroups: [
          {
            TargetGroupName: "sample-api-tg",
            Port: 3000,
            Protocol: "HTTP",
            TargetType: "ip",
            HealthCheckPath: "/health",
            HealthCheckIntervalSeconds: 30,
            HealthyThresholdCount: 2,
            UnhealthyThresholdCount: 3,
          },
        ],
      },
      describeTags: tagDescriptions,
    },
    facts: {
      name: "sample-api-tg",
      port: 3000,
      protocol: "HTTP",
      target_type: "ip",
      health_check_path: "/health",
      health_check_interval: 30,
      health_check: "/health every 30 s, healthy after 2, unhealthy after 3",
      ...tagged,
    },
  },
  {
    type: "aws_acm_certificate",
    values: { arn: "arn:certificate" },
    answers: {
      describeCertificate: {
        Certificate: { DomainName: "app.sample.example", Status: "EXPIRED", KeyAlgorithm: "RSA_2048" },
      },
      listTagsForCertificate: { Tags },
    },
    facts: { domain_name: "app.sample.example", status: "EXPIRED", key_algorithm: "RSA_2048", ...tagged },
  },
  {
    type: "aws_route53_record",
    values: { fqdn: "app.sample.example", type: "A", zone_id: "Z1" },
    answers: {
      listResourceRecordSets: {
        ResourceRecordSets: [{ Name: "app.sample.example.", Type: "A", AliasTarget: { DNSName: "alb.example." } }],
      },
    },
    facts: { name: "app.sample.example.", type: "A", alias: "alb.example.", records: [] },
  },
  {
    type: "aws_wafv2_web_acl",
    values: { name: "sample-waf", id: "1", arn: "arn:waf" },
    answers: { getWebACL: { WebACL: webAcl }, listTagsForResource: { TagInfoForResource: { TagList: Tags } } },
    facts: {
      name: "sample-waf",
      default_action: "allow",
      rules: [
        "1 AWSManagedRulesSQLiRuleSet (none)",
        "2 rate (block above 2000 in 300 s)",
        "3 countries (block unless from CA US)",
        "4 methods (block unless method ~ ^(GET)$)",
        "5 body (block body GT 8192)",
        "6 agent (block unless user-agent GE 1)",
        "7 here (block unless from US or x-forwarded-for GE 1)",
        "8 there (block x-forwarded-for GE 1 and unless x-forwarded-for from US)",
      ],
      ...tagged,
    },
  },
  {
    type: "aws_wafv2_web_acl_association",
    values: { resource_arn: "arn:lb", web_acl_arn: "arn:waf" },
    answers: { getWebACLForResource: { WebACL: { ARN: "arn:waf" } } },
    facts: { web_acl_arn: "arn:waf" },
  },
  {
    type: "aws_wafv2_web_acl_logging_configuration",
    values: { resource_arn: "arn:waf" },
    answers: {
      getLoggingConfiguration: {
        LoggingConfiguration: {
          LogDestinationConfigs: ["arn:logs"],
          RedactedFields: [{ SingleHeader: { Name: "authorization" } }],
        },
      },
    },
    facts: { log_destinations: ["arn:logs"], redacted_headers: ["authorization"] },
  },
  {
    type: "aws_instance",
    values: { id: "i-1" },
    answers: {
      describeInstances: {
        Reservations: [
          {
            Instances: [
              {
                State: { Name: "running" },
                SubnetId: "subnet-1",
                PublicIpAddress: "203.0.113.1",
                MetadataOptions: { HttpTokens: "optional" },
                Monitoring: { State: "disabled" },
                RootDeviceName: "/dev/xvda",
                BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { VolumeId: "vol-1" } }],
                Tags,
              },
            ],
          },
        ],
      },
      describeVolumes: { Volumes: [{ Encrypted: true, KmsKeyId: keyArn }] },
    },
    facts: {
      state: "running",
      subnet_id: "subnet-1",
      public: true,
      key_pair: "none",
      http_tokens: "optional",
      has_profile: false,
      monitoring: "disabled",
      root_encrypted: true,
      root_kms_key_id: keyArn,
      ...tagged,
    },
  },
  {
    type: "aws_ssm_document",
    values: { name: "sessions", content: JSON.stringify({ inputs: session }) },
    answers: {
      getDocument: { Content: JSON.stringify({ inputs: session }), Status: "Active" },
      listTagsForResource: { TagList: Tags },
    },
    facts: {
      name: "sessions",
      status: "Active",
      unchanged: true,
      log_group: "/aws/ssm/sessions",
      streaming: true,
      kms_key_id: keyArn,
      ...tagged,
    },
  },
  {
    type: "aws_ssm_association",
    values: { association_id: "1" },
    answers: {
      describeAssociation: {
        AssociationDescription: { Name: "AWS-RunPatchBaseline", ScheduleExpression: "cron(0 6 ? * SUN *)" },
      },
      listTagsForResource: { TagList: Tags },
    },
    facts: { name: "AWS-RunPatchBaseline", schedule_expression: "cron(0 6 ? * SUN *)", ...tagged },
  },
  {
    type: "aws_ssm_parameter",
    values: { name: "/sample/releases/api" },
    answers: { getParameter: { Parameter: { Type: "String" } }, listTagsForResource: { TagList: Tags } },
    facts: { name: "/sample/releases/api", type: "String", ...tagged },
  },
  {
    type: "aws_iam_instance_profile",
    values: { name: "bastion" },
    answers: { getInstanceProfile: { InstanceProfile: { Roles: [{ RoleName: "bastion" }], Tags } } },
    facts: { role: "bastion", ...tagged },
  },
  {
    type: "aws_iam_service_linked_role",
    values: { name: "AWSServiceRoleForConfig" },
    answers: { getRole: { Role: { Tags } } },
    facts: tagged,
  },
  {
    type: "aws_appautoscaling_policy",
    values: { resource_id: "service/cluster/api", name: "api-cpu" },
    answers: {
      describeScalingPolicies: {
        ScalingPolicies: [{ PolicyName: "api-cpu", PolicyType: "TargetTrackingScaling" }],
      },
    },
    facts: { name: "api-cpu", policy_type: "TargetTrackingScaling" },
  },
  {
    type: "aws_cloudwatch_event_rule",
    values: { name: "findings" },
    answers: { describeRule: { State: "DISABLED", Arn: "arn:rule" }, listTagsForResource: { Tags } },
    facts: { state: "DISABLED", ...tagged },
  },
  {
    type: "aws_cloudwatch_event_target",
    values: { rule: "findings", target_id: "topic" },
    answers: { listTargetsByRule: { Targets: [{ Id: "topic", Arn: "arn:topic" }] } },
    facts: { arn: "arn:topic" },
  },
  {
    type: "aws_cloudwatch_dashboard",
    values: { dashboard_name: "sample" },
    answers: { getDashboard: { DashboardName: "sample" } },
    facts: { dashboard_name: "sample" },
  },
  {
    type: "aws_cloudwatch_query_definition",
    values: { name: "sample/query", query_definition_id: "1" },
    answers: { describeQueryDefinitions: { queryDefinitions: [{ queryDefinitionId: "1", name: "sample/query" }] } },
    facts: { name: "sample/query" },
  },
];

function weighted(blue: number, green: number) {
  return [
    { TargetGroupArn: targetArn, Weight: blue },
    { TargetGroupArn: targetArn.replace("api-tg", "api-green"), Weight: green },
  ];
}

function listenerExample(listener: object, action: object, facts: Record<string, unknown>): Example {
  const { Port, Protocol, SslPolicy } = listener as { Port: number; Protocol: string; SslPolicy?: string };
  return {
    type: "aws_lb_listener",
    values: { arn: "arn:listener" },
    answers: {
      describeListeners: {
        Listeners: [{ ...listener, DefaultActions: [action], Certificates: [{ CertificateArn: "arn:certificate" }] }],
      },
      describeTags: tagDescriptions,
    },
    facts: {
      port: Port,
      protocol: Protocol,
      ssl_policy: SslPolicy,
      certificate_arn: "arn:certificate",
      ...facts,
      ...tagged,
    },
  };
}
