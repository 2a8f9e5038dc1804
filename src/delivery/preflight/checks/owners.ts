import type { AwsClients } from "../../aws/clients";
import { errorCode, unlessMissing } from "../../aws/errors";
import type { Check, Verdict } from "../check";
import { importOf, only, type Demand, type PlannedResource } from "../demand";

/** What an account (and mostly region) has once. */
interface Singleton {
  readonly type: string;
  readonly what: string;
  readonly needs: readonly string[];
  /** The import id of what is there, with a word on it; undefined when there is none. */
  readonly find: (aws: AwsClients, resource: PlannedResource, account: string) => Promise<Existing | undefined>;
  /** What to write in src/config where another keeps it. */
  readonly leave: string;
}

/** Something that the account has already. */
export interface Existing {
  readonly id: string;
  readonly found: string;
}

const leaveServices = "accountServices: { owned: false, ownedBy: … }";

const singletons: readonly Singleton[] = [
  {
    type: "aws_guardduty_detector",
    what: "GuardDuty's detector",
    needs: ["guardduty:ListDetectors"],
    leave: leaveServices,
    find: async ({ guardduty }) => {
      const { DetectorIds: [id] = [] } = await guardduty.listDetectors({});
      return id === undefined ? undefined : { id, found: `detector ${id}` };
    },
  },
  {
    type: "aws_config_configuration_recorder",
    what: "the recorder of AWS Config",
    needs: ["config:DescribeConfigurationRecorders"],
    leave: leaveServices,
    find: async ({ config }) => {
      const { ConfigurationRecorders: [recorder] = [] } = await config.describeConfigurationRecorders({});
      return recorder?.name === undefined ? undefined : { id: recorder.name, found: `recorder ${recorder.name}` };
    },
  },
  {
    type: "aws_config_delivery_channel",
    what: "the delivery channel of AWS Config",
    needs: ["config:DescribeDeliveryChannels"],
    leave: leaveServices,
    find: async ({ config }) => {
      const { DeliveryChannels: [channel] = [] } = await config.describeDeliveryChannels({});
      return channel?.name === undefined ? undefined : { id: channel.name, found: `channel ${channel.name}` };
    },
  },
  {
    type: "aws_securityhub_account",
    what: "Security Hub",
    needs: ["securityhub:DescribeHub"],
    leave: leaveServices,
    find: async ({ securityhub }, _resource, account) => {
      const hub = await unlessNotSubscribed(securityhub.describeHub({}));
      return hub && { id: account, found: `on since ${hub.SubscribedAt ?? "an unknown day"}` };
    },
  },
  {
    type: "aws_accessanalyzer_analyzer",
    what: "IAM's access analyzer",
    needs: ["access-analyzer:ListAnalyzers"],
    leave: leaveServices,
    find: async ({ accessanalyzer }) => {
      const { analyzers: [analyzer] = [] } = await accessanalyzer.listAnalyzers({ type: "ACCOUNT" });
      return analyzer?.name === undefined ? undefined : { id: analyzer.name, found: `analyzer ${analyzer.name}` };
    },
  },
  {
    type: "aws_iam_account_password_policy",
    what: "the account's password policy",
    needs: ["iam:GetAccountPasswordPolicy"],
    leave: leaveServices,
    find: async ({ iam }) => {
      const answer = await unlessMissing(iam.getAccountPasswordPolicy({}));
      return answer && { id: "iam-account-password-policy", found: "a policy, which the deployment would overwrite" };
    },
  },
  {
    type: "aws_iam_service_linked_role",
    what: "the service-linked role of AWS Config",
    needs: ["iam:GetRole"],
    leave: 'configRole: "existing"',
    find: async ({ iam }, { body }) => {
      if (body.aws_service_name !== "config.amazonaws.com") return undefined;
      const answer = await unlessMissing(iam.getRole({ RoleName: "AWSServiceRoleForConfig" }));
      return answer?.Role?.Arn === undefined ? undefined : { id: answer.Role.Arn, found: answer.Role.Arn };
    },
  },
  {
    type: "aws_api_gateway_account",
    what: "API Gateway's role for logs",
    needs: ["apigateway:GET"],
    leave: "apiGatewayAccount: { owned: false, ownedBy: … }",
    find: async ({ apigateway }) => {
      const { cloudwatchRoleArn: role } = await apigateway.getAccount({});
      return role ? { id: "api-gateway-account", found: `${role}, which the deployment would replace` } : undefined;
    },
  },
];

/** What the account may have once, and this deployment is about to make: who has made it already? */
export function ownerChecks(demand: Demand, aws: AwsClients): readonly Check[] {
  return singletons.flatMap((singleton) =>
    only(demand.added, singleton.type).map((resource) => ({
      area: "account-wide services",
      what: `${singleton.what} in ${resource.region}`,
      needs: singleton.needs,
      look: async () => {
        const existing = await singleton.find(aws.inRegion(resource.region), resource, demand.deployment.account);
        return judgeOwner(existing, { demand, resource, leave: singleton.leave });
      },
    })),
  );
}

/** Pure. */
export function judgeOwner(
  existing: Existing | undefined,
  { demand, resource, leave }: { demand: Demand; resource: PlannedResource; leave: string },
): Verdict {
  const owner = demand.deployment.name;
  const wanted = `none: src/config says that ${owner} makes and owns it`;
  if (!existing) return { status: "ready", found: "none", wanted };
  return {
    status: "not ready",
    found: `${existing.found}, not in this state`,
    wanted,
    fix: [
      `If whoever made it hands it over, take it into the state (else leave it to them: ${leave} in src/config):`,
      `  ${importOf(demand, resource, existing.id)}`,
    ].join("\n"),
  };
}

/** Security Hub answers with an error of its own where it is off. */
async function unlessNotSubscribed<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await unlessMissing(answer);
  } catch (error) {
    if (errorCode(error) === "InvalidAccessException") return undefined;
    throw error;
  }
}
