"""Composition by S3 events alone: no function invokes another.

Work for a stage is an object <stage>/<session>/index-<i>-outof-<n>.json; its creation starts the stage. Results are
objects <stage>-out/<session>/index-<i>-outof-<n>.json; their creation starts what fans in, which goes on only where
all n are there. Several runs may see that: the one that creates the lock does.
"""

import json
import re
import urllib.parse

import unum

NAME = re.compile(r"(?P<directory>[^/]+)/(?P<session>[^/]+)/index-(?P<index>\d+)-outof-(?P<size>\d+)\.json$")


def run(session, index, size, data):
    result = unum.run_component(data, session, index)
    following = unum.config.get("next")
    if following is None:
        unum.finish(session, result)
    elif following["input"] == "each":
        for number, element in enumerate(result):
            key = f'{following["name"]}/{session}/index-{number}-outof-{len(result)}.json'
            unum.put_json(unum.config["bucket"], key, element)
    else:
        key = f'{unum.config["name"]}-out/{session}/index-{index}-outof-{size}.json'
        unum.put_json(unum.config["bucket"], key, result)


def all_there(directory, session, size):
    pages = unum.s3.get_paginator("list_objects_v2")
    count = 0
    for page in pages.paginate(Bucket=unum.config["bucket"], Prefix=f"{directory}/{session}/index-"):
        count += len(page.get("Contents", []))
    return count == size


def handler(event, context):
    gone_on = 0
    for record in event["Records"]:
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        found = NAME.match(key)
        if not found:
            continue
        directory, session = found["directory"], found["session"]
        index, size = int(found["index"]), int(found["size"])
        if not directory.endswith("-out"):
            run(session, index, size, unum.get_json(unum.config["bucket"], key))
            gone_on += 1
            continue
        if not all_there(directory, session, size):
            continue
        # A retry of the run that has the lock finds its own name in it.
        if not unum.create_once(f'{session}/locks/{unum.config["name"]}', context.aws_request_id.encode()):
            continue
        keys = [f"{directory}/{session}/index-{number}-outof-{size}.json" for number in range(size)]
        run(session, 0, 1, [unum.pointer(name) for name in keys])
        gone_on += 1
    print(json.dumps({"stage": unum.config["name"], "wentOn": gone_on}))
    return {"wentOn": gone_on}
