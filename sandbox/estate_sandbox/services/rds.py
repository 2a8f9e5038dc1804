"""RDS: Aurora clusters and instances as AWS describes them, with the settings that moto accepts and forgets."""

import uuid
from typing import Any

from ..context import Context, Table
from ..registry import Answer, Parameters, after

#: Request parameter -> field of the describe answer, on clusters and instances alike.
FORGOTTEN = {
    "DatabaseInsightsMode": "DatabaseInsightsMode",
    "EnablePerformanceInsights": "PerformanceInsightsEnabled",
    "MonitoringInterval": "MonitoringInterval",
    "MonitoringRoleArn": "MonitoringRoleArn",
    "PerformanceInsightsKMSKeyId": "PerformanceInsightsKMSKeyId",
    "PerformanceInsightsRetentionPeriod": "PerformanceInsightsRetentionPeriod",
}
DEFAULT_CERTIFICATE_AUTHORITY = "rds-ca-rsa2048-g1"
DEFAULT_INSIGHTS_DAYS = 7


@after("rds", "CreateDBInstance")
def complete_instance(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Gives each instance a resource id of its own (moto: one constant) and the certificate authority that AWS chooses.

    With another authority in the answer the provider modifies and reboots every new instance: 160 s more.
    """
    instance = context.backend().databases[answer["DBInstance"]["DBInstanceIdentifier"]]
    instance.dbi_resource_id = f"db-{uuid.uuid4().hex[:26].upper()}"
    if not parameters.get("CACertificateIdentifier"):
        instance.ca_certificate_identifier = DEFAULT_CERTIFICATE_AUTHORITY
    answer["DBInstance"] |= {
        "CACertificateIdentifier": instance.ca_certificate_identifier,
        "DbiResourceId": instance.dbi_resource_id,
    }


@after("rds", "CreateDBInstance", "CreateDBInstanceReadReplica", "ModifyDBInstance")
def remember_instance(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Keeps an instance's forgotten settings."""
    _remember(context.table("instances"), answer["DBInstance"]["DBInstanceIdentifier"], parameters)
    _describe_instance(context, answer["DBInstance"])


@after("rds", "CreateDBCluster", "ModifyDBCluster")
def remember_cluster(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Keeps a cluster's forgotten settings."""
    _remember(context.table("clusters"), answer["DBCluster"]["DBClusterIdentifier"], parameters)
    _describe_cluster(context, answer["DBCluster"])


@after("rds", "DescribeDBInstances")
def describe_instances(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Adds the forgotten settings to every instance."""
    for instance in answer["DBInstances"]:
        _describe_instance(context, instance)


@after("rds", "DescribeDBClusters")
def describe_clusters(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Adds the forgotten settings to every cluster."""
    for cluster in answer["DBClusters"]:
        _describe_cluster(context, cluster)


@after("rds", "DeleteDBInstance")
def forget_instance(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """A later instance of the same name starts afresh."""
    context.table("instances").pop(parameters["DBInstanceIdentifier"].lower(), None)


@after("rds", "DeleteDBCluster")
def forget_cluster(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """A later cluster of the same name starts afresh: its settings go, and so do its automated backups, as on AWS."""
    cluster = parameters["DBClusterIdentifier"].lower()
    context.table("clusters").pop(cluster, None)
    snapshots = context.backend().cluster_snapshots
    for name, snapshot in list(snapshots.items()):
        if snapshot.snapshot_type == "automated" and snapshot.cluster.db_cluster_identifier == cluster:
            del snapshots[name]


@after("rds", "DescribeDBParameters")
def mark_user_parameters(_context: Context, _parameters: Parameters, answer: Answer) -> None:
    """moto lists only what the user set; the provider reads only what AWS marks so."""
    for parameter in answer["Parameters"]:
        parameter["Source"] = "user"


def _remember(kept: Table, identifier: str, parameters: Parameters) -> None:
    settings = kept.setdefault(identifier, {})
    settings.update({field: parameters[name] for name, field in FORGOTTEN.items() if parameters.get(name) is not None})
    if settings.get("PerformanceInsightsEnabled"):
        settings.setdefault("PerformanceInsightsRetentionPeriod", DEFAULT_INSIGHTS_DAYS)


def _describe_cluster(context: Context, cluster: dict[str, Any]) -> None:
    cluster.update(context.table("clusters").get(cluster["DBClusterIdentifier"], {}))
    if cluster.get("EngineMode") != "serverless":  # an empty block would be drift: only Serverless v1 has it
        cluster.pop("ScalingConfigurationInfo", None)


def _describe_instance(context: Context, instance: dict[str, Any]) -> None:
    """Insights and monitoring set on a cluster hold for its instances, unless an instance says otherwise."""
    instance.update(context.table("clusters").get(instance.get("DBClusterIdentifier"), {}))
    instance.update(context.table("instances").get(instance["DBInstanceIdentifier"], {}))
