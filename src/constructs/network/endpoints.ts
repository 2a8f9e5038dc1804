import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { SystemStack } from "../../platform/system-stack";
import { gatewayPolicy, interfacePolicy, type GatewayService } from "./endpoint-policies";
import { SecurityGroup } from "./security-group";
import type { Tiers } from "./subnets";

const HTTPS = 443;

interface EndpointsProps {
  readonly name: string;
  readonly vpcId: string;
  readonly subnets: Tiers;
  readonly privateTableIds: readonly string[];
  readonly gatewayServices: readonly GatewayService[];
  readonly interfaceServices: readonly string[];
}

/** Private ways to AWS services: traffic to them never crosses the internet, and only this account's principals pass. 164.312(e)(1) */
export class Endpoints extends Construct {
  /** Guards every interface endpoint. Undefined when there is none. */
  readonly securityGroup?: SecurityGroup;
  /** For security group rules towards the services behind gateway endpoints. */
  readonly gatewayPrefixListIds: Readonly<Partial<Record<GatewayService, string>>>;

  private readonly props: EndpointsProps;

  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    this.props = props;
    this.gatewayPrefixListIds = Object.fromEntries(
      props.gatewayServices.map((service) => [service, this.addGateway(service).prefixListId]),
    );
    if (props.interfaceServices.length === 0) return;
    this.securityGroup = this.addSecurityGroup();
    for (const service of props.interfaceServices) this.addInterface(service, this.securityGroup);
  }

  private addGateway(service: GatewayService): VpcEndpoint {
    const { account, region } = SystemStack.of(this).settings;
    return new VpcEndpoint(this, service, {
      vpcEndpointType: "Gateway",
      ...this.common(service),
      routeTableIds: [...this.props.privateTableIds],
      policy: gatewayPolicy(service, { account, region }),
    });
  }

  private addInterface(service: string, group: SecurityGroup): void {
    new VpcEndpoint(this, service.replaceAll(".", "_"), {
      vpcEndpointType: "Interface",
      ...this.common(service),
      subnetIds: this.props.subnets.app.map(({ subnetId }) => subnetId),
      securityGroupIds: [group.securityGroupId],
      privateDnsEnabled: true, // SDKs find the endpoint under the service's usual name
      policy: interfacePolicy(SystemStack.of(this).settings.account),
    });
  }

  private common(service: string) {
    const { name, vpcId } = this.props;
    const { region } = SystemStack.of(this).settings;
    return { vpcId, serviceName: `com.amazonaws.${region}.${service}`, tags: { Name: `${name}-${service}` } };
  }

  private addSecurityGroup(): SecurityGroup {
    const { name, vpcId, subnets } = this.props;
    const group = new SecurityGroup(this, "security_group", {
      vpcId,
      name: `${name}-endpoints`,
      description: "Interface endpoints of AWS services",
    });
    for (const tier of ["app", "data"] as const) {
      for (const { letter, cidr } of subnets[tier]) {
        const description = `AWS API calls from ${tier} subnet ${letter}`;
        group.allowFrom(`${tier}_${letter}`, { source: { cidr }, port: HTTPS, description });
      }
    }
    return group;
  }
}
