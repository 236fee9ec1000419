"""What a caller gives the function that queues actions: checked, and named."""
import hashlib
import json
import uuid

import instance
from refused import Refused

SOURCES = ("default", "s3", "url")


def parse(event):
    """The request with what is optional filled in. Throws Refused."""
    if not isinstance(event, dict):
        raise Refused("request", "the payload must be a JSON object")
    source = event.get("source") or "default"
    if source not in SOURCES:
        raise Refused("request", f"source must be one of {', '.join(SOURCES)}, not {source!r}")
    _check_action(source, event.get("action"))
    objects = event.get("objects") or {}
    if not isinstance(objects, dict):
        raise Refused("request", "objects must be a JSON object of URLs and places")
    for name, where in objects.items():
        if not name or "/" in name or not (isinstance(where, str) or is_place(where)):
            raise Refused("request", f"object {name!r} must be a URL or {{bucket, key}}")
    ignore = event.get("ignore") or False
    if not isinstance(ignore, bool):
        raise Refused("request", "ignore must be true or false")
    request = {"source": source, "action": event["action"], "objects": objects, "ignore": ignore}
    for name in ("task_id", "parent_id"):
        request[name] = _maybe_id(event, name)
    _check_instance(event)
    return request


def is_place(value):
    return isinstance(value, dict) and all(isinstance(value.get(name), str) and value[name] for name in ("bucket", "key"))


def digest(request):
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()


def queue_id(request, attempt_of_task):
    """40 characters. The n-th time that a task queues this very request has one name, however often the task is run:
    what a task repeats after an interruption is not queued twice. `attempt_of_task` is (task_id, n); without a task the
    name is drawn."""
    if attempt_of_task is None:
        return hashlib.sha1(uuid.uuid4().bytes).hexdigest()
    task_id, count = attempt_of_task
    return hashlib.sha1(f"{instance.NAME}/{task_id}/{count}/{digest(request)}".encode()).hexdigest()


def _check_action(source, action):
    if source == "s3" and not is_place(action):
        raise Refused("request", "action must be {bucket, key} where source is s3")
    if source == "url" and not isinstance(action, str):
        raise Refused("request", "action must be the URL where source is url")
    if source == "default" and not isinstance(action, (dict, str)):
        raise Refused("request", "action must be a JSON object")


def _maybe_id(event, name):
    value = event.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise Refused("request", f"{name} must be the id of a task")
    return value


def _check_instance(event):
    bucket, queue = event.get("bucket"), event.get("queue")
    if bucket != instance.BUCKET:
        raise Refused("request", f"bucket must be {instance.BUCKET}, as it is in the task's payload")
    if not isinstance(queue, str) or queue.rsplit("/", 1)[-1] != instance.ACTION_QUEUE.rsplit("/", 1)[-1]:
        raise Refused("request", f"queue must be {instance.ACTION_QUEUE}, as it is in the task's payload")
