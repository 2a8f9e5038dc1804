import { estateCommand, terraformArguments } from "../terraform";
import { bestVersion, missingFrom, some, stateFindings } from "./diagnose-state";
import type { RecoveryFacts, RecoveryFinding } from "./findings";
import { recovery } from "./imports";
import { lockOwner } from "./owner";

/** A lock that somebody elsewhere took is taken for left over only after this time: longer than the slowest apply. */
const OLD_LOCK_MINUTES = 60;

/** Everything that an accident left behind, in the order in which it is repaired; empty when all is well. Pure. */
export function diagnose(facts: RecoveryFacts): readonly RecoveryFinding[] {
  return [
    ...lockFindings(facts),
    ...stateFindings(facts),
    ...erroredFindings(facts),
    ...versionFindings(facts),
    ...taintedFindings(facts),
    ...halfCreated(facts),
  ];
}

function lockFindings({ lock, context, now, machine, processes }: RecoveryFacts): readonly RecoveryFinding[] {
  if (!lock) return [];
  const owner = lockOwner(lock, processes, { machine, folder: context.folder, target: context.target });
  const minutes = Math.floor((now.getTime() - Date.parse(lock.since)) / 60_000);
  const isLeftOver = owner.kind === "gone" || (owner.kind === "unknown" && minutes >= OLD_LOCK_MINUTES);
  const command = terraformArguments(context, `force-unlock -force ${lock.id}`);
  return [
    {
      id: "lock",
      what: `The state is locked${isLeftOver ? ", by a run that is over" : owner.kind === "alive" ? " by a run that is at work" : ""}: ${lock.operation} by ${lock.who}.`,
      evidence: [
        `lock ${lock.id}, since ${lock.since} (${minutes} minutes)`,
        {
          alive: `its process runs on this machine (pid ${owner.kind === "alive" ? owner.pid : ""})`,
          gone: "its process does not run on this machine any more",
          unknown: `whether its process still runs cannot be seen from here (${machine})`,
        }[owner.kind],
      ],
      repair: {
        alive: "Wait until it is over: add --lock-timeout 10m to your command.",
        gone: "Release the lock.",
        unknown: isLeftOver
          ? `Release the lock, once you know that no Terraform is running for ${lock.who}: two at once would write the same state.`
          : `Ask ${lock.who}, or wait: after ${OLD_LOCK_MINUTES} minutes this command offers to release the lock. If you know that the run is dead, the command below releases it now.`,
      }[owner.kind],
      command: owner.kind === "alive" ? undefined : command,
      isDestructive: true,
      step: isLeftOver ? { kind: "unlock", lockId: lock.id } : undefined,
      isFirst: true,
    },
  ];
}

function erroredFindings(facts: RecoveryFacts): readonly RecoveryFinding[] {
  const { errored, context } = facts;
  if (!errored) return [];
  const stored = bestVersion(facts);
  const file = `${context.folder}/errored.tfstate`;
  const finding = {
    id: "errored-state",
    what: "The last run could not save its state, and wrote it to a file.",
    evidence: [file, ...(errored.state ? [`it holds serial ${errored.state.serial}`] : [])],
    isFirst: true,
  } as const;
  const byHand = (repair: string): readonly RecoveryFinding[] => [{ ...finding, repair, isDestructive: true }];
  if (!errored.state) return byHand("The file is not a whole state: keep it, and compare the next plan with AWS.");
  if (stored?.md5 === errored.md5)
    return [
      {
        ...finding,
        repair: "Remove the file: the state holds the same.",
        command: `rm ${file}`,
        isDestructive: false,
        step: { kind: "discard" },
      },
    ];
  if (stored && stored.state.lineage !== errored.state.lineage)
    return byHand(
      "Do not push it: it is the file of another state (its lineage differs). Move it away once you know whose.",
    );
  if (stored && stored.state.serial >= errored.state.serial) {
    const lost = missingFrom(stored.state, errored.state);
    return byHand(
      `Do not push it: somebody deployed since (the state has serial ${stored.state.serial}).${lost.length > 0 ? ` Import what only the file knows: ${some(lost)}.` : ""} Then move the file away.`,
    );
  }
  return [
    {
      ...finding,
      repair: "Push it: it is the next version of the same state.",
      command: terraformArguments(context, "state push errored.tfstate"),
      isDestructive: false,
      step: { kind: "push" },
    },
  ];
}

/** The state as it will be once what comes before is repaired. */
function stateToBe(facts: RecoveryFacts) {
  const stored = bestVersion(facts)?.state;
  const errored = facts.errored?.state;
  return errored && (!stored || (errored.lineage === stored.lineage && errored.serial > stored.serial))
    ? errored
    : stored;
}

function versionFindings(facts: RecoveryFacts): readonly RecoveryFinding[] {
  const written = stateToBe(facts)?.terraformVersion;
  if (!written || compareVersions(written, facts.terraformVersion) <= 0) return []; // an older state is upgraded by the next apply
  return [
    {
      id: "terraform",
      what: `Terraform ${written} wrote the state; this machine has ${facts.terraformVersion}, which may refuse it.`,
      evidence: [`terraform_version ${written} in the state`],
      repair: `Install Terraform ${written} or newer; \`npx estate doctor\` says what is needed.`,
      isDestructive: false,
    },
  ];
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).slice(0, 3).map(Number));
  return left!.map((part, at) => part - (right![at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function taintedFindings(facts: RecoveryFacts): readonly RecoveryFinding[] {
  return (stateToBe(facts)?.tainted ?? []).map((address) => ({
    id: `tainted:${address}`,
    what: `${address} is marked as half made (tainted): the next apply would destroy it and make it anew.`,
    evidence: ["an interrupted run left the mark"],
    repair:
      "Take the mark away, if AWS has the resource and you know that it is whole; the next plan then shows what still differs.",
    command: terraformArguments(facts.context, `untaint '${address}'`),
    isDestructive: true,
    step: { kind: "untaint", address },
  }));
}

function halfCreated(facts: RecoveryFacts): readonly RecoveryFinding[] {
  const { journal, resources, context } = facts;
  const { imports, orphans } = recovery({ journal, resources, state: new Set(stateToBe(facts)?.addresses) });
  if (imports.length === 0 && orphans.length === 0) return [];
  return [
    {
      id: "half-created",
      what: "The last deploy was killed, and the state does not know everything that it made.",
      evidence: [
        ...imports.map(({ to, id }) => `${to} may exist as ${id}`),
        ...orphans.map((address) => `${address} was being made: AWS may hold it under an id that nobody noted`),
      ],
      repair: `Plan: the plan takes back what AWS has.${orphans.length > 0 ? " What has no known id is planned as new; delete the older twin by hand." : ""} Read the review, then deploy.`,
      command: estateCommand(context, "plan"),
      isDestructive: false,
      step: { kind: "plan" },
    },
  ];
}
