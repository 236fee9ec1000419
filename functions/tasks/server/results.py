"""Where things lie in the bucket.

    queue/<queue_id>/in/action.json      the request, as it was queued
    queue/<queue_id>/in/objects/<name>   its objects that came from URLs
    queue/<queue_id>/out/content.json    the result, or {"error": {"kind", "message"}}
    task/<task_id>/conf.json             a conf too large for the record
    task/<task_id>/result.json           a result too large for the record
"""
import json

from botocore.exceptions import ClientError

import instance
from refused import Refused


def action_key(queue_id):
    return f"queue/{queue_id}/in/action.json"


def object_key(queue_id, name):
    return f"queue/{queue_id}/in/objects/{name}"


def content_key(queue_id):
    return f"queue/{queue_id}/out/content.json"


def put_json(key, value):
    put(key, json.dumps(value, ensure_ascii=False).encode(), "application/json")


def put(key, data, content_type="application/octet-stream"):
    instance.s3().put_object(Bucket=instance.BUCKET, Key=key, Body=data, ContentType=content_type)


def get_json(key):
    return json.loads(instance.s3().get_object(Bucket=instance.BUCKET, Key=key)["Body"].read())


def get(place, most_bytes):
    """The bytes of {bucket, key}. Throws Refused where there is no such object, or it is larger."""
    try:
        answer = instance.s3().get_object(Bucket=place["bucket"], Key=place["key"])
    except ClientError as error:
        raise _absent(place, error) from None
    if answer["ContentLength"] > most_bytes:
        raise Refused("source", f"s3://{place['bucket']}/{place['key']} is larger than {most_bytes} bytes")
    return answer["Body"].read()


def check(place):
    """Throws Refused where there is no such object."""
    try:
        instance.s3().head_object(Bucket=place["bucket"], Key=place["key"])
    except ClientError as error:
        raise _absent(place, error) from None


def remove_below(prefix):
    for page in instance.s3().get_paginator("list_objects_v2").paginate(Bucket=instance.BUCKET, Prefix=prefix):
        keys = [{"Key": entry["Key"]} for entry in page.get("Contents", [])]
        if keys:
            instance.s3().delete_objects(Bucket=instance.BUCKET, Delete={"Objects": keys, "Quiet": True})


def _absent(place, error):
    if error.response["ResponseMetadata"]["HTTPStatusCode"] not in (400, 403, 404):
        return error
    code = error.response["Error"]["Code"]
    return Refused("source", f"s3://{place['bucket']}/{place['key']} cannot be read: {code}")
