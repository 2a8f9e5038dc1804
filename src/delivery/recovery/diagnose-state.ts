import type { InspectedState } from "../terraform";
import type { ReadVersion, RecoveryFacts, RecoveryFinding } from "./findings";

type StateVersionRead = ReadVersion & { readonly state: InspectedState };

/** What is wrong with the state object and its digest. Pure. */
export function stateFindings(facts: RecoveryFacts): readonly RecoveryFinding[] {
  const best = bestVersion(facts);
  if (!best) return lostForGood(facts);
  return [wrongVersion(facts, best), wrongDigest(facts, best), otherLineage(facts, best)].filter(
    (finding) => finding !== undefined,
  );
}

/** The version that should be the current one: the highest serial of the newest lineage, and of equals the one that the digest names. */
export function bestVersion({ versions, digest }: RecoveryFacts): StateVersionRead | undefined {
  const readable = versions.filter(isReadable);
  const own = readable.filter(({ state }) => state.lineage === readable[0]!.state.lineage);
  const serial = Math.max(...own.map(({ state }) => state.serial));
  const candidates = own.filter(({ state }) => state.serial === serial);
  return candidates.find(({ md5 }) => md5 === digest) ?? candidates[0];
}

function wrongVersion(
  { versions, digest, context }: RecoveryFacts,
  best: StateVersionRead,
): RecoveryFinding | undefined {
  const current = versions[0]!;
  if (current.versionId === best.versionId || (!current.isDeletion && current.md5 === best.md5)) return undefined;
  const { what, isDestructive } = wrongness(current, best, digest);
  return {
    id: "state",
    what,
    evidence: [
      current.isDeletion ? `deleted at ${current.time}` : `current: ${describe(current)}`,
      `to be restored: ${describe(best)}`,
    ],
    repair: `Make that version the current one again, and note its digest.${isDestructive ? " The state that is current now stays among the versions." : ""}`,
    command: copyCommand(context, best.versionId),
    isDestructive,
    step: { kind: "restore", versionId: best.versionId },
    isFirst: true,
  };
}

/** Only what Terraform wrote, or a person edited, could be lost by going back to another version. */
function wrongness(current: ReadVersion, best: StateVersionRead, digest: string | undefined) {
  if (current.isDeletion) return { what: "The state object is deleted.", isDestructive: false };
  if (!current.state) return { what: "The state object holds no Terraform state.", isDestructive: false };
  const { serial } = current.state;
  if (serial === best.state.serial)
    return { what: `The state object was changed by something other than Terraform.`, isDestructive: true };
  const byTerraform = current.md5 === digest;
  return {
    what: `The state is older than it was: serial ${serial} after ${best.state.serial}${byTerraform ? ", and Terraform has worked on it since" : ""}.`,
    isDestructive: byTerraform,
  };
}

function wrongDigest(
  { versions, digest, context }: RecoveryFacts,
  best: StateVersionRead,
): RecoveryFinding | undefined {
  const current = versions[0]!;
  if (current.isDeletion || current.md5 !== best.md5 || digest === best.md5) return undefined;
  const named = versions.find(({ md5 }) => md5 === digest);
  return {
    id: "digest",
    what: digest
      ? "The digest in the lock table is not that of the state."
      : "The lock table holds no digest of the state.",
    evidence: [
      `the state: ${describe(best)}, MD5 ${best.md5}`,
      `the digest: ${digest ?? "none"}${named ? `, that of ${describe(named)}` : ""}`,
    ],
    repair: "Note the digest of the state as it is: it has the highest serial of all versions.",
    command: `aws dynamodb put-item --table-name ${context.backend.lockTable} --item '${JSON.stringify({
      LockID: { S: `${context.backend.bucket}/${context.backend.key}-md5` },
      Digest: { S: best.md5 },
    })}'`,
    isDestructive: named !== undefined,
    step: { kind: "digest" },
    isFirst: true,
  };
}

/** Another state was here before, and it knows resources that this one does not: somebody deployed over a state that was lost. */
function otherLineage({ versions, context }: RecoveryFacts, best: StateVersionRead): RecoveryFinding | undefined {
  const others = versions.filter(isReadable).filter(({ state }) => state.lineage !== best.state.lineage);
  const former = others.find(({ state }) => state.serial === Math.max(...others.map((other) => other.state.serial)));
  if (!former) return undefined;
  const unknown = missingFrom(best.state, former.state);
  if (unknown.length === 0) return undefined;
  const forgotten = missingFrom(former.state, best.state);
  return {
    id: "lineage",
    what: `The state is another one than before (its lineage changed), and does not know ${some(unknown)}.`,
    evidence: [
      `now: ${describe(best)}, lineage ${best.state.lineage}`,
      `before: ${describe(former)}, lineage ${former.state.lineage}`,
      ...(forgotten.length > 0 ? [`only the state of now knows ${some(forgotten)}`] : []),
    ],
    repair:
      forgotten.length > 0
        ? "Restore the state of before, then import what only the state of now knows: until then nobody manages that."
        : "Restore the state of before.",
    command: copyCommand(context, former.versionId),
    isDestructive: true,
    step: { kind: "restore", versionId: former.versionId },
  };
}

function lostForGood({ versions, digest }: RecoveryFacts): readonly RecoveryFinding[] {
  if (versions.length === 0 && digest === undefined) return []; // never deployed
  return [
    {
      id: "state",
      what: "There is no state, and no version of the object to restore it from.",
      evidence: [`${versions.length} versions, none of which is a state`, `the digest: ${digest ?? "none"}`],
      repair:
        "Look for an errored.tfstate of the last run, and push it. Without one, write `import` blocks for what AWS holds (docs/recovery.md).",
      isDestructive: false,
      isFirst: true,
    },
  ];
}

function isReadable(version: ReadVersion): version is StateVersionRead {
  return version.state !== undefined;
}

/** Addresses of `other` that `state` does not hold. */
export function missingFrom(state: InspectedState, other: InspectedState): readonly string[] {
  const own = new Set(state.addresses);
  return other.addresses.filter((address) => !own.has(address));
}

export function some(addresses: readonly string[]): string {
  const shown = addresses.slice(0, 5).join(", ");
  return addresses.length > 5 ? `${shown} and ${addresses.length - 5} more` : shown;
}

export function describe({ state, time, versionId }: ReadVersion): string {
  const content = state ? `serial ${state.serial}, ${state.addresses.length} resources` : "no state";
  return `${content}, of ${time} (version ${versionId})`;
}

function copyCommand({ backend }: RecoveryFacts["context"], versionId: string): string {
  return `aws s3api copy-object --bucket ${backend.bucket} --key ${backend.key} --copy-source '${backend.bucket}/${backend.key}?versionId=${versionId}'`;
}
