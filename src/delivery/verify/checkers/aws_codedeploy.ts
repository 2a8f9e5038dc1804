import type { DeploymentGroupInfo } from "@aws-sdk/client-codedeploy";
import type { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { tagFacts, text, type Checker, type StateResource } from "../checker";
import { targetsOf } from "./aws_lb_listener";

/** Deployments that shift traffic: the application, how traffic moves, and what undoes it. */

export const awsCodedeployApp: Checker = {
  group: "Infrastructure",
  read: async (resource, { codedeploy }) => {
    const { application } = await codedeploy.getApplication({ applicationName: text(resource, "name") });
    const { Tags } = await codedeploy.listTagsForResource({ ResourceArn: text(resource, "arn") });
    return (
      application && {
        name: application.applicationName,
        compute_platform: application.computePlatform,
        ...tagFacts(Tags),
      }
    );
  },
};

export const awsCodedeployDeploymentConfig: Checker = {
  group: "Infrastructure",
  read: async (resource, { codedeploy }) => {
    const { deploymentConfigInfo: config } = await codedeploy.getDeploymentConfig({
      deploymentConfigName: text(resource, "deployment_config_name"),
    });
    const { canaryPercentage: percent, canaryInterval: minutes } = config?.trafficRoutingConfig?.timeBasedCanary ?? {};
    return (
      config && {
        name: config.deploymentConfigName,
        compute_platform: config.computePlatform,
        routing: percent === undefined ? config.trafficRoutingConfig?.type : `${percent} % for ${minutes} minutes`,
      }
    );
  },
};

export const awsCodedeployDeploymentGroup: Checker = {
  group: "Infrastructure",
  read: async (resource, { codedeploy, elb }) => {
    const { deploymentGroupInfo: group } = await codedeploy.getDeploymentGroup({
      applicationName: text(resource, "app_name"),
      deploymentGroupName: text(resource, "deployment_group_name"),
    });
    const { Tags } = await codedeploy.listTagsForResource({ ResourceArn: text(resource, "arn") });
    if (!group) return undefined;
    const requests_reach_the_pair = await reachesPair(elb, group);
    return { ...factsOf(group), ...plannedFacts(group, resource), requests_reach_the_pair, ...tagFacts(Tags) };
  },
  healthy: [
    { title: "Every deployment that shifts traffic undoes itself", fact: "rolls_back", is: true },
    { title: "The planned alarms undo deployments", fact: "planned_alarms", is: true },
    { title: "Traffic shifts as planned", fact: "planned_config", is: true },
    { title: "The old tasks are kept as long as planned", fact: "planned_wait", is: true },
    { title: "Shifted requests reach blue or green targets", fact: "requests_reach_the_pair", is: true },
  ],
};

function factsOf(group: DeploymentGroupInfo) {
  const { autoRollbackConfiguration: rollback, alarmConfiguration: alarms } = group;
  const events = rollback?.events ?? [];
  return {
    name: group.deploymentGroupName,
    deployment_config_name: group.deploymentConfigName,
    deployment_type: group.deploymentStyle?.deploymentType,
    service: group.ecsServices?.map(({ clusterName, serviceName }) => `${clusterName}/${serviceName}`).join(),
    alarms: namesOf(alarms?.alarms),
    rolls_back:
      rollback?.enabled === true &&
      events.includes("DEPLOYMENT_FAILURE") &&
      events.includes("DEPLOYMENT_STOP_ON_ALARM") &&
      alarms?.enabled === true &&
      alarms.ignorePollAlarmFailure !== true,
  };
}

/** What Terraform planned, compared with what AWS has. */
function plannedFacts(group: DeploymentGroupInfo, { values }: StateResource) {
  const [alarms] = (values.alarm_configuration ?? []) as { alarms?: string[] }[];
  const [blueGreen] = (values.blue_green_deployment_config ?? []) as {
    terminate_blue_instances_on_deployment_success?: { termination_wait_time_in_minutes?: number }[];
  }[];
  const [terminate] = blueGreen?.terminate_blue_instances_on_deployment_success ?? [];
  const live = group.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess;
  return {
    planned_alarms: String([...(alarms?.alarms ?? [])].sort()) === String(namesOf(group.alarmConfiguration?.alarms)),
    planned_config: group.deploymentConfigName === values.deployment_config_name,
    planned_wait: (live?.terminationWaitTimeInMinutes ?? 0) === (terminate?.termination_wait_time_in_minutes ?? 0),
  };
}

/** Which one of the two, CodeDeploy says, so that Terraform and the listener's own checker cannot. */
async function reachesPair(elb: ElasticLoadBalancingV2, { loadBalancerInfo }: DeploymentGroupInfo): Promise<boolean> {
  const [pair] = loadBalancerInfo?.targetGroupPairInfoList ?? [];
  const { Listeners = [] } = await elb.describeListeners({ ListenerArns: pair?.prodTrafficRoute?.listenerArns ?? [] });
  const reached = Listeners.flatMap(({ DefaultActions }) => targetsOf(DefaultActions?.at(-1)));
  const pairNames = namesOf(pair?.targetGroups);
  return reached.length > 0 && reached.every(({ arn }) => pairNames.includes(arn.split("/")[1] ?? "?"));
}

function namesOf(alarms: readonly { name?: string }[] | undefined): string[] {
  return (alarms ?? []).map(({ name = "" }) => name).sort();
}
