import { readFileSync } from "node:fs";
import { join } from "node:path";
import { controlOf, controls, type Control } from "../../platform/controls";
import { paths } from "../paths";
import type { Scanner, Severity } from "./finding";

/** What a scanner says about one of its rules (`scripts/scanner-rules.mjs`). */
export interface CatalogueEntry {
  readonly title: string;
  /** Checkov leaves it to its paid service. */
  readonly severity?: Severity;
  /** Types that the rule is about; data sources and providers carry their kind before it. Of tfsec, those its examples name. */
  readonly types?: readonly string[];
}
export type Catalogue = Readonly<Record<string, CatalogueEntry>>;

const read = new Map<Scanner, Catalogue>();

/** Every AWS rule of the pinned scanner. */
export function catalogueOf(scanner: Scanner): Catalogue {
  const known = read.get(scanner);
  if (known) return known;
  const catalogue = JSON.parse(readFileSync(join(paths.root, "rules", `${scanner}.json`), "utf8")) as Catalogue;
  read.set(scanner, catalogue);
  return catalogue;
}

/** How bad a finding of a rule or of a control is. Checkov gives its rules no severity: MEDIUM where no control says otherwise. */
export function severityOf(rule: string): Severity {
  const id = controlOf(rule);
  const control: Control | undefined = Object.hasOwn(controls, id) ? controls[id as keyof typeof controls] : undefined;
  return (
    control?.severity ?? catalogueOf("tfsec")[rule]?.severity ?? catalogueOf("checkov")[rule]?.severity ?? "MEDIUM"
  );
}

/** The rules of a scanner about a type, such as `aws_kms_key` or `data.aws_iam_policy_document`. */
export function rulesAbout(type: string, scanner: Scanner): readonly string[] {
  return Object.entries(catalogueOf(scanner)).flatMap(([rule, { types }]) => (types?.includes(type) ? [rule] : []));
}

/** Of some types, those that no rule of either scanner is about: what stands in them is for `estate policy` alone. */
export function typesWithoutRules(types: Iterable<string>): readonly string[] {
  const scanners: readonly Scanner[] = ["checkov", "tfsec"];
  return [...new Set(types)]
    .filter((type) => scanners.every((scanner) => rulesAbout(type, scanner).length === 0))
    .sort();
}
