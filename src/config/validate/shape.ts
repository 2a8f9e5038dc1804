import type * as z from "zod/mini";
import { suggest } from "../suggest";
import type { Advice, Findings } from "./findings";

/**
 * Every setting is there, of the right kind, and none is unknown.
 *
 * @returns the parts that have the shape of their type, so that their values can be checked
 */
export function checkShape(shape: z.ZodMiniObject, config: unknown, findings: Findings): readonly string[] {
  const parts = Object.keys(shape.shape);
  const issues = shape.safeParse(config).error?.issues ?? [];
  const missing = issues
    .filter(({ path }) => valueAt(config, path) === undefined)
    .map(({ path }) => String(path.at(-1)));
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) refuse([...issue.path, key], unknownSetting(suggest(key, missing)));
    } else {
      refuse(issue.path, { allowed: allowedBy(issue), fix: "Write it in that form; no setting is optional." });
    }
  }
  const broken = issues.filter(({ code }) => code !== "unrecognized_keys" && code !== "invalid_value");
  return parts.filter((part) => !broken.some(({ path }) => path.length === 0 || path[0] === part));

  function refuse(path: readonly PropertyKey[], advice: Advice): void {
    findings.require(false, fieldPath(path), valueAt(config, path), advice);
  }
}

function unknownSetting(meant: string | undefined): Advice {
  const fix = meant ? `Did you mean ${meant}?` : "Remove it.";
  return { allowed: "only the settings that src/config declares", fix };
}

function allowedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `a value of type ${issue.expected}`;
  return issue.code === "invalid_value" ? issue.values.join(", ") : issue.message;
}

function valueAt(config: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], config);
}

function fieldPath(path: readonly PropertyKey[]): string {
  const steps = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  return steps.join("").slice(1) || "config";
}
