"""Counts the words of one part: {"bucket", "partition"} -> {word: count}. Reads names, not objects."""

import urllib.parse
from collections import Counter

import boto3

s3 = boto3.client("s3")


def word_of(bucket, key):
    segment = key.split("/")[1]
    if segment.startswith("%") and len(segment) == 65:  # too long for a key
        return s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    return urllib.parse.unquote(segment)


def handler(event, context):
    bucket = event["bucket"]
    counts = Counter()
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=event["partition"]):
        for item in page.get("Contents", []):
            counts[word_of(bucket, item["Key"])] += int(item["Key"].rsplit(".", 1)[1])
    return dict(counts)
