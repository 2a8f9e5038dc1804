import fc from "fast-check";
import { diagnose } from "../../../src/delivery/recovery/diagnose";
import type { RecoveryFacts } from "../../../src/delivery/recovery/findings";
import { deletion, factsOf, now, stateOf, versionOf } from "./support";

const found = (facts: Partial<RecoveryFacts>) => diagnose(factsOf(facts));
const only = (facts: Partial<RecoveryFacts>) => {
  const findings = found(facts);
  expect(findings).toHaveLength(1);
  return findings[0]!;
};
const minutesAgo = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();

describe("nothing is found", () => {
  it("in a healthy deployment", () => {
    expect(found({})).toEqual([]);
  });

  it("where nothing was ever deployed", () => {
    expect(found({ versions: [], digest: undefined })).toEqual([]);
  });

  it("after any number of saves of one state, whatever their number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
        const versions = Array.from({ length: count }, (_, index) => versionOf(count - index));
        expect(found({ versions, digest: `md5-${count}` })).toEqual([]);
      }),
    );
  });
});

describe("a held lock", () => {
  const lock = { id: "id-1", who: "alice@laptop", operation: "apply", since: minutesAgo(5) };
  const process = { pid: 7, started: new Date(minutesAgo(5)), folder: "/out/stacks/omnirapeutic-dev" };

  it("of a run at work on this machine is left alone", () => {
    const finding = only({ lock, processes: [process] });
    expect(finding).toMatchObject({ id: "lock", command: undefined });
    expect(finding.step).toBeUndefined();
    expect(finding.evidence.join()).toContain("pid 7");
  });

  it("of a run that ended on this machine is released with its own id, only when confirmed", () => {
    expect(only({ lock })).toMatchObject({
      what: "The state is locked, by a run that is over: apply by alice@laptop.",
      command: "npx estate terraform omnirapeutic-dev -- force-unlock -force id-1",
      isDestructive: true,
      step: { kind: "unlock", lockId: "id-1" },
    });
  });

  it("of another machine is not released before an hour, but the command for who knows better is shown", () => {
    const finding = only({ lock: { ...lock, who: "runner@ci", since: minutesAgo(59) } });
    expect(finding.step).toBeUndefined();
    expect(finding.command).toContain("force-unlock -force id-1");
  });

  it("of another machine may be released after an hour, when confirmed", () => {
    expect(only({ lock: { ...lock, who: "runner@ci", since: minutesAgo(60) } })).toMatchObject({
      isDestructive: true,
      step: { kind: "unlock" },
    });
  });

  it("of another recovery is not released at once: it has no Terraform whose process could be seen", () => {
    expect(only({ lock: { ...lock, operation: "recover", since: minutesAgo(0) } }).step).toBeUndefined();
  });
});

describe("the state object", () => {
  it("that was deleted is restored from its newest version, and nothing can be lost by that", () => {
    expect(only({ versions: [deletion, versionOf(2), versionOf(1)] })).toMatchObject({
      id: "state",
      what: "The state object is deleted.",
      isDestructive: false,
      step: { kind: "restore", versionId: "v2" },
    });
  });

  it("that was rolled back is restored from the version with the highest serial", () => {
    const rolledBack = { ...versionOf(1), versionId: "copy" };
    expect(only({ versions: [rolledBack, versionOf(2), versionOf(3), versionOf(1)], digest: "md5-3" })).toMatchObject({
      what: "The state is older than it was: serial 1 after 3.",
      isDestructive: false,
      step: { kind: "restore", versionId: "v3" },
    });
  });

  it("on which Terraform worked after it was rolled back is restored only when confirmed", () => {
    const finding = only({ versions: [{ ...versionOf(2), versionId: "new" }, versionOf(3)], digest: "md5-2" });
    expect(finding).toMatchObject({ isDestructive: true, step: { kind: "restore", versionId: "v3" } });
    expect(finding.what).toContain("Terraform has worked on it since");
  });

  it("that was edited by hand is replaced by the version of the digest, only when confirmed", () => {
    const edited = { ...versionOf(2), versionId: "edited", md5: "other" };
    expect(only({ versions: [edited, versionOf(2)] })).toMatchObject({
      what: "The state object was changed by something other than Terraform.",
      isDestructive: true,
      step: { kind: "restore", versionId: "v2" },
    });
  });

  it("that holds no state is replaced", () => {
    const garbage = { ...versionOf(3), state: undefined };
    expect(only({ versions: [garbage, versionOf(2)] })).toMatchObject({
      isDestructive: false,
      step: { kind: "restore", versionId: "v2" },
    });
  });

  it("that has no version left is named as lost, for a person", () => {
    const finding = only({ versions: [], digest: "md5-2" });
    expect(finding.what).toContain("no version of the object to restore it from");
    expect(finding.step).toBeUndefined();
  });

  it("restored as a copy of the best version is healthy", () => {
    expect(found({ versions: [{ ...versionOf(2), versionId: "copy" }, deletion, versionOf(2)] })).toEqual([]);
  });

  it("is restored to the highest serial of the newest lineage, in whatever order the versions came", () => {
    const serials = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(serials, (order) => {
        const highest = Math.max(...order);
        const findings = found({ versions: [deletion, ...order.map((serial) => versionOf(serial))], digest: "none" });
        expect(findings[0]!.step).toEqual({ kind: "restore", versionId: `v${highest}` });
      }),
    );
  });
});

describe("the digest", () => {
  it("that fits no version is noted anew", () => {
    expect(only({ digest: "corrupt" })).toMatchObject({ id: "digest", isDestructive: false, step: { kind: "digest" } });
  });

  it("that fits an older version is noted anew only when confirmed", () => {
    expect(only({ digest: "md5-1" })).toMatchObject({ id: "digest", isDestructive: true });
  });

  it("that is missing is noted", () => {
    expect(only({ digest: undefined }).what).toBe("The lock table holds no digest of the state.");
  });

  it("is corrected by the command that is shown", () => {
    expect(only({ digest: "corrupt" }).command).toBe(
      `aws dynamodb put-item --table-name locks --item '{"LockID":{"S":"states/dev/terraform.tfstate-md5"},"Digest":{"S":"md5-2"}}'`,
    );
  });
});

describe("a state of another lineage", () => {
  const stranger = (addresses: readonly string[]) => ({
    ...versionOf(5, { lineage: "other", addresses }),
    versionId: "other",
    md5: "other",
  });

  it("that does not know what the one before knew is replaced, only when confirmed", () => {
    const finding = only({ versions: [stranger(["aws_eip.new"]), versionOf(2), versionOf(1)], digest: "other" });
    expect(finding).toMatchObject({
      id: "lineage",
      isDestructive: true,
      step: { kind: "restore", versionId: "v2" },
    });
    expect(finding.what).toContain("does not know aws_vpc.network");
    expect(finding.evidence).toContain("only the state of now knows aws_eip.new");
  });

  it("that knows everything that the one before knew is fine", () => {
    expect(found({ versions: [stranger(["aws_vpc.network"]), versionOf(2)], digest: "other" })).toEqual([]);
  });
});

describe("errored.tfstate", () => {
  const errored = (serial: number, more = {}) => ({ md5: `md5-${serial}`, state: stateOf(serial, more) });

  it("is pushed when it is the next version of the same state", () => {
    expect(only({ errored: errored(3) })).toMatchObject({
      id: "errored-state",
      isDestructive: false,
      command: "npx estate terraform omnirapeutic-dev -- state push errored.tfstate",
      step: { kind: "push" },
    });
  });

  it("is removed when the state holds the same already", () => {
    expect(only({ errored: errored(2) })).toMatchObject({ step: { kind: "discard" } });
  });

  it("is never pushed over what somebody deployed since; what only it knows is named", () => {
    const finding = only({ errored: { ...errored(1, { addresses: ["aws_eip.lost"] }), md5: "own" } });
    expect(finding.step).toBeUndefined();
    expect(finding.repair).toContain("Import what only the file knows: aws_eip.lost.");
  });

  it.each([
    ["of another lineage", errored(9, { lineage: "other" })],
    ["that is not whole", { md5: "x", state: undefined }],
  ])("%s is never pushed", (_, file) => {
    expect(only({ errored: file })).toMatchObject({ id: "errored-state" });
    expect(only({ errored: file }).step).toBeUndefined();
  });
});

describe("inside the state", () => {
  it("each tainted resource is a finding of its own, kept only when confirmed", () => {
    const tainted = ["aws_rds_cluster.database", 'aws_subnet.app["a"]'];
    const findings = found({ versions: [versionOf(2, { tainted })] });
    expect(findings.map(({ id }) => id)).toEqual(tainted.map((address) => `tainted:${address}`));
    expect(findings[0]).toMatchObject({
      isDestructive: true,
      command: "npx estate terraform omnirapeutic-dev -- untaint 'aws_rds_cluster.database'",
    });
  });

  it("the tainted ones of a state that waits in errored.tfstate are found before it is pushed", () => {
    const errored = { md5: "md5-3", state: stateOf(3, { tainted: ["aws_vpc.network"] }) };
    expect(found({ errored }).map(({ id }) => id)).toEqual(["errored-state", "tainted:aws_vpc.network"]);
  });

  it.each([
    ["1.12.0", 1],
    ["1.11.10", 1],
    ["1.11.4", 0],
    ["1.9.8", 0],
  ])("Terraform %s as its author makes %d finding for 1.11.4", (terraformVersion, count) => {
    expect(found({ versions: [versionOf(2, { terraformVersion })] })).toHaveLength(count);
  });
});

it("what a killed apply made and the state does not know is left to the next plan", () => {
  const journal = [
    { kind: "finished", action: "create", address: "aws_vpc.made", id: "vpc-1" },
    { kind: "started", action: "create", address: "aws_eip.begun" },
  ] as const;
  const resources = new Map([
    ["aws_vpc.made", {}],
    ["aws_eip.begun", {}],
  ]);
  const finding = only({ journal, resources });
  expect(finding).toMatchObject({
    id: "half-created",
    command: "npx estate plan omnirapeutic-dev",
    isDestructive: false,
    step: { kind: "plan" },
  });
  expect(finding.evidence[0]).toBe("aws_vpc.made may exist as vpc-1");
  expect(finding.evidence[1]).toContain("aws_eip.begun was being made");
});

it("findings stand in the order of their repair: lock, state, file, resources", () => {
  const lock = { id: "id-1", who: "alice@laptop", operation: "apply", since: minutesAgo(5) };
  const errored = { md5: "md5-3", state: stateOf(3, { tainted: ["aws_vpc.network"] }) };
  expect(found({ lock, errored, versions: [deletion, versionOf(2)] }).map(({ id }) => id)).toEqual([
    "lock",
    "state",
    "errored-state",
    "tainted:aws_vpc.network",
  ]);
});
