import { Construct } from "constructs";
import type { SystemConfig } from "../../config";
import { EncryptionKey } from "../../constructs/security/encryption-key";
import type { KeyUse } from "../../constructs/security/key-policy";
import type { SystemStack } from "../../platform/system-stack";

/** Makes the keys of a system, each under the alias of its name. */
export function keyMaker<Name extends string>(
  stack: SystemStack,
  { keys, protection }: SystemConfig,
  aliases: Readonly<Record<Name, string>>,
) {
  const scope = new Construct(stack, "keys");
  return (name: Name, description: string, uses: readonly KeyUse[]): EncryptionKey =>
    new EncryptionKey(scope, name, {
      ...keys,
      aliasName: aliases[name],
      description,
      uses,
      protection: protection.allowDestroy,
    });
}
