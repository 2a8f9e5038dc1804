import type { Deployments, FargateServiceProps } from "../../../src/constructs/compute/fargate-service-props";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import { blueGreen, canary, shiftedService, type Strategy } from "../../support/shifted-service";
import { statementsOf, synthesize, type Synthesized } from "../../support/synthesize";

const domain = { domainName: "app.sample.example", certificate: { hostedZone: "sample.example" } };
const arnPrefix = "us-east-1:123456789012";

function build(strategy: Strategy, service: Partial<FargateServiceProps> = {}): Synthesized {
  return synthesize((stack) => void shiftedService(stack, { ...domain, strategy, service }));
}

const [canaries, allAtOnce] = [build(canary), build(blueGreen)];
const group = (stack: Synthesized) => stack.only("aws_codedeploy_deployment_group");

describe("deployments that shift traffic", () => {
  it("are CodeDeploy's: two target groups, a production and a test listener", () => {
    expect(allAtOnce.only("aws_codedeploy_app")).toMatchObject({ name: "sample-api", compute_platform: "ECS" });
    expect(group(allAtOnce)).toMatchObject({
      app_name: "${aws_codedeploy_app.api_traffic_shift_application.name}",
      deployment_style: { deployment_type: "BLUE_GREEN", deployment_option: "WITH_TRAFFIC_CONTROL" },
      ecs_service: {
        cluster_name: "${aws_ecs_cluster.cluster.name}",
        service_name: "${aws_ecs_service.api.name}",
      },
      load_balancer_info: {
        target_group_pair_info: {
          prod_traffic_route: { listener_arns: ["${aws_lb_listener.balancer_https.arn}"] },
          test_traffic_route: { listener_arns: ["${aws_lb_listener.balancer_test.arn}"] },
          target_group: [{ name: "sample-api-blue" }, { name: "sample-api-green" }],
        },
      },
    });
  });

  it("switch all requests at once and keep the old tasks for a while", () => {
    expect(group(allAtOnce)).toMatchObject({
      deployment_config_name: "CodeDeployDefault.ECSAllAtOnce",
      blue_green_deployment_config: {
        deployment_ready_option: { action_on_timeout: "CONTINUE_DEPLOYMENT" },
        terminate_blue_instances_on_deployment_success: {
          action: "TERMINATE",
          termination_wait_time_in_minutes: 30,
        },
      },
    });
    allAtOnce.none("aws_codedeploy_deployment_config");
  });

  it("or give a share of them to the new tasks first", () => {
    expect(canaries.only("aws_codedeploy_deployment_config")).toMatchObject({
      deployment_config_name: "sample-api-canary-10-percent-20-minutes",
      compute_platform: "ECS",
      traffic_routing_config: { type: "TimeBasedCanary", time_based_canary: { percentage: 10, interval: 20 } },
      lifecycle: { create_before_destroy: true },
    });
    expect(group(canaries).deployment_config_name).toBe(
      "${aws_codedeploy_deployment_config.api_traffic_shift_canary.deployment_config_name}",
    );
  });

  it("undo themselves on a failure and on the two alarms of the service level", () => {
    for (const stack of [canaries, allAtOnce]) {
      expect(group(stack)).toMatchObject({
        auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
        alarm_configuration: {
          enabled: true,
          ignore_poll_alarm_failure: false,
          alarms: [
            "${aws_cloudwatch_metric_alarm.slo_error_rate.alarm_name}",
            "${aws_cloudwatch_metric_alarm.slo_response_time.alarm_name}",
          ],
        },
      });
    }
  });

  it("are undone by the alarms of `watch` too, without a cycle", () => {
    const watched = synthesize((stack) => {
      const topic = new AlarmTopic(stack, "more_alarms", { name: "sample-more", keyArn: "arn:key", subscribers: [] });
      shiftedService(stack, { ...domain, strategy: blueGreen }).watch(topic, "sample-ecs-api");
    });
    expect(group(watched).alarm_configuration.alarms).toEqual(
      ["slo_error_rate", "slo_response_time", "api_alarms_cpu_high", "api_alarms_memory_high"].map(
        (alarm) => `\${aws_cloudwatch_metric_alarm.${alarm}.alarm_name}`,
      ),
    );
    const alarms = watched.every("aws_cloudwatch_metric_alarm");
    expect(JSON.stringify(alarms)).not.toMatch(/aws_ecs_service|aws_codedeploy/);
    expect(alarms.api_alarms_cpu_high!.dimensions).toMatchObject({ ServiceName: "sample-portal-api" });
  });

  it("tell the topic when they fail, stop or are undone", () => {
    expect(group(canaries).trigger_configuration).toEqual([
      {
        trigger_name: "sample-api-undone",
        trigger_events: ["DeploymentFailure", "DeploymentRollback", "DeploymentStop"],
        trigger_target_arn: "${aws_sns_topic.alarms.arn}",
      },
    ]);
  });

  it("leave task definition, targets and the number of tasks to CodeDeploy and scaling, and nothing else", () => {
    const service = allAtOnce.only("aws_ecs_service");
    expect(service).toMatchObject({
      name: "sample-portal-api",
      deployment_controller: { type: "CODE_DEPLOY" },
      load_balancer: [{ target_group_arn: "${aws_lb_target_group.blue.arn}", container_port: 3000 }],
      lifecycle: { ignore_changes: ["desired_count", "task_definition", "load_balancer"] },
    });
    // ECS refuses both with CodeDeploy.
    expect(service).not.toHaveProperty("deployment_circuit_breaker");
    expect(service).not.toHaveProperty("alarms");
  });
});

describe("the role of CodeDeploy", () => {
  const statements = statementsOf(allAtOnce.at("aws_iam_policy.api_traffic_shift_role_policy").policy);
  const of = (sid: string) => statements.find(({ Sid }) => Sid === sid)!;

  it("is assumed by CodeDeploy for this application alone", () => {
    const [trust] = statementsOf(allAtOnce.at("aws_iam_role.api_traffic_shift_role").assume_role_policy);
    expect(trust).toMatchObject({
      Principal: { Service: "codedeploy.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": `arn:aws:codedeploy:${arnPrefix}:deploymentgroup:sample-api/*` },
      },
    });
  });

  it("moves tasks of this service alone", () => {
    expect(of("SwitchTasksOfTheService").Resource).toBe("${aws_ecs_service.api.id}");
    expect(of("StartTasks").Condition).toEqual({
      ArnEquals: { "ecs:cluster": "${aws_ecs_cluster.cluster.arn}", "ecs:service": "${aws_ecs_service.api.id}" },
    });
    expect(of("EndTasks").Resource).toBe(
      `arn:aws:ecs:${arnPrefix}:task-set/\${aws_ecs_cluster.cluster.name}/\${aws_ecs_service.api.name}/*`,
    );
  });

  it("hands on the task's two roles, to tasks alone", () => {
    expect(of("HandTheTaskItsRoles")).toMatchObject({
      Action: "iam:PassRole",
      Resource: ["${aws_iam_role.api_task_roles_execution.arn}", "${aws_iam_role.api_task_roles_task.arn}"],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    });
  });

  it("moves requests of the two listeners alone, and writes to the topic alone", () => {
    expect(of("MoveRequests").Resource).toEqual([
      "${aws_lb_listener.balancer_https.arn}",
      "${aws_lb_listener.balancer_test.arn}",
    ]);
    expect(of("TellOfFailures").Resource).toBe("${aws_sns_topic.alarms.arn}");
    expect(of("EncryptWhatItTells")).toMatchObject({
      Resource: "${aws_kms_key.key.arn}",
      Condition: { StringEquals: { "kms:ViaService": "sns.us-east-1.amazonaws.com" } },
    });
  });

  it("names no action by a wildcard, and every resource but where AWS knows none", () => {
    const actions = statements.flatMap(({ Action }) => [Action].flat() as string[]);
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
    const everything = statements.filter(({ Resource }) => Resource === "*").map(({ Sid }) => Sid as string);
    expect(everything).toEqual(["StartTasks", "SeeRequests", "SeeAlarms"]);
    let acknowledged: string[] = [];
    synthesize((stack) => {
      acknowledged = acknowledgementsIn(shiftedService(stack, { ...domain, strategy: canary })).map(({ rule }) => rule);
    });
    expect(acknowledged.filter((rule) => rule === "iam-policies-name-resources")).toHaveLength(1);
  });
});

describe("what a release reads of a service", () => {
  const read = (stack: Synthesized) => stack.output("container_services").value.api;

  it("is where CodeDeploy deploys it, and how long that waits", () => {
    const control = {
      container: "api",
      port: 3000,
      application: "${aws_codedeploy_app.api_traffic_shift_application.name}",
    };
    expect(read(canaries)).toMatchObject({
      service: "${aws_ecs_service.api.name}",
      repository: "${aws_ecr_repository.repository.name}",
      min_tasks: 2,
      codedeploy: { ...control, minutes: 50 },
    });
    expect(read(allAtOnce).codedeploy).toMatchObject({ ...control, minutes: 30 });
  });

  it("holds nothing of CodeDeploy where ECS replaces tasks one by one", () => {
    expect(read(build(() => ({ strategy: "rolling" })))).not.toHaveProperty("codedeploy");
  });

  it("is nothing for an image that no release chooses", () => {
    const image = { imageUri: "sample:v1", repositoryArn: "arn", isReleased: true };
    expect(() => build(canary, { image })).toThrow("image is fixed; allowed is a ReleasedImage");
  });
});

describe("refused is", () => {
  const changed =
    (change: object): Strategy =>
    (settings) =>
      ({ ...canary(settings), ...change }) as Deployments;

  it.each([
    [{ percent: 0 }, "percent is 0; allowed are whole numbers from 1 to 99"],
    [{ percent: 100 }, "For all requests at once say blue-green"],
    [{ percent: 10.5 }, "percent is 10.5"],
    [{ minutes: 0 }, "minutes is 0; allowed are whole numbers from 1 to 2880"],
    [{ minutes: 2881 }, "minutes is 2881"],
    [{ keepOldTasksMinutes: -1 }, "keepOldTasksMinutes is -1; allowed are whole numbers from 0 to 2880"],
    [{ keepOldTasksMinutes: 2881 }, "keepOldTasksMinutes is 2881"],
  ])("a deployment with %j", (change, message) => {
    expect(() => build(changed(change))).toThrow(message);
  });

  it("a service without targets, or with others than the load balancer's", () => {
    expect(() => build(canary, { targets: undefined })).toThrow("deployments is canary without targets");
    const targets = { targetGroupArn: "x", targetGroupName: "x", port: 3000, routedBy: [{ fqn: "x" }] };
    expect(() => build(canary, { targets })).toThrow("targets are not the blue ones of deployments.traffic");
  });

  it("scaling by requests, whose metric belongs to one of the two target groups", () => {
    const requests = { perTarget: 100, resourceLabel: "x" };
    expect(() => build(blueGreen, { scaling: { minTasks: 2, maxTasks: 4, requests } })).toThrow(
      "scaling.requests is set with traffic that shifts between target groups",
    );
  });

  it("a pair of targets on two ports", () => {
    const mixed: Strategy = (settings) => {
      const green = { ...settings.traffic.green, targetGroupArn: "x", port: 80 };
      return blueGreen({ ...settings, traffic: { ...settings.traffic, green } });
    };
    expect(() => build(mixed)).toThrow("port of the green targets is 80; allowed is that of the blue ones (3000)");
  });

  it.each([0, 11])("a number of %d alarms", (count) => {
    const alarms = Array.from({ length: count }, (_, index) => ({ alarmName: `alarm-${index}` }));
    expect(() =>
      synthesize((stack) => void shiftedService(stack, { ...domain, strategy: canary, undoneBy: alarms })),
    ).toThrow(`${count} alarms undo deployments; allowed are 1-10. Name them by the service's rollBackOn`);
  });
});
