"""CodeDeploy's deployments: which tasks get the requests, and what runs in the end."""

import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

CANARY = {"type": "TimeBasedCanary", "timeBasedCanary": {"canaryPercentage": 10, "canaryInterval": 20}}
ROLLBACK = {"enabled": True, "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]}


class Service:
    """An ECS service behind two target groups, with its deployment group and an alarm."""

    def __init__(self, aws: Any, canary: bool = False, sticky: bool = False) -> None:
        self.name = f"shift-{uuid4().hex[:8]}"
        self.codedeploy, self.ecs = aws.client("codedeploy"), aws.client("ecs")
        self.balancing, self.cloudwatch = aws.client("elbv2"), aws.client("cloudwatch")
        self._subnets = [each["SubnetId"] for each in aws.client("ec2").describe_subnets()["Subnets"][:2]]
        self._balance(sticky)
        self._run()
        self._control(canary)

    def _balance(self, sticky: bool) -> None:
        created = self.balancing.create_load_balancer(Name=self.name, Subnets=self._subnets)
        balancer = created["LoadBalancers"][0]
        ports = {"Protocol": "HTTP", "Port": 3000, "VpcId": balancer["VpcId"], "TargetType": "ip"}
        self.blue, self.green = (
            self.balancing.create_target_group(Name=f"{self.name}-{color}", **ports)["TargetGroups"][0]["TargetGroupArn"]
            for color in ("blue", "green")
        )
        if sticky:
            attributes = [{"Key": "stickiness.enabled", "Value": "true"}]
            self.balancing.modify_target_group_attributes(TargetGroupArn=self.blue, Attributes=attributes)
        self.production, self.test = (
            self.balancing.create_listener(
                LoadBalancerArn=balancer["LoadBalancerArn"],
                Protocol="HTTP",
                Port=port,
                DefaultActions=[{"Type": "forward", "TargetGroupArn": self.blue}],
            )["Listeners"][0]["ListenerArn"]
            for port in (80, 8443)
        )

    def _run(self) -> None:
        self.ecs.create_cluster(clusterName=self.name)
        self.before, self.after = self.register(), self.register()
        self.ecs.create_service(
            cluster=self.name,
            serviceName="api",
            taskDefinition=self.before,
            desiredCount=2,
            launchType="FARGATE",
            deploymentController={"type": "CODE_DEPLOY"},
            loadBalancers=[{"targetGroupArn": self.blue, "containerName": "api", "containerPort": 3000}],
        )

    def _control(self, canary: bool) -> None:
        config = self.name if canary else "CodeDeployDefault.ECSAllAtOnce"
        if canary:
            settings = {"computePlatform": "ECS", "trafficRoutingConfig": CANARY}
            self.codedeploy.create_deployment_config(deploymentConfigName=config, **settings)
        self.codedeploy.create_application(applicationName=self.name, computePlatform="ECS")
        self.cloudwatch.put_metric_alarm(
            AlarmName=self.name,
            EvaluationPeriods=1,
            ComparisonOperator="GreaterThanThreshold",
            MetricName="m",
            Namespace="n",
            Period=60,
            Statistic="Sum",
            Threshold=1,
        )
        pair = {
            "targetGroups": [{"name": f"{self.name}-{color}"} for color in ("blue", "green")],
            "prodTrafficRoute": {"listenerArns": [self.production]},
            "testTrafficRoute": {"listenerArns": [self.test]},
        }
        self.codedeploy.create_deployment_group(
            applicationName=self.name,
            deploymentGroupName=self.name,
            deploymentConfigName=config,
            serviceRoleArn="arn:aws:iam::123456789012:role/deployments",
            ecsServices=[{"clusterName": self.name, "serviceName": "api"}],
            loadBalancerInfo={"targetGroupPairInfoList": [pair]},
            alarmConfiguration={"enabled": True, "alarms": [{"name": self.name}]},
            autoRollbackConfiguration=ROLLBACK,
        )

    def register(self) -> str:
        container = {"name": "api", "image": "api:1", "memory": 64, "portMappings": [{"containerPort": 3000}]}
        registered = self.ecs.register_task_definition(family=self.name, containerDefinitions=[container])
        return registered["taskDefinition"]["taskDefinitionArn"]

    def deploy(self, task_definition: str, container: str = "api", port: int = 3000) -> str:
        """The id of a deployment."""
        balancer = {"ContainerName": container, "ContainerPort": port}
        properties = {"TaskDefinition": task_definition, "LoadBalancerInfo": balancer}
        service = {"TargetService": {"Type": "AWS::ECS::Service", "Properties": properties}}
        return self.begin({"content": json.dumps({"version": 0.0, "Resources": [service]})})

    def begin(self, specification: dict[str, str]) -> str:
        revision = {"revisionType": "AppSpecContent", "appSpecContent": specification}
        names = {"applicationName": self.name, "deploymentGroupName": self.name}
        return self.codedeploy.create_deployment(**names, revision=revision)["deploymentId"]

    def alarm(self, state: str) -> None:
        self.cloudwatch.set_alarm_state(AlarmName=self.name, StateValue=state, StateReason="test")

    def deployment(self, identity: str) -> Any:
        return self.codedeploy.get_deployment(deploymentId=identity)["deploymentInfo"]

    def wait(self, identity: str, done: Callable[[], bool] | None = None) -> Any:
        """The deployment as soon as it is over, or something holds."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            found = self.deployment(identity)
            if done() if done else found["status"] not in ("Created", "InProgress"):
                return found
            time.sleep(0.1)
        raise AssertionError(f"still {found['status']}")

    def shares(self, listener: str) -> dict[str, int]:
        """Weight by color."""
        [found] = self.balancing.describe_listeners(ListenerArns=[listener])["Listeners"]
        groups = found["DefaultActions"][0].get("ForwardConfig", {}).get("TargetGroups", [])
        names = {self.blue: "blue", self.green: "green"}
        return {names[each["TargetGroupArn"]]: each["Weight"] for each in groups} or {
            names[found["DefaultActions"][0]["TargetGroupArn"]]: 100
        }

    @property
    def found(self) -> Any:
        return self.ecs.describe_services(cluster=self.name, services=["api"])["services"][0]


def test_moves_all_requests_at_once_and_then_runs_the_new_task_definition_alone(aws: Any) -> None:
    service = Service(aws)
    identity = service.deploy(service.after)
    assert service.deployment(identity)["status"] == "Created"
    service.wait(identity, lambda: service.shares(service.test) == {"blue": 0, "green": 100})
    assert service.found["taskDefinition"] == service.before  # clients see nothing of it yet
    assert service.shares(service.production)["blue"] == 100
    assert service.wait(identity)["status"] == "Succeeded"
    assert service.shares(service.production) == {"blue": 0, "green": 100}
    assert service.found["taskDefinition"] == service.after
    assert [each["status"] for each in service.found["taskSets"]] == ["PRIMARY"]


def test_takes_turns_between_the_target_groups(aws: Any) -> None:
    service = Service(aws)
    service.wait(service.deploy(service.after))
    service.wait(service.deploy(service.before))
    assert service.shares(service.production) == {"blue": 100, "green": 0}
    assert service.found["taskDefinition"] == service.before


def test_gives_the_new_tasks_of_a_canary_a_share_first(aws: Any) -> None:
    service = Service(aws, canary=True)
    identity = service.deploy(service.after)
    service.wait(identity, lambda: service.shares(service.production) == {"blue": 90, "green": 10})
    [target] = service.codedeploy.batch_get_deployment_targets(deploymentId=identity, targetIds=[f"{service.name}:api"])[
        "deploymentTargets"
    ]
    sets = target["ecsTarget"]["taskSetsInfo"]
    assert [(each["taskSetLabel"], each["trafficWeight"]) for each in sets] == [("Blue", 90.0), ("Green", 10.0)]
    assert service.wait(identity)["status"] == "Succeeded"
    assert service.shares(service.production) == {"blue": 0, "green": 100}


def test_goes_back_when_an_alarm_fires_during_the_canary(aws: Any) -> None:
    service = Service(aws, canary=True)
    identity = service.deploy(service.after)
    service.wait(identity, lambda: service.shares(service.production).get("green") == 10)
    service.alarm("ALARM")
    stopped = service.wait(identity)
    assert (stopped["status"], stopped["errorInformation"]["code"]) == ("Stopped", "ALARM_ACTIVE")
    assert service.name in stopped["errorInformation"]["message"]
    back = service.wait(stopped["rollbackInfo"]["rollbackDeploymentId"])
    assert (back["status"], back["creator"]) == ("Succeeded", "codeDeployRollback")
    assert back["rollbackInfo"]["rollbackTriggeringDeploymentId"] == identity
    assert service.shares(service.production) == {"blue": 100, "green": 0}
    assert service.found["taskDefinition"] == service.before
    assert len(service.found["taskSets"]) == 1


def test_goes_back_when_an_alarm_fires_while_the_old_tasks_are_kept(aws: Any) -> None:
    service = Service(aws)
    identity = service.deploy(service.after)
    service.wait(identity, lambda: service.deployment(identity)["instanceTerminationWaitTimeStarted"])
    assert service.found["taskDefinition"] == service.after
    service.alarm("ALARM")
    service.wait(service.wait(identity)["rollbackInfo"]["rollbackDeploymentId"])
    assert service.shares(service.production) == {"blue": 100, "green": 0}
    assert service.found["taskDefinition"] == service.before


def test_goes_on_by_itself_whoever_looks(aws: Any) -> None:
    service = Service(aws)
    service.deploy(service.after)
    deadline = time.monotonic() + 20
    while service.found["taskDefinition"] != service.after:
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("container", "port", "message"),
    [("apj", 3000, "The container apj does not exist"), ("api", 80, "did not have a container port 80")],
)
def test_fails_for_a_container_or_port_that_the_task_lacks(aws: Any, container: str, port: int, message: str) -> None:
    service = Service(aws)
    failed = service.wait(service.deploy(service.after, container, port))
    assert (failed["status"], failed["errorInformation"]["code"]) == ("Failed", "ECS_UPDATE_ERROR")
    assert message in failed["errorInformation"]["message"]
    assert service.wait(failed["rollbackInfo"]["rollbackDeploymentId"])["status"] == "Succeeded"
    assert service.found["taskDefinition"] == service.before


def test_fails_for_a_task_definition_that_is_not_there(aws: Any) -> None:
    service = Service(aws)
    assert service.wait(service.deploy("absent:1"))["errorInformation"]["code"] == "ECS_UPDATE_ERROR"


def test_fails_where_targets_are_sticky_and_the_listener_is_not(aws: Any) -> None:
    service = Service(aws, sticky=True)
    failed = service.wait(service.deploy(service.after))
    assert "You must enable group stickiness" in failed["errorInformation"]["message"]


def test_refuses_what_is_no_specification(aws: Any) -> None:
    service = Service(aws)
    with pytest.raises(service.codedeploy.exceptions.InvalidRevisionException):
        service.begin({"content": "version: 0.0"})


def test_has_one_deployment_at_a_time_and_stops_it_on_request(aws: Any) -> None:
    service = Service(aws)
    identity = service.deploy(service.after)
    with pytest.raises(service.codedeploy.exceptions.DeploymentLimitExceededException, match=identity):
        service.deploy(service.after)
    service.wait(identity, lambda: len(service.found["taskSets"]) == 2)
    service.codedeploy.stop_deployment(deploymentId=identity, autoRollbackEnabled=True)
    stopped = service.deployment(identity)
    assert (stopped["status"], stopped["errorInformation"]["code"]) == ("Stopped", "MANUAL_STOP")
    service.wait(stopped["rollbackInfo"]["rollbackDeploymentId"])
    assert service.found["taskDefinition"] == service.before


def test_leaves_task_definitions_to_codedeploy_and_counts_to_everybody(aws: Any) -> None:
    service = Service(aws)
    with pytest.raises(service.ecs.exceptions.InvalidParameterException, match="CODE_DEPLOY deployment controller"):
        service.ecs.update_service(cluster=service.name, service="api", taskDefinition=service.after)
    service.ecs.update_service(cluster=service.name, service="api", desiredCount=3)
    assert (service.found["desiredCount"], service.found["runningCount"]) == (3, 3)


def test_a_service_of_codedeploy_has_no_circuit_breaker(aws: Any) -> None:
    service = Service(aws)
    with pytest.raises(service.ecs.exceptions.InvalidParameterException, match="circuit breaker"):
        service.ecs.create_service(
            cluster=service.name,
            serviceName="other",
            deploymentController={"type": "CODE_DEPLOY"},
            deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
        )
