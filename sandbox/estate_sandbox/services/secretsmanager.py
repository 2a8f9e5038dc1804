"""Secrets Manager: rotation by a function, which moto can only do with a Docker engine, and versions with the day on which they were made."""

import json
import secrets
import string
import time
import uuid
from typing import Any

from ..context import Context
from ..registry import Answer, Fault, Parameters, own

ALPHABET = string.ascii_letters + string.digits


@own("secretsmanager", "RotateSecret")
def rotate(context: Context, parameters: Parameters) -> Answer:
    """Keeps the schedule; rotating at once stores a new password, as the function would after it changed the database."""
    secret = _find(context, parameters)
    rules = parameters.get("RotationRules") or {}
    secret.rotation_lambda_arn = parameters.get("RotationLambdaARN") or secret.rotation_lambda_arn
    if not secret.rotation_lambda_arn:
        raise Fault("InvalidRequestException", "No Lambda rotation function ARN is associated with this secret.")
    secret.auto_rotate_after_days = rules.get("AutomaticallyAfterDays", secret.auto_rotate_after_days)
    secret.rotation_enabled = True
    secret.rotation_requested = True
    secret.next_rotation_date = int(time.time()) + secret.auto_rotate_after_days * 86400
    if parameters.get("RotateImmediately", True):
        _store_new_password(context, secret)
    return {"ARN": secret.arn, "Name": secret.name, "VersionId": secret.default_version_id}


@own("secretsmanager", "ListSecretVersionIds")
def list_versions(context: Context, parameters: Parameters) -> Answer:
    """In moto every version was made just now."""
    secret = _find(context, parameters)
    deprecated = parameters.get("IncludeDeprecated", False)
    return {
        "ARN": secret.arn,
        "Name": secret.name,
        "Versions": [
            {
                "VersionId": identifier,
                "VersionStages": version["version_stages"],
                "CreatedDate": version["createdate"],
            }
            for identifier, version in secret.versions.items()
            if version["version_stages"] or deprecated
        ],
    }


def _find(context: Context, parameters: Parameters) -> Any:
    secret = context.backend().secrets.get(parameters["SecretId"])
    if secret is None:
        raise Fault("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
    return secret


def _store_new_password(context: Context, secret: Any) -> None:
    current = json.loads(secret.versions[secret.default_version_id]["secret_string"])
    password = "".join(secrets.choice(ALPHABET) for _ in range(32))
    context.backend().put_secret_value(
        secret_id=secret.arn,
        secret_string=json.dumps(current | {"password": password}),
        secret_binary=None,
        client_request_token=str(uuid.uuid4()),
        version_stages=["AWSCURRENT"],
    )
    secret.last_rotation_date = int(time.time())
