import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { tagMapFacts, text, type Checker, type StateResource } from "../checker";
import type { Facts } from "../observation";

/** Functions, and what they may run. */

export const awsLambdaFunction: Checker = {
  group: "Infrastructure",
  read: async (resource, { lambda }) => {
    const FunctionName = text(resource, "function_name");
    const [{ Configuration: settings, Concurrency, Tags }, signing] = await Promise.all([
      lambda.getFunction({ FunctionName }),
      lambda.getFunctionCodeSigningConfig({ FunctionName }),
    ]);
    return (
      settings && {
        ...factsOf(settings),
        reserved_concurrency: Concurrency?.ReservedConcurrentExecutions,
        ...plannedFacts(settings, resource),
        planned_concurrency:
          Concurrency?.ReservedConcurrentExecutions === known(resource).reserved_concurrent_executions,
        planned_signing: (signing.CodeSigningConfigArn ?? "") === (known(resource).code_signing_config_arn ?? ""),
        ...tagMapFacts(Tags),
      }
    );
  },
  healthy: [
    { title: "Every function can be called", fact: "state", is: "Active" },
    { title: "Every function runs the planned runtime", fact: "planned_runtime", is: true }, // 164.308(a)(5)(ii)(B)
    { title: "Every function runs the code that was deployed", fact: "planned_code", is: true }, // 164.312(c)(1)
    { title: "Every function obeys the planned code signing", fact: "planned_signing", is: true },
    { title: "Every function has the planned environment and key", fact: "planned_environment", is: true }, // 164.312(a)(2)(iv)
    { title: "Every function is in the planned network", fact: "planned_network", is: true }, // 164.312(e)(1)
    { title: "Every function is traced", fact: "tracing", is: "Active" },
    { title: "Every function writes to the planned log", fact: "planned_log", is: true }, // 164.312(b)
    { title: "Every function buries what it cannot answer where planned", fact: "planned_dead_letters", is: true },
    { title: "Every function has the calls that are reserved for it", fact: "planned_concurrency", is: true },
  ],
};

export const awsLambdaCodeSigningConfig: Checker = {
  group: "Security",
  read: async (resource, { lambda }) => {
    const CodeSigningConfigArn = text(resource, "arn");
    const { CodeSigningConfig: config } = await lambda.getCodeSigningConfig({ CodeSigningConfigArn });
    if (!config) return undefined;
    const { Tags } = await lambda.listTags({ Resource: CodeSigningConfigArn });
    const [publishers] = (resource.values.allowed_publishers ?? []) as { signing_profile_version_arns?: string[] }[];
    const allowed = config.AllowedPublishers?.SigningProfileVersionArns;
    return {
      untrusted: config.CodeSigningPolicies?.UntrustedArtifactOnDeployment,
      planned_publishers: sameSet(allowed, publishers?.signing_profile_version_arns),
      ...tagMapFacts(Tags),
    };
  },
  healthy: [
    { title: "Unsigned code is refused", fact: "untrusted", is: "Enforce" }, // 164.312(c)(1)
    { title: "Code is signed by the planned profiles alone", fact: "planned_publishers", is: true },
  ],
};

export const awsSignerSigningProfile: Checker = {
  group: "Security",
  read: async (resource, { signer }) => {
    const profile = await signer.getSigningProfile({ profileName: text(resource, "name") });
    return {
      status: profile.status,
      platform: profile.platformId,
      planned_version: profile.profileVersionArn === resource.values.version_arn,
      ...tagMapFacts(profile.tags),
    };
  },
  healthy: [
    { title: "Every signing profile is active", fact: "status", is: "Active" },
    { title: "Every signing profile has the planned version", fact: "planned_version", is: true },
  ],
};

function factsOf(settings: FunctionConfiguration): Facts {
  return {
    name: settings.FunctionName,
    state: settings.State,
    runtime: settings.Runtime,
    architecture: settings.Architectures?.join(),
    memory_size: settings.MemorySize,
    timeout: settings.Timeout,
    tracing: settings.TracingConfig?.Mode,
    in_vpc: (settings.VpcConfig?.SubnetIds ?? []).length > 0,
    kms_key_arn: settings.KMSKeyArn,
    log_group: settings.LoggingConfig?.LogGroup,
    dead_letters: settings.DeadLetterConfig?.TargetArn,
  };
}

/** The part of the state that is compared with what AWS has. */
interface Known {
  readonly architectures?: string[];
  readonly code_sha256?: string;
  readonly code_signing_config_arn?: string;
  readonly dead_letter_config?: { readonly target_arn?: string }[];
  readonly environment?: { readonly variables?: Record<string, string> }[];
  readonly kms_key_arn?: string;
  readonly logging_config?: { readonly log_group?: string; readonly log_format?: string }[];
  readonly reserved_concurrent_executions?: number;
  readonly runtime?: string;
  readonly vpc_config?: { readonly subnet_ids?: string[]; readonly security_group_ids?: string[] }[];
}

function known({ values }: StateResource): Known {
  return values;
}

/** What Terraform planned, compared with what AWS has; variables are compared here and never told. */
function plannedFacts(settings: FunctionConfiguration, resource: StateResource): Facts {
  const planned = known(resource);
  const { VpcConfig: vpc, LoggingConfig: log } = settings;
  const variables = Object.entries(settings.Environment?.Variables ?? {});
  const plannedVariables = Object.entries(planned.environment?.[0]?.variables ?? {});
  return {
    planned_runtime: settings.Runtime === planned.runtime && sameSet(settings.Architectures, planned.architectures),
    planned_code: settings.CodeSha256 === planned.code_sha256,
    planned_environment:
      (settings.KMSKeyArn ?? "") === (planned.kms_key_arn ?? "") &&
      sameSet(variables.map(String), plannedVariables.map(String)),
    planned_network:
      sameSet(vpc?.SubnetIds, planned.vpc_config?.[0]?.subnet_ids) &&
      sameSet(vpc?.SecurityGroupIds, planned.vpc_config?.[0]?.security_group_ids),
    planned_log:
      log?.LogGroup === planned.logging_config?.[0]?.log_group &&
      log?.LogFormat === planned.logging_config?.[0]?.log_format,
    planned_dead_letters:
      (settings.DeadLetterConfig?.TargetArn ?? "") === (planned.dead_letter_config?.[0]?.target_arn ?? ""),
  };
}

function sameSet(some: readonly string[] = [], others: readonly string[] = []): boolean {
  return String([...some].sort()) === String([...others].sort());
}
