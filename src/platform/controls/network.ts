import type { Control } from "./control";

/** VPCs, subnets, routes, security groups, network ACLs. */
export const network = {
  "security-groups-close-ssh": { severity: "CRITICAL", checkov: ["CKV_AWS_24"], tfsec: [] },
  "security-groups-close-rdp": { severity: "CRITICAL", checkov: ["CKV_AWS_25"], tfsec: [] },
  "security-groups-close-http": { severity: "MEDIUM", checkov: ["CKV_AWS_260"], tfsec: [] },
  "security-groups-close-all-ports": { severity: "CRITICAL", checkov: ["CKV_AWS_277"], tfsec: [] },
  "open-ingress-only-on-authorized-ports": {
    severity: "CRITICAL",
    checkov: [],
    tfsec: ["aws-ec2-no-public-ingress-sgr"],
  },
  "security-groups-close-all-egress": { severity: "MEDIUM", checkov: ["CKV_AWS_382"], tfsec: [] },
  "security-groups-have-no-public-egress": {
    severity: "CRITICAL",
    checkov: [],
    tfsec: ["aws-ec2-no-public-egress-sgr"],
  },
  "security-groups-are-described": {
    severity: "LOW",
    checkov: ["CKV_AWS_23"],
    tfsec: ["aws-ec2-add-description-to-security-group", "aws-ec2-add-description-to-security-group-rule"],
  },
  "security-groups-are-attached": { severity: "LOW", checkov: ["CKV2_AWS_5"], tfsec: [] },
  "default-security-groups-are-closed": { severity: "HIGH", checkov: ["CKV2_AWS_12"], tfsec: [] },
  "vpcs-have-flow-logs": {
    severity: "MEDIUM",
    checkov: ["CKV2_AWS_11"],
    tfsec: ["aws-ec2-require-vpc-flow-logs-for-all-vpcs"],
  },
  "default-vpc-is-not-used": { severity: "HIGH", checkov: ["CKV_AWS_148"], tfsec: ["aws-ec2-no-default-vpc"] },
  "subnets-do-not-assign-public-ips": {
    severity: "HIGH",
    checkov: ["CKV_AWS_130"],
    tfsec: ["aws-ec2-no-public-ip-subnet"],
  },
  "network-acls-close-ssh": { severity: "HIGH", checkov: ["CKV_AWS_232"], tfsec: [] },
  "network-acls-close-rdp": { severity: "HIGH", checkov: ["CKV_AWS_231"], tfsec: [] },
  "network-acls-close-ftp": { severity: "HIGH", checkov: ["CKV_AWS_229"], tfsec: [] },
  "network-acls-close-ftp-data": { severity: "HIGH", checkov: ["CKV_AWS_230"], tfsec: [] },
  "network-acls-have-no-public-ingress": {
    severity: "CRITICAL",
    checkov: [],
    tfsec: ["aws-ec2-no-public-ingress-acl"],
  },
  "network-acls-do-not-open-all-ports": {
    severity: "CRITICAL",
    checkov: ["CKV_AWS_352"],
    tfsec: ["aws-ec2-no-excessive-port-access"],
  },
  "network-acls-are-attached": { severity: "LOW", checkov: ["CKV2_AWS_1"], tfsec: [] },
  "elastic-ips-are-attached": { severity: "LOW", checkov: ["CKV2_AWS_19"], tfsec: [] },
  "default-routes-use-nat-gateways": { severity: "LOW", checkov: ["CKV2_AWS_35"], tfsec: [] },
  "peering-routes-are-narrow": { severity: "MEDIUM", checkov: ["CKV2_AWS_44"], tfsec: [] },
  "endpoint-services-ask-for-acceptance": { severity: "MEDIUM", checkov: ["CKV_AWS_123"], tfsec: [] },
} as const satisfies Readonly<Record<string, Control>>;
