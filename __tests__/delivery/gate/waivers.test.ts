import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Failure } from "../../../src/delivery/failure";
import { gate } from "../../../src/delivery/gate/gate";
import { waivedLines } from "../../../src/delivery/gate/render";
import { readWaivers, waiverFile, writeWaivers } from "../../../src/delivery/gate/waivers/file";
import { applyWaivers, longestDays } from "../../../src/delivery/gate/waivers/judge";
import { readEntries, type Waiver } from "../../../src/delivery/gate/waivers/schema";
import { requireWaivable } from "../../../src/delivery/gate/waivers/waive";
import { Scratch } from "../../support/delivery";
import { destroy, plan, update } from "../../support/plans";

const today = "2026-03-01";
const waiver: Waiver = {
  address: "aws_s3_bucket.exports",
  rule: "stateful-resources-are-kept",
  reason: "Exports moved to the documents bucket in January; nothing is left in this one.",
  owner: "platform engineering",
  expires: "2026-03-31",
};
const planned = plan([
  destroy("aws_s3_bucket.exports"),
  update("aws_cloudwatch_log_group.api", { retention_in_days: 365 }, { retention_in_days: 30 }),
]);
const findings = gate({
  deployment: "omnirapeutic-dev",
  plan: planned,
  knownAddresses: new Set(["aws_s3_bucket.exports", "aws_cloudwatch_log_group.api"]),
  command: (args) => args,
});
const judge = (waivers: readonly Waiver[], over: Partial<Parameters<typeof applyWaivers>[0]> = {}) =>
  applyWaivers({ findings, waivers, today, file: "adoption/waivers/omnirapeutic-dev.json", changes: true, ...over });
const blockedBy = (...waivers: readonly Waiver[]) => judge(waivers).blocked.map(({ rule, message }) => [rule, message]);

describe("a waiver", () => {
  it("lets exactly one thing through, which is reported with reason, owner and last day; all else stays blocked", () => {
    const { blocked, waived } = judge([waiver]);
    expect(blocked.map(({ rule }) => rule)).toEqual(["logs-are-kept-as-long"]);
    const { reason, owner, expires } = waiver;
    expect(waived).toEqual([expect.objectContaining({ address: waiver.address, waiver: { reason, owner, expires } })]);
  });

  it("is told with what it lets through", () => {
    expect(waivedLines(judge([waiver]).waived)).toEqual([
      "WAIVED aws_s3_bucket.exports would be destroyed; it holds data or keys [stateful-resources-are-kept]",
      `  platform engineering, until 2026-03-31: ${waiver.reason}`,
    ]);
    expect(waivedLines()).toEqual([]);
  });

  it("holds on its last day and up to a quarter ahead, and not a day longer", () => {
    const on = (expires: string) => judge([{ ...waiver, expires }]).waived.length;
    expect([on(today), on("2026-05-30"), on("2026-05-31"), on("2026-02-28")]).toEqual([1, 1, 0, 0]);
    expect(longestDays).toBe(90);
  });

  it("that has expired fails, together with what it let through", () => {
    expect(blockedBy({ ...waiver, expires: "2026-02-28" })).toEqual([
      ["stateful-resources-are-kept", expect.stringContaining("would be destroyed")],
      ["logs-are-kept-as-long", expect.anything()],
      [
        "waivers-are-needed",
        "the waiver of stateful-resources-are-kept on aws_s3_bucket.exports (platform engineering) expired on 2026-02-28",
      ],
    ]);
  });

  it("that holds too long fails, with the latest day allowed", () => {
    const { blocked } = judge([{ ...waiver, expires: "2027-03-01" }]);
    expect(blocked.at(-1)).toMatchObject({
      message: expect.stringContaining("holds until 2027-03-01, longer than 90 days"),
      fix: "Set a day up to 2026-05-30: adoption/waivers/omnirapeutic-dev.json",
    });
  });

  it.each([
    ["aws_s3_bucket.export", waiver.rule, "did you mean aws_s3_bucket.exports?"],
    [waiver.address, "logs-are-kept-as-long", "did you mean stateful-resources-are-kept?"],
    ["aws_vpc.elsewhere", waiver.rule, "the plan does no such thing"],
  ])("that nothing needs fails, with what may have been meant: %s, %s", (address, rule, said) => {
    const { blocked, waived } = judge([{ ...waiver, address, rule }]);
    expect(waived).toEqual([]);
    expect(blocked.at(-1)).toMatchObject({ rule: "waivers-are-needed", message: expect.stringContaining(said) });
  });

  it("is not asked for by a plan that changes nothing, such as the one after the apply", () => {
    expect(judge([waiver], { findings: [], changes: false })).toEqual({ blocked: [], waived: [] });
  });

  it("lets no other waiver through", () => {
    const about = { ...waiver, rule: "waivers-are-needed" };
    expect(readEntries([about]).problems).toEqual([expect.stringContaining('rule = "waivers-are-needed"')]);
  });
});

describe("a waiver file", () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.remove());
  const write = (text: string): void => {
    const file = waiverFile("omnirapeutic-dev", scratch.folder);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const read = () => readWaivers("omnirapeutic-dev", scratch.folder);
  const refusal = (text: string): Failure => {
    write(text);
    try {
      read();
    } catch (error) {
      return error as Failure;
    }
    throw new Error("It was read.");
  };

  it("need not be there", () => {
    expect(read()).toEqual([]);
  });

  it("is refused with exit code 3 and every problem at once, each with value, guess and what is allowed", () => {
    const { message, exitCode, fix } = refusal(
      JSON.stringify([
        { ...waiver, adress: "x", address: "aws_s3_bucket.*", rule: "stateful-resource-are-kept", owner: " " },
        { ...waiver, reason: "because", expires: "2026-02-30" },
        { address: 7 },
        "aws_vpc.x",
      ]),
    );
    expect(exitCode).toBe(3);
    expect(fix).toContain("docs/plan-gate.md");
    for (const said of [
      "entry 1: adress is no setting of a waiver (did you mean address?)",
      'entry 1: address = "aws_s3_bucket.*". Allowed: an address as the review prints it, without patterns',
      'entry 1: rule = "stateful-resource-are-kept" (did you mean stateful-resources-are-kept?). Allowed: a rule of docs/plan-gate.md',
      'entry 1: owner = " "',
      'entry 2: reason = "because". Allowed: at least 20 characters',
      'entry 2: expires = "2026-02-30". Allowed: a day, YYYY-MM-DD',
      "entry 3: address = 7. Allowed: text",
      "entry 3: rule is missing",
      "entry 4 must be an object",
    ])
      expect(message).toContain(said);
  });

  it.each([
    ["{", "is not JSON"],
    ["{}", "the file must hold a list of waivers"],
    [JSON.stringify([waiver, { ...waiver, reason: `${waiver.reason} Twice.` }]), "stands there twice"],
  ])("is refused: %s", (text, said) => {
    expect(refusal(text)).toMatchObject({ exitCode: 3, message: expect.stringContaining(said) });
  });

  it("is written sorted, one waiver a line, and one for the same thing takes its place", () => {
    const other = { ...waiver, address: "aws_db_instance.database" };
    writeWaivers("omnirapeutic-dev", [waiver], scratch.folder);
    writeWaivers("omnirapeutic-dev", [other, { ...waiver, expires: "2026-04-01" }], scratch.folder);
    expect(read()).toEqual([other, { ...waiver, expires: "2026-04-01" }]);
    expect(readFileSync(waiverFile("omnirapeutic-dev", scratch.folder), "utf8").split("\n")).toHaveLength(5);
  });
});

describe("writing a waiver", () => {
  const refused = (over: Partial<Waiver>) => {
    try {
      requireWaivable({ ...waiver, ...over }, findings, today);
    } catch (error) {
      return error as Failure;
    }
    return undefined;
  };

  it("is allowed for what the saved plan is blocked for", () => {
    expect(refused({})).toBeUndefined();
  });

  it.each<[Partial<Waiver>, string]>([
    [{ address: "aws_s3_bucket.export" }, "anything on aws_s3_bucket.export (did you mean aws_s3_bucket.exports?)"],
    [{ rule: "logs-are-kept-as-long" }, "The saved plan is not blocked for logs-are-kept-as-long."],
    [
      { rule: "stateful-resources-are-keep" },
      '--rule = "stateful-resources-are-keep" (did you mean stateful-resources-are-kept?)',
    ],
    [{ reason: "" }, "--reason"],
    [{ owner: "" }, "--owner"],
    [{ expires: "soon" }, '--expires = "soon"'],
    [{ expires: "2026-02-28" }, "Allowed: a day from 2026-03-01 to 2026-05-30"],
    [{ expires: "2026-05-31" }, "Allowed: a day from 2026-03-01 to 2026-05-30"],
  ])("is refused: %j", (over, said) => {
    expect(refused(over)?.message).toContain(said);
  });

  it("tells everything that is wrong at once", () => {
    const { message } = refused({ reason: "", owner: "", expires: "2030-01-01" })!;
    expect(message.match(/^ {2}- /gm)).toHaveLength(3);
  });
});
