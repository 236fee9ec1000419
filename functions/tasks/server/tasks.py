"""INSTANCE-tasks: runs the functions of tasks, one after the other, in the order in which they were received."""
import json

import instance
import results
import task_states
from invoke import MOST_PAYLOAD, invoke
from ledger import change
from lease import Lease

MOST_KEPT = 64 * 1024  # of a result in the record


def handler(event, context):
    for message in event["Records"]:
        with Lease(instance.TASK_QUEUE, message["receiptHandle"]):
            take(json.loads(message["body"])["task_id"])


def take(task_id):
    task = change(lambda records: task_states.start(records, task_id))
    if task is None:
        return
    outcome = invoke(task["function"], payload_of(task), task.get("timeout"))
    result = outcome.get("result")
    if result is not None and len(result) > MOST_KEPT:
        results.put(f"task/{task_id}/result.json", outcome.pop("result").encode(), "application/json")
        outcome["result_object"] = {"bucket": instance.BUCKET, "key": f"task/{task_id}/result.json"}
    change(lambda records: task_states.end(records, task_id, **outcome))


def payload_of(task):
    """What the function gets. A conf that does not fit an invocation stays in the bucket: `conf_object` says where."""
    payload = {"task_id": task["task_id"], "bucket": instance.BUCKET, "queue": instance.ACTION_QUEUE}
    if task.get("parent_id"):
        payload["parent_id"] = task["parent_id"]
    if "conf" in task:
        return json.dumps({"conf": json.loads(task["conf"]), **payload})
    place = task["conf_object"]
    text = json.dumps({"conf": results.get_json(place["key"]), **payload}, ensure_ascii=False)
    if len(text.encode()) > MOST_PAYLOAD:
        text = json.dumps({"conf_object": place, **payload})
    return text
