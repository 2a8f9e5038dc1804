import pc from "picocolors";
import type { ManyProgress } from "../delivery/plan-many";
import type { Progress } from "../delivery/progress";

const redrawMillis = 120;

interface Row {
  readonly started: number;
  step: string;
}

/** Several deployments under way, on standard error: a line each on a terminal, redrawn in place; plain lines elsewhere. */
export function manyProgress(
  total: number,
  stream: NodeJS.WriteStream = process.stderr,
): ManyProgress & { stop(): void } {
  const rows = new Map<string, Row>();
  const live = stream.isTTY ? new LiveLines(stream, () => liveLines(rows, done, total)) : undefined;
  let done = 0;
  const write = (line: string): void => {
    live?.clear();
    stream.write(`${line}\n`);
  };
  return {
    started(deployment) {
      const row: Row = { started: performance.now(), step: "Wait for its turn" };
      rows.set(deployment, row);
      return rowProgress(deployment, row, live ? undefined : write, write);
    },
    ended(deployment, ok, text) {
      const seconds = secondsSince(rows.get(deployment)?.started ?? performance.now());
      rows.delete(deployment);
      done += 1;
      write(`${ok ? pc.green("✓") : pc.red("✗")} ${deployment}: ${text} (${seconds} s, ${done} of ${total})`);
    },
    stop: () => live?.stop(),
  };
}

/** @param title writes the title of a step where nothing is redrawn */
function rowProgress(
  deployment: string,
  row: Row,
  title: ((line: string) => void) | undefined,
  write: (line: string) => void,
): Progress {
  return {
    step(step, work) {
      row.step = step;
      title?.(`${deployment}: ${step} …`);
      return work((text) => write(`  ${deployment}: ${text}`));
    },
  };
}

function liveLines(rows: ReadonlyMap<string, Row>, done: number, total: number): readonly string[] {
  const running = [...rows].map(([name, { step, started }]) => `… ${name}: ${step} (${secondsSince(started)} s)`);
  return [...running, `${done} of ${total} planned`];
}

function secondsSince(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(1);
}

/** Lines at the end of the terminal that are written anew in their place. */
class LiveLines {
  private drawn = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly lines: () => readonly string[],
  ) {
    this.timer = setInterval(() => this.draw(), redrawMillis);
  }

  clear(): void {
    if (this.drawn > 0) this.stream.write(`\x1b[${this.drawn}A\r\x1b[J`);
    this.drawn = 0;
  }

  stop(): void {
    clearInterval(this.timer);
    this.clear();
  }

  /** A line that wraps, or more lines than the terminal has, could not be found again. */
  private draw(): void {
    this.clear();
    const lines = this.lines().slice(-Math.max(1, this.stream.rows - 1));
    this.stream.write(lines.map((line) => `${line.slice(0, this.stream.columns - 1)}\n`).join(""));
    this.drawn = lines.length;
  }
}
