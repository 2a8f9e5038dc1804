import { readManifest } from "../doctor/manifest";
import { Schemas, type SlimSchema } from "../hcl";
import type { Progress } from "../progress";
import { acknowledgementsOf, judge, type Judgement } from "./acknowledgements";
import { Blind } from "./blind";
import { canaryDocuments, judgeCanaries } from "./canaries";
import type { RawFinding, Scanner } from "./finding";
import { blindness } from "./gate";
import { readInputs, type ScanInput } from "./input";
import { locate, type Views } from "./locate";
import { merge } from "./merge";
import { publishViews } from "./published-views";
import { runScanner } from "./run-scanners";
import { scanSavedPlans } from "./saved-plans";
import { renderView } from "./view";
import { unseen } from "./view/unseen";

export { type Judgement } from "./acknowledgements";
export { type Finding } from "./finding";

export interface ScanOptions {
  /** Deployments; all when empty. */
  readonly names: readonly string[];
  /** Scan this folder as it is instead of synthesizing. */
  readonly from?: string;
  /** Schemas of further providers. */
  readonly schemas?: readonly SlimSchema[];
  /** Also write here what the scanners were given, with skip comments. */
  readonly views?: string;
  /** Day on which acknowledgements must hold, `YYYY-MM-DD`. */
  readonly date: string;
  /** Whether answers to the very same question are reused. @default true */
  readonly cached?: boolean;
}

/** How much a scanner proved that it sees. */
export interface Sight {
  readonly scanner: Scanner;
  readonly version: string;
  /** Planted faults that it must report, and did. */
  readonly canaries: number;
  /** Resources that it was given. */
  readonly resources: number;
}

export interface ScanResult extends Judgement {
  readonly deployments: readonly string[];
  readonly date: string;
  readonly sight: readonly Sight[];
}

const scanners: readonly Scanner[] = ["tfsec", "checkov"];

/**
 * Scans deployments: synthesized, rendered for each scanner, scanned by both side by side, with planted faults beside them
 * that each must find. What they find is merged by control and judged by the typed acknowledgements.
 * @throws Blind when a scanner's answer proves nothing; Failure when something cannot be rendered
 */
export async function scan(options: ScanOptions, progress: Progress): Promise<ScanResult> {
  const title = options.from === undefined ? "Synthesize with source locations" : `Read ${options.from}`;
  const inputs = await progress.step(title, () => readInputs(options.names, options.from));
  const schemas = Schemas.committed(options.schemas);
  const views = await progress.step("Render", () => Promise.resolve(renderAll(inputs, schemas)));
  const looks = await progress.step("Scan with tfsec and Checkov", (say) => lookAtAll(views, options, say));
  const planned = options.from === undefined ? await scanSavedPlans(inputs, views.checkov, progress) : [];
  const own = inputs.flatMap(({ name, document }) => unseen(name, document, views.checkov.get(name)!));
  const found = [...looks.flatMap(({ findings }) => findings), ...planned, ...own];
  const acknowledgements = new Map(inputs.map(({ name, document }) => [name, acknowledgementsOf(document)]));
  const judged = judge(merge(found, inputs, views.checkov), acknowledgements, options.date);
  if (options.views !== undefined) publishViews(options.views, inputs, judged.exceptions, schemas);
  return {
    ...judged,
    deployments: inputs.map(({ name }) => name),
    date: options.date,
    sight: looks.map(({ sight }) => sight),
  };
}

function renderAll(inputs: readonly ScanInput[], schemas: Schemas): Readonly<Record<Scanner, Views>> {
  const canaries = canaryDocuments();
  const documents = [
    ...inputs.map(({ name, document }) => [name, document] as const),
    ...Object.entries(canaries).map(([twin, document]) => [`canary-${twin}`, document] as const),
  ];
  const render = (scanner: Scanner): Views =>
    new Map(documents.map(([name, document]) => [name, renderView(scanner, name, document, schemas, () => [])]));
  return { checkov: render("checkov"), tfsec: render("tfsec") };
}

interface Look {
  readonly sight: Sight;
  readonly findings: readonly RawFinding[];
}

/** Both side by side. When one is blind the other is stopped: the scan proves nothing any more. */
async function lookAtAll(
  views: Readonly<Record<Scanner, Views>>,
  options: ScanOptions,
  say: (text: string) => void,
): Promise<readonly Look[]> {
  const stop = new AbortController();
  const looks = scanners.map((scanner) =>
    look(scanner, views[scanner], options, stop.signal).then((seen) => {
      say(`${scanner}: ${seen.findings.length} findings, ${seen.sight.canaries} planted faults seen`);
      return seen;
    }),
  );
  try {
    return await Promise.all(looks);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(looks);
    throw error;
  }
}

async function look(scanner: Scanner, views: Views, { cached }: ScanOptions, signal: AbortSignal): Promise<Look> {
  const version = readManifest()[scanner];
  const texts = new Map([...views].map(([name, { text }]) => [name, text]));
  const report = await runScanner(scanner, texts, { cached, version, signal });
  const all = locate(scanner, report, views);
  const verdict = judgeCanaries(scanner, all);
  const reasons = blindness(scanner, report, views, verdict);
  if (reasons.length > 0) throw new Blind(`\n${reasons.map((reason) => `  - ${reason}`).join("\n")}`);
  const resources = [...views.values()].flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === "resource");
  return {
    findings: all.filter(({ deployment }) => !deployment.startsWith("canary-")),
    sight: {
      scanner,
      version: "exactly" in version ? version.exactly : version.atLeast,
      canaries: verdict.seen,
      resources: resources.length,
    },
  };
}
