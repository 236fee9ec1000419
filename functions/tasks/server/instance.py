"""The instance these functions serve: its name, its bucket and queues, and clients for what they talk to."""
import functools
import os

import boto3

NAME = os.environ.get("INSTANCE", "xina")
BUCKET = os.environ.get("BUCKET", "")
ACTION_QUEUE = os.environ.get("ACTION_QUEUE", "")
TASK_QUEUE = os.environ.get("TASK_QUEUE", "")


def table(which):
    return f"{NAME}-{which}"


@functools.cache
def dynamodb():
    """Takes and gives plain Python values."""
    return boto3.resource("dynamodb").meta.client


@functools.cache
def s3():
    return boto3.client("s3")


@functools.cache
def sqs():
    return boto3.client("sqs")
