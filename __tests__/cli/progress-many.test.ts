import { manyProgress } from "../../src/cli/progress-many";

/** A stream that keeps what was written; with `rows` it is a terminal. */
class Stream {
  text = "";
  readonly isTTY: boolean;
  readonly columns = 40;

  constructor(readonly rows?: number) {
    this.isTTY = rows !== undefined;
  }

  write(text: string): boolean {
    this.text += text;
    return true;
  }

  asStream(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream;
  }
}

const plain = (text: string) => text.replaceAll(/\x1b\[\d+m/g, "").replaceAll(/\d+\.\d s/g, "0.0 s");

describe("the progress of several deployments", () => {
  it("is plain lines where nothing can be redrawn", async () => {
    const stream = new Stream();
    const show = manyProgress(2, stream.asStream());
    await show.started("first").step("Plan", (say) => Promise.resolve(say("takes back 1 resource")));
    show.ended("first", true, "1 to create");
    show.started("second");
    show.ended("second", false, "no credentials");
    show.stop();
    expect(plain(stream.text)).toBe(
      [
        "first: Plan …",
        "  first: takes back 1 resource",
        "✓ first: 1 to create (0.0 s, 1 of 2)",
        "✗ second: no credentials (0.0 s, 2 of 2)",
        "",
      ].join("\n"),
    );
  });

  describe("on a terminal", () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    it("draws a line for each under way in its place, and takes them away at the end", async () => {
      const stream = new Stream(24);
      const show = manyProgress(3, stream.asStream());
      await show.started("first").step("Plan", () => Promise.resolve());
      await show.started("second").step("Initialise Terraform with a long title", () => Promise.resolve());
      jest.advanceTimersByTime(120);
      const lines = plain(stream.text).split("\n");
      expect(lines).toEqual(["… first: Plan (0.0 s)", "… second: Initialise Terraform with a l", "0 of 3 planned", ""]);
      stream.text = "";
      show.ended("first", true, "no changes");
      expect(plain(stream.text)).toBe("\x1b[3A\r\x1b[J✓ first: no changes (0.0 s, 1 of 3)\n");
      stream.text = "";
      jest.advanceTimersByTime(120);
      expect(plain(stream.text)).toMatch(/^… second: .*\n1 of 3 planned\n$/);
      stream.text = "";
      show.stop();
      jest.advanceTimersByTime(1000);
      expect(stream.text).toBe("\x1b[2A\r\x1b[J");
    });

    it("draws no more lines than the terminal has", () => {
      const stream = new Stream(3);
      const show = manyProgress(9, stream.asStream());
      for (const name of ["a", "b", "c", "d"]) show.started(name);
      jest.advanceTimersByTime(120);
      expect(stream.text.split("\n")).toHaveLength(3);
      show.stop();
    });
  });
});
