"""Reads an AWS request: which operation it calls, with which parameters. Uses moto's own routers and parsers."""

import io
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from botocore.exceptions import UnknownServiceError
from moto.core.model import OperationModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import NotFound, get_service_router
from moto.core.utils import get_service_model

Environ = dict[str, Any]

#: Signing names that differ from botocore's service name.
SERVICE_OF_SIGNING_NAME = {
    "access-analyzer": "accessanalyzer",
    "monitoring": "cloudwatch",
    "servicequotas": "service-quotas",
}
#: S3 Control signs as S3; only its paths begin so.
S3_CONTROL_PATHS = "/v20180820/"
#: Classic and present load balancers sign alike; only the version of the API tells them apart.
LOAD_BALANCING_VERSION = b"Version=2015-12-01"
CREDENTIAL_SCOPE = re.compile(r"Credential=[^/]+/\d+/(?P<region>[^/]+)/(?P<signing_name>[^/]+)/aws4_request")


@dataclass(frozen=True)
class Call:
    """One identified AWS call."""

    service: str
    region: str
    operation: OperationModel
    protocol: str
    request: Request
    labels: dict[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """How handlers are registered: `("rds", "CreateDBCluster")`."""
        return self.service, self.operation.name

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """The parameters as boto3 would take them, whatever the protocol."""
        return PROTOCOL_PARSERS[self.protocol](self.operation).parse(
            {
                "method": self.request.method,
                "values": self.request.values,
                "headers": self.request.headers,
                "body": self.request.get_data(),
                "url_path": self.request.path,
                "url_params": self.labels,
            }
        )


def identify(environ: Environ) -> Call | None:
    """The call in this request; None when it is unsigned or of no known operation: moto answers that alone."""
    scope = CREDENTIAL_SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    if not scope:
        return None
    request = _readable_twice(environ)
    service = _service(scope["signing_name"], request)
    try:
        model = get_service_model(service)
        _spell_target_in_full(environ, model.metadata.get("targetPrefix", ""))
        operation, labels = get_service_router(service).match(request)
        protocol = determine_request_protocol(model, request.content_type)
    except (UnknownServiceError, NotFound, NotImplementedError):
        return None
    return Call(service, scope["region"], operation, protocol, request, labels)


def _service(signing_name: str, request: Request) -> str:
    if signing_name == "s3" and request.path.startswith(S3_CONTROL_PATHS):
        return "s3control"
    if signing_name == "elasticloadbalancing" and LOAD_BALANCING_VERSION in request.get_data():
        return "elbv2"
    return SERVICE_OF_SIGNING_NAME.get(signing_name, signing_name)


def _readable_twice(environ: Environ) -> Request:
    """Reads the body once and puts it back, because moto reads the same request again."""
    request = Request(environ)
    body = request.get_data()
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return request


def _spell_target_in_full(environ: Environ, prefix: str) -> None:
    """The SDK for Go, and with it Terraform, leaves out the package that botocore puts before CloudTrail's operations."""
    short, _, operation = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")
    if short and prefix.endswith(f".{short}"):
        environ["HTTP_X_AMZ_TARGET"] = f"{prefix}.{operation}"
