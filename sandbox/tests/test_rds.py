"""RDS: Aurora as the provider must see it, so that a second plan is empty and nothing is waited for in vain."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

INSIGHTS = {
    "EnablePerformanceInsights": True,
    "PerformanceInsightsKMSKeyId": "arn:aws:kms:us-east-1:123456789012:key/k",
    "PerformanceInsightsRetentionPeriod": 465,
}


@pytest.fixture
def rds(aws: Any) -> Any:
    return aws.client("rds")


@pytest.fixture
def cluster(rds: Any) -> Callable[..., str]:
    def create(**settings: Any) -> str:
        name = f"cluster-{uuid4().hex[:8]}"
        credentials = {"MasterUsername": "postgres", "MasterUserPassword": "not-a-secret"}
        rds.create_db_cluster(DBClusterIdentifier=name, Engine="aurora-postgresql", **credentials, **settings)
        return name

    return create


@pytest.fixture
def instance(rds: Any) -> Callable[..., str]:
    def create(cluster: str, **settings: Any) -> str:
        name = f"{cluster}-{uuid4().hex[:4]}"
        kind = {"DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql"}
        rds.create_db_instance(DBInstanceIdentifier=name, DBClusterIdentifier=cluster, **kind, **settings)
        return name

    return create


def describe_cluster(rds: Any, name: str) -> dict[str, Any]:
    return rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"][0]


def describe_instance(rds: Any, name: str) -> dict[str, Any]:
    return rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


def test_a_cluster_is_available_at_once(rds: Any, cluster: Any) -> None:
    assert describe_cluster(rds, cluster())["Status"] == "available"


def test_an_instance_is_available_at_once(rds: Any, cluster: Any, instance: Any) -> None:
    assert describe_instance(rds, instance(cluster()))["DBInstanceStatus"] == "available"


def test_a_cluster_keeps_its_insights(rds: Any, cluster: Any) -> None:
    found = describe_cluster(rds, cluster(DatabaseInsightsMode="advanced", **INSIGHTS))
    assert found["DatabaseInsightsMode"] == "advanced"
    assert found["PerformanceInsightsEnabled"] is True
    assert found["PerformanceInsightsKMSKeyId"] == INSIGHTS["PerformanceInsightsKMSKeyId"]
    assert found["PerformanceInsightsRetentionPeriod"] == 465


def test_insights_are_kept_for_seven_days_unless_told_otherwise(rds: Any, cluster: Any) -> None:
    assert describe_cluster(rds, cluster(EnablePerformanceInsights=True))["PerformanceInsightsRetentionPeriod"] == 7


def test_a_changed_cluster_shows_the_change(rds: Any, cluster: Any) -> None:
    name = cluster(**INSIGHTS)
    rds.modify_db_cluster(DBClusterIdentifier=name, EnablePerformanceInsights=False)
    assert describe_cluster(rds, name)["PerformanceInsightsEnabled"] is False


def test_a_cluster_that_is_not_serverless_v1_has_no_scaling_block(rds: Any, cluster: Any) -> None:
    name = cluster(ServerlessV2ScalingConfiguration={"MinCapacity": 0.5, "MaxCapacity": 4})
    found = describe_cluster(rds, name)
    assert "ScalingConfigurationInfo" not in found
    assert found["ServerlessV2ScalingConfiguration"] == {"MinCapacity": 0.5, "MaxCapacity": 4.0}


def test_an_instance_keeps_its_insights_and_monitoring(rds: Any, cluster: Any, instance: Any) -> None:
    role = "arn:aws:iam::123456789012:role/monitoring"
    found = describe_instance(rds, instance(cluster(), MonitoringInterval=60, MonitoringRoleArn=role, **INSIGHTS))
    assert found["PerformanceInsightsRetentionPeriod"] == 465
    assert (found["MonitoringInterval"], found["MonitoringRoleArn"]) == (60, role)


def test_an_instance_follows_its_cluster_unless_it_says_otherwise(rds: Any, cluster: Any, instance: Any) -> None:
    name = cluster(**INSIGHTS)
    assert describe_instance(rds, instance(name))["PerformanceInsightsEnabled"] is True
    other = instance(name, EnablePerformanceInsights=False)
    assert describe_instance(rds, other)["PerformanceInsightsEnabled"] is False


def test_instances_have_resource_ids_of_their_own(rds: Any, cluster: Any, instance: Any) -> None:
    name = cluster()
    ids = {describe_instance(rds, instance(name))["DbiResourceId"] for _ in range(2)}
    assert len(ids) == 2


def test_an_instance_gets_the_certificate_authority_that_aws_chooses(rds: Any, cluster: Any, instance: Any) -> None:
    assert describe_instance(rds, instance(cluster()))["CACertificateIdentifier"] == "rds-ca-rsa2048-g1"


def test_an_instance_keeps_the_certificate_authority_it_asked_for(rds: Any, cluster: Any, instance: Any) -> None:
    name = instance(cluster(), CACertificateIdentifier="rds-ca-ecc384-g1")
    assert describe_instance(rds, name)["CACertificateIdentifier"] == "rds-ca-ecc384-g1"


def test_a_new_cluster_knows_nothing_of_a_deleted_one_with_its_name(rds: Any, cluster: Any) -> None:
    name = cluster(**INSIGHTS)
    rds.delete_db_cluster(DBClusterIdentifier=name, SkipFinalSnapshot=True)
    credentials = {"MasterUsername": "postgres", "MasterUserPassword": "not-a-secret"}
    rds.create_db_cluster(DBClusterIdentifier=name, Engine="aurora-postgresql", **credentials)
    assert not describe_cluster(rds, name).get("PerformanceInsightsEnabled")


def test_a_new_instance_knows_nothing_of_a_deleted_one_with_its_name(rds: Any, cluster: Any, instance: Any) -> None:
    owner = cluster()
    name = instance(owner, **INSIGHTS)
    rds.delete_db_instance(DBInstanceIdentifier=name)
    kind = {"DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql"}
    rds.create_db_instance(DBInstanceIdentifier=name, DBClusterIdentifier=owner, **kind)
    assert not describe_instance(rds, name).get("PerformanceInsightsEnabled")


def test_deletion_protection_is_obeyed(rds: Any, cluster: Any) -> None:
    name = cluster(DeletionProtection=True)
    with pytest.raises(rds.exceptions.ClientError, match="[Dd]elet"):
        rds.delete_db_cluster(DBClusterIdentifier=name, SkipFinalSnapshot=True)
    assert describe_cluster(rds, name)["Status"] == "available"


def test_parameters_that_were_set_are_the_users(rds: Any) -> None:
    family = {"DBParameterGroupFamily": "aurora-postgresql15", "Description": "d"}
    rds.create_db_parameter_group(DBParameterGroupName="waits", **family)
    parameter = {"ParameterName": "log_lock_waits", "ParameterValue": "1", "ApplyMethod": "immediate"}
    rds.modify_db_parameter_group(DBParameterGroupName="waits", Parameters=[parameter])
    found = rds.describe_db_parameters(DBParameterGroupName="waits")["Parameters"]
    assert [(each["ParameterName"], each["Source"]) for each in found] == [("log_lock_waits", "user")]
