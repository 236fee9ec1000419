"""Maps a text to one S3 object per word, below the reducer that is to count it.

Event: {"text", "destination"}, and where the caller has them {"mapper": its index, "emit", "numReducer"}. A mapper
that knows its index names its objects by it, so that a second run overwrites the first and nothing counts twice.
"""

import concurrent.futures
import hashlib
import urllib.parse
import uuid
from collections import Counter

import boto3

s3 = boto3.client("s3")

DEFAULT_REDUCERS = 3
UPLOADS_AT_ONCE = 4
LONGEST_SEGMENT = 800  # a key has 1,024 bytes


def reducer_of(word, reducers):
    return int(hashlib.sha256(word.encode()).hexdigest(), 16) % reducers


def segment_of(word):
    """The word as one segment of a key, and what the object holds where the key cannot."""
    segment = urllib.parse.quote(word, safe="")
    if len(segment) <= LONGEST_SEGMENT:
        return segment, b""
    return "%" + hashlib.sha256(word.encode()).hexdigest(), word.encode()


def objects_of(text, event):
    """Key and body of every object."""
    reducers = int(event.get("numReducer", DEFAULT_REDUCERS))
    words = text.split()
    if event.get("emit", "occurrence") == "combined":
        counted = sorted(Counter(words).items())
    else:
        counted = [(word, 1) for word in words]
    mapper = event.get("mapper")
    for position, (word, count) in enumerate(counted):
        segment, body = segment_of(word)
        name = uuid.uuid4() if mapper is None else f"{mapper}-{position}"
        yield f"reducer{reducer_of(word, reducers)}/{segment}/{name}.{count}", body


def handler(event, context):
    bucket = event["destination"]

    def put(item):
        s3.put_object(Bucket=bucket, Key=item[0], Body=item[1])

    with concurrent.futures.ThreadPoolExecutor(UPLOADS_AT_ONCE) as pool:
        for _ in pool.map(put, objects_of(event["text"], event)):
            pass
    return {"bucket": bucket, "numReducer": int(event.get("numReducer", DEFAULT_REDUCERS))}
