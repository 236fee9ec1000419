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

from star_generate import Outbox, send_rest

_file, _name = os.environ["STAR_HANDLER"].rsplit(".", 1)
step = getattr(importlib.import_module(_file.replace("/", ".")), _name)
ignore_errors = os.environ.get("STAR_IGNORE_ERRORS") == "true"


def run(record, outbox):
    """What it raised, or None."""
    try:
        result = step(json.loads(record["body"]), outbox.generate)
        if inspect.isawaitable(result):

            async def wait():
                await result

            asyncio.run(wait())
    except Exception as error:
        traceback.print_exc()
        return error
    return None


def handler(event, context):
    records = event["Records"]
    outboxes = [Outbox() for _ in records]
    with concurrent.futures.ThreadPoolExecutor(len(records)) as pool:
        errors = list(pool.map(run, records, outboxes))
    # A message is done when all that it generated is queued.
    send_rest(outboxes)
    failures = []
    for record, outbox, error in zip(records, outboxes, errors):
        if outbox.error:
            traceback.print_exception(outbox.error)
        if outbox.error or (error and not ignore_errors):
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
