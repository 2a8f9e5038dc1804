"""Lambda: calls of Node functions, run on this machine."""

import base64
import json
import time
from typing import Any
from uuid import uuid4

import pytest

from functions import create_function, package


@pytest.fixture
def functions(aws: Any) -> Any:
    return aws.client("lambda")


def invoke(functions: Any, name: str, event: Any = None, **options: Any) -> Any:
    """The call's answer with its payload, parsed."""
    answer = functions.invoke(FunctionName=name, Payload=json.dumps(event), **options)
    return {**answer, "Payload": json.loads(answer["Payload"].read() or "null")}


def test_answers_what_the_function_returns(aws: Any, functions: Any) -> None:
    code = "exports.handler = async (event, context) => ({ got: event.a, name: context.functionName });"
    name = create_function(aws, code)
    answer = invoke(functions, name, {"a": 1})
    assert (answer["StatusCode"], answer["Payload"]) == (200, {"got": 1, "name": name})
    assert "FunctionError" not in answer


def test_answers_what_the_function_hands_to_its_callback(aws: Any, functions: Any) -> None:
    name = create_function(aws, "exports.handler = (event, _context, callback) => callback(null, event.a + 1);")
    assert invoke(functions, name, {"a": 1})["Payload"] == 2


def test_gives_the_function_its_variables_and_this_aws_and_no_other(aws: Any, functions: Any) -> None:
    code = "exports.handler = async () => ({ ...process.env });"
    name = create_function(aws, code, Environment={"Variables": {"TABLE_NAME": "items"}})
    variables = invoke(functions, name)["Payload"]
    assert (variables["TABLE_NAME"], variables["AWS_LAMBDA_FUNCTION_NAME"]) == ("items", name)
    assert variables["AWS_ENDPOINT_URL"] == aws.endpoint
    assert "HOME" not in variables


def test_lets_the_function_call_this_aws_while_it_runs(aws: Any, functions: Any) -> None:
    code = """exports.handler = async () => {
  const answer = await fetch(`${process.env.AWS_ENDPOINT_URL}/_estate/health`);
  return answer.status;
};"""
    assert invoke(functions, create_function(aws, code))["Payload"] == 200


@pytest.mark.parametrize(
    ("code", "error_type", "message"),
    [
        ("exports.handler = async () => { throw new TypeError('no'); };", "TypeError", "no"),
        ("exports.handler = async () => { throw 'words'; };", "Error", "words"),
        ("exports.handler = (_event, _context, callback) => callback(new RangeError('far'));", "RangeError", "far"),
        ("exports.handler = () => new Promise(() => setTimeout(() => { throw new Error('late'); }));", "Error", "late"),
        ("throw new Error('never loaded');", "Error", "never loaded"),
        ("exports.other = 1;", "Runtime.HandlerNotFound", "index.handler is undefined or not exported"),
        ("exports.handler = async () => process.exit(3);", "Runtime.ExitError", "exit status 3"),
    ],
)
def test_reports_an_error_as_lambda_does(aws: Any, functions: Any, code: str, error_type: str, message: str) -> None:
    answer = invoke(functions, create_function(aws, code))
    assert (answer["StatusCode"], answer["FunctionError"]) == (200, "Unhandled")
    assert answer["Payload"]["errorType"] == error_type
    assert message in answer["Payload"]["errorMessage"]


def test_ends_a_call_after_its_time(aws: Any, functions: Any) -> None:
    name = create_function(aws, "exports.handler = () => new Promise((done) => setTimeout(done, 60000));", Timeout=1)
    before = time.monotonic()
    answer = invoke(functions, name)
    assert time.monotonic() - before < 30
    assert answer["FunctionError"] == "Unhandled"
    assert answer["Payload"]["errorType"] == "Sandbox.Timedout"
    assert answer["Payload"]["errorMessage"].endswith("Task timed out after 1.00 seconds")


def test_ends_a_call_that_never_pauses(aws: Any, functions: Any) -> None:
    name = create_function(aws, "exports.handler = async () => { for (;;); };", Timeout=1)
    assert invoke(functions, name)["Payload"]["errorType"] == "Sandbox.Timedout"


def test_keeps_what_was_printed_in_the_log_group_and_tells_its_end(aws: Any, functions: Any) -> None:
    logs, group = aws.client("logs"), f"/aws/lambda/{uuid4().hex}"
    logging = {"LogFormat": "JSON", "LogGroup": group}
    name = create_function(aws, "exports.handler = async () => console.log('a line');", LoggingConfig=logging)
    answer = invoke(functions, name, LogType="Tail")
    assert base64.b64decode(answer["LogResult"]) == b"a line\n"
    assert [each["message"] for each in logs.filter_log_events(logGroupName=group)["events"]] == ["a line"]


def test_turns_calls_away_that_nothing_is_reserved_for(aws: Any, functions: Any) -> None:
    name = create_function(aws, "exports.handler = async () => 1;")
    functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    arn = functions.get_function_configuration(FunctionName=name)["FunctionArn"]
    for named in (name, arn):
        with pytest.raises(functions.exceptions.TooManyRequestsException):
            invoke(functions, named)
    functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=1)
    assert invoke(functions, name)["Payload"] == 1


def test_finds_no_function_that_is_none(functions: Any) -> None:
    with pytest.raises(functions.exceptions.ResourceNotFoundException):
        invoke(functions, "nobody")


def test_runs_the_code_of_the_last_change(aws: Any, functions: Any) -> None:
    name = create_function(aws, "exports.handler = async () => 1;")
    functions.update_function_code(FunctionName=name, ZipFile=package("exports.handler = async () => 2;"))
    assert invoke(functions, name)["Payload"] == 2


def test_puts_a_call_that_failed_and_nobody_waits_for_into_the_queue(aws: Any, functions: Any) -> None:
    sqs = aws.client("sqs")
    url = sqs.create_queue(QueueName=f"letters-{uuid4().hex[:8]}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    code = "exports.handler = async ({ fail }) => { if (fail) throw new Error('no'); };"
    name = create_function(aws, code, DeadLetterConfig={"TargetArn": arn})
    for fail in (False, True):
        answer = functions.invoke(FunctionName=name, InvocationType="Event", Payload=json.dumps({"fail": fail}))
        assert answer["StatusCode"] == 202
    [letter] = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])["Messages"]
    assert json.loads(letter["Body"]) == {"fail": True}
    assert letter["MessageAttributes"]["ErrorMessage"]["StringValue"] == "no"


def test_only_looks_whether_a_call_were_allowed(aws: Any, functions: Any) -> None:
    name = create_function(aws, "exports.handler = async () => { throw new Error('called'); };")
    assert functions.invoke(FunctionName=name, InvocationType="DryRun")["StatusCode"] == 204


def test_says_what_it_cannot_run(aws: Any, functions: Any) -> None:
    name = create_function(aws, "", Runtime="python3.13")
    with pytest.raises(functions.exceptions.ClientError, match="functions of python3.13 need a runtime"):
        invoke(functions, name)
