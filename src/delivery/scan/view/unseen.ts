import { isObject, type Json, type JsonObject } from "../../hcl";
import type { RawFinding } from "../finding";
import type { View } from ".";

/**
 * What no scanner can judge in a view, as findings of our own: a green scan would say more than it knows.
 * Measured in docs/compliance/scanners.md.
 */
export function unseen(deployment: string, document: JsonObject, view: View): readonly RawFinding[] {
  const unset = variablesWithoutValue(document);
  const lines = view.text.split("\n");
  return view.blocks
    .filter(({ kind }) => kind !== "variable")
    .flatMap(({ address, kind, start, end }) => {
      const text = lines.slice(start - 1, end).join("\n");
      const said = [unknownValues(text, unset), dynamicBlocks(text), kind === "module" ? MODULE : undefined];
      return said.flatMap((one) => (one ? [{ engine: "estate" as const, deployment, address, ...one }] : []));
    });
}

type Said = Pick<RawFinding, "rule" | "message" | "fix">;

const MODULE: Said = {
  rule: "scan-modules-are-inline",
  message: "The module's resources are not scanned.",
  fix: "Scan its folder as well, or build it from constructs.",
};

function unknownValues(text: string, unset: readonly string[]): Said | undefined {
  const names = unset.filter((name) => new RegExp(`\\bvar\\.${name}\\b`).test(text)).map((name) => `var.${name}`);
  const unknown = [...names, ...(/\beach\.value\b/.test(text) ? ["each.value"] : [])];
  if (unknown.length === 0) return undefined;
  return {
    rule: "scan-values-are-known",
    message: `What ${unknown.join(" and ")} sets, scanners do not know, and pass.`,
    fix: "Make it a literal, and repeat the resource by a loop in TypeScript.",
  };
}

/** Those over literal values are written out (`withoutDynamicBlocks`). */
function dynamicBlocks(text: string): Said | undefined {
  if (!/^\s*dynamic "/m.test(text)) return undefined;
  return {
    rule: "scan-blocks-are-literal",
    message: "Checkov misreads a dynamic block over values that only a run knows.",
    fix: "Make the blocks by a loop in TypeScript.",
  };
}

function variablesWithoutValue({ variable }: JsonObject): readonly string[] {
  const declared = ([] as Json[]).concat(variable ?? []).filter(isObject);
  return declared.flatMap((variables) =>
    Object.entries(variables)
      .filter(([, body]) => isObject(body) && body.default === undefined)
      .map(([name]) => name),
  );
}
