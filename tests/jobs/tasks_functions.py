"""Functions of tasks that the tests run, in Python: {task name: files}."""

QUEUE = '''
import json
import boto3

aws = boto3.client("lambda")


def queue(event, action, **more):
    """Queues an action as this task; its queue_id."""
    given = {name: event[name] for name in ("task_id", "parent_id", "bucket", "queue") if name in event}
    answer = aws.invoke(FunctionName="xina-queue", Payload=json.dumps({**given, "action": action, **more}))
    result = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise RuntimeError(result["errorMessage"])
    return result["queue_id"]
'''

# Says what it got.
HELLO = '''
def handler(event, context):
    print("hello", event["conf"].get("name"))
    return {"got": event}
'''

# Fails as it is told.
FAULTY = '''
import os
import time


def handler(event, context):
    print("about to", event["conf"]["how"])
    if event["conf"]["how"] == "raise":
        raise ValueError("on purpose")
    if event["conf"]["how"] == "exit":
        os._exit(3)
    time.sleep(event["conf"]["seconds"])
'''

# Queues the actions of its conf, one after the other: [{"action", ...more}].
SCRIPT = '''
from queueing import queue


def handler(event, context):
    return [queue(event, **step) for step in event["conf"]["steps"]]
'''

# A chain: each link posts its number and queues the next one; the last concludes the first.
LINK = '''
from queueing import queue


def handler(event, context):
    conf = event["conf"]
    origin = event.get("parent_id", event["task_id"])
    queue(event, {"action": "post", "wall": "chain", "post": {"text": str(conf["link"])}})
    if conf["link"] < conf["last"]:
        following = {"name": "link", "conf": {**conf, "link": conf["link"] + 1}}
        queue(event, {"action": "run", "parent": origin, "tasks": [following]})
    else:
        queue(event, {"action": "conclude", "task": origin})
'''

# An open task that leaves the talking to another function, which goes on beside those of other tasks.
CROWD = '''
import json
import boto3


def handler(event, context):
    boto3.client("lambda").invoke(FunctionName="talker", InvocationType="Event", Payload=json.dumps(event))
'''
TALKER = '''
from queueing import queue


def handler(event, context):
    for number in range(event["conf"]["actions"]):
        queue(event, {"action": "post", "wall": "crowd", "post": {"text": f'{event["task_id"]} {number}'}})
    queue(event, {"action": "conclude", "task": event["task_id"]})
'''


def files(source):
    return {'index.py': source, 'queueing.py': QUEUE}
