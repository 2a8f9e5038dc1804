"""Lambda: settings of functions that moto drops or does not change."""

from typing import Any
from uuid import uuid4

import pytest

from functions import create_function, package

NOTHING = "exports.handler = async () => null;"
KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"


@pytest.fixture
def functions(aws: Any) -> Any:
    return aws.client("lambda")


@pytest.fixture
def queue_arn(aws: Any) -> str:
    sqs = aws.client("sqs")
    url = sqs.create_queue(QueueName=f"letters-{uuid4().hex[:8]}")["QueueUrl"]
    return str(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"])


def test_keeps_log_settings_dead_letters_tracing_and_key(aws: Any, functions: Any, queue_arn: str) -> None:
    logging = {"LogFormat": "JSON", "ApplicationLogLevel": "INFO", "SystemLogLevel": "WARN", "LogGroup": "/a/b"}
    settings = {
        "LoggingConfig": logging,
        "DeadLetterConfig": {"TargetArn": queue_arn},
        "TracingConfig": {"Mode": "Active"},
        "KMSKeyArn": KEY,
    }
    name = create_function(aws, NOTHING, **settings)
    for told in (
        functions.get_function(FunctionName=name)["Configuration"],
        functions.get_function_configuration(FunctionName=name),
        functions.update_function_code(FunctionName=name, ZipFile=package(NOTHING)),
    ):
        assert {key: told[key] for key in settings} == settings


def test_changes_them(aws: Any, functions: Any, queue_arn: str) -> None:
    name = create_function(aws, NOTHING, TracingConfig={"Mode": "Active"})
    changes = {"TracingConfig": {"Mode": "PassThrough"}, "KMSKeyArn": KEY, "DeadLetterConfig": {"TargetArn": queue_arn}}
    functions.update_function_configuration(FunctionName=name, **changes)
    told = functions.get_function_configuration(FunctionName=name)
    assert {key: told[key] for key in changes} == changes


def test_writes_text_to_a_group_of_its_own_unless_told_otherwise(aws: Any, functions: Any) -> None:
    name = create_function(aws, NOTHING)
    told = functions.get_function_configuration(FunctionName=name)["LoggingConfig"]
    assert told == {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name}"}


def test_forgets_the_settings_with_the_function(aws: Any, functions: Any) -> None:
    name = create_function(aws, NOTHING, TracingConfig={"Mode": "Active"})
    role = functions.get_function_configuration(FunctionName=name)["Role"]
    functions.delete_function(FunctionName=name)
    again = {"Role": role, "Handler": "index.handler", "Runtime": "nodejs22.x", "Code": {"ZipFile": package(NOTHING)}}
    functions.create_function(FunctionName=name, **again)
    assert functions.get_function_configuration(FunctionName=name)["TracingConfig"] == {"Mode": "PassThrough"}


def test_tells_the_network_of_its_subnets(aws: Any, functions: Any) -> None:
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(VpcId=vpc, GroupName="functions", Description="Functions")["GroupId"]
    network = {"SubnetIds": [subnet], "SecurityGroupIds": [group]}
    name = create_function(aws, NOTHING, VpcConfig=network)
    told = functions.get_function_configuration(FunctionName=name)["VpcConfig"]
    assert told["VpcId"] == vpc


def test_refuses_dead_letters_without_a_queue(aws: Any, functions: Any) -> None:
    gone = {"TargetArn": "arn:aws:sqs:us-east-1:123456789012:gone"}
    with pytest.raises(functions.exceptions.InvalidParameterValueException, match="does not exist"):
        create_function(aws, NOTHING, DeadLetterConfig=gone)
