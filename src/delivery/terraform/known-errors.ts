import { estateCommand, terraformArguments, type CommandContext } from "./context";
import type { Diagnostic } from "./events";
import { lockHolder } from "./lock";

/** What an error means here, and what to do about it. */
export interface Explanation {
  readonly what: string;
  readonly fix: string;
  /** @default 1 */
  readonly exitCode?: number;
}

interface KnownError {
  readonly pattern: RegExp;
  explain(match: RegExpExecArray, context: CommandContext, text: string): Explanation;
}

/** The first known error in what Terraform reported, most telling first. */
export function explain(errors: readonly Diagnostic[], context: CommandContext): Explanation | undefined {
  const text = errors.map(({ summary, detail }) => `${summary}\n${detail}`).join("\n\n");
  for (const known of knownErrors) {
    const match = known.pattern.exec(text);
    if (match) return known.explain(match, context, text);
  }
  return undefined;
}

/** Order matters: a dying endpoint causes several errors at once, and what was not saved comes first. */
const knownErrors: readonly KnownError[] = [
  {
    pattern: /the state has been written to the file "errored\.tfstate"/,
    explain: (_match, context, text) => ({
      what: "Terraform could not save the state to its backend, and wrote it to a file instead.",
      fix: stateRecovery(context, /lock ID "([^"]+)"/.exec(text)?.[1]),
    }),
  },
  {
    pattern: /Error acquiring the state lock/,
    explain: (_match, context, text) => lockHeld(context, text),
  },
  {
    pattern: /state data in S3 does not have the expected content/,
    explain: (_match, context) => ({
      what: `The state of ${context.deployment} is not the one that Terraform wrote last: it was deleted, changed or rolled back, or its digest was.`,
      fix: `See which, and how it is put right: ${estateCommand(context, "recover")}`,
    }),
  },
  {
    pattern: /no space left on device|file too large/,
    explain: (_match, context) => ({
      what: "The disk is full: Terraform could not write its files.",
      fix: `Free some space (\`df -h\`), then plan again: ${estateCommand(context, "plan")}`,
    }),
  },
  {
    // Measured with 1.11.4: a plan for which the disk has no room is cut off, and Terraform reports success.
    pattern: /Plan read error/,
    explain: (_match, context) => ({
      what: "The plan file is not whole: it was cut off (is the disk full?) or edited. Nothing was changed.",
      fix: `Look whether there is space (\`df -h\`), then plan again: ${estateCommand(context, "plan")}`,
    }),
  },
  {
    pattern: /S3 bucket "([^"]+)" does not exist|NoSuchBucket/,
    explain: ([, bucket], context) => ({
      what: `The state bucket ${bucket ?? context.backend.bucket} does not exist.`,
      fix: `Make it, with its lock table: ${estateCommand(context, "backend setup")}`,
    }),
  },
  {
    pattern: /DynamoDB table "([^"]+)"[^]*ResourceNotFoundException|ResourceNotFoundException[^]*DynamoDB table/,
    explain: ([, table], context) => ({
      what: `The lock table ${table ?? context.backend.lockTable} does not exist.`,
      fix: `Make it: ${estateCommand(context, "backend setup")}`,
    }),
  },
  {
    pattern: /AWS account ID not allowed: (\d+)/,
    explain: ([, used], { deployment, account }) => ({
      what: `These credentials belong to account ${used}; ${deployment} belongs to account ${account}. Nothing was changed.`,
      fix: `Use credentials of account ${account} (AWS_PROFILE, \`aws sso login\`), or set the account in src/config/accounts.ts.`,
    }),
  },
  {
    pattern: /connection refused|connection reset by peer/,
    explain: (_match, context) => unreachable(context),
  },
  {
    pattern:
      /No valid credential sources|ExpiredToken|InvalidClientTokenId|security token included in the request is (?:invalid|expired)/,
    explain: (_match, { account }) => ({
      what: "There are no AWS credentials, or they have expired.",
      fix: `Log in to account ${account} (\`aws sso login\`, AWS_PROFILE or access keys); \`aws sts get-caller-identity\` must answer. To work on the embedded AWS instead, add --sandbox.`,
    }),
  },
  {
    pattern: /doesn't match any of the checksums/,
    explain: () => ({
      what: "A provider on this machine is not the published one: its checksum is not in locks/terraform.lock.hcl.",
      fix: "A provider that was built here serves the sandbox only: add --sandbox. For real AWS let Terraform reach its registry, or give a mirror of the published provider (TF_PROVIDER_MIRROR, then `make setup`).",
    }),
  },
  {
    pattern: /Failed to query available provider packages|Failed to install provider|Missing required provider/,
    explain: () => ({
      what: "A provider cannot be installed from the places that .estate/terraform.rc names.",
      fix: "Run `make setup` (it finds or builds the providers), then `npx estate doctor`.",
    }),
  },
  {
    pattern: /Saved plan is stale/,
    explain: (_match, context) => ({
      what: "The state moved on since this plan was made: somebody else deployed. Nothing was changed.",
      fix: `Plan again and read the new review: ${estateCommand(context, "plan")}`,
    }),
  },
  {
    pattern: /(\S+) has lifecycle\.prevent_destroy set/,
    explain: ([, address], context) => ({
      what: `Blocked: this change would destroy ${address}, which is protected (lifecycle.prevent_destroy).`,
      fix: `Keep its address and the settings that AWS cannot change in place; a rename needs a line in adoption/moves. Then ${estateCommand(context, "plan")}.`,
      exitCode: 3,
    }),
  },
  {
    // Measured with AWS provider 5.100.0: a refused change of the password is recorded as done (docs/decisions/0004).
    pattern: /operation error RDS: ModifyDBCluster/,
    explain: (_match, context) => ({
      what: "AWS refused to change the database cluster.",
      fix: [
        "Correct what AWS says, and plan again:",
        `  ${estateCommand(context, "plan")}`,
        "If this run was to rotate the master password, Terraform recorded that all the same, and the cluster keeps the old one:",
        "  add 1 to the version of aurora-master-password in src/config once more, and deploy.",
      ].join("\n"),
    }),
  },
  {
    pattern: /Unsupported Terraform Core version/,
    explain: () => ({
      what: "This Terraform's version is outside what the deployment requires (terraform.required_version).",
      fix: "Install a matching Terraform; `npx estate doctor` names it.",
    }),
  },
  {
    pattern: /execution halted|operation canceled|context canceled/,
    explain: (_match, context) => ({
      what: "Interrupted: Terraform stopped cleanly, saved the state and released the lock. What was under way may be half made.",
      fix: `See what is left to do: ${estateCommand(context, "plan")}`,
    }),
  },
];

function lockHeld(context: CommandContext, text: string): Explanation {
  const holder = lockHolder(text);
  if (!holder) {
    return {
      what: "The state lock cannot be acquired.",
      fix: `Check the lock table: ${estateCommand(context, "backend setup")}`,
    };
  }
  const { id, who, operation, since } = holder;
  return {
    what: `The state of ${context.deployment} is locked: ${who} has been running ${operation} since ${since} (lock ${id}).`,
    fix: [
      "If that run is alive, wait for it: add --lock-timeout 10m.",
      "If it was killed or its machine is gone, release the lock and plan again:",
      `  ${terraformArguments(context, `force-unlock -force ${id}`)}`,
      `  ${estateCommand(context, "plan")}`,
      `Not sure? This looks whether that run is alive: ${estateCommand(context, "recover")}`,
    ].join("\n"),
  };
}

/** The steps that lose nothing after the state could only be written to a file. */
export function stateRecovery(context: CommandContext, lockId: string | undefined): string {
  const sandbox = context.target.kind === "sandbox";
  return [
    `The state is in ${context.folder}/errored.tfstate. Do not deploy before it is pushed: that would fork the state.`,
    `  ${sandbox ? "npx estate sandbox up" : "aws sts get-caller-identity   # the network and the credentials work again"}`,
    ...(lockId ? [`  ${terraformArguments(context, `force-unlock -force ${lockId}`)}`] : []),
    `  ${terraformArguments(context, "state push errored.tfstate")}`,
    `  ${estateCommand(context, "plan")}`,
    `The same step by step, with checks and questions: ${estateCommand(context, "recover")} --repair`,
  ].join("\n");
}

function unreachable(context: CommandContext): Explanation {
  if (context.target.kind === "aws") {
    return { what: "AWS does not answer.", fix: "Check the network, proxy and VPN, then run the command again." };
  }
  return {
    what: `The sandbox at ${context.target.endpoint} does not answer: it stopped, or was killed.`,
    fix: `Start it again, then plan: npx estate sandbox up && ${estateCommand(context, "plan")}`,
  };
}
