import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { deployments } from "../../config";
import { canonical, type JsonObject } from "../hcl";
import { paths } from "../paths";
import type { Progress } from "../progress";
import { SavedPlan, type PlanMeta } from "../plan/saved";
import { readStack, type Stack } from "../synth";
import { Terraform, withoutKey, type PlanJson } from "../terraform";
import type { RawFinding } from "./finding";
import type { ScanInput } from "./input";
import { locate, type Views } from "./locate";
import { distributionsWithDeliveredLogs, LOGGED } from "./view/delivered-logs";
import { checkov, planArguments } from "./scanners/checkov";
import { ask, readReport } from "./scanners/program";

/**
 * What Checkov finds in the saved plans of these deployments, where values stand that Terraform computed. An extra, never a
 * replacement: a plan says null for what is unset, and five planted faults pass there (docs/compliance/scanners.md).
 * A plan of another synthesis is left out, and `progress` tells so.
 * @throws Blind when Checkov fails on a plan
 */
export async function scanSavedPlans(
  inputs: readonly ScanInput[],
  { from, views, progress }: { readonly from?: string; readonly views: Views; readonly progress: Progress },
): Promise<readonly RawFinding[]> {
  const plans = inputs.flatMap((input) =>
    (["aws", "sandbox"] as const).flatMap((kind) => {
      const saved = new SavedPlan(input.name, kind);
      const meta = saved.meta();
      return meta ? [{ input, kind, saved, meta }] : [];
    }),
  );
  const findings: RawFinding[] = [];
  for (const { input, kind, saved, meta } of plans) {
    const title = `Scan the saved plan of ${input.name} for ${kind}`;
    findings.push(
      ...(await progress.step(title, async (say) => {
        const stack = planned(input, from);
        if (stack !== undefined && isOf(meta, stack, input)) return scanPlan(saved, meta, stack, input, views);
        say("left out: it was made of another synthesis");
        return [];
      })),
    );
  }
  return findings;
}

/** What `estate plan` would have planned: the folder that is scanned, or what it synthesizes itself. */
function planned({ name }: ScanInput, from = paths.synthesized): Stack | undefined {
  try {
    return readStack(from, name);
  } catch {
    return undefined; // nothing is synthesized there any more
  }
}

/** Whether the plan was made of what is scanned; comments, which hold source locations, aside. */
function isOf({ digest, deployment }: PlanMeta, stack: Stack, { document }: ScanInput): boolean {
  const plannedDocument = canonical([stack.document as JsonObject], deployment);
  return stack.digest === digest && isDeepStrictEqual(plain(plannedDocument), plain(document));
}

async function scanPlan(saved: SavedPlan, { target }: PlanMeta, stack: Stack, input: ScanInput, views: Views) {
  const { name } = stack;
  const deployment = deployments.find((known) => known.name === name)!;
  const terraform = new Terraform(stack, { ...deployment, target });
  const plan = await terraform.show(saved.file);
  // It holds secrets in clear: a folder that only its owner may enter, gone as soon as Checkov has read it.
  const folder = mkdtempSync(join(tmpdir(), "estate-plan-"));
  try {
    const file = join(folder, "plan.json");
    writeFileSync(file, JSON.stringify(asCheckovReads(plan, input.document)), { mode: 0o600 });
    const report = readReport(checkov, await ask(checkov, planArguments(file), folder), folder);
    const placed = report.findings.map(({ at, ...finding }) => ({
      ...finding,
      at: { deployment: name, resource: withoutKey(at.resource) },
    }));
    return locate("checkov-plan", { ...report, findings: placed }, views);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Planned {
  readonly address: string;
  readonly type: string;
  values?: Record<string, unknown> | null;
  readonly change?: { after?: Record<string, unknown> | null };
}

/** The plan in words that Checkov understands. */
export function asCheckovReads(plan: PlanJson, document: JsonObject): PlanJson {
  const copy = structuredClone(plan) as PlanJson & {
    readonly planned_values?: { readonly root_module?: { readonly resources?: readonly Planned[] } };
  };
  const logged = distributionsWithDeliveredLogs(document);
  const planned = [
    ...(copy.planned_values?.root_module?.resources ?? []),
    ...(copy.resource_changes ?? []),
  ] as Planned[];
  for (const resource of planned) {
    if (resource.type === "aws_security_group") leaveOutOthersRules(resource, document);
    if (resource.type === "aws_cloudfront_distribution" && logged.has(nameOf(resource))) tellOfDeliveredLogs(resource);
  }
  return copy;
}

/**
 * The plan of a deployed estate shows the rules that stand by themselves inside their security groups too, as what AWS
 * answered: they are judged where they stand.
 */
function leaveOutOthersRules(resource: Planned, document: JsonObject): void {
  const groups = (document.resource as Record<string, JsonObject> | undefined)?.aws_security_group ?? {};
  const body = (groups[nameOf(resource)] ?? {}) as JsonObject;
  const others = ["ingress", "egress"].filter((direction) => body[direction] === undefined);
  for (const telling of tellingsOf(resource)) for (const direction of others) delete telling[direction];
}

/** As in the views, logs that CloudWatch delivers are said of the distribution. */
function tellOfDeliveredLogs(resource: Planned): void {
  for (const telling of tellingsOf(resource)) telling.logging_config = [LOGGED];
}

function nameOf({ address }: Planned): string {
  return address.split(".")[1]!;
}

/** Both places in which a plan tells what a resource will be. */
function tellingsOf({ values, change }: Planned): readonly Record<string, unknown>[] {
  return [values, change?.after].filter((telling) => telling !== null && telling !== undefined);
}

/** A document without its comments, at any depth. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== "//");
  return Object.fromEntries(entries.map(([name, field]) => [name, plain(field)]));
}
