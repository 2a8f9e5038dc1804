import type { BackendConfig } from "../../config";
import type { AwsClients } from "../aws/clients";
import { errorCode } from "../aws/errors";
import { estateCommand, type CommandContext } from "../terraform";
import type { PulledState } from "../verify/state";
import { answered, type Finding, type Verdict } from "./check";

/** What the deployment's state holds; no state when nobody can tell. */
export interface Deployed {
  readonly finding: Finding;
  readonly state?: PulledState;
}

/** The IAM actions that reading takes; without `s3:ListBucket` S3 would call a missing object forbidden. */
export const stateNeeds = ["s3:GetObject", "s3:ListBucket", "kms:Decrypt"];

/**
 * Reads the state straight from its bucket: before the first deployment there is neither a state nor a backend to
 * initialise Terraform with, and that is when preflight is worth most.
 */
export async function readDeployed(
  backend: BackendConfig,
  context: CommandContext,
  aws: AwsClients,
): Promise<Deployed> {
  let state: PulledState | undefined;
  const finding = await answered({
    area: "state",
    what: `s3://${backend.bucket}/${backend.key}`,
    needs: stateNeeds,
    look: async () => {
      const read = await stateText(backend, context, aws);
      if ("verdict" in read) {
        if (read.isEmpty) state = {};
        return read.verdict;
      }
      state = parsed(read.text);
      return state ? holds(state) : unreadable(context);
    },
  });
  return { finding, state };
}

type Read = { readonly text: string } | { readonly verdict: Verdict; readonly isEmpty: true };

async function stateText(
  { bucket: Bucket, key: Key, region }: BackendConfig,
  context: CommandContext,
  aws: AwsClients,
): Promise<Read> {
  try {
    const { Body } = await aws.inRegion(region).s3.getObject({ Bucket, Key });
    return { text: (await Body?.transformToString()) ?? "" };
  } catch (error) {
    if (errorCode(error) === "NoSuchKey") return { isEmpty: true, verdict: holds({}) };
    if (errorCode(error) !== "NoSuchBucket") throw error;
    const fix = estateCommand(context, "backend setup");
    return {
      isEmpty: true,
      verdict: { status: "not ready", found: "no such bucket", wanted: "a bucket for the state", fix },
    };
  }
}

/** Undefined when it is no JSON. The parser's message would quote the state, which holds secrets. */
function parsed(text: string): PulledState | undefined {
  try {
    return JSON.parse(text) as PulledState;
  } catch {
    return undefined;
  }
}

function holds({ resources = [] }: PulledState): Verdict {
  const managed = resources.filter(({ mode }) => mode === "managed").length;
  return {
    status: "ready",
    found: managed === 0 ? "nothing is deployed yet" : `${managed} ${managed === 1 ? "resource" : "resources"}`,
    wanted: "a state, or none before the first deployment",
  };
}

function unreadable(context: CommandContext): Verdict {
  return {
    status: "not ready",
    found: "not JSON, or cut off",
    wanted: "a state that Terraform can read",
    fix: `Bring back an older version of that object: the bucket is versioned (backend/README.md); then ${estateCommand(context, "plan")}`,
  };
}
