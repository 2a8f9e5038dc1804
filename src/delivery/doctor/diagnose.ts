import { describeWanted, meets, toolNames, type Manifest, type ToolName } from "./manifest";

/** What is on this machine, without judgement. */
export interface Facts {
  /** Version of each program found; absent when it is not there or does not start. */
  readonly versions: Partial<Readonly<Record<ToolName, string>>>;
  /** Steps of `make setup` whose result is complete and up to date. */
  readonly completedSteps: readonly string[];
  /** Where each provider comes from, by source; absent when nothing serves it. */
  readonly providers: Readonly<Record<string, ProviderFact | undefined>>;
  /** Where AWS credentials are configured (never their value); absent when nowhere. */
  readonly awsCredentials?: string;
}

export interface ProviderFact {
  readonly version: string;
  /** The mirror's folder, or "registry". */
  readonly source: string;
  /** False for a provider built on this machine: only the sandbox accepts it. */
  readonly isPublished: boolean;
}

export type Status = "fine" | "wrong version" | "missing" | "out of date";

/** One needed thing. */
export interface Diagnosis {
  readonly name: string;
  readonly status: Status;
  readonly found: string;
  readonly wanted: string;
  /** A thing that is not required never fails the check. */
  readonly isRequired: boolean;
  readonly note?: string;
  /** The command that puts it right; only where something is wrong. */
  readonly fix?: string;
}

interface Tool {
  readonly title?: string;
  /** Why one can do without it; absent for what is required. */
  readonly optional?: string;
  /** The step of `make setup` that must have completed. */
  readonly step?: string;
  readonly fix: string;
}

const setup = "make setup";

const tools: Record<ToolName, Tool> = {
  node: { fix: "install Node.js 20.9 or newer (22 recommended), for example `nvm install 22`" },
  python: { fix: "apt-get install python3 python3-venv  (macOS: brew install python@3.12)" },
  git: { fix: "apt-get install git  (macOS: brew install git)" },
  terraform: { step: "terraform", fix: `${setup}  (builds one for this project), or install Terraform 1.11 or newer` },
  go: {
    optional: "builds tfsec, actionlint, gitleaks, and Terraform where it is missing",
    fix: "install it from https://go.dev/dl",
  },
  aws: {
    title: "aws cli",
    optional: "runbooks use it",
    fix: "brew install awscli, or the installer of https://aws.amazon.com/cli",
  },
  make: {
    optional: "the targets of the Makefile; each has a command of its own",
    fix: "apt-get install make  (macOS: brew install make, and its gnubin on PATH: the one of macOS is 3.81)",
  },
  docker: {
    optional: "builds and copies images: make build-all, push-all and promote-to-production",
    fix: "apt-get install docker.io docker-buildx  (macOS: brew install docker docker-buildx, and Docker Desktop or colima for its engine)",
  },
  cdktf: { title: "cdktf-cli", fix: setup },
  moto: { title: "moto (sandbox)", step: "moto", fix: setup },
  checkov: { step: "checkov", fix: setup },
  tfsec: { step: "tfsec", fix: setup },
  actionlint: { step: "actionlint", fix: setup },
  gitleaks: { step: "gitleaks", fix: setup },
  zizmor: { step: "zizmor", fix: setup },
};

/** Judges every needed thing; pure, so that each judgement has a test. */
export function diagnose(facts: Facts, manifest: Manifest): Diagnosis[] {
  return [
    ...toolNames.map((name) => diagnoseTool(name, facts, manifest)),
    diagnoseStep("npm packages", "npm-packages", "as in package-lock.json", facts),
    diagnoseStep("terraform.rc", "providers", "provider sources of this machine", facts),
    ...Object.entries(manifest.providers).map(([source, version]) =>
      diagnoseProvider(source, version, facts.providers[source]),
    ),
    diagnoseCredentials(facts.awsCredentials),
  ];
}

/** True when something required is not fine. */
export function isSick(diagnoses: readonly Diagnosis[]): boolean {
  return diagnoses.some(({ isRequired, status }) => isRequired && status !== "fine");
}

function diagnoseTool(name: ToolName, facts: Facts, manifest: Manifest): Diagnosis {
  const tool = tools[name];
  const version = facts.versions[name];
  const status = statusOf(version, version !== undefined && meets(version, manifest[name]), tool.step, facts);
  return {
    name: tool.title ?? name,
    status,
    found: version ?? "none",
    wanted: describeWanted(manifest[name]),
    isRequired: tool.optional === undefined,
    note: tool.optional && `optional: ${tool.optional}`,
    ...(status === "fine" ? {} : { fix: tool.fix }),
  };
}

function statusOf(version: string | undefined, isWanted: boolean, step: string | undefined, facts: Facts): Status {
  if (version === undefined) return "missing";
  if (!isWanted) return "wrong version";
  return step === undefined || facts.completedSteps.includes(step) ? "fine" : "out of date";
}

function diagnoseStep(name: string, step: string, wanted: string, facts: Facts): Diagnosis {
  const isDone = facts.completedSteps.includes(step);
  const outcome = isDone
    ? ({ status: "fine", found: "up to date" } as const)
    : ({ status: "out of date", found: "changed since the last setup, or never set up", fix: setup } as const);
  return { name, wanted, isRequired: true, ...outcome };
}

function diagnoseProvider(source: string, wanted: string, fact: ProviderFact | undefined): Diagnosis {
  const row = { name: `provider ${source}`, wanted, isRequired: true };
  if (!fact) return { ...row, status: "missing", found: "none", fix: setup };
  const found = `${fact.version}, ${fact.source}`;
  if (fact.version !== wanted) return { ...row, status: "wrong version", found, fix: setup };
  const note = fact.isPublished ? undefined : "built here: for the sandbox only, real AWS wants the published package";
  return { ...row, status: "fine", found, note };
}

function diagnoseCredentials(place: string | undefined): Diagnosis {
  const row = {
    name: "AWS credentials",
    wanted: "for real AWS only",
    isRequired: false,
    note: "optional: the sandbox needs none",
  };
  return place
    ? { ...row, status: "fine", found: place }
    : { ...row, status: "missing", found: "none", fix: "aws configure sso, or set AWS_PROFILE" };
}
