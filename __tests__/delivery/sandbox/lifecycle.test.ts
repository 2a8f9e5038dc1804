import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../../../src/delivery/paths";
import { EmulatorExit, isAlive, startEmulator } from "../../../src/delivery/sandbox/emulator";
import { findSandbox } from "../../../src/delivery/sandbox";
import { down, reset, up } from "../../../src/delivery/sandbox/lifecycle";
import { FakeEmulator, isolateHome, type FakeSettings } from "./fake-emulator";

jest.mock("../../../src/delivery/sandbox/emulator", () => ({
  ...jest.requireActual<object>("../../../src/delivery/sandbox/emulator"),
  startEmulator: jest.fn(),
  isAlive: jest.fn(() => true),
}));

const starting = jest.mocked(startEmulator);
const alive = jest.mocked(isAlive);
const emulators: FakeEmulator[] = [];
let home: ReturnType<typeof isolateHome>;
let kill: jest.SpyInstance;

beforeEach(() => {
  home = isolateHome();
  starting.mockReset();
  alive.mockReset().mockReturnValue(true);
  kill = jest.spyOn(process, "kill").mockImplementation(() => {
    for (const emulator of emulators) emulator.stop();
    return true;
  });
});

afterEach(() => {
  kill.mockRestore();
  for (const emulator of emulators.splice(0)) emulator.stop();
  home.restore();
});

async function running(settings: FakeSettings = {}): Promise<number> {
  const emulator = new FakeEmulator(home.folder, settings);
  emulators.push(emulator);
  return emulator.start();
}

/** The next start succeeds after these refusals, each with the line that the emulator would log. */
function startsAfter(
  refusals: readonly (readonly [exitCode: number, line: string])[],
  settings: FakeSettings = {},
): void {
  for (const [code, line] of refusals) {
    starting.mockImplementationOnce(() => {
      writeFileSync(join(home.folder, "server.log"), line);
      return { exited: () => code };
    });
  }
  starting.mockImplementationOnce(() => {
    void running(settings);
    return { exited: () => undefined };
  });
}

function leaveAnnouncement(): void {
  const killed = { pid: 999_999, port: 1, token: "gone", startedAt: "2026-01-01T00:00:00+00:00" };
  writeFileSync(join(home.folder, "sandbox.json"), JSON.stringify(killed));
}

describe("up", () => {
  it("starts an empty sandbox and tells where it answers", async () => {
    startsAfter([]);
    const { running: found, state, warnings } = await up();
    expect(found.endpoint).toBe(`http://127.0.0.1:${found.announcement.port}`);
    expect({ state, warnings }).toEqual({ state: "empty", warnings: [] });
  });

  it("says that a sandbox holds what was saved", async () => {
    startsAfter([], { restored: true });
    expect((await up()).state).toBe("restored");
  });

  it("reuses the one that runs", async () => {
    await running();
    expect((await up()).state).toBe("reused");
    expect(starting).not.toHaveBeenCalled();
  });

  it("refuses another port than that of the one that runs", async () => {
    const port = await running();
    await expect(up({ port: port + 1 })).rejects.toThrow(`already runs on port ${port}, not ${port + 1}`);
  });

  it("uses the one that another `up` started at the same moment", async () => {
    startsAfter([[EmulatorExit.inUse, "Cannot start: another emulator runs."]]);
    expect((await up()).state).toBe("empty");
  });

  it("takes the port of the last time, and a free one when that is taken by now", async () => {
    startsAfter([]);
    const first = await up();
    await down();
    startsAfter([[EmulatorExit.portTaken, "Cannot listen."]]);
    await up();
    expect(starting.mock.calls.map(([port]) => port)).toEqual([0, first.running.announcement.port, 0]);
  });

  it("names a fixed port that is taken, and how to find who has it", async () => {
    startsAfter([[EmulatorExit.portTaken, "Cannot listen: 127.0.0.1:4711: Address already in use."]]);
    await expect(up({ port: 4711 })).rejects.toMatchObject({
      message: "Port 4711 cannot be used: Cannot listen: 127.0.0.1:4711: Address already in use.",
      fix: expect.stringContaining("sport = :4711"),
    });
  });

  it("starts empty when saved data does not fit, keeps that data aside and calls older state void", async () => {
    writeFileSync(join(home.folder, "sandbox.data"), "old");
    startsAfter([[EmulatorExit.unusableData, "Cannot restore: it was saved by moto 5.2.4 (now 5.2.5)."]]);
    const { state, warnings } = await up();
    expect(state).toBe("empty");
    expect(warnings.join()).toMatch(
      /saved by moto 5\.2\.4 \(now 5\.2\.5\)\. The sandbox is empty, and any Terraform state .* is void/,
    );
    expect(readFileSync(join(home.folder, "sandbox.data.void"), "utf8")).toBe("old");
  });

  it("forgets plans that were made for what an empty sandbox no longer holds", async () => {
    const plan = paths.plan("sandbox", "omnirapeutic-dev");
    mkdirSync(plan, { recursive: true });
    startsAfter([]);
    await up();
    expect(existsSync(plan)).toBe(false);
  });

  it("warns that what came after the last save is lost when the former one was killed", async () => {
    leaveAnnouncement();
    writeFileSync(join(home.folder, "sandbox.data"), "saved");
    startsAfter([], { restored: true });
    expect((await up()).warnings.join()).toMatch(
      /killed before it could save: it is as it was saved at 2.*Z, and what came later is lost/,
    );
  });

  it("passes on the last lines of an emulator that ends for a reason of its own", async () => {
    startsAfter([[1, "ModuleNotFoundError: No module named 'moto'"]]);
    await expect(up()).rejects.toThrow(/exit code 1\. Its last lines:\nModuleNotFoundError: No module named 'moto'/);
  });
});

describe("down", () => {
  it("ends the emulator with SIGTERM and tells when it saved", async () => {
    await running();
    const { stopped, savedAt } = await down();
    expect(stopped).toBe(true);
    expect(Math.abs(Date.now() - Number(savedAt))).toBeLessThan(60_000);
    expect(kill.mock.calls).toEqual([[process.pid, "SIGTERM"]]);
  });

  it("says so when nothing runs", async () => {
    expect((await down()).stopped).toBe(false);
  });

  it("never signals a stranger who listens on the port of the announcement", async () => {
    await running({ announcedToken: "of a former emulator" });
    await expect(down()).rejects.toThrow(/does not answer as the sandbox .* it was not ended/);
    expect(kill).not.toHaveBeenCalled();
  });

  it("forgets a killed emulator", async () => {
    leaveAnnouncement();
    alive.mockReturnValue(false);
    expect((await down()).stopped).toBe(false);
    expect(existsSync(join(home.folder, "sandbox.json"))).toBe(false);
  });

  it("says of what time the saved data is when the emulator ends without saving", async () => {
    await running({ saves: false });
    const data = join(home.folder, "sandbox.data");
    writeFileSync(data, "old");
    utimesSync(data, new Date("2026-01-02T03:04:05Z"), new Date("2026-01-02T03:04:05Z"));
    alive.mockReturnValue(false);
    await expect(down()).rejects.toThrow(/did not save: the saved data is of 2026-01-02T03:04:05/);
  });
});

describe("reset", () => {
  it("ends the emulator and forgets its data and the plans for it", async () => {
    await running();
    const plan = paths.plan("sandbox", "omnirapeutic-dev");
    mkdirSync(plan, { recursive: true });
    await reset();
    expect([existsSync(home.folder), existsSync(plan)]).toEqual([false, false]);
    expect(kill).toHaveBeenCalledWith(process.pid, "SIGTERM");
  });
});

describe("a command on the sandbox", () => {
  it("goes to the one that runs", async () => {
    const port = await running();
    await expect(findSandbox()).resolves.toEqual({ kind: "sandbox", endpoint: `http://127.0.0.1:${port}` });
  });

  it("is refused when none was started", async () => {
    await expect(findSandbox()).rejects.toMatchObject({
      message: "The sandbox is not running.",
      fix: "Run `npx estate sandbox up`.",
    });
  });

  it("is refused with the last lines of the log when the emulator died", async () => {
    leaveAnnouncement();
    writeFileSync(join(home.folder, "server.log"), "12:00:00 rds CreateDBCluster 200\nMemoryError\n");
    await expect(findSandbox()).rejects.toThrow(
      /pid 999999.*no longer answers\. Its last lines:\n.*CreateDBCluster 200\nMemoryError$/s,
    );
  });
});
