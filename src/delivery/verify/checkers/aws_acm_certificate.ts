import { tagFacts, text, type Checker } from "../checker";

export const awsAcmCertificate: Checker = {
  group: "Security",
  read: async (resource, { acm }) => {
    const CertificateArn = text(resource, "arn");
    const [{ Certificate: certificate }, { Tags }] = await Promise.all([
      acm.describeCertificate({ CertificateArn }),
      acm.listTagsForCertificate({ CertificateArn }),
    ]);
    return (
      certificate && {
        domain_name: certificate.DomainName,
        status: certificate.Status,
        key_algorithm: certificate.KeyAlgorithm,
        ...tagFacts(Tags),
      }
    );
  },
  healthy: [{ title: "Every certificate is issued", fact: "status", is: "ISSUED" }], // 164.312(e)(1)
};
