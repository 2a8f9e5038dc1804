import { ApiGatewayBasePathMapping } from "@cdktf/provider-aws/lib/api-gateway-base-path-mapping";
import { ApiGatewayDomainName } from "@cdktf/provider-aws/lib/api-gateway-domain-name";
import type { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import type { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { Certificate } from "../edge/certificate";

export interface ApiDomainProps {
  /** Of the domain, in the API's region; where its zone is ours, the domain becomes an alias of the API. */
  readonly certificate: Certificate;
  readonly api: ApiGatewayRestApi;
  readonly stage: ApiGatewayStage;
}

/** A name of the API's own: TLS 1.2 and later. 164.312(e)(1) */
export class ApiDomain extends Construct {
  readonly domainName: string;

  constructor(scope: Construct, id: string, { certificate, api, stage }: ApiDomainProps) {
    super(scope, id);
    this.domainName = certificate.domainName;
    const domain = new ApiGatewayDomainName(this, "Resource", {
      domainName: this.domainName,
      regionalCertificateArn: certificate.certificateArn,
      securityPolicy: "TLS_1_2",
      endpointConfiguration: { types: ["REGIONAL"] },
      tags: { Name: this.domainName },
    });
    new ApiGatewayBasePathMapping(this, "mapping", {
      apiId: api.id,
      stageName: stage.stageName,
      domainName: domain.domainName,
    });
    if (certificate.hostedZoneId === undefined) return;
    new Route53Record(this, "alias", {
      zoneId: certificate.hostedZoneId,
      name: this.domainName,
      type: "A",
      alias: { name: domain.regionalDomainName, zoneId: domain.regionalZoneId, evaluateTargetHealth: false },
    });
  }
}
