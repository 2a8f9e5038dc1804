"""CodeDeploy: what Terraform keeps of applications, groups and configurations."""

from typing import Any
from uuid import uuid4

import pytest

ROLE = "arn:aws:iam::123456789012:role/deployments"
CANARY = {"type": "TimeBasedCanary", "timeBasedCanary": {"canaryPercentage": 10, "canaryInterval": 20}}


@pytest.fixture
def codedeploy(aws: Any) -> Any:
    return aws.client("codedeploy")


@pytest.fixture
def application(codedeploy: Any) -> str:
    """The name of one."""
    name = f"app-{uuid4().hex[:8]}"
    codedeploy.create_application(applicationName=name, computePlatform="ECS", tags=[{"Key": "HIPAA", "Value": "true"}])
    return name


def create_group(codedeploy: Any, application: str, **settings: Any) -> None:
    group = {"applicationName": application, "deploymentGroupName": "api", "serviceRoleArn": ROLE}
    codedeploy.create_deployment_group(**group | {"deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce"} | settings)


def find_group(codedeploy: Any, application: str) -> Any:
    found = codedeploy.get_deployment_group(applicationName=application, deploymentGroupName="api")
    return found["deploymentGroupInfo"]


def test_tells_what_an_application_is_and_forgets_it(codedeploy: Any, application: str) -> None:
    assert codedeploy.get_application(applicationName=application)["application"]["computePlatform"] == "ECS"
    arn = f"arn:aws:codedeploy:us-east-1:123456789012:application:{application}"
    codedeploy.tag_resource(ResourceArn=arn, Tags=[{"Key": "a", "Value": "1"}])
    codedeploy.untag_resource(ResourceArn=arn, TagKeys=["HIPAA"])
    assert codedeploy.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "a", "Value": "1"}]
    codedeploy.delete_application(applicationName=application)
    with pytest.raises(codedeploy.exceptions.ApplicationDoesNotExistException):
        codedeploy.get_application(applicationName=application)
    assert codedeploy.list_tags_for_resource(ResourceArn=arn)["Tags"] == []


def test_a_name_is_given_once(codedeploy: Any, application: str) -> None:
    with pytest.raises(codedeploy.exceptions.ApplicationAlreadyExistsException):
        codedeploy.create_application(applicationName=application)


def test_keeps_every_setting_of_a_group_and_changes_the_named_ones(codedeploy: Any, application: str) -> None:
    alarms = {"enabled": True, "ignorePollAlarmFailure": False, "alarms": [{"name": "errors"}]}
    create_group(codedeploy, application, alarmConfiguration=alarms)
    rollback = {"enabled": True, "events": ["DEPLOYMENT_FAILURE"]}
    codedeploy.update_deployment_group(
        applicationName=application, currentDeploymentGroupName="api", autoRollbackConfiguration=rollback
    )
    group = find_group(codedeploy, application)
    assert (group["alarmConfiguration"], group["autoRollbackConfiguration"]) == (alarms, rollback)
    assert group["computePlatform"] == "ECS"


def test_a_group_goes_with_its_application(codedeploy: Any, application: str) -> None:
    create_group(codedeploy, application)
    codedeploy.delete_application(applicationName=application)
    codedeploy.create_application(applicationName=application)
    with pytest.raises(codedeploy.exceptions.DeploymentGroupDoesNotExistException):
        find_group(codedeploy, application)


def test_a_deleted_group_is_gone(codedeploy: Any, application: str) -> None:
    create_group(codedeploy, application)
    codedeploy.delete_deployment_group(applicationName=application, deploymentGroupName="api")
    with pytest.raises(codedeploy.exceptions.DeploymentGroupDoesNotExistException):
        find_group(codedeploy, application)


def test_a_configuration_in_use_stays(codedeploy: Any, application: str) -> None:
    name = f"canary-{uuid4().hex[:8]}"
    codedeploy.create_deployment_config(deploymentConfigName=name, computePlatform="ECS", trafficRoutingConfig=CANARY)
    found = codedeploy.get_deployment_config(deploymentConfigName=name)["deploymentConfigInfo"]
    assert found["trafficRoutingConfig"] == CANARY
    create_group(codedeploy, application, deploymentConfigName=name)
    with pytest.raises(codedeploy.exceptions.DeploymentConfigInUseException):
        codedeploy.delete_deployment_config(deploymentConfigName=name)
    codedeploy.delete_application(applicationName=application)
    codedeploy.delete_deployment_config(deploymentConfigName=name)
    with pytest.raises(codedeploy.exceptions.DeploymentConfigDoesNotExistException):
        codedeploy.get_deployment_config(deploymentConfigName=name)


def test_a_group_without_its_configuration_or_alarms_is_refused(codedeploy: Any, application: str) -> None:
    with pytest.raises(codedeploy.exceptions.DeploymentConfigDoesNotExistException):
        create_group(codedeploy, application, deploymentConfigName="absent")
    with pytest.raises(codedeploy.exceptions.InvalidAlarmConfigException):
        create_group(codedeploy, application, alarmConfiguration={"enabled": True})


def test_a_group_wants_a_service_that_codedeploy_controls(aws: Any, codedeploy: Any, application: str) -> None:
    ecs = aws.client("ecs")
    cluster = f"cluster-{uuid4().hex[:8]}"
    ecs.create_cluster(clusterName=cluster)
    ecs.create_service(cluster=cluster, serviceName="rolling")
    with pytest.raises(codedeploy.exceptions.InvalidECSServiceException):
        create_group(codedeploy, application, ecsServices=[{"clusterName": cluster, "serviceName": "rolling"}])
