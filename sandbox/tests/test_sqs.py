"""SQS: long polls."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

import pytest


@pytest.fixture
def queue(aws: Any) -> str:
    return str(aws.client("sqs").create_queue(QueueName="polled")["QueueUrl"])


def test_a_long_poll_gets_what_is_sent_while_it_waits(aws: Any, queue: str) -> None:
    sqs = aws.client("sqs")
    with ThreadPoolExecutor() as others:
        polled = others.submit(sqs.receive_message, QueueUrl=queue, WaitTimeSeconds=20)
        sleep(0.3)
        begin = monotonic()
        aws.client("sqs").send_message(QueueUrl=queue, MessageBody="now")
        assert monotonic() - begin < 5
        assert [message["Body"] for message in polled.result()["Messages"]] == ["now"]
    sqs.delete_queue(QueueUrl=queue)
