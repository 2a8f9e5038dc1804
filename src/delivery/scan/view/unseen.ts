import { isObject, type Json, type JsonObject } from "../../hcl";
import type { RawFinding } from "../finding";
import type { View } from ".";

/**
 * What no scanner can judge in a view, as findings of our own: a green scan would say more than it knows.
 * Measured in docs/compliance/scanners.md.
 */
export function unseen(deployment: string, document: JsonObject, view: View): readonly RawFinding[] {
  const unset = variablesWithoutValue(document);
  const bodies = new Map(blocksOf(document));
  return view.blocks.flatMap(({ address, kind }) => {
    const found = (rule: string, message: string, fix: string): RawFinding => ({
      engine: "estate",
      deployment,
      address,
      rule,
      message,
      fix,
    });
    if (kind === "module") {
      return [
        found(
          "scan-modules-are-inline",
          "The module's resources are not scanned.",
          "Scan its folder as well, or build it from constructs.",
        ),
      ];
    }
    const text = JSON.stringify(bodies.get(address) ?? null);
    const variables = unset.filter((name) => new RegExp(`\\bvar\\.${name}\\b`).test(text));
    return [
      ...variables.map((name) =>
        found(
          "scan-values-are-known",
          `var.${name} has no default: both scanners pass whatever it sets.`,
          "Make it a literal in TypeScript.",
        ),
      ),
      ...(/"dynamic":[[{]/.test(text)
        ? [
            found(
              "scan-blocks-are-literal",
              "Checkov misreads dynamic blocks.",
              "Make the blocks by a loop in TypeScript.",
            ),
          ]
        : []),
    ];
  });
}

function variablesWithoutValue(document: JsonObject): readonly string[] {
  return listOf(document.variable).flatMap((variables) =>
    Object.entries(variables)
      .filter(([, body]) => isObject(body) && body.default === undefined)
      .map(([name]) => name),
  );
}

function blocksOf(document: JsonObject): readonly (readonly [string, Json])[] {
  const typed = (kind: string, prefix: string) =>
    Object.entries((document[kind] as JsonObject | undefined) ?? {}).flatMap(([type, names]) =>
      Object.entries(names as JsonObject).map(([name, body]) => [`${prefix}${type}.${name}`, body] as const),
    );
  return [...typed("resource", ""), ...typed("data", "data."), ...typed("ephemeral", "ephemeral.")];
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}
