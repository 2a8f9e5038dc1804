import { join, relative, sep } from "node:path";
import { paths } from "../../paths";
import type { Pointer, ScannerProgram } from "./program";

/** A result of tfsec 1.28, as far as it is read. */
interface Result {
  readonly long_id: string;
  readonly description: string;
  readonly rule_description: string;
  readonly resolution: string;
  readonly resource: string;
  /** 0 failed, 1 passed, 2 ignored. */
  readonly status: number;
  readonly location: { readonly filename: string; readonly start_line: number };
}

/** The only host that its help pages have. */
const page = (rule: string): string => {
  const [provider, service, ...name] = rule.split("-");
  return `https://aquasecurity.github.io/tfsec/v1.28.14/checks/${provider}/${service}/${name.join("-")}/`;
};

/** tfsec says nothing of what it read, but lists what passed: a deployment without a line was not read. */
export const tfsec: ScannerProgram = {
  scanner: "tfsec",
  command: () => join(paths.toolsBin, "tfsec"),
  versionArguments: ["--version"],
  arguments: (folder) => [
    folder,
    "--format=json",
    "--soft-fail",
    "--no-color",
    "--no-code",
    "--no-module-downloads",
    // Only typed acknowledgements silence a finding, never a comment that came with the JSON.
    "--no-ignores",
    "--include-passed",
    "--concise-output",
  ],
  read: (stdout, folder) => {
    const { results } = JSON.parse(stdout) as { results: readonly Result[] | null };
    const located = (results ?? []).map((result) => ({ ...result, at: pointer(result, folder) }));
    return {
      findings: located
        .filter(({ status }) => status !== 1)
        .map(({ long_id: rule, description, resolution, at }) => ({
          rule,
          message: description,
          fix: `${resolution}: ${page(rule)}`,
          at,
        })),
      unparsed: [],
      deployments: new Set(located.map(({ at }) => at.deployment)),
    };
  },
};

function pointer({ resource, location }: Result, folder: string): Pointer {
  const [deployment = "", file] = relative(folder, location.filename).split(sep);
  return { deployment, resource, line: file && location.start_line > 0 ? location.start_line : undefined };
}
