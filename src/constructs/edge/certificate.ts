import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

const RECORD_TTL_SECONDS = 300;

/** An existing public hosted zone that proves the domain is ours, or a certificate that somebody else keeps valid. */
export type CertificateSource = { readonly hostedZone: string } | { readonly arn: string };

export interface CertificateProps {
  /** The one host name that the certificate is for, such as `app.omnirapeutic.example`. */
  readonly domainName: string;
  /** Where it comes from: `hostedZone` by name, such as `omnirapeutic.example`, or `arn` of an issued one in this region. */
  readonly source: CertificateSource;
  /** Ignored with an ARN. @default "RSA_2048", which every client accepts */
  readonly keyAlgorithm?: "RSA_2048" | "EC_prime256v1" | "EC_secp384r1";
}

/** A TLS certificate that is issued when Terraform goes on, and that ACM renews by itself while its DNS record stands. 164.312(e)(1) */
export class Certificate extends Construct {
  readonly domainName: string;
  /** Known once the certificate is issued. */
  readonly certificateArn: string;
  /** Where records of the domain can be made; undefined when the zone is not ours. */
  readonly hostedZoneId?: string;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    this.domainName = props.domainName;
    if ("arn" in props.source) {
      this.certificateArn = props.source.arn;
      return;
    }
    const zone = new DataAwsRoute53Zone(this, "zone", { name: props.source.hostedZone, privateZone: false });
    this.hostedZoneId = zone.zoneId;
    this.certificateArn = this.issue(props, zone.zoneId);
  }

  /** Requests the certificate, proves the domain by DNS, and waits. */
  private issue({ domainName, keyAlgorithm = "RSA_2048" }: CertificateProps, zoneId: string): string {
    const certificate = new AcmCertificate(this, "Resource", {
      domainName,
      validationMethod: "DNS",
      keyAlgorithm,
      options: { certificateTransparencyLoggingPreference: "ENABLED" }, // browsers distrust what is not logged
      lifecycle: { createBeforeDestroy: true }, // a listener uses it
      tags: { Name: domainName },
    });
    const proof = certificate.domainValidationOptions.get(0); // one domain, one record: known without for_each
    const record = new Route53Record(this, "validation_record", {
      zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: RECORD_TTL_SECONDS,
      allowOverwrite: true, // the same for every certificate of the domain in the account
    });
    return new AcmCertificateValidation(this, "validation", {
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn],
    }).certificateArn;
  }
}
