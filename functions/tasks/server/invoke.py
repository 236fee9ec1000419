"""A task's function, run once. What goes wrong is told apart: it could not be invoked, it failed, it took too long."""
import base64
import functools
import json
import time

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError

MOST_PAYLOAD = 6 * 1024 * 1024  # of a synchronous invocation
LONGEST_S = 870  # the worker has 900
THROTTLED = "TooManyRequestsException"
MOST_THROTTLED_S = 120


@functools.lru_cache(maxsize=4)
def _client(seconds):
    # Never tried again by itself: a function that has run must not run twice.
    return boto3.client("lambda", config=Config(read_timeout=seconds, retries={"total_max_attempts": 1}))


def invoke(function, payload, timeout_ms=None):
    """{"log", "result"?, "error"?: {"kind": "invoke" | "function" | "timeout", "message"}}; `result` is a text."""
    seconds = min(LONGEST_S, timeout_ms / 1000) if timeout_ms else LONGEST_S
    try:
        answer = _once_not_throttled(function, payload, seconds)
    except ReadTimeoutError:
        return {"log": "", "error": {"kind": "timeout", "message": f"no result within {seconds:g} s"}}
    except ClientError as error:
        return {"log": "", "error": {"kind": "invoke", "message": str(error)}}
    except (ConnectTimeoutError, EndpointConnectionError) as error:
        return {"log": "", "error": {"kind": "invoke", "message": str(error)}}
    except BotoCoreError:
        raise  # whether it ran is not known; the message comes again, and the task is recorded as retried
    outcome = {"log": base64.b64decode(answer.get("LogResult", "")).decode("utf-8", "replace")}
    text = answer["Payload"].read().decode("utf-8", "replace")
    if "FunctionError" in answer:
        outcome["error"] = _error_of(text)
    else:
        outcome["result"] = text
    return outcome


def _once_not_throttled(function, payload, seconds):
    end = time.monotonic() + MOST_THROTTLED_S
    pause = 0.1
    while True:
        try:
            return _client(seconds).invoke(FunctionName=function, InvocationType="RequestResponse", LogType="Tail",
                                           Payload=payload)
        except ClientError as error:
            if error.response["Error"]["Code"] != THROTTLED or time.monotonic() > end:
                raise
        time.sleep(pause)
        pause = min(5, pause * 2)


def _error_of(text):
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        said = {"errorMessage": text}
    kind, message = str(said.get("errorType", "")), str(said.get("errorMessage", ""))
    if kind == "Sandbox.Timedout" or "Task timed out after" in message:
        return {"kind": "timeout", "message": message}
    return {"kind": "function", "message": f"{kind}: {message}" if kind else message}
