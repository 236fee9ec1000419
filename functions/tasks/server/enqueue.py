"""INSTANCE-queue: takes an API action from a running function and answers {"queue_id"}."""
import json
import time

import instance
import ledger
import request as requests
import results
import storage
from refused import Refused

DAY_S = 24 * 60 * 60


def handler(event, context):
    request = requests.parse(event)
    queue_id = requests.queue_id(request, _count(request))
    results.put_json(results.action_key(queue_id), request)
    if _record(queue_id, request):
        # A message that comes twice is dropped by its worker, which looks at the record.
        instance.sqs().send_message(QueueUrl=instance.ACTION_QUEUE, MessageBody=json.dumps({"queue_id": queue_id}),
                                    MessageGroupId="actions", MessageDeduplicationId=queue_id)
    return {"queue_id": queue_id}


def _count(request):
    """(task_id, how often this run of its function has queued this very request, this time included)."""
    if request["task_id"] is None:
        return None
    task = storage.read("tasks", ledger.task_key(request["task_id"]))
    if task is None:
        raise Refused("request", f"there is no task {request['task_id']}")
    key = f"count/{request['task_id']}/{task['attempts']}/{requests.digest(request)}"
    counted = instance.dynamodb().update_item(
        TableName=instance.table("actions"), Key={"queue_id": key}, ReturnValues="UPDATED_NEW",
        UpdateExpression="ADD #count :one SET expires = :expires", ExpressionAttributeNames={"#count": "count"},
        ExpressionAttributeValues={":one": 1, ":expires": int(time.time()) + DAY_S})
    return request["task_id"], int(counted["Attributes"]["count"])


def _record(queue_id, request):
    """Whether the action is still to be done."""
    def work(records):
        action = records.action(queue_id)
        if action is not None:
            return action["state"] == "queued"
        action = {"queue_id": queue_id, "state": "queued", "attempts": 0, "queued_at": records.now,
                  "source": request["source"], "ignore": request["ignore"]}
        action.update({name: request[name] for name in ("task_id", "parent_id") if request[name] is not None})
        if request["source"] == "default" and isinstance(request["action"], dict):
            action["action"] = str(request["action"].get("action", ""))[:100]
        records.add_action(action)
        records.tell("action queued", action=action)
        return True
    return ledger.change(work)
