import { Certificate, type CertificateSource } from "../../../src/constructs/edge/certificate";
import { synthesize, type Synthesized } from "../../support/synthesize";
import { edge } from "./edge";

function certificate(source: CertificateSource): Synthesized {
  return synthesize((stack) => {
    edge(stack, { certificate: new Certificate(stack, "tls", { domainName: "app.sample.example", source }) });
  });
}

describe("Certificate", () => {
  it("is proved by a DNS record in the public zone of that name, and used once it is issued", () => {
    const stack = certificate({ hostedZone: "sample.example" });
    expect(stack.at("data.aws_route53_zone.tls_zone")).toMatchObject({ name: "sample.example", private_zone: false });
    expect(stack.at("aws_acm_certificate.tls")).toMatchObject({
      domain_name: "app.sample.example",
      validation_method: "DNS",
      key_algorithm: "RSA_2048",
      options: { certificate_transparency_logging_preference: "ENABLED" },
      lifecycle: { create_before_destroy: true },
    });
    expect(stack.at("aws_route53_record.tls_validation_record")).toMatchObject({
      zone_id: "${data.aws_route53_zone.tls_zone.zone_id}",
      name: "${tolist(aws_acm_certificate.tls.domain_validation_options).0.resource_record_name}",
    });
    expect(stack.at("aws_acm_certificate_validation.tls_validation").validation_record_fqdns).toEqual([
      "${aws_route53_record.tls_validation_record.fqdn}",
    ]);
    expect(stack.at("aws_lb_listener.balancer_https").certificate_arn).toBe(
      "${aws_acm_certificate_validation.tls_validation.certificate_arn}",
    );
  });

  it("makes the domain an alias of the load balancer, where the zone is ours", () => {
    expect(certificate({ hostedZone: "sample.example" }).at("aws_route53_record.balancer_domain")).toMatchObject({
      name: "app.sample.example",
      type: "A",
      alias: { name: "${aws_lb.balancer.dns_name}", zone_id: "${aws_lb.balancer.zone_id}" },
    });
  });

  it("may be one that exists: then neither certificate nor record is made", () => {
    const arn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    const stack = certificate({ arn });
    expect(stack.at("aws_lb_listener.balancer_https").certificate_arn).toBe(arn);
    expect(stack.addresses().filter((address) => address.includes(".tls"))).toEqual([]);
    stack.none("aws_route53_record");
  });
});
