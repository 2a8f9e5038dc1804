import { ref, TerraformElement, Token } from "cdktf";
import type { Construct } from "constructs";

/**
 * A Terraform `ephemeral` block: a value that lives only while Terraform runs and is never written to plan or state
 * (Terraform >= 1.11). CDKTF 0.21 has no class for it.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/ephemeral
 */
export class EphemeralResource extends TerraformElement {
  readonly blockType: string;

  /** @param body arguments in Terraform's own spelling (snake case) */
  constructor(
    scope: Construct,
    id: string,
    private readonly type: string,
    private readonly body: { readonly [argument: string]: unknown },
  ) {
    super(scope, id, `ephemeral.${type}`);
    this.blockType = `ephemeral.${type}`;
  }

  /**
   * A reference to an attribute; Terraform accepts it only in write-only arguments, providers and other ephemeral blocks.
   * A token, because CDKTF escapes the text of a reference inside a function: the text itself would become the value.
   */
  attribute(name: string): string {
    return Token.asString(ref(`${this.blockType}.${this.friendlyUniqueId}.${name}`, this.cdktfStack));
  }

  override toTerraform(): object {
    return {
      ephemeral: { [this.type]: { [this.friendlyUniqueId]: { ...this.body, "//": this.constructNodeMetadata } } },
    };
  }
}
