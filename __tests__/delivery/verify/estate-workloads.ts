import type { Deployment, OmnirapeuticConfig } from "../../../src/config";
import { checkers } from "../../../src/delivery/verify/checkers";
import type { Facts, Observation } from "../../../src/delivery/verify/observation";
import { omnirapeuticNames } from "../../../src/systems/omnirapeutic/names";
import { keyOf, met, untagged } from "./estate";

type Workloads = Deployment<OmnirapeuticConfig>;

/** What AWS answers about everything that stands on network, keys and database, when everything is right. */
export function healthyWorkloads(deployment: Workloads): Observation[] {
  return [
    ...edge(deployment),
    ...containers(deployment),
    ...bastion(deployment),
    ...monitoring(deployment),
    ...recovery(deployment),
    ...accountServices(deployment),
  ];
}

function edge({ config, environment }: Workloads): Observation[] {
  const { edge: names } = omnirapeuticNames(environment);
  const targets = (service: "api" | "web") =>
    well(`aws_lb_target_group.${service}`, {
      name: names.targetGroups[service],
      health_check_path: config.services[service].healthPath,
    });
  return [
    well("aws_lb.load_balancer", {
      name: names.loadBalancer,
      scheme: "internet-facing",
      zones: config.network.zones.map(({ name }) => name),
      desync_mitigation_mode: "defensive",
      enable_deletion_protection: String(config.protection.allowDestroy.kept),
    }),
    well("aws_lb_listener.http", { port: 80, action: "redirect to HTTPS:443 (HTTP_301)" }),
    well("aws_lb_listener.https", {
      port: 443,
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      action: `forward to ${names.targetGroups.web}`,
    }),
    well("aws_lb_listener_rule.api", {
      priority: "100",
      paths: ["/health", "/api/*"],
      action: `forward to ${names.targetGroups.api}`,
    }),
    targets("api"),
    targets("web"),
    well("aws_acm_certificate.certificate", {}),
    untagged("aws_route53_record.domain", { type: "A", name: `${config.edge.domainName}.` }),
    well("aws_wafv2_web_acl.waf", {
      name: names.webAcl,
      default_action: "allow",
      rules: [
        "1 AWSManagedRulesCommonRuleSet (none)",
        "2 AWSManagedRulesKnownBadInputsRuleSet (none)",
        "3 AWSManagedRulesSQLiRuleSet (none)",
        "4 rate-limit-per-ip (block above 2000 in 300 s)",
        "5 AWSManagedRulesAnonymousIpList (count)",
      ],
    }),
    untagged("aws_wafv2_web_acl_association.waf", {}),
    untagged("aws_wafv2_web_acl_logging_configuration.waf", { redacted_headers: ["authorization", "cookie"] }),
  ];
}

function containers({ config, environment }: Workloads): Observation[] {
  const { containers: names } = omnirapeuticNames(environment);
  return [
    well("aws_ecs_cluster.cluster", { name: names.cluster }),
    ...(["api", "web", "worker"] as const).flatMap((service) => [
      well(`aws_ecr_repository.${service}`, { name: names.service(service), kms_key: keyOf("s3") }),
      well(`aws_ecs_service.${service}`, { name: names.service(service), platform_version: "LATEST" }),
      well(`aws_ecs_task_definition.${service}`, {
        family: names.service(service),
        cpu: String(config.services[service].cpu),
        memory: String(config.services[service].memoryMiB),
      }),
      well(`aws_appautoscaling_target.${service}`, {}),
    ]),
  ];
}

function bastion({ environment }: Workloads): Observation[] {
  const { bastion: names } = omnirapeuticNames(environment);
  return [
    well("aws_instance.bastion", { "tag:Name": names.name, root_kms_key_id: keyOf("logs") }),
    well("aws_security_group.bastion", { "tag:Name": names.securityGroup, ingress_cidr_blocks: [] }),
    well("aws_ssm_document.sessions", {
      name: names.sessions,
      log_group: names.sessionLogGroup,
      streaming: true,
      kms_key_id: keyOf("logs"),
    }),
  ];
}

/** Namespace, metrics and further letters do not matter to the checks: the names and that somebody hears of it do. */
function monitoring({ config, environment }: Workloads): Observation[] {
  const { prefix } = omnirapeuticNames(environment);
  const gateways = config.network.zones.slice(0, config.network.nat.gateways).map(({ name }) => name.slice(-1));
  const aurora = ["cpu-high", "capacity-high", "connections-high", "memory-low", "writer-restarted"];
  const others = [
    ...["vpc-egress-packets-dropped", "vpc-egress-connections-failing", "vpc-egress-volume-high"],
    ...["cost-monthly-charges", "alb-target-5xx", "alb-unhealthy-hosts", "alb-response-time"],
    ...["ecs-api-cpu-high", "ecs-api-memory-high", "ecs-api-tasks-low", "waf-blocked-high"],
    ...["flow-logs-delivery-stopped", "flow-logs-volume-high", "slo-error-rate", "slo-response-time"],
    ...gateways.map((letter) => `nat-${letter}-port-allocation`),
  ];
  const alarm = (name: string, namespace: string) =>
    well(`aws_cloudwatch_metric_alarm.${name.replaceAll("-", "_")}`, { alarm_name: `${prefix}-${name}`, namespace });
  return [
    ...aurora.map((name) => alarm(`aurora-${name}`, "AWS/RDS")),
    ...others.map((name) => alarm(name, "elsewhere")),
    untagged("aws_cloudwatch_dashboard.dashboard", { dashboard_name: prefix }),
    untagged("aws_cloudwatch_dashboard.audit", { dashboard_name: `${prefix}-audit` }),
    well("aws_cloudwatch_event_rule.backup_failed", {}),
    well("aws_db_event_subscription.cluster", {}),
    well("aws_db_parameter_group.database_parameters_instance", {}),
  ];
}

function recovery({ config, environment }: Workloads): Observation[] {
  const { backupCopyKeyAlias, prefix } = omnirapeuticNames(environment);
  const { backups, rotation } = config.recovery;
  const vault = { name: prefix, locked: backups.lock.mode !== "none" };
  return [
    well("aws_backup_vault.backup_vault", vault),
    ...(backups.copy.copied
      ? [
          well("aws_backup_vault.backup_copy", vault),
          well("aws_kms_key.backup_copy_key", {}),
          untagged("aws_kms_alias.backup_copy_key", { name: backupCopyKeyAlias }),
        ]
      : []),
    well("aws_backup_vault_policy.backup_vault", {}),
    well("aws_backup_plan.backup", {
      name: prefix,
      rules: [`daily ${backups.retentionDays.daily}`, `weekly ${backups.retentionDays.weekly}`],
      cold_after: [],
      copies_to: backups.copy.copied ? [backups.copy.region] : [],
    }),
    ...(backups.restoreTests.tested ? [well("aws_backup_restore_testing_plan.backup", {})] : []),
    ...(rotation.automatic
      ? [well("aws_secretsmanager_secret_rotation.database_user", { automatically_after_days: rotation.everyDays })]
      : []),
    well("aws_serverlessapplicationrepository_cloudformation_stack.rotation", {}),
  ];
}

function accountServices({ account, config, environment }: Workloads): Observation[] {
  if (!config.accountServices.owned) return [];
  const { audit } = omnirapeuticNames(environment);
  return [
    well("aws_config_configuration_recorder.config", {}),
    well("aws_config_configuration_recorder_status.config", {}),
    untagged("aws_config_retention_configuration.config", { retention_period_in_days: 2557 }),
    well("aws_config_delivery_channel.config", {
      s3_bucket_name: audit.configBucket(account),
      s3_kms_key_arn: keyOf("s3"),
    }),
    well("aws_config_conformance_pack.hipaa", { name: audit.conformancePack }),
    well("aws_guardduty_detector.threats", {
      finding_publishing_frequency: "FIFTEEN_MINUTES",
      features: [
        ...["S3_DATA_EVENTS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS"],
        ...["RUNTIME_MONITORING", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"],
      ],
    }),
    well("aws_guardduty_publishing_destination.threats", { kms_key_arn: keyOf("s3") }),
    well("aws_securityhub_standards_subscription.best_practices", {}),
    well("aws_accessanalyzer_analyzer.account", {}),
    well("aws_iam_account_password_policy.account", {}),
    well("aws_s3_account_public_access_block.account", {}),
    well("aws_ebs_encryption_by_default.account", {}),
  ];
}

/** A resource with what its type's checker demands of every one, and these facts. */
function well(address: string, facts: Facts): Observation {
  const demanded = checkers[address.split(".")[0]!]?.healthy ?? [];
  return met(address, { ...Object.fromEntries(demanded.map(({ fact, is }) => [fact, is])), ...facts });
}
