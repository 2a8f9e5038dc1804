"""RDS: MySQL instances, their option groups and read replicas, as the provider must see them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

SOURCE = {
    "AllocatedStorage": 100,
    "BackupRetentionPeriod": 30,
    "DBInstanceClass": "db.r6g.large",
    "Engine": "mysql",
    "MasterUsername": "sample",
    "MaxAllocatedStorage": 500,
    "MultiAZ": True,
    "StorageEncrypted": True,
    "StorageType": "gp3",
}


@pytest.fixture
def rds(aws: Any) -> Any:
    return aws.client("rds")


@pytest.fixture
def source(rds: Any) -> Callable[..., str]:
    def create(**settings: Any) -> str:
        name = f"mysql-{uuid4().hex[:8]}"
        password = {} if settings.get("ManageMasterUserPassword") else {"MasterUserPassword": "not-a-secret"}
        rds.create_db_instance(DBInstanceIdentifier=name, **(SOURCE | password | settings))
        return name

    return create


@pytest.fixture
def replica(rds: Any) -> Callable[..., str]:
    def create(source: str, **settings: Any) -> str:
        name = f"{source}-{uuid4().hex[:4]}"
        rds.create_db_instance_read_replica(DBInstanceIdentifier=name, SourceDBInstanceIdentifier=source, **settings)
        return name

    return create


def describe(rds: Any, name: str) -> dict[str, Any]:
    return rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


def test_an_instance_keeps_what_it_was_made_with(rds: Any, source: Any) -> None:
    role = "arn:aws:iam::123456789012:role/monitoring"
    monitoring = {"MonitoringInterval": 60, "MonitoringRoleArn": role}
    found = describe(rds, source(EnablePerformanceInsights=True, DatabaseInsightsMode="standard", **monitoring))
    assert (found["AllocatedStorage"], found["MaxAllocatedStorage"], found["StorageType"]) == (100, 500, "gp3")
    assert (found["PerformanceInsightsEnabled"], found["PerformanceInsightsRetentionPeriod"]) == (True, 7)
    assert (found["DatabaseInsightsMode"], found["MonitoringInterval"]) == ("standard", 60)


def test_an_option_group_shows_the_settings_of_its_options(rds: Any) -> None:
    setting = {"Name": "SERVER_AUDIT_EVENTS", "Value": "CONNECT,QUERY_DDL"}
    group = {"EngineName": "mysql", "MajorEngineVersion": "8.0", "OptionGroupDescription": "d"}
    rds.create_option_group(OptionGroupName="audit", Tags=[{"Key": "HIPAA", "Value": "true"}], **group)
    option = {"OptionName": "MARIADB_AUDIT_PLUGIN", "OptionSettings": [setting]}
    rds.modify_option_group(OptionGroupName="audit", OptionsToInclude=[option])
    found = rds.describe_option_groups(OptionGroupName="audit")["OptionGroupsList"][0]
    assert [(each["OptionName"], each["OptionSettings"]) for each in found["Options"]] == [("MARIADB_AUDIT_PLUGIN", [setting])]
    assert rds.list_tags_for_resource(ResourceName=found["OptionGroupArn"])["TagList"] == [{"Key": "HIPAA", "Value": "true"}]


def test_a_replica_has_an_id_of_its_own_and_follows_its_source(rds: Any, source: Any, replica: Any) -> None:
    name = source()
    reader = replica(name, AvailabilityZone="us-east-1b", DBInstanceClass="db.t3.medium")
    found = describe(rds, reader)
    assert found["DbiResourceId"] != describe(rds, name)["DbiResourceId"]
    assert found["ReadReplicaSourceDBInstanceIdentifier"] == name
    assert describe(rds, name)["ReadReplicaDBInstanceIdentifiers"] == [reader]
    assert (found["AvailabilityZone"], found["DBInstanceClass"]) == ("us-east-1b", "db.t3.medium")
    assert (found["StorageEncrypted"], found["AllocatedStorage"]) == (True, 100)


def test_a_replica_has_neither_backups_nor_a_standby_until_it_asks_for_them(rds: Any, source: Any, replica: Any) -> None:
    found = describe(rds, replica(source(DeletionProtection=True)))
    assert (found["BackupRetentionPeriod"], found["MultiAZ"], found["DeletionProtection"]) == (0, False, False)


def test_a_replica_exports_its_own_logs(rds: Any, source: Any, replica: Any) -> None:
    name = source(EnableCloudwatchLogsExports=["audit"])
    reader = replica(name, EnableCloudwatchLogsExports=["error"])
    rds.modify_db_instance(DBInstanceIdentifier=reader, CloudwatchLogsExportConfiguration={"EnableLogTypes": ["general"]})
    assert describe(rds, reader)["EnabledCloudwatchLogsExports"] == ["error", "general"]
    assert describe(rds, name)["EnabledCloudwatchLogsExports"] == ["audit"]


def test_a_replica_keeps_its_insights_and_certificate_authority(rds: Any, source: Any, replica: Any) -> None:
    found = describe(rds, replica(source(), EnablePerformanceInsights=True, EnableIAMDatabaseAuthentication=True))
    assert (found["PerformanceInsightsEnabled"], found["PerformanceInsightsRetentionPeriod"]) == (True, 7)
    assert found["IAMDatabaseAuthenticationEnabled"] is True
    assert found["CACertificateIdentifier"] == "rds-ca-rsa2048-g1"


def test_a_replica_that_goes_leaves_the_managed_password_of_its_source(aws: Any, rds: Any, source: Any, replica: Any) -> None:
    name = source(ManageMasterUserPassword=True)
    reader = replica(name)
    assert "MasterUserSecret" not in describe(rds, reader)
    rds.delete_db_instance(DBInstanceIdentifier=reader, SkipFinalSnapshot=True)
    found = describe(rds, name)
    assert found["ReadReplicaDBInstanceIdentifiers"] == []
    assert aws.client("secretsmanager").describe_secret(SecretId=found["MasterUserSecret"]["SecretArn"])


def test_a_source_without_backups_has_no_replicas(source: Any, replica: Any) -> None:
    with pytest.raises(ClientError, match="Automated backups are not enabled"):
        replica(source(BackupRetentionPeriod=0))


@pytest.mark.parametrize("taken", [{"DBSubnetGroupName": "x"}, {"DBParameterGroupName": "x"}])
def test_a_replica_takes_subnets_and_parameters_from_its_source(source: Any, replica: Any, taken: dict[str, str]) -> None:
    with pytest.raises(ClientError, match="is not allowed for a read replica"):
        replica(source(), **taken)
