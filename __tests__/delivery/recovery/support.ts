import type { ReadVersion, RecoveryFacts } from "../../../src/delivery/recovery/findings";
import type { InspectedState } from "../../../src/delivery/terraform";

export const now = new Date("2026-03-01T12:00:00Z");

/** A state as far as recovery looks into it. */
export const stateOf = (serial: number, more: Partial<InspectedState> = {}): InspectedState => ({
  serial,
  lineage: "ours",
  addresses: ["aws_vpc.network"],
  terraformVersion: "1.11.4",
  tainted: [],
  ...more,
});

/** A version of the state object; its MD5 and its id follow from the serial. */
export const versionOf = (serial: number, more: Partial<InspectedState> = {}): ReadVersion => ({
  versionId: `v${serial}`,
  time: `2026-03-01T00:00:${String(serial).padStart(2, "0")}Z`,
  isDeletion: false,
  md5: `md5-${serial}`,
  state: stateOf(serial, more),
});

export const deletion: ReadVersion = {
  versionId: "gone",
  time: "2026-03-01T01:00:00Z",
  isDeletion: true,
  md5: "empty",
};

/** A healthy deployment at serial 2, with what a test changes. */
export const factsOf = (more: Partial<RecoveryFacts> = {}): RecoveryFacts => ({
  now,
  context: {
    deployment: "omnirapeutic-dev",
    target: { kind: "aws" },
    account: "123456789012",
    folder: "/out/stacks/omnirapeutic-dev",
    backend: { bucket: "states", key: "dev/terraform.tfstate", lockTable: "locks" },
  },
  machine: "laptop",
  processes: [],
  versions: [versionOf(2), versionOf(1)],
  digest: "md5-2",
  journal: [],
  resources: new Map(),
  terraformVersion: "1.11.4",
  ...more,
});
