"""Composition by invocations and a data store.

Event: {"data", "unum_metadata": {"session", "returnValueStore": {"type": "s3", "bucket", "directory"}, "index",
"fanOutSize"}}. Every run leaves <directory>/index-<i>-outof-<n>.json; the one with the last index waits until all
are there, and invokes what comes next. It holds its sandbox meanwhile: a fan-out of n needs room for n.
"""

import json
import time

import boto3

import unum

aws_lambda = boto3.client("lambda")
POLL_SECS = 0.1


def invoke_next(session, data, index, size):
    following = unum.config["next"]
    event = {
        "data": data,
        "unum_metadata": {
            "session": session,
            "returnValueStore": {
                "type": "s3",
                "bucket": unum.config["bucket"],
                "directory": f'{session}/{following["name"]}',
            },
            "index": index,
            "fanOutSize": size,
        },
    }
    aws_lambda.invoke(FunctionName=following["function"], InvocationType="Event", Payload=json.dumps(event).encode())


def wait_for_all(store, size):
    wanted = {f'{store["directory"]}/index-{index}-outof-{size}.json' for index in range(size)}
    pages = unum.s3.get_paginator("list_objects_v2")
    while True:
        there = set()
        for page in pages.paginate(Bucket=store["bucket"], Prefix=store["directory"] + "/index-"):
            there.update(item["Key"] for item in page.get("Contents", []))
        if wanted <= there:
            return
        time.sleep(POLL_SECS)


def handler(event, context):
    metadata = event["unum_metadata"]
    session, store = metadata["session"], metadata["returnValueStore"]
    index, size = metadata["index"], metadata["fanOutSize"]
    result = unum.run_component(event["data"], session, index)
    following = unum.config.get("next")
    if following is None:
        unum.finish(session, result)
    elif following["input"] == "each":
        for number, element in enumerate(result):
            invoke_next(session, element, number, len(result))
    else:
        unum.put_json(store["bucket"], f'{store["directory"]}/index-{index}-outof-{size}.json', result)
        if index == size - 1:
            wait_for_all(store, size)
            keys = [f'{store["directory"]}/index-{number}-outof-{size}.json' for number in range(size)]
            invoke_next(session, [unum.pointer(key) for key in keys], 0, 1)
    return {"index": index}
