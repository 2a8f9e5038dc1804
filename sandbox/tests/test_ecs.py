"""ECS: what moto forgets of services, and tasks without containers."""

from typing import Any

import pytest

SUBNETS = {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}


@pytest.fixture
def ecs(aws: Any) -> Any:
    client = aws.client("ecs")
    client.create_cluster(clusterName="sample")
    client.register_task_definition(family="sample", containerDefinitions=[{"name": "api", "image": "api:1", "memory": 64}])
    return client


def create(ecs: Any, name: str, **settings: Any) -> Any:
    return ecs.create_service(
        cluster="sample", serviceName=name, taskDefinition="sample", desiredCount=2, **settings
    )["service"]


def describe(ecs: Any, name: str) -> Any:
    return ecs.describe_services(cluster="sample", services=[name])["services"][0]


def test_tells_the_settings_of_a_service(ecs: Any) -> None:
    breaker = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
    create(ecs, "settings", platformVersion="LATEST", deploymentConfiguration=breaker, enableExecuteCommand=False)
    service = describe(ecs, "settings")
    assert service["platformVersion"] == "LATEST"
    assert service["deploymentConfiguration"]["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert service["enableExecuteCommand"] is False


def test_tells_the_strategy_of_a_service_instead_of_a_launch_type(ecs: Any) -> None:
    ecs.put_cluster_capacity_providers(
        cluster="sample", capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=[]
    )
    create(ecs, "spot", capacityProviderStrategy=[{"capacityProvider": "FARGATE_SPOT", "weight": 1}])
    service = describe(ecs, "spot")
    assert service["capacityProviderStrategy"] == [{"capacityProvider": "FARGATE_SPOT", "weight": 1, "base": 0}]
    assert "launchType" not in service
    create(ecs, "on-demand", launchType="FARGATE")
    assert describe(ecs, "on-demand")["launchType"] == "FARGATE"


def test_runs_every_asked_task_and_finishes_its_deployment(ecs: Any) -> None:
    create(ecs, "running")
    ecs.update_service(cluster="sample", service="running", desiredCount=3)
    service = describe(ecs, "running")
    assert (service["runningCount"], service["pendingCount"]) == (3, 0)
    assert [each["rolloutState"] for each in service["deployments"]] == ["COMPLETED"]


def test_ends_a_single_task_well(ecs: Any) -> None:
    task = ecs.run_task(cluster="sample", taskDefinition="sample", launchType="FARGATE", networkConfiguration=SUBNETS)
    arn = task["tasks"][0]["taskArn"]
    [done] = ecs.describe_tasks(cluster="sample", tasks=[arn])["tasks"]
    assert done["lastStatus"] == "STOPPED"
    assert [each["exitCode"] for each in done["containers"]] == [0]


def test_runs_a_task_whose_memory_is_stated_for_the_task_alone(ecs: Any) -> None:
    containers = [{"name": "bootstrap", "image": "api:1"}]
    ecs.register_task_definition(family="whole", cpu="256", memory="512", containerDefinitions=containers)
    task = ecs.run_task(cluster="sample", taskDefinition="whole", launchType="FARGATE", networkConfiguration=SUBNETS)
    assert task["tasks"][0]["taskDefinitionArn"].endswith("task-definition/whole:1")
