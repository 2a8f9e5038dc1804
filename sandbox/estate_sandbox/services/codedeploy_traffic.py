"""What a CodeDeploy deployment does to an ECS service and its listeners, in moto's data."""

from typing import Any

from moto.backends import get_backend
from moto.elbv2.models import FakeAction

#: moto starts no task set at a weight; the whole of the service's tasks.
WHOLE = {"value": 100.0, "unit": "PERCENT"}


class Refusal(Exception):
    """AWS does not do that step."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Switch:
    """One service on its way from its primary task set to a replacement behind the other target group."""

    def __init__(self, account: str, region: str, group: dict[str, Any], specification: dict[str, Any]) -> None:
        self._account, self._region = account, region
        [service] = group["ecsServices"]
        self._cluster, self._service = service["clusterName"], service["serviceName"]
        [self._pair] = group["loadBalancerInfo"]["targetGroupPairInfoList"]
        self._specification = specification
        self._old: Any = None
        self._new: Any = None
        self._share = 0

    @property
    def target_id(self) -> str:
        """How CodeDeploy names the service."""
        return f"{self._cluster}:{self._service}"

    def take(self, step: str, canary: int) -> None:
        """Does one step."""
        if step == "install":
            self._install()
        elif step == "test":
            self._move("testTrafficRoute", 100)
        elif step == "canary":
            self._move("prodTrafficRoute", canary)
        elif step == "all":
            self._move("prodTrafficRoute", 100)
            self._make_primary(self._new)
        elif step == "end":
            self._ecs.delete_task_set(self._cluster, self._service, self._old.task_set_arn)
        elif step == "back":
            self._go_back()

    def task_sets(self) -> list[dict[str, Any]]:
        """Blue and green, with the share of the requests that each gets."""
        shares = ((self._old, "Blue", 100 - self._share), (self._new, "Green", self._share))
        count = self._found.desired_count
        return [
            {
                "identifer": each.id,
                "taskSetLabel": label,
                "status": each.status,
                "desiredCount": count,
                "runningCount": count,
                "pendingCount": 0,
                "trafficWeight": float(share),
                "targetGroup": {"name": self._balancing.target_groups[_target_of(each)].name},
            }
            for each, label, share in shares
            if each is not None
        ]

    def _install(self) -> None:
        """Starts the replacement behind the target group that has no tasks."""
        container, port = self._specification["container"], self._specification["port"]
        self._require_container(container, port)
        found = self._found
        [self._old] = [each for each in found.task_sets if each.status == "PRIMARY"]
        balancer = {"targetGroupArn": self._other(_target_of(self._old)), "containerName": container}
        self._new = self._ecs.create_task_set(
            self._service,
            self._cluster,
            self._specification["task_definition"],
            launch_type=found.launch_type,
            network_configuration=found.network_configuration,
            load_balancers=[balancer | {"containerPort": int(port)}],
            platform_version=found.platform_version,
        )
        self._new.scale = WHOLE

    def _require_container(self, container: str, port: Any) -> None:
        try:
            definition = self._ecs.describe_task_definition(self._specification["task_definition"])
        except Exception as error:
            raise Refusal("ECS_UPDATE_ERROR", "The ECS service cannot be updated: no such task definition.") from error
        containers = {each["name"]: each for each in definition.container_definitions}
        if container not in containers:
            message = f"The container {container} does not exist in the task definition."
            raise Refusal("ECS_UPDATE_ERROR", f"The ECS service cannot be updated due to an unexpected error: {message}")
        ports = [each.get("containerPort") for each in containers[container].get("portMappings", [])]
        if port not in ports:
            message = f"The container {container} did not have a container port {port} defined."
            raise Refusal("ECS_UPDATE_ERROR", f"The ECS service cannot be updated due to an unexpected error: {message}")

    def _go_back(self) -> None:
        if self._new is None:
            return
        self._move("prodTrafficRoute", 0)
        self._move("testTrafficRoute", 0)
        self._make_primary(self._old)
        self._ecs.delete_task_set(self._cluster, self._service, self._new.task_set_arn)

    def _make_primary(self, task_set: Any) -> None:
        self._ecs.update_service_primary_task_set(self._cluster, self._service, task_set.task_set_arn)

    def _move(self, route: str, share: int) -> None:
        """Lets a listener send that share of what it sends to either group to the replacement."""
        if route == "prodTrafficRoute":
            self._share = share
        weights = {_target_of(self._old): 100 - share, _target_of(self._new): share}
        for arn in (self._pair.get(route) or {}).get("listenerArns", []):
            [listener] = self._balancing.describe_listeners(load_balancer_arn=None, listener_arns=[arn])
            for rule in listener.rules.values():
                if set(self._balancing._get_target_group_arns_from(rule.actions[-1].data)) & set(weights):
                    rule.actions = [self._forward(rule.actions[-1].data, weights)]
            listener.default_actions = listener._default_rule[0].actions

    def _forward(self, before: dict[str, Any], weights: dict[str, int]) -> FakeAction:
        """AWS wants the choice of a group to be sticky where its targets are; CodeDeploy leaves that as it finds it."""
        sticky = (before.get("ForwardConfig") or {}).get("TargetGroupStickinessConfig") or {"Enabled": False}
        targets = [self._balancing.target_groups[arn].attributes.get("stickiness.enabled") for arn in weights]
        if "true" in targets and str(sticky.get("Enabled")).lower() != "true":
            message = "You must enable group stickiness on a rule if you enabled target stickiness on one of its target groups"
            raise Refusal("ELASTIC_LOAD_BALANCING_INVALID", message)
        groups = [{"TargetGroupArn": arn, "Weight": weight} for arn, weight in weights.items()]
        return FakeAction(
            {"Type": "forward", "ForwardConfig": {"TargetGroups": groups, "TargetGroupStickinessConfig": sticky}}
        )

    def _other(self, arn: str) -> str:
        names = [each["name"] for each in self._pair["targetGroups"]]
        [other] = [
            group.arn for group in self._balancing.target_groups.values() if group.name in names and group.arn != arn
        ]
        return other

    @property
    def _found(self) -> Any:
        return self._ecs.describe_services(self._cluster, [self._service])[0][0]

    @property
    def _ecs(self) -> Any:
        return get_backend("ecs")[self._account][self._region]

    @property
    def _balancing(self) -> Any:
        return get_backend("elbv2")[self._account][self._region]


def _target_of(task_set: Any) -> str:
    return task_set.load_balancers[0]["targetGroupArn"]
