import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** One call of a program and its answer. */
export interface RecordedCall {
  /** The whole command line without the program, or what it must look like. */
  readonly args: string | RegExp;
  /** What must stand on standard input. @default nothing */
  readonly stdin?: string;
  readonly stdout?: string;
  readonly stderr?: string;
  /** @default 0 */
  readonly code?: number;
  /** JavaScript that runs before the answer, such as what the program would do elsewhere. */
  readonly effect?: string;
}

/**
 * Programs that stand in for those of the machine, first on PATH. Each answers the calls that it was told, in that order,
 * and nothing else: another call, or other input, ends with code 99 and is remembered.
 */
export class RecordedPrograms {
  private readonly bin: string;
  private readonly path = process.env.PATH;

  constructor(folder: string) {
    this.bin = join(folder, "recorded");
    mkdirSync(this.bin, { recursive: true });
    process.env.PATH = [this.bin, this.path].join(delimiter);
  }

  /** @param calls none: the program is there, and may not be called */
  record(program: string, calls: readonly RecordedCall[]): void {
    const text = calls.map(({ args, ...call }) => ({
      ...call,
      args: typeof args === "string" ? exactly(args) : args.source,
    }));
    writeFileSync(join(this.bin, `${program}.json`), JSON.stringify(text));
    writeFileSync(join(this.bin, program), `#!${process.execPath}\n${player}\n`);
    chmodSync(join(this.bin, program), 0o755);
  }

  /** Every program but the recorded ones is missing; Node.js itself is called by its whole path. */
  hideOthers(): void {
    process.env.PATH = this.bin;
  }

  /** Calls that were recorded and not made, and calls that were made and not recorded. */
  differences(program: string): { readonly left: readonly string[]; readonly unexpected: readonly string[] } {
    const left = JSON.parse(readFileSync(join(this.bin, `${program}.json`), "utf8")) as { args: string }[];
    const file = join(this.bin, `${program}.unexpected`);
    const unexpected = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return { left: left.map(({ args }) => args), unexpected };
  }

  remove(): void {
    process.env.PATH = this.path;
    rmSync(this.bin, { recursive: true, force: true });
  }
}

/** What every program here did as it was told, and nothing is left to do. */
export const asRecorded = { left: [], unexpected: [] };

function exactly(text: string): string {
  return `^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;
}

const player = `
const { appendFileSync, readFileSync, writeFileSync } = require("node:fs");
const calls = JSON.parse(readFileSync(__filename + ".json", "utf8"));
const line = process.argv.slice(2).join(" ");
const [call, ...left] = calls;
const stdin = call && call.stdin !== undefined ? readFileSync(0, "utf8") : "";
if (!call || !new RegExp(call.args).test(line) || stdin !== (call.stdin ?? "")) {
  appendFileSync(__filename + ".unexpected", line + (stdin ? " < " + stdin : "") + "\\n");
  process.stderr.write("not recorded: " + line + "\\n");
  process.exit(99);
}
writeFileSync(__filename + ".json", JSON.stringify(left));
(async () => {
  if (call.effect) await eval("(async () => {" + call.effect + "})()");
  process.stdout.write(call.stdout ?? "");
  process.stderr.write(call.stderr ?? "");
  process.exitCode = call.code ?? 0;
})();
`;
