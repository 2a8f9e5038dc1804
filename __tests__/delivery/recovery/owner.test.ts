import { lockOwner, readProcesses, type TerraformProcess } from "../../../src/delivery/recovery/owner";

const at = (time: string): Date => new Date(`2026-03-01T${time}Z`);
const lock = { id: "1", who: "alice@laptop", operation: "apply", since: "2026-03-01T12:00:00.000Z" };
const here = { machine: "laptop", folder: "/a/stacks/dev", target: { kind: "aws" } } as const;
const running = (more: Partial<TerraformProcess> = {}): TerraformProcess => ({
  pid: 7,
  started: at("11:59:58"),
  folder: "/a/stacks/dev",
  ...more,
});
const kind = (processes: readonly TerraformProcess[], of: Partial<typeof lock> = {}) =>
  lockOwner({ ...lock, ...of }, processes, here).kind;

describe("the owner of a lock", () => {
  it("is alive when its process runs in the deployment's folder", () => {
    expect(lockOwner(lock, [running()], here)).toEqual({ kind: "alive", pid: 7 });
  });

  it("is gone when no terraform runs here", () => {
    expect(kind([])).toBe("gone");
  });

  it("is gone when the terraform that runs here began after the lock was taken", () => {
    expect(kind([running({ started: at("12:05:00") })])).toBe("gone");
  });

  it("is gone when what runs here works on another deployment, or on a sandbox", () => {
    expect(kind([running({ folder: "/a/stacks/production" })])).toBe("gone");
    expect(kind([running({ sandbox: "http://127.0.0.1:4000" })])).toBe("gone");
  });

  it("is unknown when it may be a process of another checkout, or one whose folder cannot be seen", () => {
    expect(kind([running({ folder: "/b/stacks/dev" })])).toBe("unknown");
    expect(kind([running({ folder: undefined })])).toBe("unknown");
  });

  it("is unknown on another machine", () => {
    expect(kind([], { who: "runner@ci" })).toBe("unknown");
  });
});

describe("the list of processes", () => {
  it("is read with seconds, minutes, hours and days, and only for the program", () => {
    const text = [
      "    7       00:05 terraform",
      "    8    01:00:00 /usr/bin/terraform",
      "    9  2-00:00:00 terraform",
      "   10       00:05 terraform-provid",
      "   11       00:05 node",
      "",
    ].join("\n");
    expect(readProcesses(text, "terraform", at("12:00:00"))).toEqual([
      { pid: 7, started: at("11:59:55") },
      { pid: 8, started: at("11:00:00") },
      { pid: 9, started: new Date("2026-02-27T12:00:00Z") },
    ]);
  });
});
