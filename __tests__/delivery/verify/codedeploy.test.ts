import type { AwsClients } from "../../../src/delivery/aws/clients";
import { checkers } from "../../../src/delivery/verify/checkers";
import { tagged, Tags } from "./foundation-examples";

const group = {
  deploymentGroupName: "sample-api",
  deploymentConfigName: "canary",
  deploymentStyle: { deploymentType: "BLUE_GREEN" },
  ecsServices: [{ clusterName: "sample", serviceName: "api" }],
  autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
  alarmConfiguration: {
    enabled: true,
    ignorePollAlarmFailure: false,
    alarms: [{ name: "latency" }, { name: "errors" }],
  },
  blueGreenDeploymentConfiguration: {
    terminateBlueInstancesOnDeploymentSuccess: { terminationWaitTimeInMinutes: 30 },
  },
  loadBalancerInfo: {
    targetGroupPairInfoList: [
      { prodTrafficRoute: { listenerArns: ["arn:https"] }, targetGroups: [{ name: "blue" }, { name: "green" }] },
    ],
  },
};
const planned = {
  app_name: "sample-api",
  deployment_group_name: "sample-api",
  deployment_config_name: "canary",
  alarm_configuration: [{ alarms: ["errors", "latency"] }],
  blue_green_deployment_config: [
    { terminate_blue_instances_on_deployment_success: [{ termination_wait_time_in_minutes: 30 }] },
  ],
};
const forwardTo = (...names: string[]) => ({
  Type: "forward",
  ForwardConfig: {
    TargetGroups: names.map((name) => ({ TargetGroupArn: `arn:targetgroup/${name}/1`, Weight: 50 })),
  },
});

function read(type: string, values: Record<string, unknown>, codedeploy: object, action = forwardTo("green")) {
  const elb = { describeListeners: async () => ({ Listeners: [{ DefaultActions: [action] }] }) };
  const clients = { codedeploy: { listTagsForResource: async () => ({ Tags }), ...codedeploy }, elb };
  return checkers[type]!.read({ address: `${type}.sample`, type, values }, clients as unknown as AwsClients);
}

const readGroup = (changes: object = {}, action?: ReturnType<typeof forwardTo>) =>
  read(
    "aws_codedeploy_deployment_group",
    planned,
    { getDeploymentGroup: async () => ({ deploymentGroupInfo: { ...group, ...changes } }) },
    action,
  );

describe("checkers of CodeDeploy", () => {
  it("find a sound deployment group sound", async () => {
    const facts = await readGroup();
    for (const { fact, is } of checkers.aws_codedeploy_deployment_group!.healthy!) {
      expect([fact, facts?.[fact]]).toEqual([fact, is]);
    }
    expect(facts).toMatchObject({ service: "sample/api", alarms: ["errors", "latency"], ...tagged });
  });

  it.each([
    ["goes on after a failure", { autoRollbackConfiguration: { enabled: false } }, { rolls_back: false }],
    [
      "does not stop for alarms",
      { autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] } },
      { rolls_back: false },
    ],
    [
      "goes on where it cannot see its alarms",
      { alarmConfiguration: { ...group.alarmConfiguration, ignorePollAlarmFailure: true } },
      { rolls_back: false },
    ],
    [
      "has lost an alarm",
      { alarmConfiguration: { enabled: true, alarms: [{ name: "errors" }] } },
      { planned_alarms: false },
    ],
    ["moves all requests at once", { deploymentConfigName: "all" }, { planned_config: false }],
    ["ends the old tasks at once", { blueGreenDeploymentConfiguration: {} }, { planned_wait: false }],
  ])("notice a group that %s", async (_, change, facts) => {
    expect(await readGroup(change)).toMatchObject(facts);
  });

  it("let requests reach blue and green targets, and no others", async () => {
    expect(await readGroup({}, forwardTo("blue", "green"))).toMatchObject({ requests_reach_the_pair: true });
    expect(await readGroup({}, forwardTo("blue", "other"))).toMatchObject({ requests_reach_the_pair: false });
    expect(await readGroup({}, forwardTo())).toMatchObject({ requests_reach_the_pair: false });
  });

  it("tell how a configuration moves requests", async () => {
    const config = (trafficRoutingConfig: object) =>
      read(
        "aws_codedeploy_deployment_config",
        { deployment_config_name: "canary" },
        {
          getDeploymentConfig: async () => ({
            deploymentConfigInfo: { deploymentConfigName: "canary", computePlatform: "ECS", trafficRoutingConfig },
          }),
        },
      );
    const canary = { timeBasedCanary: { canaryPercentage: 10, canaryInterval: 20 } };
    expect(await config(canary)).toEqual({ name: "canary", compute_platform: "ECS", routing: "10 % for 20 minutes" });
    expect(await config({ type: "AllAtOnce" })).toMatchObject({ routing: "AllAtOnce" });
  });

  it("tell of an application and its tags", async () => {
    const application = { applicationName: "sample-api", computePlatform: "ECS" };
    const facts = await read("aws_codedeploy_app", {}, { getApplication: async () => ({ application }) });
    expect(facts).toEqual({ name: "sample-api", compute_platform: "ECS", ...tagged });
  });
});
