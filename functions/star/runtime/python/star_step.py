"""A step of a star project as Lambda sees it: a batch of messages in, the failed ones out.

STAR_HANDLER names the user's handler (file.function), a function of (data, generate), plain or async. With
STAR_IGNORE_ERRORS=true what it raises is logged and the message is done.
"""

import asyncio
import concurrent.futures
import importlib
import inspect
import json
import os
import traceback

from star_generate import generate

_file, _name = os.environ["STAR_HANDLER"].rsplit(".", 1)
step = getattr(importlib.import_module(_file.replace("/", ".")), _name)
ignore_errors = os.environ.get("STAR_IGNORE_ERRORS") == "true"


def run(record):
    try:
        result = step(json.loads(record["body"]), generate)
        if inspect.isawaitable(result):

            async def wait():
                await result

            asyncio.run(wait())
    except Exception:
        traceback.print_exc()
        if not ignore_errors:
            return [{"itemIdentifier": record["messageId"]}]
    return []


def handler(event, context):
    records = event["Records"]
    with concurrent.futures.ThreadPoolExecutor(len(records)) as pool:
        failures = [failure for each in pool.map(run, records) for failure in each]
    return {"batchItemFailures": failures}
