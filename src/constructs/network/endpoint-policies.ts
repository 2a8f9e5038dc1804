import { policyDocument, type PolicyStatement } from "../../platform/policy-document";

/** The AWS service behind a gateway endpoint. */
export type GatewayService = "s3" | "dynamodb";

/** Principals of the account, whatever their own policies say about other services. */
function accountPrincipals(account: string, conditions: { readonly [key: string]: string } = {}): PolicyStatement {
  return {
    sid: "PrincipalsOfThisAccount",
    principals: "*",
    actions: ["*"],
    resources: ["*"],
    conditions: { StringEquals: { "aws:PrincipalAccount": account, ...conditions } },
  };
}

/** No foreign credentials through an interface endpoint: malware cannot carry data off with keys of its own. */
export function interfacePolicy(account: string): string {
  return policyDocument([accountPrincipals(account)]);
}

/**
 * The account's principals reach the account's own buckets or tables. From S3 anybody in the VPC may also read what AWS
 * hands out from its own buckets; those requests are signed by AWS or not at all, so no account can be asked for.
 */
export function gatewayPolicy(
  service: GatewayService,
  { account, region }: { account: string; region: string },
): string {
  const own = accountPrincipals(account, { "aws:ResourceAccount": account });
  return policyDocument(service === "s3" ? [own, awsDownloads(region)] : [own]);
}

/**
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/linux/al2023/ug/repos.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-minimum-s3-permissions.html
 */
function awsDownloads(region: string): PolicyStatement {
  const buckets = [
    `prod-${region}-starport-layer-bucket`, // image layers of ECR
    `al2023-repos-${region}-de612dc2`, // packages of Amazon Linux 2023
  ];
  return {
    sid: "DownloadsFromAws",
    principals: "*",
    actions: ["s3:GetObject"],
    resources: [...buckets.map((bucket) => `arn:aws:s3:::${bucket}/*`), ...systemsManagerDownloads(region)],
  };
}

/** What an instance under Systems Manager downloads, as S3 objects. */
export function systemsManagerDownloads(region: string): string[] {
  return [
    `amazon-ssm-${region}`, // updates of the SSM agent
    `amazon-ssm-packages-${region}`,
    `aws-ssm-${region}`, // documents that Systems Manager runs
    `patch-baseline-snapshot-${region}`, // which patches are approved
    `aws-patch-manager-${region}-*`, // the program that installs them; AWS ends the name at will
  ].map((bucket) => `arn:aws:s3:::${bucket}/*`);
}
