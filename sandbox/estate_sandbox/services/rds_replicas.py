"""RDS: read replicas, which moto copies from their source whole, and which AWS refuses what they take from it."""

import uuid
from typing import Any

from ..context import Context
from ..registry import Answer, Fault, Parameters, after, before
from .rds import DEFAULT_CERTIFICATE_AUTHORITY

NOT_ALLOWED = "not allowed for a read replica in the region of its source."


@before("rds", "CreateDBInstanceReadReplica")
def refuse_replica(context: Context, parameters: Parameters) -> None:
    """A source without backups has no binary log; in the region of its source a replica takes subnets and parameters from it."""
    source = context.backend().find_db_from_id(parameters["SourceDBInstanceIdentifier"])
    if not source.backup_retention_period:
        raise Fault("InvalidDBInstanceState", "Automated backups are not enabled for this database instance.")
    if parameters["SourceDBInstanceIdentifier"].startswith("arn:"):
        return
    if parameters.get("DBSubnetGroupName"):
        raise Fault("DBSubnetGroupNotAllowedFault", f"A subnet group is {NOT_ALLOWED}")
    if parameters.get("DBParameterGroupName"):
        raise Fault("InvalidParameterCombination", f"A parameter group is {NOT_ALLOWED}")


@after("rds", "CreateDBInstanceReadReplica")
def complete_replica(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Gives the replica an id, log exports and settings of its own; backups, standby and master secret stay with the source."""
    replica = context.backend().databases[answer["DBInstance"]["DBInstanceIdentifier"]]
    settings: dict[str, Any] = {
        "dbi_resource_id": f"db-{uuid.uuid4().hex[:26].upper()}",
        "ca_certificate_identifier": parameters.get("CACertificateIdentifier") or DEFAULT_CERTIFICATE_AUTHORITY,
        "enabled_cloudwatch_logs_exports": list(parameters.get("EnableCloudwatchLogsExports") or []),
        "enable_iam_database_authentication": bool(parameters.get("EnableIAMDatabaseAuthentication")),
        "backup_retention_period": 0,
        "multi_az": bool(parameters.get("MultiAZ")),
        "deletion_protection": bool(parameters.get("DeletionProtection")),
        "manage_master_user_password": False,
    }
    for name, value in settings.items():
        setattr(replica, name, value)
    vars(replica).pop("master_user_secret", None)
    answer["DBInstance"] |= {"DbiResourceId": replica.dbi_resource_id, "BackupRetentionPeriod": 0}
