import type { JsonObject } from "../../hcl";
import type { RawFinding, Scanner } from "../finding";
import { mergeParts, type Canary } from "./canary";
import { apis } from "./apis";
import { audit } from "./audit";
import { balancers } from "./balancers";
import { bucketPolicies } from "./bucket-policies";
import { buckets } from "./buckets";
import { clusters } from "./clusters";
import { containers } from "./containers";
import { functions } from "./functions";
import { instances } from "./instances";
import { listeners } from "./listeners";
import { messages } from "./messages";
import { network } from "./network";
import { networkAcls } from "./network-acls";
import { pageLogs } from "./page-logs";
import { pages } from "./pages";
import { policies } from "./policies";
import { roles } from "./roles";
import { securityGroups } from "./security-groups";
import { servers } from "./servers";
import { tables } from "./tables";
import { trails } from "./trails";
import { volumes } from "./volumes";
import { webAcls } from "./web-acls";
import { stages } from "./stages";
import { forms, harmless } from "./forms";
import { judge, type CanaryVerdict } from "./judge";
import { surroundings } from "./shared";

export type { BlindSpot, Canary, Expectation, TerraformPart } from "./canary";
export type { CanaryProblem, CanaryVerdict } from "./judge";

/** Every planted fault, by area. */
export const canaries: readonly Canary[] = [
  ...securityGroups,
  ...network,
  ...networkAcls,
  ...buckets,
  ...bucketPolicies,
  ...volumes,
  ...clusters,
  ...instances,
  ...tables,
  ...containers,
  ...servers,
  ...functions,
  ...messages,
  ...balancers,
  ...listeners,
  ...webAcls,
  ...pages,
  ...pageLogs,
  ...stages,
  ...apis,
  ...policies,
  ...roles,
  ...trails,
  ...audit,
  ...forms,
];

/** The stacks that hold the planted faults and their fixed twins. */
export const canaryStacks = { faulty: "canary-faulty", fixed: "canary-fixed" } as const;

/**
 * All canaries as two Terraform JSON documents.
 * @throws Error when two canaries set the same value
 */
export function canaryDocuments(): { readonly faulty: JsonObject; readonly fixed: JsonObject } {
  const document = (side: "faulty" | "fixed") =>
    mergeParts([surroundings, harmless, ...canaries.map((canary) => canary[side])]);
  return { faulty: document("faulty"), fixed: document("fixed") };
}

/** Compares findings, of both canary stacks, with every planted fault; of one scanner when it is named. */
export function judgeCanaries(findings: readonly RawFinding[], only?: Scanner): CanaryVerdict {
  return judge(findings, canaries, only);
}
