import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { keyPolicy, type KeyUse } from "./key-policy";

export interface EncryptionKeyProps {
  /** `alias/…`; the part behind the slash is also the Name tag. */
  readonly aliasName: string;
  readonly description: string;
  /** Where the key is and is used. @default the stack's region */
  readonly region?: string;
  /** Everything that the key may be used for, each use once. */
  readonly uses: readonly KeyUse[];
  /** Days between automatic rotations, 90-2560. */
  readonly rotationPeriodDays: number;
  /** Days between asking for the key's deletion and losing all that it encrypts, 7-30. */
  readonly deletionWindowDays: number;
  /** Kept: Terraform refuses to destroy the key. */
  readonly protection: Safeguard;
}

/** A customer managed key: rotated automatically, usable only for its declared uses. @stateful */
export class EncryptionKey extends Construct {
  readonly keyArn: string;
  readonly aliasName: string;

  /** @throws Error when the alias does not start with `alias/` or a period is out of range */
  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    requireValid(this, props);
    const stack = SystemStack.of(this);
    const region = props.region ?? stack.settings.region;
    const provider = stack.providerIn(region);
    const key = new KmsKey(this, "Resource", {
      provider,
      description: props.description,
      enableKeyRotation: true, // 164.312(a)(2)(iv)
      rotationPeriodInDays: props.rotationPeriodDays,
      deletionWindowInDays: props.deletionWindowDays, // 164.312(c)(1)
      policy: keyPolicy(props.uses, { ...stack.settings, region }), // 164.312(a)(1)
      bypassPolicyLockoutSafetyCheck: false,
      tags: { Name: props.aliasName.replace(/^alias\//, "") },
      lifecycle: lifecycleOf(props.protection),
    });
    const alias = new KmsAlias(this, "alias", { provider, name: props.aliasName, targetKeyId: key.keyId });
    this.keyArn = key.arn;
    this.aliasName = alias.name;
  }
}

function requireValid(key: EncryptionKey, props: EncryptionKeyProps): void {
  const { aliasName, rotationPeriodDays: rotation, deletionWindowDays: window } = props;
  const problem = [
    !/^alias\/(?!aws\/)[\w/-]+$/.test(aliasName) &&
      `aliasName is "${aliasName}"; allowed is alias/<name>, not alias/aws/…`,
    (rotation < 90 || rotation > 2560) && `rotationPeriodDays is ${rotation}; allowed are 90-2560`,
    (window < 7 || window > 30) && `deletionWindowDays is ${window}; allowed are 7-30`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${key.node.path}] ${problem}. Change it in the key's properties.`);
}
