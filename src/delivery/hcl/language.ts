import { anyBody, type BlockShape, type Shape } from "./shape";

/**
 * The blocks of Terraform's own language, whatever the provider.
 * Source: https://developer.hashicorp.com/terraform/language and the schemas of Terraform 1.11.
 */
const names = (...list: string[]): ReadonlySet<string> => new Set(list);
const block = (body: Shape, labels = 0): BlockShape => ({ labels, body: () => body });
const leaf = (...attributes: string[]): Shape => ({ blocks: {}, attributes: names(...attributes) });

const condition = block(leaf("condition", "error_message"));

const provisioner = block({ blocks: { connection: block(anyBody) }, bare: names("when", "on_failure") }, 1);

const lifecycle = block({
  blocks: { precondition: condition, postcondition: condition },
  attributes: names("create_before_destroy", "prevent_destroy"),
  bare: names("ignore_changes", "replace_triggered_by"),
});

/** What every `data` and `ephemeral` block takes beside its provider's arguments. */
export const dataMeta: Shape = {
  blocks: { lifecycle },
  attributes: names("count", "for_each"),
  bare: names("depends_on", "provider"),
};

/** What every `resource` block takes besides. */
export const resourceMeta: Shape = {
  ...dataMeta,
  blocks: { lifecycle, provisioner, connection: block(anyBody) },
};

/** What every `provider` block takes besides. */
export const providerMeta: Shape = { blocks: {}, attributes: names("alias", "version") };

const address = { blocks: {}, attributes: names() };

/** Blocks at the top of a document that need no provider's schema. */
export const documentBlocks: Readonly<Record<string, BlockShape>> = {
  terraform: block({
    attributes: names("required_version"),
    bare: names("experiments"),
    blocks: {
      // The version of a provider, its source, and the names by which a module expects it.
      required_providers: block(anyBody),
      backend: block(anyBody, 1),
      cloud: block({ blocks: { workspaces: block(anyBody) } }),
      provider_meta: block(anyBody, 1),
    },
  }),
  variable: block(
    {
      attributes: names("default", "description", "sensitive", "nullable", "ephemeral"),
      bare: names("type"),
      blocks: { validation: condition },
    },
    1,
  ),
  output: block(
    {
      attributes: names("value", "description", "sensitive", "ephemeral"),
      bare: names("depends_on"),
      blocks: { precondition: condition },
    },
    1,
  ),
  locals: block(anyBody),
  module: block({ blocks: {}, bare: names("depends_on", "providers") }, 1),
  moved: block({ ...address, bare: names("from", "to") }),
  import: block({ blocks: {}, attributes: names("id", "for_each", "identity"), bare: names("to", "provider") }),
  removed: block({
    blocks: { lifecycle: block(leaf("destroy")), provisioner },
    attributes: names(),
    bare: names("from"),
  }),
  check: block({ blocks: { assert: condition }, attributes: names() }, 1),
};
