import {
  Token,
  TerraformDataSource,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformVariable,
  type TerraformElement,
} from "cdktf";
import type { Node } from "constructs";

/** Names that add nothing to an address: a construct's main resource takes the construct's own name. */
const SILENT = new Set(["Resource", "Default"]);
/** Stricter than Terraform (which also allows upper case and `-`), so that one thing has one spelling. */
const VALID = /^[a-z_][a-z0-9_]*$/;

/** The readable id of a construct: its path below the stack joined by `_`, without a hash. */
export function logicalId(node: Node, stack: Node): string {
  const path = node.scopes
    .slice(node.scopes.findIndex((scope) => scope.node === stack) + 1)
    .map((scope) => scope.node.id);
  return path.filter((id) => !SILENT.has(id)).join("_");
}

/**
 * Remembers every id that a stack gave out and finds what CDKTF lets pass: two constructs (`net/q` and `net_q`) that
 * would silently merge into one resource, and names that Terraform refuses.
 */
export class LogicalIds {
  readonly problems: string[] = [];
  private readonly owners = new Map<string, string>();

  register(element: TerraformElement, id: string): void {
    const path = element.node.path;
    if (Token.isUnresolved(id) || !VALID.test(id)) {
      this.problems.push(
        `[${path}] "${id}" is not a valid logical id. Allowed: lower-case letters, digits and "_", not starting with a digit. ` +
          "Give the construct (or a parent) a name of its own.",
      );
    }
    const address = `${blockOf(element)}.${id}`;
    const owner = this.owners.get(address);
    if (owner !== undefined && owner !== path) {
      this.problems.push(
        `[${path}] has the same address as [${owner}]: ${address}. CDKTF would merge the two into one resource. Rename one of them.`,
      );
    }
    this.owners.set(address, path);
  }
}

/** The namespace in which an id must be unique: block kind and, where there is one, type. */
function blockOf(element: TerraformElement): string {
  if (TerraformResource.isTerraformResource(element)) return element.terraformResourceType;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}`;
  if (TerraformOutput.isTerraformOutput(element)) return "output";
  if (element instanceof TerraformVariable) return "var";
  if (element instanceof TerraformProvider) return "provider";
  return "blockType" in element ? String(element.blockType) : element.constructor.name;
}
