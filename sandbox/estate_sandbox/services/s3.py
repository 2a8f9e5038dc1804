"""S3: bucket policies whose conditions moto ignores, locks of buckets in use, notifications to EventBridge, replication."""

import json
from typing import Any

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.exceptions import MissingBucket
from moto.s3.models import FakeBucket, s3_backends

from ..context import Context
from ..registry import Answer, Fault, Parameters, after, before, own


def get_permission(bucket: FakeBucket, action: str, resource: str) -> Any:
    """What the policy says without its conditional statements: those are not proved here (docs/sandbox.md).

    With them, "refuse whoever comes without TLS" would refuse everybody.
    """
    if bucket.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(bucket.policy)
    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    policy["Statement"] = [statement for statement in statements if "Condition" not in statement]
    return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)


FakeBucket.get_permission = get_permission


@own("s3", "PutObjectLockConfiguration")
def put_object_lock(context: Context, parameters: Parameters) -> Answer:
    """Sets or clears the default retention, also of a bucket that holds objects; AWS asks for versioning alone."""
    bucket = s3_backends[context.account]["aws"].get_bucket(parameters["Bucket"])
    if not bucket.is_versioned:
        raise Fault("InvalidBucketState", "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
    retention = parameters["ObjectLockConfiguration"].get("Rule", {}).get("DefaultRetention", {})
    bucket.object_lock_enabled = True
    bucket.default_lock_mode = retention.get("Mode")
    bucket.default_lock_days = retention.get("Days", 0)
    bucket.default_lock_years = retention.get("Years", 0)
    return {}


@after("s3", "GetBucketNotificationConfiguration")
def tell_of_event_bridge(context: Context, parameters: Parameters, answer: Answer) -> None:
    """moto sends a bucket's events to EventBridge, and does not say so when asked."""
    configuration = s3_backends[context.account]["aws"].get_bucket(parameters["Bucket"]).notification_configuration
    if configuration and configuration.event_bridge is not None:
        answer["EventBridgeConfiguration"] = configuration.event_bridge


@before("s3", "PutBucketReplication")
def look_for_destinations(context: Context, parameters: Parameters) -> None:
    """AWS copies only into buckets that exist and keep versions."""
    for rule in parameters["ReplicationConfiguration"]["Rules"]:
        name = rule["Destination"]["Bucket"].removeprefix("arn:aws:s3:::")
        try:
            destination = s3_backends[context.account]["aws"].get_bucket(name)
        except MissingBucket:
            raise Fault("InvalidRequest", "Destination bucket must exist.") from None
        if not destination.is_versioned:
            raise Fault("InvalidRequest", "Destination bucket must have versioning enabled.")


@after("s3", "PutBucketReplication")
def keep_replication(context: Context, parameters: Parameters, answer: Answer) -> None:
    """moto keeps where to copy, and forgets what and how: keys, metrics, delete markers. Objects are not copied."""
    bucket = s3_backends[context.account]["aws"].get_bucket(parameters["Bucket"])
    bucket.replication_as_asked = parameters["ReplicationConfiguration"]


@after("s3", "GetBucketReplication")
def tell_replication(context: Context, parameters: Parameters, answer: Answer) -> None:
    bucket = s3_backends[context.account]["aws"].get_bucket(parameters["Bucket"])
    answer["ReplicationConfiguration"] = bucket.replication_as_asked
