import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/delivery/process";

const folder = mkdtempSync(join(tmpdir(), "estate-process-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A child that counts interrupts in a file, and ends after the second or after a second. */
const counter = `
const { appendFileSync } = require("node:fs");
let count = 0;
process.on("SIGINT", () => { appendFileSync(process.argv[1], "i"); if (++count === 2) process.exit(7); });
setTimeout(() => process.exit(0), 1500);
console.log("ready");`;

describe("running a child", () => {
  it("returns its exit code and everything it wrote", async () => {
    const result = await run("sh", ["-c", "echo out; echo err >&2; exit 3"]);
    expect(result).toEqual({ code: 3, stdout: "out\n", stderr: "err\n", interrupted: false });
  });

  it("hands over each line as it comes, with the stream it came on", async () => {
    const lines: string[] = [];
    await run("sh", ["-c", "echo one; sleep 0.1; echo two >&2; sleep 0.1; printf three"], {
      onLine: (line, stream) => lines.push(`${stream}:${line}`),
    });
    expect(lines).toEqual(["stdout:one", "stderr:two", "stdout:three"]);
  });

  it("gives it end-of-file instead of a terminal, so that it cannot wait for an answer", async () => {
    expect((await run("cat", [])).stdout).toBe("");
    expect((await run("cat", [], { input: "yes" })).stdout).toBe("yes");
  });

  it("tells which signal killed it", async () => {
    expect((await run("sh", ["-c", "kill -9 $$"])).code).toBe(137);
  });

  it("that does not exist says so and how to set up", async () => {
    await expect(run("no-such-program", [])).rejects.toMatchObject({
      message: "Cannot start no-such-program: it is not installed or not on PATH.",
      fix: expect.stringContaining("make setup"),
    });
  });
});

describe("Ctrl-C while a child runs", () => {
  const stderr = jest.spyOn(process.stderr, "write");
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    stderr.mockImplementation((text) => written.push(String(text)) > 0);
  });
  afterAll(() => stderr.mockRestore());

  async function interrupted(name: string, pressesAtMillis: readonly number[]) {
    const file = join(folder, name);
    const timers: NodeJS.Timeout[] = [];
    const onLine = (): void => {
      for (const delay of pressesAtMillis) timers.push(setTimeout(() => process.emit("SIGINT"), delay));
    };
    const result = await run(process.execPath, ["-e", counter, file], { onLine });
    timers.forEach(clearTimeout);
    return { ...result, received: readFileSync(file, "utf8").length };
  }

  it("reaches it exactly once, and its clean end is awaited", async () => {
    const { code, received, interrupted: seen } = await interrupted("once", [10]);
    expect({ code, received, seen }).toEqual({ code: 0, received: 1, seen: true });
    expect(written.join("")).toContain("waiting for node to finish what is under way");
  });

  it("counts once when the terminal and npm both deliver it", async () => {
    expect((await interrupted("twice", [10, 30])).received).toBe(1);
  });

  it("a second time explains what forcing would cost; a third time forces", async () => {
    const { code, received } = await interrupted("thrice", [10, 400, 800]);
    expect({ code, received }).toEqual({ code: 7, received: 2 });
    expect(written.join("")).toContain("Press Ctrl-C a third time to abandon it");
  });
});
