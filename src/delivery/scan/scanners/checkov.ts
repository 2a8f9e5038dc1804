import { join } from "node:path";
import { paths } from "../../paths";
import type { ScannerProgram, ScannerReport } from "./program";

interface Check {
  readonly check_id: string;
  readonly check_name: string;
  readonly check_result: { readonly evaluated_keys?: readonly string[] };
  readonly file_path: string;
  readonly file_line_range: readonly [number, number];
  readonly resource: string;
  readonly resource_address: string | null;
}

/** Checkov's answer for one framework. */
interface Answer {
  readonly results: {
    readonly failed_checks: readonly Check[];
    readonly passed_checks: readonly Check[];
    readonly skipped_checks: readonly Check[];
    readonly parsing_errors: readonly string[];
  };
  readonly summary: { readonly resource_count: number; readonly checkov_version: string };
}

/** What Checkov prints when it found no file to read. */
interface NoAnswer {
  readonly results?: undefined;
  readonly checkov_version: string;
}

const quiet = ["--output", "json", "--compact", "--soft-fail", "--skip-download"];

export const checkov: ScannerProgram = {
  scanner: "checkov",
  command: () => join(paths.tools, "checkov", "bin", "checkov"),
  arguments: (folder) => ["--directory", folder, "--framework", "terraform", ...quiet],
  read: readCheckov,
};

/** Arguments for a plan as `terraform show -json` prints it. */
export const planArguments = (file: string): readonly string[] => [
  "--file",
  file,
  "--framework",
  "terraform_plan",
  ...quiet,
];

export function readCheckov(stdout: string): ScannerReport {
  const answer = JSON.parse(stdout) as Answer | NoAnswer;
  if (!answer.results) {
    return { version: answer.checkov_version, findings: [], unparsed: [], resources: 0, deployments: new Set() };
  }
  const { results, summary } = answer;
  const { failed_checks: failed, passed_checks: passed, skipped_checks: skipped } = results;
  return {
    // A skip comment in the JSON is no acknowledgement: what it hides counts as found.
    findings: [...failed, ...skipped].map((check) => ({
      rule: check.check_id,
      message: check.check_name,
      fix: fixOf(check),
      at: {
        deployment: deploymentOf(check),
        line: check.file_line_range[0] > 0 ? check.file_line_range[0] : undefined,
        resource: check.resource_address ?? check.resource,
      },
    })),
    version: summary.checkov_version,
    unparsed: results.parsing_errors,
    resources: summary.resource_count,
    deployments: new Set([...failed, ...passed, ...skipped].map(deploymentOf)),
  };
}

/** Checkov keeps its guidelines for its service, but its titles say what must be, and it tells which arguments it read. */
function fixOf({ check_id: rule, check_result: { evaluated_keys: keys = [] } }: Check): string {
  const read = keys.flatMap((key) => (typeof key === "string" && key !== "" ? [key.replace(/\/?\[\d+\]/g, "")] : []));
  const places = [...new Set(read)].map((key) => key.replaceAll("/", "."));
  return places.length === 0 ? `Add what ${rule} asks for.` : `Correct ${places.join(", ")} as ${rule} asks.`;
}

function deploymentOf({ file_path: path }: Check): string {
  return path.replace(/^\//, "").split("/")[0] ?? "";
}
