import { statefulTypes } from "../stateful-types";
import { terraformArguments, type CommandContext } from "../terraform";
import { lowersProtection } from "./consequences";
import type { DriftFinding, DriftedValue } from "./findings";
import type { Source } from "./source";

/** What to do about a finding; nothing of it is done by itself. */
export interface Advice {
  /** What to write in the TypeScript, so that the code says what AWS has. */
  readonly adopt: readonly string[];
  /** What puts AWS back. The command plans, shows, and asks before it changes anything. */
  readonly revert: { readonly command: string; readonly does: readonly string[] };
}

/** Both ways out of a finding. Pure. */
export function adviceFor(finding: DriftFinding, source: Source | undefined, context: CommandContext): Advice {
  const command = terraformArguments(context, `apply '-target=${finding.address}'`);
  return { adopt: adopt(finding, source), revert: { command, does: revert(finding) } };
}

function adopt({ kind, constructPath, address, drift, values }: DriftFinding, source: Source | undefined): string[] {
  const place = `${source ? where(source) : "nowhere in the code"} (${constructPath || address})`;
  const warning = lowersProtection(drift)
    ? ["It lowers protection: adopt it only with a reason that an auditor accepts."]
    : [];
  if (kind === "missing") return [...warning, `${place}: remove it, and what refers to it.`];
  return [...warning, ...values.map((value) => `${place}: ${written(value)}`)];
}

function written({ path, expected, found }: DriftedValue): string {
  if (found === "(none)") return `leave out ${path}, which is ${expected} there.`;
  if (found === "(sensitive)") return `write ${path} as it is in AWS; it is not shown here.`;
  return `write ${found} for ${path}${expected === "(none)" ? "" : ` instead of ${expected}`}.`;
}

function where({ file, line, definedAt }: Source): string {
  return definedAt ? `${file}:${line}, made in ${definedAt.file}:${definedAt.line}` : `${file}:${line}`;
}

function revert({ kind, type, values, apply, replaced }: DriftFinding): string[] {
  if (kind === "missing") return [...(apply === "left" ? [NOT_IN_CODE] : [anew(type)])];
  return [
    ...(replaced ? [statefulTypes.has(type) ? "makes it anew: what it holds is lost" : "makes it anew"] : []),
    ...values.map(({ path, expected, found, apply: restoration }) => {
      if (restoration === "left") return `leaves ${path} at ${found}: the present code wants that too`;
      if (restoration === "changed otherwise") return `changes ${path} from ${found} to what the present code says`;
      return expected === "(none)" ? `removes ${path}, now ${found}` : `sets ${path} from ${found} back to ${expected}`;
    }),
  ];
}

const NOT_IN_CODE = "does nothing: the present code has no such resource";

function anew(type: string): string {
  return statefulTypes.has(type)
    ? "makes it anew, and empty: restore what it held from a backup instead (docs/runbooks)"
    : "makes it anew";
}
