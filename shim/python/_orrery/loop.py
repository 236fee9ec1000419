"""The life of a function's process: load the handler, then take one invocation after the other."""
import json
import os
import sys

from . import failure, handler, logs, sdk
from .client import Gone, RuntimeClient
from .context import LambdaContext
from .failure import Fault


class Encoder(json.JSONEncoder):
    """Numbers of the decimal module are what boto3 reads from DynamoDB; AWS's runtime spells them as numbers."""

    def default(self, value):
        decimal = sys.modules.get("decimal")
        if decimal and isinstance(value, decimal.Decimal):
            whole = value.is_finite() and value == value.to_integral_value() and "." not in str(value)
            return int(value) if whole else float(value)
        return super().default(value)


def run():
    """Never returns while the emulator lives."""
    environ = os.environ
    name = environ.get("_HANDLER", "")
    root = environ.get("LAMBDA_TASK_ROOT") or os.getcwd()
    layers = [place for place in environ.get("ORRERY_LAYERS", "/opt").split(":") if place]
    ensure_output()
    handler.set_path(root, layers)
    logs.set_up()
    sdk.redirect()
    client = RuntimeClient(environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        function = _initialize(client, name)
        encode = Encoder(ensure_ascii=_escapes(environ.get("AWS_EXECUTION_ENV", ""))).encode
        while True:
            headers, body = client.next()
            _invoke(client, function, encode, headers, body)
    except Gone:
        sys.stdout.flush()
        os._exit(0)


def ensure_output():
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        stream = getattr(sys, name)
        if stream is None or not getattr(stream, "line_buffering", False) or stream.encoding.lower() != "utf-8":
            stream = open(descriptor, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
            setattr(sys, name, stream)
            setattr(sys, "__%s__" % name, stream)


def _escapes(runtime):
    """Up to Python 3.11 the runtime writes ASCII only; later ones write UTF-8."""
    version = runtime.rpartition("python3.")[2]
    return not (version.isdigit() and int(version) >= 12)


def _initialize(client, name):
    try:
        return handler.load(name)
    except Fault as fault:
        return handler.failing(fault)
    except Exception as error:
        members = failure.describe(error, "")
        failure.log(members, sys.stdout)
        client.post_init_error(failure.encode(members), members["errorType"])
        sys.exit(1)


def _invoke(client, function, encode, headers, body):
    context = LambdaContext(headers)
    request_id = context.aws_request_id
    logs.current["request_id"] = request_id
    trace = headers.get("lambda-runtime-trace-id")
    if trace:
        os.environ["_X_AMZN_TRACE_ID"] = trace
    else:
        os.environ.pop("_X_AMZN_TRACE_ID", None)
    try:
        event = _event(body)
        result = function(event, context)
        answer = _answer(encode, result)
    except Exception as error:
        members = failure.describe(error, request_id)
        failure.log(members, sys.stdout)
        sys.stderr.flush()
        client.post_error(request_id, failure.encode(members), members["errorType"])
        return
    sys.stdout.flush()
    sys.stderr.flush()
    client.post_response(request_id, answer)


def _event(body):
    try:
        return json.loads(body)
    except ValueError as error:
        raise Fault("UnmarshalError", "Unable to unmarshal input: %s" % error) from None


def _answer(encode, result):
    try:
        return encode(result).encode("utf-8", "surrogatepass")
    except Exception as error:
        raise Fault("MarshalError", "Unable to marshal response: %s" % error) from None
