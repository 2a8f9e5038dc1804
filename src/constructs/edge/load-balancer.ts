import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { acknowledgeByDesign, acknowledgeRelaxed } from "../../platform/acknowledge";
import type { Safeguard } from "../../platform/safeguard";
import { SecurityGroup } from "../network/security-group";
import type { AlarmTopic } from "../observability/alarm-topic";
import { requireBalancerName } from "./balancer-name";
import { requireBlueGreen, requireUnshifted, TEST_PORT, type BlueGreen, type BlueGreenTraffic } from "./blue-green";
import type { Certificate } from "./certificate";
import { requireValidRoute, type Route } from "./listener-rule";
import { listenTls, redirectPlainHttp } from "./listeners";
import { LoadBalancerAlarms, watchHealth } from "./load-balancer-alarms";
import type { LoadBalancerLogsTarget } from "./load-balancer-logs";
import type { TargetGroup } from "./target-group";

/** Why the internet reaches it. */
const PUBLIC_DOOR =
  "The product's one public door: a firewall filters every request, plain HTTP is only redirected to HTTPS, and workloads admit this load balancer alone.";

export interface LoadBalancerProps {
  /** Unique in account and region: 1-32 letters, digits and hyphens. Its DNS name starts with it. */
  readonly name: string;
  /** Unique in the VPC. */
  readonly securityGroupName: string;
  readonly vpcId: string;
  /** Subnets with a route to an internet gateway, in at least two zones. */
  readonly publicSubnetIds: readonly string[];
  /** Of the domain that clients use; where its zone is ours, the domain becomes an alias of the load balancer. */
  readonly certificate: Certificate;
  /** Where requests go that no route takes. */
  readonly defaultTargets: TargetGroup;
  /**
   * Lets CodeDeploy move the requests that no route takes between two groups of targets; Terraform leaves them where they
   * are. @default they go to `defaultTargets` for ever
   */
  readonly blueGreen?: BlueGreen;
  readonly logs: LoadBalancerLogsTarget;
  /** Seconds after which a silent connection is closed, 1-4000. @default 60 */
  readonly idleTimeoutSeconds?: number;
  /** Kept: neither Terraform nor a person deletes it before deletion protection is taken off. */
  readonly protection: Safeguard;
}

/**
 * The door to the internet: TLS 1.2 or later with a certificate, plain HTTP only to be sent there, malformed requests
 * turned away, everything logged. 164.312(e)(1), 164.312(b)
 */
export class LoadBalancer extends Construct {
  readonly securityGroup: SecurityGroup;
  readonly loadBalancerArn: string;
  /** The value of the metrics' dimension `LoadBalancer`. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  /** The name that clients use: that of the certificate. */
  readonly domainName: string;
  /** Of AWS's own zone that holds `dnsName`: for alias records. */
  readonly zoneId: string;
  readonly httpsListenerArn: string;
  private readonly testListenerArn?: string;
  /** Priority -> id of the route that has it. */
  private readonly priorities = new Map<number, string>();

  /** @throws Error when AWS would refuse name, subnets or timeout */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LoadBalancerProps,
  ) {
    super(scope, id);
    requireValid(this, props);
    this.securityGroup = this.openToTheInternet(props);
    const balancer = this.createBalancer(props);
    this.loadBalancerArn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.domainName = props.certificate.domainName;
    this.zoneId = balancer.zoneId;
    const { defaultTargets: blue, blueGreen } = props;
    this.httpsListenerArn = this.listen("https", 443, blue, blueGreen?.targets);
    if (blueGreen) this.testListenerArn = this.listenToTesters(blueGreen);
    redirectPlainHttp(this, "http", { loadBalancerArn: this.loadBalancerArn, name: `${props.name}-http` });
    this.answerTo(props.certificate);
  }

  /** What deployments shift. @throws Error when the load balancer has no second group of targets */
  get traffic(): BlueGreenTraffic {
    const { httpsListenerArn: productionListenerArn, testListenerArn } = this;
    const { defaultTargets: blue, blueGreen } = this.props;
    if (blueGreen && testListenerArn) return { productionListenerArn, testListenerArn, blue, green: blueGreen.targets };
    throw new Error(`[${this.node.path}] blueGreen is missing; allowed is a second group of targets. Set it.`);
  }

  /**
   * Sends requests for the paths to the targets.
   *
   * @param id ends the rule's address
   * @throws Error when AWS would refuse the rule, another route has its priority, or CodeDeploy moves the targets' requests
   */
  route(id: string, route: Route): void {
    requireValidRoute(this, id, route, this.priorities);
    const { defaultTargets, blueGreen } = this.props;
    if (blueGreen) requireUnshifted(this, id, route.targets, [defaultTargets, blueGreen.targets]);
    this.priorities.set(route.priority, id);
    const rule = new LbListenerRule(this, id, {
      listenerArn: this.httpsListenerArn,
      priority: route.priority,
      condition: [{ pathPattern: { values: [...route.paths] } }],
      action: [{ type: "forward", targetGroupArn: route.targets.targetGroupArn }],
      tags: { Name: `${this.props.name}-${id}` },
    });
    route.targets.addRoute(rule);
    route.targets.acknowledgePlainHttp();
  }

  /**
   * Opens the way to a workload's port, on both sides: requests and health checks.
   *
   * @param peer short name of the workload; ends both rules' addresses
   */
  connectTo(peer: string, workload: SecurityGroup, port: number, description: string): void {
    this.securityGroup.allowTo(peer, { destination: workload, port, description });
    workload.allowFrom(`${this.node.id}_${peer}`, { source: this.securityGroup, port, description });
  }

  /** The three documented alarms. @param targets whose health is watched: those of the most important service */
  watch(topic: AlarmTopic, targets: TargetGroup): void {
    const { name } = this.props;
    new LoadBalancerAlarms(this, "alarms", { topic, name, arnSuffix: this.arnSuffix, targets });
  }

  /** One more alarm on the health of targets. @param id short name of the service, in the alarm's name and address */
  watchTargets(id: string, topic: AlarmTopic, targets: TargetGroup): void {
    const name = `${this.props.name}-${id}-unhealthy-hosts`;
    watchHealth(this, `alarms_${id}_unhealthy_hosts`, { topic, name, arnSuffix: this.arnSuffix, targets });
  }

  private openToTheInternet({ vpcId, name, securityGroupName }: LoadBalancerProps): SecurityGroup {
    const group = new SecurityGroup(this, "security_group", {
      vpcId,
      name: securityGroupName,
      description: `Load balancer ${name}`,
    });
    const source = { internet: { reason: PUBLIC_DOOR } };
    group.allowFrom("internet_https", { source, port: 443, description: "HTTPS from everywhere" });
    group.allowFrom("internet_http", { source, port: 80, description: "HTTP from everywhere, redirected to HTTPS" });
    return group;
  }

  private createBalancer({ logs, ...props }: LoadBalancerProps): Lb {
    const logsTo = (prefix: string) => ({ bucket: logs.bucketName, prefix, enabled: true });
    const balancer = new Lb(this, "Resource", {
      name: props.name,
      loadBalancerType: "application",
      internal: false,
      subnets: [...props.publicSubnetIds],
      securityGroups: [this.securityGroup.securityGroupId],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive", // "strictest" also turns away harmless clients
      xffHeaderProcessingMode: "append", // targets see the client's address last in X-Forwarded-For
      enableWafFailOpen: false, // nothing passes uninspected
      enableDeletionProtection: props.protection.kept, // 164.312(c)(1)
      idleTimeout: props.idleTimeoutSeconds ?? 60,
      accessLogs: logsTo(logs.prefixes.access), // 164.312(b)
      connectionLogs: logsTo(logs.prefixes.connection),
      tags: { Name: props.name },
      dependsOn: [logs.policy], // AWS writes a test object at once
    });
    acknowledgeByDesign(balancer, "alb-is-not-public", PUBLIC_DOOR);
    acknowledgeRelaxed(balancer, "load-balancers-are-protected-from-deletion", props.protection);
    return balancer;
  }

  private listen(id: string, port: number, targets: TargetGroup, turns?: TargetGroup): string {
    const { loadBalancerArn } = this;
    const { certificate, name } = this.props;
    return listenTls(this, id, { loadBalancerArn, name: `${name}-${id}`, port, certificate, targets, turns }).arn;
  }

  /** The same certificate and TLS as for clients, but only for those who are named. 164.312(a)(1) */
  private listenToTesters({ targets, testPort: port = TEST_PORT, testers = {} }: BlueGreen): string {
    for (const [name, source] of Object.entries(testers)) {
      const description = `Tests of new tasks by ${name}`;
      this.securityGroup.allowFrom(`tests_${name}`, { source, port, description });
    }
    return this.listen("test", port, targets, this.props.defaultTargets);
  }

  private answerTo({ domainName, hostedZoneId }: Certificate): void {
    if (hostedZoneId === undefined) return;
    new Route53Record(this, "domain", {
      zoneId: hostedZoneId,
      name: domainName,
      type: "A",
      alias: { name: this.dnsName, zoneId: this.zoneId, evaluateTargetHealth: true },
    });
  }
}

function requireValid(balancer: LoadBalancer, props: LoadBalancerProps): void {
  requireBalancerName(balancer, props.name);
  if (props.blueGreen) requireBlueGreen(balancer, props.defaultTargets, props.blueGreen);
  const { publicSubnetIds, idleTimeoutSeconds: timeout = 60 } = props;
  const problem = [
    publicSubnetIds.length < 2 &&
      `publicSubnetIds has ${publicSubnetIds.length}; allowed are 2 or more, each in a zone`,
    !(Number.isInteger(timeout) && timeout >= 1 && timeout <= 4000) &&
      `idleTimeoutSeconds is ${timeout}; allowed are whole numbers from 1 to 4000`,
  ].find((found) => found !== false);
  if (problem !== undefined) {
    throw new Error(`[${balancer.node.path}] ${problem}. Change it in the load balancer's properties.`);
  }
}
