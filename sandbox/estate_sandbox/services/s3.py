"""S3: moto ignores the conditions of bucket policies, so that "refuse whoever comes without TLS" refuses everybody."""

import json
from typing import Any

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket


def get_permission(bucket: FakeBucket, action: str, resource: str) -> Any:
    """What the policy says without its conditional statements: those are not proved here (docs/sandbox.md)."""
    if bucket.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(bucket.policy)
    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    policy["Statement"] = [statement for statement in statements if "Condition" not in statement]
    return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)


FakeBucket.get_permission = get_permission
