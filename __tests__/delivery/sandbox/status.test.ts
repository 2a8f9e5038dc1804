import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../../../src/delivery/paths";
import { NOT_PROVED, renderStatus, status } from "../../../src/delivery/sandbox/status";
import { FakeEmulator, isolateHome } from "./fake-emulator";

let home: ReturnType<typeof isolateHome>;
beforeEach(() => (home = isolateHome()));
afterEach(() => home.restore());

it("names endpoint, pid, uptime, account, versions and contents of a running sandbox", async () => {
  const emulator = new FakeEmulator(home.folder);
  const port = await emulator.start();
  const text = renderStatus(await status(new Date("2026-01-01T01:02:03Z")));
  emulator.stop();
  for (const fact of [
    `http://127.0.0.1:${port}`,
    `${process.pid}, for 1 h 2 min`,
    "123456789012",
    "moto 5.2.5",
    "4 kms keys",
  ]) {
    expect(text).toContain(fact);
  }
});

it("says of a stopped sandbox when its data was saved", async () => {
  writeFileSync(join(home.folder, "sandbox.data"), "");
  expect(renderStatus(await status())).toMatch(/^The sandbox does not run\. Its data was saved at 2.*Z/);
});

it("says of a sandbox that never ran that nothing is saved", async () => {
  expect(renderStatus(await status())).toMatch(/^The sandbox does not run\. Nothing is saved\./);
});

it("always says what the sandbox does not prove, in the same words as the documentation", async () => {
  const documentation = readFileSync(join(paths.root, "docs", "sandbox.md"), "utf8");
  const text = renderStatus(await status());
  for (const limit of NOT_PROVED) {
    expect(text).toContain(limit);
    expect(documentation).toContain(limit);
  }
});
