"""Finds the parts that reducers are to count: the first segments of the keys in the mappers' bucket."""

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    bucket = event[0]["bucket"]
    parts = []
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Delimiter="/"):
        parts += [prefix["Prefix"] for prefix in page.get("CommonPrefixes", [])]
    return [{"bucket": bucket, "partition": part} for part in parts]
