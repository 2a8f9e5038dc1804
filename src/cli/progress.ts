import pc from "picocolors";
import type { Progress } from "../delivery/progress";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMillis = 120;

/**
 * Progress on standard error: a running clock on a terminal, plain lines elsewhere. It catches no signals and holds back no
 * output, so that Ctrl-C reaches Terraform and its answer reaches the person at once.
 */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return {
    async step(title, work) {
      const started = performance.now();
      const seconds = (): string => ((performance.now() - started) / 1000).toFixed(1);
      const clock = stream.isTTY ? startClock(stream, () => `${title} (${seconds()} s)`) : undefined;
      const write = (line: string): void => {
        clock?.clear();
        stream.write(`${line}\n`);
      };
      if (!clock) write(`${title} …`);
      try {
        const result = await work((text) => write(`  ${text}`));
        write(`${pc.green("✓")} ${title} (${seconds()} s)`);
        return result;
      } catch (error) {
        write(`${pc.red("✗")} ${title} (${seconds()} s)`);
        throw error;
      } finally {
        clock?.stop();
      }
    },
  };
}

function startClock(stream: NodeJS.WriteStream, text: () => string): { clear(): void; stop(): void } {
  const clear = (): boolean => stream.write("\r\x1b[2K");
  let frame = 0;
  const timer = setInterval(() => {
    clear();
    stream.write(`${frames[frame++ % frames.length]} ${text()}`);
  }, frameMillis);
  return { clear, stop: () => clearInterval(timer) };
}
