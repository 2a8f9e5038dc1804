import { omniPortalIn } from "../support/omni-portal";
import type { Block } from "../support/synthesize";

const slo = ["slo_error_rate", "slo_response_time"].map((id) => `\${aws_cloudwatch_metric_alarm.${id}.alarm_name}`);

describe.each(["staging", "production"])("deployments of OmniPortal's %s", (environment) => {
  const stack = omniPortalIn(environment);
  const group = stack.only("aws_codedeploy_deployment_group");
  const https = stack.at("aws_lb_listener.load_balancer_https");

  it("shift traffic between two target groups, tried first on a listener that nobody else reaches [000-deploy-staging-canary] [000-deploy-production-blue-green]", () => {
    expect(stack.only("aws_ecs_service").deployment_controller).toEqual({ type: "CODE_DEPLOY" });
    expect(group.deployment_style).toEqual({
      deployment_option: "WITH_TRAFFIC_CONTROL",
      deployment_type: "BLUE_GREEN",
    });
    const { target_group_pair_info: pair } = group.load_balancer_info as Block;
    expect((pair.target_group as Block[]).map(({ name }) => name as string)).toEqual([
      `omni-portal-${environment}-api-blue`,
      `omni-portal-${environment}-api-green`,
    ]);
    expect(pair.prod_traffic_route.listener_arns).toEqual(["${aws_lb_listener.load_balancer_https.arn}"]);
    expect(pair.test_traffic_route.listener_arns).toEqual(["${aws_lb_listener.load_balancer_test.arn}"]);
    const open = Object.values(stack.every("aws_vpc_security_group_ingress_rule")).filter(
      ({ from_port }) => from_port === stack.at("aws_lb_listener.load_balancer_test").port,
    );
    expect(open).toEqual([]);
  });

  it("leave to CodeDeploy what it moves, and nothing else [000-deploy-production-blue-green]", () => {
    expect(stack.only("aws_ecs_service").lifecycle.ignore_changes).toEqual(
      expect.arrayContaining(["desired_count", "load_balancer", "task_definition"]),
    );
    expect(https.lifecycle.ignore_changes).toEqual(["default_action"]);
  });

  it("are undone without a person when the error rate or the latency alarm fires [000-rollback-error-rate] [000-rollback-latency]", () => {
    expect(group.alarm_configuration).toMatchObject({ enabled: true, ignore_poll_alarm_failure: false });
    expect(group.alarm_configuration.alarms).toEqual(expect.arrayContaining(slo));
    expect(group.auto_rollback_configuration).toEqual({
      enabled: true,
      events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"],
    });
  });

  it("have alarms that fire while old tasks are still there", () => {
    const alarm = stack.at("aws_cloudwatch_metric_alarm.slo_error_rate");
    const seconds = Math.max(
      ...(alarm.metric_query as Block[]).map(({ metric }) => ((metric as Block | undefined)?.period as number) ?? 0),
    );
    const minutes = (seconds * (alarm.evaluation_periods as number)) / 60;
    const { terminate_blue_instances_on_deployment_success: old } = group.blue_green_deployment_config as Block;
    expect(old.action).toBe("TERMINATE");
    expect(old.termination_wait_time_in_minutes).toBeGreaterThan(minutes);
  });
});

describe("a deployment in staging", () => {
  it("gives the new version 10 percent of the traffic for 15 minutes first [000-stage-11-canary-10-percent]", () => {
    const config = omniPortalIn("staging").only("aws_codedeploy_deployment_config");
    expect(config).toMatchObject({
      compute_platform: "ECS",
      traffic_routing_config: { type: "TimeBasedCanary", time_based_canary: { percentage: 10, interval: 15 } },
    });
  });
});

describe("a deployment in production", () => {
  it("moves all traffic at once and keeps the old tasks for an hour [000-deploy-production-blue-green]", () => {
    const group = omniPortalIn("production").only("aws_codedeploy_deployment_group");
    expect(group.deployment_config_name).toBe("CodeDeployDefault.ECSAllAtOnce");
    expect(group.blue_green_deployment_config.terminate_blue_instances_on_deployment_success).toEqual({
      action: "TERMINATE",
      termination_wait_time_in_minutes: 60,
    });
  });
});

describe("a deployment in development", () => {
  const stack = omniPortalIn("dev");

  it("replaces task by task, and the circuit breaker and the same alarms undo it", () => {
    const service = stack.only("aws_ecs_service");
    stack.none("aws_codedeploy_deployment_group");
    expect(service.deployment_circuit_breaker).toEqual({ enable: true, rollback: true });
    expect(service.alarms).toMatchObject({ enable: true, rollback: true });
    expect(service.alarms.alarm_names).toEqual(expect.arrayContaining(slo));
    expect(service.lifecycle.ignore_changes).toEqual(["desired_count"]);
  });
});
