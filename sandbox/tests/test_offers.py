"""What an account may have and what AWS offers: quotas, versions and classes."""

from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from functions import create_function

CODE = "exports.handler = async () => 'done';"


@pytest.mark.parametrize(
    ("service", "code", "value"), [("vpc", "L-F678F1CE", 5), ("ec2", "L-0263D0A3", 5), ("s3", "L-DC2B2D3D", 10_000)]
)
def test_quotas_are_those_of_every_account(aws: Any, service: str, code: str, value: int) -> None:
    quotas = aws.client("service-quotas")
    own = quotas.get_service_quota(ServiceCode=service, QuotaCode=code)["Quota"]
    assert own["Value"] == value
    assert quotas.get_aws_default_service_quota(ServiceCode=service, QuotaCode=code)["Quota"]["Value"] == value


def test_an_unknown_quota_is_an_error_of_aws(aws: Any) -> None:
    with pytest.raises(ClientError, match="NoSuchResourceException"):
        aws.client("service-quotas").get_service_quota(ServiceCode="vpc", QuotaCode="L-00000000")


def test_rds_offers_the_version_asked_for_and_no_other(aws: Any) -> None:
    rds = aws.client("rds")
    found = rds.describe_db_engine_versions(Engine="mysql", EngineVersion="8.0.42")["DBEngineVersions"]
    assert [version["EngineVersion"] for version in found] == ["8.0.42"]
    assert rds.describe_db_engine_versions(Engine="mysql", EngineVersion="8.0.1")["DBEngineVersions"] == []
    minors = rds.describe_db_engine_versions(Engine="mysql", EngineVersion="8.4")["DBEngineVersions"]
    assert [version["EngineVersion"] for version in minors] == ["8.4.4", "8.4.5"]


@pytest.mark.parametrize(("name", "offered"), [("db.serverless", 1), ("db.r3.large", 0)])
def test_rds_offers_classes_of_a_version(aws: Any, name: str, offered: int) -> None:
    options = aws.client("rds").describe_orderable_db_instance_options(
        Engine="aurora-postgresql", EngineVersion="15.10", DBInstanceClass=name, Vpc=True
    )["OrderableDBInstanceOptions"]
    assert len(options) == offered
    assert all(zone["Name"].startswith("us-east-1") for option in options for zone in option["AvailabilityZones"])


def test_rds_counts_its_instances(aws: Any) -> None:
    rds = aws.client("rds")

    def used() -> int:
        quotas = rds.describe_account_attributes()["AccountQuotas"]
        return next(quota["Used"] for quota in quotas if quota["AccountQuotaName"] == "DBInstances")

    before = used()
    name = f"counted-{uuid4().hex[:8]}"
    rds.create_db_instance(
        DBInstanceIdentifier=name,
        DBInstanceClass="db.t3.micro",
        Engine="mysql",
        AllocatedStorage=20,
        MasterUsername="admin",
        MasterUserPassword="sample-password",
    )
    assert used() == before + 1
    rds.delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)


def test_elasticache_offers_versions_and_node_types(aws: Any) -> None:
    cache = aws.client("elasticache")
    versions = cache.describe_cache_engine_versions(Engine="redis")["CacheEngineVersions"]
    assert "7.1" in [version["EngineVersion"] for version in versions]
    offerings = cache.describe_reserved_cache_nodes_offerings(CacheNodeType="cache.r6g.large")
    assert len(offerings["ReservedCacheNodesOfferings"]) == 1
    nothing = cache.describe_reserved_cache_nodes_offerings(CacheNodeType="cache.m1.small")
    assert nothing["ReservedCacheNodesOfferings"] == []


def test_lambda_counts_what_functions_reserve(aws: Any) -> None:
    functions = aws.client("lambda")
    before = functions.get_account_settings()["AccountLimit"]["UnreservedConcurrentExecutions"]
    name = create_function(aws, CODE)
    functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=100)
    limit = functions.get_account_settings()["AccountLimit"]
    assert limit == limit | {"ConcurrentExecutions": 1000, "UnreservedConcurrentExecutions": before - 100}
