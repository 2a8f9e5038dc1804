import { canaries, judgeCanaries } from "../../../src/delivery/scan/canaries";
import { measureAll, publishedTable } from "../../../src/delivery/scan/canaries/publication";
import { renderTable, type Measurement } from "../../../src/delivery/scan/canaries/table";

/** Both scanners over every input: most of it is Checkov, three times. */
const PATIENCE = 300_000;
let measured: readonly Measurement[];
beforeAll(async () => void (measured = await measureAll()), PATIENCE);

it("sees every planted fault in the view, reports no fixed twin, and is as blind as the table says", () => {
  const verdict = judgeCanaries(measured.flatMap(({ view }) => view));
  expect(verdict.missed).toEqual([]);
  expect(verdict.falseAlarms).toEqual([]);
  expect(verdict.nowSeen).toEqual([]);
  expect(verdict.seen).toBe(verdict.expected);
});

it("publishes what it measures (node scripts/scanner-table.mjs writes it anew)", () => {
  expect(renderTable(canaries, measured)).toBe(publishedTable());
});
