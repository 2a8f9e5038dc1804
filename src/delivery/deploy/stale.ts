import type { PlanFacts } from "../plan";

/** What has changed since a plan was made, in words; empty when it still holds. Pure. */
export function staleness(planned: PlanFacts, now: PlanFacts): readonly string[] {
  const reasons: readonly (readonly [boolean, string])[] = [
    [planned.digest !== now.digest, "the synthesized Terraform JSON is another (code or configuration changed)"],
    [place(planned) !== place(now), `the plan is for ${place(planned)}, this command works on ${place(now)}`],
    [
      planned.account !== now.account,
      `the plan is for account ${planned.account}, the deployment now belongs to ${now.account}`,
    ],
    [
      planned.terraformVersion !== now.terraformVersion,
      `Terraform ${planned.terraformVersion} made it, this is ${now.terraformVersion}`,
    ],
    [
      planned.providerLock !== now.providerLock,
      "the provider lock is another one: other builds of the providers would apply it",
    ],
    [planned.state.lineage !== now.state.lineage, "the state is another one (its lineage changed)"],
    [
      planned.state.serial !== now.state.serial,
      `the state moved on from serial ${planned.state.serial} to ${now.state.serial}: somebody deployed`,
    ],
  ];
  return reasons.filter(([changed]) => changed).map(([, reason]) => reason);
}

function place({ target }: PlanFacts): string {
  return target.kind === "sandbox" ? `the sandbox at ${target.endpoint}` : "AWS";
}
