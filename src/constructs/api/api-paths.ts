import { ApiGatewayResource } from "@cdktf/provider-aws/lib/api-gateway-resource";
import type { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import type { Construct } from "constructs";

/** One path and where it stands in the tree. */
export interface ApiResource {
  readonly id: string;
  /** Ends the addresses of what belongs to it, such as `api_items_id`. */
  readonly name: string;
}

const PART = /^(\{[a-zA-Z][\w-]*\}|[\w.-]+)$/;

/** The tree of an API's paths: each part once, under the part before it. */
export class ApiPaths {
  private readonly resources = new Map<string, ApiResource>();

  constructor(
    private readonly scope: Construct,
    private readonly api: ApiGatewayRestApi,
  ) {}

  /** The resource of a path, made at the first time that it is asked for. @throws Error when a part is no part of a path */
  at(path: string): ApiResource {
    const parts = path.split("/").slice(1);
    const strange = parts.find((part) => !PART.test(part));
    if (!path.startsWith("/") || strange !== undefined) {
      throw new Error(
        `[${this.scope.node.path}] path is "${path}"; allowed are parts of letters, digits and ._-, or names in braces, each after a /. Write it like /api/items/{id}.`,
      );
    }
    return this.grow(parts);
  }

  private grow(parts: readonly string[]): ApiResource {
    const path = parts.join("/");
    const known = this.resources.get(path);
    if (known) return known;
    const parentId = parts.length === 1 ? this.api.rootResourceId : this.grow(parts.slice(0, -1)).id;
    const name = parts.map((part) => part.replace(/[{}]/g, "").replaceAll(/[.-]/g, "_")).join("_");
    const { id } = new ApiGatewayResource(this.scope, `path_${name}`, {
      restApiId: this.api.id,
      parentId,
      pathPart: parts.at(-1)!,
    });
    const grown = { id, name };
    this.resources.set(path, grown);
    return grown;
  }
}
