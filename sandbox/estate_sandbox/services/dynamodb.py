"""DynamoDB: replicas of tables in other regions, changed keys, and streams that are switched on again."""

import copy
import uuid

from moto.backends import get_backend
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import Table

from ..context import Context
from ..registry import Answer, Fault, Parameters, after, before

GLOBAL_TABLE_VERSION = "2019.11.21"
#: The provider knows it by this text.
NOT_FOUND = "Replica specified in the Replica Update or Replica Delete action of the request was not found."


@before("dynamodb", "UpdateTable")
def refuse_replica(context: Context, parameters: Parameters) -> None:
    """What AWS demands of a table before it replicates it, and of a replica before it goes."""
    table = context.backend().get_table(parameters["TableName"])
    if parameters.get("StreamSpecification", {}).get("StreamEnabled") is False and replicas_of(context, table.name):
        raise Fault("ValidationException", "The stream of a table with replicas cannot be disabled.")
    for change, asked in _replica_changes(parameters):
        there = _tables(context, asked["RegionName"])
        if change == "Create" and (table.stream_specification or {}).get("StreamViewType") != "NEW_AND_OLD_IMAGES":
            raise Fault("ValidationException", "Table must have DynamoDB Streams enabled with StreamViewType NEW_AND_OLD_IMAGES.")
        if change == "Create" and table.name in there:
            raise Fault("ValidationException", f"A table or replica called {table.name} exists in {asked['RegionName']}.")
        if change != "Create" and not any(replica is there.get(table.name) for replica in replicas_of(context, table.name)):
            raise Fault("ValidationException", NOT_FOUND)
        if change == "Delete" and there[table.name].deletion_protection_enabled:
            raise Fault("ValidationException", "Resource cannot be deleted as it is currently protected against deletion.")


@before("dynamodb", "UpdateTable")
def allow_another_stream(context: Context, parameters: Parameters) -> None:
    """moto takes a stream that was switched off for one that is on."""
    table = context.backend().get_table(parameters["TableName"])
    if not (table.stream_specification or {}).get("StreamEnabled"):
        table.latest_stream_label = None


@after("dynamodb", "UpdateTable")
def change(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """Makes and takes replicas; keeps a changed key, which moto forgets."""
    table = context.backend().get_table(parameters["TableName"])
    if "SSESpecification" in parameters:
        table.sse_specification = parameters["SSESpecification"]
    for change, asked in _replica_changes(parameters):
        there, key = _tables(context, asked["RegionName"]), asked.get("KMSMasterKeyId")
        if change == "Delete":
            del there[table.name]
        elif change == "Create":
            there[table.name] = _replica_of(table, asked["RegionName"], key)
        elif key:
            there[table.name].sse_specification["KMSMasterKeyId"] = key


@after("dynamodb", "UpdateTable", "DescribeTable")
def add_replicas(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Lists the replicas of a table, as each of them sees the others."""
    described = answer.get("Table") or answer["TableDescription"]
    replicas = replicas_of(context, described["TableName"])
    if replicas:
        described |= {"GlobalTableVersion": GLOBAL_TABLE_VERSION, "Replicas": [_listed(replica) for replica in replicas]}


@before("dynamodb", "DeleteTable")
def refuse_deletion(context: Context, parameters: Parameters) -> None:
    """Where the provider asks for the table's end, its replicas must have gone before."""
    if replicas_of(context, parameters["TableName"]):
        raise Fault("ValidationException", "Delete the replicas of the table first.")


def replicas_of(context: Context, table_name: str) -> list[Table]:
    """The same table in other regions."""
    table = context.backend().get_table(table_name)
    others = [backend.tables.get(table.name) for region, backend in sorted(_regions(context).items()) if region != context.region]
    group = getattr(table, "replica_group", None)
    return [other for other in others if group and other and getattr(other, "replica_group", None) == group]


def _replica_of(table: Table, region: str, key: str | None) -> Table:
    """Items, keys, stream, capacity and TTL are the table's; protection, recovery, tags and key are its own."""
    replica = Table(
        table.name,
        account_id=table.account_id,
        region=region,
        schema=copy.deepcopy(table.schema),
        attr=copy.deepcopy(table.attr),
        billing_mode=table.billing_mode,
        streams=copy.deepcopy(table.stream_specification),
        sse_specification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key} if key else None,
    )
    replica.items, replica.ttl = table.items, table.ttl
    table.replica_group = replica.replica_group = getattr(table, "replica_group", None) or uuid.uuid4().hex
    return replica


def _listed(replica: Table) -> Answer:
    key = (replica.sse_specification or {}).get("KMSMasterKeyId")
    listed = {"RegionName": replica.region_name, "ReplicaStatus": "ACTIVE", "ReplicaArn": replica.table_arn}
    return listed | ({"KMSMasterKeyId": key} if key else {})


def _replica_changes(parameters: Parameters) -> list[tuple[str, Parameters]]:
    return [change for update in parameters.get("ReplicaUpdates") or [] for change in update.items()]


def _tables(context: Context, region: str) -> dict[str, Table]:
    return _regions(context)[region].tables


def _regions(context: Context) -> dict[str, DynamoDBBackend]:
    return get_backend("dynamodb")[context.account]
