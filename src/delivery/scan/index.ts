import { Schemas, type JsonObject, type SlimSchema } from "../hcl";
import type { Progress } from "../progress";
import { judge, type Judgement } from "./acknowledgements";
import { Blind } from "./blind";
import { canaryDocuments, canaryStacks, judgeCanaries } from "./canaries";
import type { RawFinding, Scanner } from "./finding";
import { unread, unseenBy } from "./gate";
import { readInputs } from "./input";
import { locate, type Views } from "./locate";
import { merge } from "./merge";
import { publishViews } from "./published-views";
import { pinnedVersion, runScanner, scannerPrograms } from "./run-scanners";
import type { ScannerProgram } from "./scanners/program";
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
  /** @default the pinned tfsec and Checkov */
  readonly programs?: readonly ScannerProgram[];
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

/**
 * Scans deployments: synthesized, rendered for each scanner, scanned by both side by side, with planted faults beside them
 * that each must find. What they find is merged by control and judged by the typed acknowledgements.
 * @throws Blind when a scanner's answer proves nothing; Failure when something cannot be rendered
 */
export async function scan(options: ScanOptions, progress: Progress): Promise<ScanResult> {
  const title = options.from === undefined ? "Synthesize with source locations" : `Read ${options.from}`;
  const inputs = await progress.step(title, () => readInputs(options.names, options.from));
  const schemas = Schemas.forScanning(options.schemas);
  const [views, canaries] = await progress.step("Render", () =>
    Promise.resolve([
      render(
        inputs.map(({ name, document }) => [name, document]),
        schemas,
      ),
      renderCanaries(schemas),
    ]),
  );
  const looks = await progress.step("Scan with tfsec and Checkov", (say) =>
    lookAtAll({ views, canaries }, options, say),
  );
  const planned = await scanSavedPlans(inputs, { from: options.from, views: views.checkov, progress });
  const own = inputs.flatMap(({ name, document }) => unseen(name, document, views.checkov.get(name)!));
  const found = [...looks.flatMap(({ findings }) => findings), ...planned, ...own];
  const acknowledgements = new Map(inputs.map(({ name, acknowledgements: given }) => [name, given]));
  const judged = judge(merge(found, inputs, views.checkov), acknowledgements, options.date);
  if (options.views !== undefined) publishViews(options.views, inputs, judged.exceptions, schemas);
  return {
    ...judged,
    deployments: inputs.map(({ name }) => name),
    date: options.date,
    sight: looks.map(({ sight }) => sight),
  };
}

/** The views of some documents, for each scanner. */
type ScannerViews = Readonly<Record<Scanner, Views>>;

function render(documents: readonly (readonly [string, JsonObject])[], schemas: Schemas): ScannerViews {
  const viewsFor = (scanner: Scanner): Views =>
    new Map(documents.map(([name, document]) => [name, renderView(scanner, name, document, schemas, () => [])]));
  return { checkov: viewsFor("checkov"), tfsec: viewsFor("tfsec") };
}

function renderCanaries(schemas: Schemas): ScannerViews {
  const { faulty, fixed } = canaryDocuments();
  return render(
    [
      [canaryStacks.faulty, faulty],
      [canaryStacks.fixed, fixed],
    ],
    schemas,
  );
}

interface Look {
  readonly sight: Sight;
  readonly findings: readonly RawFinding[];
}

interface Looked {
  readonly views: ScannerViews;
  readonly canaries: ScannerViews;
}

/** Both side by side; what makes either blind is told together. */
async function lookAtAll(
  looked: Looked,
  { programs = scannerPrograms, cached }: ScanOptions,
  say: (text: string) => void,
): Promise<readonly Look[]> {
  const looks = await Promise.allSettled(
    programs.map(async (program) => {
      const seen = await look(program, looked, cached);
      say(`${program.scanner}: ${seen.findings.length} findings, ${seen.sight.canaries} planted faults seen`);
      return seen;
    }),
  );
  const reasons = looks.flatMap((ended) => (ended.status === "rejected" ? [ended.reason as Error] : []));
  if (reasons.length > 0) throw Blind.together(reasons);
  return looks.flatMap((ended) => (ended.status === "fulfilled" ? [ended.value] : []));
}

/**
 * One scanner over the deployments, and over the planted faults. Those are asked about anew only when they, the renderer or
 * the scanner changed: then its answer of before is no answer to the same files.
 */
async function look(program: ScannerProgram, { views, canaries }: Looked, cached: boolean | undefined): Promise<Look> {
  const { scanner } = program;
  const version = pinnedVersion(scanner);
  const ask = async (what: string, some: Views) => {
    const texts = new Map([...some].map(([name, { text }]) => [name, text]));
    return runScanner(program, texts, { what, cached, version });
  };
  const [{ report, keep }, { report: planted, keep: keepPlanted }] = await Promise.all([
    ask("estate", views[scanner]),
    ask("canary", canaries[scanner]),
  ]);
  const verdict = judgeCanaries(locate(scanner, planted, canaries[scanner]), scanner);
  const reasons = [
    ...unread(scanner, report, views[scanner]),
    ...unread(scanner, planted, canaries[scanner]),
    ...unseenBy(scanner, verdict),
  ];
  if (reasons.length > 0) throw new Blind(reasons.map((reason) => `\n  - ${reason}`).join(""));
  keep();
  keepPlanted();
  const resources = [...views[scanner].values()]
    .flatMap(({ blocks }) => blocks)
    .filter(({ kind }) => kind === "resource");
  return {
    findings: locate(scanner, report, views[scanner]),
    sight: {
      scanner,
      version,
      canaries: verdict.seen,
      resources: resources.length,
    },
  };
}
