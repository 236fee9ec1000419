"""What the logging module does in a Lambda function without being told."""
import json
import logging
import os
import sys
import time

LEVELS = {"TRACE": "DEBUG", "DEBUG": "DEBUG", "INFO": "INFO", "WARN": "WARNING", "ERROR": "ERROR", "FATAL": "CRITICAL"}
OWN = frozenset(vars(logging.makeLogRecord({}))) | {"aws_request_id", "tenant_id", "message", "asctime"}

current = {"request_id": None}


class RequestId(logging.Filter):
    def filter(self, record):
        record.aws_request_id = current["request_id"]
        return True


class Handler(logging.Handler):
    """Writes to standard output, whatever that is at the time."""

    def emit(self, record):
        try:
            sys.stdout.write(self.format(record))
            sys.stdout.flush()
        except Exception:
            self.handleError(record)


class JsonFormatter(logging.Formatter):
    def format(self, record):
        milliseconds = int(record.msecs)
        entry = {
            "timestamp": "%s.%03dZ" % (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)), milliseconds),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info:
            entry["stackTrace"] = self.formatException(record.exc_info).split("\n")
            entry["errorType"] = record.exc_info[0].__name__ if record.exc_info[0] else None
            entry["errorMessage"] = str(record.exc_info[1])
            entry["location"] = "%s:%s:%d" % (record.pathname, record.funcName, record.lineno)
        for name, value in vars(record).items():
            if name not in OWN and name not in entry:
                entry[name] = value
        if record.aws_request_id:
            entry["requestId"] = record.aws_request_id
        return json.dumps(entry, default=str, ensure_ascii=False) + "\n"


def set_up():
    # Lambda's own format: the milliseconds are not padded there either.
    text = logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)dZ\t%(aws_request_id)s\t%(message)s\n",
                             "%Y-%m-%dT%H:%M:%S")
    text.converter = time.gmtime
    in_json = os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"
    handler = Handler()
    handler.setFormatter(JsonFormatter() if in_json else text)
    handler.addFilter(RequestId())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    if in_json and level in LEVELS:
        root.setLevel(LEVELS[level])
