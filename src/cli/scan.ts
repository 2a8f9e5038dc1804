import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { Failure } from "../delivery/failure";
import { slimSchemas } from "../delivery/hcl";
import { scan, type ScanResult } from "../delivery/scan";
import { blindExitCode } from "../delivery/scan/blind";
import { register, renderRegister } from "../delivery/scan/report/register";
import { renderSarif } from "../delivery/scan/report/sarif";
import { renderJson, renderMarkdown, renderText } from "../delivery/scan/report/text";
import { isDate } from "../platform/acknowledge";
import { exitCodes, fromOption, jsonOption } from "./options";
import { terminalProgress } from "./progress";

interface ScanOptions {
  readonly from?: string;
  readonly date?: string;
  readonly schema?: string;
  readonly out?: string;
  readonly views?: string;
  readonly register?: string;
  readonly cache: boolean;
  readonly format: keyof typeof formats;
  readonly json?: true;
}

const formats = { text: renderText, markdown: renderMarkdown, json: renderJson, sarif: renderSarif };

/** `estate scan`: tfsec and Checkov over what CDKTF synthesizes. */
export function registerScan(program: Command): void {
  program
    .command("scan [deployment...]")
    .description(
      "what tfsec and Checkov find in the named deployments (all when none is named), at its TypeScript line",
    )
    .addOption(fromOption())
    .addOption(new Option("--date <day>", "judge acknowledgements on this day (default: today)").argParser(day))
    .addOption(new Option("--format <format>", "what to print").choices(Object.keys(formats)).default("text"))
    .addOption(jsonOption())
    .option("--out <dir>", "also write scan.json, scan.md and scan.sarif there")
    .option("--register <dir>", "also write the register of exceptions there: exceptions.md and exceptions.json")
    .option("--views <dir>", "also write the HCL that the scanners read, acknowledgements as their skip comments")
    .option("--schema <file>", "schemas of further providers, from `terraform providers schema -json`")
    .option("--no-cache", "ask the scanners even when they have answered the very same question before")
    .addHelpText(
      "after",
      exitCodes({
        0: "nothing open: every finding is acknowledged",
        1: "an open finding, or an acknowledgement that must be put right",
        [blindExitCode]:
          "the scan proves nothing: a scanner is missing, crashed or blind, or something cannot be synthesized, read or rendered",
      }),
    )
    .action(run);
}

async function run(names: readonly string[], options: ScanOptions): Promise<void> {
  const { from, date = today(), cache: cached, schema } = options;
  const views = options.views === undefined ? undefined : resolve(options.views);
  const schemas = schema === undefined ? [] : readSchemas(schema);
  const result = await scanned({ names, from, date, cached, schemas, views });
  process.stdout.write(`${formats[options.json ? "json" : options.format](result)}\n`);
  if (options.out !== undefined) writeFiles(resolve(options.out), reports(result));
  if (options.register !== undefined) writeFiles(resolve(options.register), registers(result));
  if (result.open.length + result.problems.length === 0) return;
  throw new Failure(`${result.open.length} open findings, ${result.problems.length} acknowledgements to put right.`, {
    fix: "Correct the TypeScript named, or accept a finding on the narrowest construct: acknowledge(construct, { rule, reason, owner, expires }).",
  });
}

/** Whatever stops a scan leaves it without proof. */
async function scanned(settings: Parameters<typeof scan>[0]): Promise<ScanResult> {
  try {
    return await scan(settings, terminalProgress());
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.message, { fix: error.fix, cause: error, exitCode: blindExitCode });
  }
}

function reports(result: ScanResult): Readonly<Record<string, string>> {
  return { "scan.json": renderJson(result), "scan.md": renderMarkdown(result), "scan.sarif": renderSarif(result) };
}

function registers({ exceptions }: ScanResult): Readonly<Record<string, string>> {
  const entries = register(exceptions);
  return { "exceptions.md": renderRegister(entries), "exceptions.json": JSON.stringify(entries, null, 2) };
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `${text}\n`);
}

function readSchemas(file: string): ReturnType<typeof slimSchemas> {
  try {
    return slimSchemas(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new Failure(`--schema ${file} cannot be read: ${(cause as Error).message}.`, {
      fix: "terraform providers schema -json > schema.json, in an initialised folder.",
      exitCode: blindExitCode,
    });
  }
}

function day(text: string): string {
  if (isDate(text)) return text;
  throw new InvalidArgumentError("Allowed: a day, YYYY-MM-DD.");
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
