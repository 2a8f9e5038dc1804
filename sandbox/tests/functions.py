"""What tests of Lambda share: packages of one file, and functions of them."""

import io
import json
import zipfile
from typing import Any
from uuid import uuid4

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


def package(code: str) -> bytes:
    """A package whose `index.js` is this."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("index.js", code)
    return archive.getvalue()


def create_function(aws: Any, code: str, **settings: Any) -> str:
    """The name of a new function of this code."""
    name = f"function-{uuid4().hex[:8]}"
    role = aws.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    defaults = {"Role": role, "Handler": "index.handler", "Runtime": "nodejs22.x", "Code": {"ZipFile": package(code)}}
    aws.client("lambda").create_function(FunctionName=name, **defaults | settings)
    return name
