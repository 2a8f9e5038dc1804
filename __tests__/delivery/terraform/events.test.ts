import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorsIn, eventOf, plainText } from "../../../src/delivery/terraform/events";

const recorded = readFileSync(join(__dirname, "recorded", "apply-events.jsonl"), "utf8")
  .trim()
  .split("\n");

describe("Terraform's machine-readable output", () => {
  it("becomes events with address, action, seconds and the id of what was made", () => {
    const events = recorded.map(eventOf);
    expect(events).toContainEqual({
      kind: "started",
      address: "aws_sqs_queue.q",
      action: "create",
      seconds: 0,
      id: undefined,
    });
    expect(events).toContainEqual({
      kind: "finished",
      address: "aws_cloudwatch_log_group.g1",
      action: "create",
      seconds: 0,
      id: "/g/1",
    });
    expect(events).toContainEqual({
      kind: "failed",
      address: "aws_sqs_queue.q",
      action: "create",
      seconds: 7,
      id: undefined,
    });
  });

  it("says nothing for lines of other programs and lines that a kill cut off", () => {
    expect(eventOf("plain text")).toBeUndefined();
    expect(eventOf(recorded[0]!.slice(0, 40))).toBeUndefined();
  });

  it("passes on what Terraform says when it is interrupted", () => {
    expect(eventOf('{"type":"log","@message":"Stopping operation..."}')).toEqual({
      kind: "said",
      text: "Stopping operation...",
    });
  });

  it("reports an error that Terraform repeats only once", () => {
    const output = readFileSync(join(__dirname, "recorded", "interrupted.jsonl"), "utf8");
    expect(errorsIn(output).filter(({ summary }) => summary === "execution halted")).toHaveLength(1);
  });
});

describe("Terraform's framed errors", () => {
  const framed =
    "\x1b[31m╷\x1b[0m\n\x1b[31m│\x1b[0m \x1b[1mError: \x1b[0mNo state file was found!\n│ \n│ Run this command elsewhere.\n╵\n";

  it("are read without frame and colours", () => {
    expect(errorsIn(framed)).toEqual([{ summary: "No state file was found!", detail: "Run this command elsewhere." }]);
    expect(plainText(framed)).toBe("Error: No state file was found!\n\nRun this command elsewhere.");
  });
});
