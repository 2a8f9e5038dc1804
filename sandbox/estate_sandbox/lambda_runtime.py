"""Runs a Node function on this machine, in a process of its own a call: what AWS does in a container, without one."""

import io
import json
import os
import shutil
import subprocess
import tempfile
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BOOTSTRAP = Path(__file__).with_suffix(".cjs")
#: Lambda gives a function this long to load before the time of its calls begins.
LOADING_SECONDS = 10


@dataclass(frozen=True)
class Outcome:
    """How a call ended: what the caller gets, whether that is an error, and what was printed."""

    payload: str
    failed: bool
    log: str


def run(function: Any, log_group: str, event: Any) -> Outcome:
    """Calls the function once. Raises when this machine cannot: no Node, or no function for Node."""
    node = shutil.which("node")
    if node is None or not function.run_time.startswith("nodejs"):
        raise NotImplementedError(f"functions of {function.run_time} need a runtime on this machine; there is Node alone")
    request_id = str(uuid.uuid4())
    with tempfile.TemporaryDirectory(prefix="estate-function-") as name:
        folder = Path(name)
        zipfile.ZipFile(io.BytesIO(function.code_bytes)).extractall(folder / "task")
        (folder / "call.json").write_text(json.dumps(_call(function, folder, log_group, request_id, event)))
        environment = _environment(function, log_group)
        command = [node, str(BOOTSTRAP), str(folder / "call.json"), str(folder / "answer.json")]
        seconds = int(function.timeout) + LOADING_SECONDS
        log, code = _execute(command, folder / "task", environment, seconds)
        answer = folder / "answer.json"
        return _outcome(json.loads(answer.read_text()) if answer.exists() else {}, code, request_id, function, log)


def _execute(command: list[str], folder: Path, environment: dict[str, str], seconds: int) -> tuple[str, int | None]:
    """What was printed, and the exit code; None when it had to be ended."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            return process.communicate(timeout=seconds)[0], process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            return process.communicate()[0], None


def _outcome(answer: dict[str, Any], code: int | None, request_id: str, function: Any, log: str) -> Outcome:
    if "result" in answer:
        return Outcome(json.dumps(answer["result"]), False, log)
    if code is None or answer.get("timedOut"):
        message = f"RequestId: {request_id} Error: Task timed out after {int(function.timeout)}.00 seconds"
        error = {"errorType": "Sandbox.Timedout", "errorMessage": message}
    elif "error" in answer:
        error = answer["error"]
    else:
        message = f"RequestId: {request_id} Error: Runtime exited with error: exit status {code}"
        error = {"errorType": "Runtime.ExitError", "errorMessage": message}
    return Outcome(json.dumps(error), True, f"{log}{json.dumps(error)}\n")


def _call(function: Any, folder: Path, log_group: str, request_id: str, event: Any) -> dict[str, Any]:
    context = {
        "functionName": function.function_name,
        "functionVersion": str(function.version),
        "invokedFunctionArn": function.function_arn,
        "memoryLimitInMB": str(function.memory_size),
        "awsRequestId": request_id,
        "logGroupName": log_group,
    }
    return {
        "folder": str(folder / "task"),
        "handler": function.handler,
        "seconds": int(function.timeout),
        "event": event,
        "context": context,
    }


def _environment(function: Any, log_group: str) -> dict[str, str]:
    """The function's own variables and those of Lambda; every AWS client in it talks to this emulator."""
    return {
        **function.environment_vars,
        "PATH": os.environ["PATH"],
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_SESSION_TOKEN": "sandbox",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{os.environ['MOTO_PORT']}",
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.run_time}",
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_LAMBDA_FUNCTION_VERSION": str(function.version),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_size),
        "AWS_LAMBDA_LOG_GROUP_NAME": log_group,
    }
