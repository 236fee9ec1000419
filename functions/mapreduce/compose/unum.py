"""What every composition stands on: the component beside it, its configuration, and values kept in S3.

unum_config.json lies next to the code:
  {"name": "mapper", "component": "mapper.handler", "bucket": where values are kept,
   "next": {"name": "partition", "function": "<its name>", "input": "all" | "each"}}     absent: the last
"all": next runs once, on the list of all results of this fan-out. "each": the result is a list, next runs on each
element of it.
"""

import hashlib
import importlib
import json
import os

import boto3
from botocore.exceptions import ClientError

s3 = boto3.client("s3")

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "unum_config.json")) as file:
    config = json.load(file)

_module, _function = config["component"].rsplit(".", 1)
_component = getattr(importlib.import_module(_module), _function)


def put_json(bucket, key, value):
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(value).encode())


def get_json(bucket, key):
    return json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())


def pointer(key):
    return {"$s3": {"bucket": config["bucket"], "key": key}}


def resolve(value):
    """The value with everything that lies in S3 in its place. A text is what is not JSON."""
    if isinstance(value, list):
        return [resolve(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "$s3" in value:
        return get_json(value["$s3"]["bucket"], value["$s3"]["key"])
    if "$text" in value:
        place = value["$text"]
        return s3.get_object(Bucket=place["bucket"], Key=place["key"])["Body"].read().decode()
    return {name: resolve(each) for name, each in value.items()}


def create_once(key, body):
    """Creates an object unless it is there: True for exactly one caller. Keeps one object, not one run, apart:
    whoever created it with the same body is told True again, so that a retry goes on where it stopped."""
    try:
        s3.put_object(Bucket=config["bucket"], Key=key, Body=body, **_if_none_match)
        return True
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] not in (409, 412):
            raise
        return s3.get_object(Bucket=config["bucket"], Key=key)["Body"].read() == body


# boto3 knows the condition of a put since 2024; an older one sends the header all the same.
_if_none_match = {}
if "IfNoneMatch" in s3.meta.service_model.operation_model("PutObject").input_shape.members:
    _if_none_match = {"IfNoneMatch": "*"}
else:

    def _add_condition(request, **_):
        if "/locks/" in request.url:
            request.headers["If-None-Match"] = "*"

    s3.meta.events.register("before-sign.s3.PutObject", _add_condition)


def run_component(data, session, index):
    """Runs the component, and fails once for the share of a stage's runs that the configuration asks for: after the
    component has done its work, where a retry has most to get wrong."""
    result = _component(resolve(data), None)
    fault = config.get("fault")
    if fault:
        draw = hashlib.sha256(f'{fault["seed"]}/{config["name"]}/{index}'.encode()).digest()[0] / 256
        mine = f'{session}/locks/fault-{config["name"]}-{index}'
        if draw < fault["share"] and not _exists(mine):
            s3.put_object(Bucket=config["bucket"], Key=mine)
            raise RuntimeError(f'{config["name"]} {index} fails on purpose')
    return result


def _exists(key):
    found = s3.list_objects_v2(Bucket=config["bucket"], Prefix=key, MaxKeys=1)
    return any(item["Key"] == key for item in found.get("Contents", []))


def finish(session, result):
    put_json(config["bucket"], f"{session}/result.json", result)
