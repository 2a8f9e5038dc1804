"""The gateway around moto, over real HTTP: every protocol, every kind of handler, and gaps."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import client
from werkzeug.serving import make_server
from werkzeug.test import EnvironBuilder

from estate_sandbox import registry
from estate_sandbox.context import Context
from estate_sandbox.gateway import Gateway
from estate_sandbox.registry import Answer, Fault, Parameters, after, before, own
from estate_sandbox.server import DomainDispatcherApplication, _backend_app


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "own_handlers", {})
    monkeypatch.setattr(registry, "before_handlers", defaultdict(list))
    monkeypatch.setattr(registry, "after_handlers", defaultdict(list))


@pytest.fixture
def endpoint() -> Iterator[str]:
    gateway = Gateway(DomainDispatcherApplication(_backend_app), "123456789012")
    server = make_server("127.0.0.1", 0, gateway, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


def test_own_answers_the_json_protocol(endpoint: str) -> None:
    @own("kms", "ListKeyRotations")
    def answer(context: Context, parameters: Parameters) -> Answer:
        return {"Rotations": [{"KeyId": f"{parameters['KeyId']} in {context.region}"}]}

    rotations = client("kms", endpoint).list_key_rotations(KeyId="k")["Rotations"]
    assert rotations == [{"KeyId": "k in us-east-1"}]


def test_own_answers_the_query_protocol(endpoint: str) -> None:
    @own("rds", "StartActivityStream")
    def answer(_context: Context, parameters: Parameters) -> Answer:
        return {"KmsKeyId": parameters["KmsKeyId"], "ApplyImmediately": parameters["ApplyImmediately"]}

    stream = {"ResourceArn": "r", "Mode": "sync", "KmsKeyId": "k", "ApplyImmediately": True}
    found = client("rds", endpoint).start_activity_stream(**stream)
    assert (found["KmsKeyId"], found["ApplyImmediately"]) == ("k", True)


def test_own_answers_the_ec2_protocol(endpoint: str) -> None:
    @own("ec2", "DescribeVpcs")
    def answer(_context: Context, parameters: Parameters) -> Answer:
        return {"Vpcs": [{"VpcId": vpc_id, "IsDefault": False} for vpc_id in parameters["VpcIds"]]}

    assert [vpc["VpcId"] for vpc in client("ec2", endpoint).describe_vpcs(VpcIds=["a", "b"])["Vpcs"]] == ["a", "b"]


def test_own_answers_the_rest_xml_protocol_by_its_query_flag(endpoint: str) -> None:
    @own("s3", "GetBucketRequestPayment")
    def answer(_context: Context, parameters: Parameters) -> Answer:
        return {"Payer": parameters["Bucket"]}

    s3 = client("s3", endpoint)
    assert s3.get_bucket_request_payment(Bucket="b")["Payer"] == "b"
    s3.create_bucket(Bucket="untouched")
    assert s3.list_objects_v2(Bucket="untouched")["KeyCount"] == 0


def test_own_answers_the_rest_json_protocol(endpoint: str) -> None:
    @own("guardduty", "ListMembers")
    def answer(_context: Context, parameters: Parameters) -> Answer:
        return {"NextToken": parameters["DetectorId"]}

    assert client("guardduty", endpoint).list_members(DetectorId="d")["NextToken"] == "d"


def test_an_operation_is_answered_by_one_handler_only(endpoint: str) -> None:
    own("kms", "ListKeyRotations")(lambda _context, _parameters: {})
    with pytest.raises(ValueError, match="kms.ListKeyRotations is answered twice"):
        own("kms", "ListKeyRotations")(lambda _context, _parameters: {})


def test_after_edits_the_answer_of_moto(endpoint: str) -> None:
    @after("kms", "CreateKey")
    def edit(_context: Context, parameters: Parameters, answer: Answer) -> None:
        answer["KeyMetadata"]["Description"] += f", said {parameters['Description']}"

    assert client("kms", endpoint).create_key(Description="one")["KeyMetadata"]["Description"] == "one, said one"


def test_after_keeps_the_headers_of_a_rest_answer(endpoint: str) -> None:
    after("s3", "PutObject")(lambda _context, _parameters, _answer: None)
    s3 = client("s3", endpoint)
    s3.create_bucket(Bucket="etag")
    assert s3.put_object(Bucket="etag", Key="k", Body=b"")["ETag"] == '"d41d8cd98f00b204e9800998ecf8427e"'


def test_after_leaves_an_error_of_moto_alone(endpoint: str) -> None:
    @after("kms", "DescribeKey")
    def never(*_: Any) -> None:
        raise AssertionError("an error was edited")

    with pytest.raises(client("kms", endpoint).exceptions.NotFoundException):
        client("kms", endpoint).describe_key(KeyId="00000000-0000-0000-0000-000000000000")


@pytest.mark.parametrize(
    ("service", "operation", "call"),
    [
        ("kms", "ListKeys", lambda aws: aws.list_keys()),
        ("rds", "DescribeDBClusters", lambda aws: aws.describe_db_clusters()),
        ("ec2", "DescribeVpcs", lambda aws: aws.describe_vpcs()),
        ("s3", "ListBuckets", lambda aws: aws.list_buckets()),
    ],
)
def test_a_fault_before_refuses_in_the_format_of_each_protocol(
    endpoint: str, service: str, operation: str, call: Any
) -> None:
    @before(service, operation)
    def refuse(_context: Context, _parameters: Parameters) -> None:
        raise Fault("AccessDenied", "not today")

    with pytest.raises(ClientError) as refused:
        call(client(service, endpoint))
    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    assert refused.value.response["Error"]["Message"] == "not today"


@pytest.mark.parametrize(
    ("service", "call", "operation"),
    [
        ("rds", lambda aws: aws.stop_activity_stream(ResourceArn="r"), "StopActivityStream"),
        ("guardduty", lambda aws: aws.list_malware_scans(), "ListMalwareScans"),
    ],
)
def test_a_gap_is_named_at_once_and_not_retried(endpoint: str, service: str, call: Any, operation: str) -> None:
    with pytest.raises(ClientError) as gap:
        call(client(service, endpoint))
    answer = gap.value.response
    assert f"The sandbox cannot answer {service} {operation}" in answer["Error"]["Message"]
    assert (answer["ResponseMetadata"]["HTTPStatusCode"], answer["ResponseMetadata"]["RetryAttempts"]) == (501, 0)


def test_a_broken_handler_is_named_in_the_answer(endpoint: str) -> None:
    @own("kms", "ListKeyRotations")
    def broken(_context: Context, _parameters: Parameters) -> Answer:
        return {"Rotations": 1 // 0}

    with pytest.raises(ClientError, match="ZeroDivisionError"):
        client("kms", endpoint).list_key_rotations(KeyId="k")


def test_requests_are_answered_one_after_the_other() -> None:
    """moto's tables break when one request reads them while another one writes."""
    inside: list[int] = []
    most = 0

    def moto(_environ: Any, start_response: Any) -> list[bytes]:
        nonlocal most
        inside.append(1)
        most = max(most, len(inside))
        time.sleep(0.02)
        inside.pop()
        start_response("200 OK", [])
        return [b"{}"]

    def ask(_number: int) -> None:
        environ = EnvironBuilder(method="POST", headers=headers, data="{}").get_environ()
        assert b"".join(gateway(environ, lambda *_: None)) == b"{}"

    scope = "Credential=a/20260101/us-east-1/kms/aws4_request"
    headers = {"Authorization": f"AWS4-HMAC-SHA256 {scope}", "X-Amz-Target": "TrentService.ListKeys"}
    gateway = Gateway(moto, "123456789012")
    with ThreadPoolExecutor(8) as callers:
        list(callers.map(ask, range(8)))
    assert most == 1
