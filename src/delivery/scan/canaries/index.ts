import type { JsonObject } from "../../hcl";
import type { RawFinding, Scanner } from "../finding";
import { audit } from "./audit";
import { mergeParts, type Canary } from "./canary";
import { compute } from "./compute";
import { databases } from "./database";
import { delivery } from "./delivery";
import { edge } from "./edge";
import { forms, harmless } from "./forms";
import { functions } from "./functions";
import { judge, type CanaryVerdict } from "./judge";
import { identity } from "./identity";
import { messages } from "./messages";
import { network } from "./network";
import { securityGroups } from "./security-groups";
import { surroundings } from "./shared";
import { storage } from "./storage";

export type { BlindSpot, Canary, Expectation, TerraformPart } from "./canary";
export type { CanaryProblem, CanaryVerdict } from "./judge";

/** Every planted fault, by area. */
export const canaries: readonly Canary[] = [
  ...securityGroups,
  ...network,
  ...storage,
  ...databases,
  ...compute,
  ...functions,
  ...messages,
  ...edge,
  ...delivery,
  ...identity,
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
