import { ConfigConformancePack } from "@cdktf/provider-aws/lib/config-conformance-pack";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Construct } from "constructs";
import type { ConfigRecorder } from "./aws-config-recorder";
import { hipaaRules, type ManagedRule } from "./hipaa-pack/rules";
import { packTemplate, type PackTemplate } from "./hipaa-pack/template";

/** The rule whose parameter the documents' pack leaves to the account: without it, every internet gateway fails. */
const GATEWAY_RULE = "internet-gateway-authorized-vpc-only";
const AUTHORIZED_VPCS = "InternetGatewayAuthorizedVpcOnlyParamAuthorizedVpcIds";

export interface ConformancePackProps {
  /** Such as `omnirapeutic-production-hipaa-security`: a letter, then letters, digits and hyphens, up to 256. */
  readonly name: string;
  /** VPCs that may have an internet gateway. */
  readonly authorizedVpcIds: readonly string[];
  /** What the rules judge; the pack is made when it records, and its bucket holds a template too large for a request. */
  readonly recorder: ConfigRecorder;
  /** 1-130, with `internet-gateway-authorized-vpc-only` among them. @default the HIPAA pack's 130 */
  readonly rules?: readonly ManagedRule[];
}

/** AWS-managed rules that judge every recorded resource of the account against 45 CFR 164. 164.308(a)(8) */
export class ConformancePack extends Construct {
  readonly packArn: string;

  /** @throws PackLimitError when AWS Config would refuse the size. @throws Error for a name or rules that it would refuse */
  constructor(scope: Construct, id: string, props: ConformancePackProps) {
    super(scope, id);
    requireName(this, props.name);
    const open = { [GATEWAY_RULE]: { AuthorizedVpcIds: AUTHORIZED_VPCS } };
    const template = packTemplate(this.node.path, props.rules ?? hipaaRules, open);
    const pack = new ConfigConformancePack(this, "Resource", {
      name: props.name,
      ...(template.viaS3 ? { templateS3Uri: this.upload(props, template) } : { templateBody: template.body }),
      inputParameter: [{ parameterName: AUTHORIZED_VPCS, parameterValue: props.authorizedVpcIds.join(",") }],
      dependsOn: [props.recorder.recording], // refused without a running recorder
    });
    this.packArn = pack.arn;
  }

  /** The key changes with the content, so that AWS Config reads the new template. */
  private upload({ name, recorder }: ConformancePackProps, { body, hash }: PackTemplate): string {
    const object = new S3Object(this, "template", {
      bucket: recorder.bucket.bucketName,
      key: `conformance-packs/${name}-${hash}.json`,
      content: body,
      contentType: "application/json",
    });
    return `s3://${object.bucket}/${object.key}`;
  }
}

function requireName(pack: ConformancePack, name: string): void {
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,255}$/.test(name)) return;
  throw new Error(
    `[${pack.node.path}] name is "${name}"; allowed are a letter, then up to 255 letters, digits and hyphens. Change it.`,
  );
}
