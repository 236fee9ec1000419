"""INSTANCE-view: what there is, for whoever looks on.

{"events"?: true, "after_event"?, "tasks"?: false, "after_task"?, "queue_ids"?, "task_ids"?} ->
{"waiting": {"actions", "tasks"}, "events"?, "tasks"?, "actions"?}: pages in order; an empty one is the last.
"""
import json

import instance
import storage
from ledger import Ledger

EVENTS, TASKS = 500, 200  # a page
MOST_BYTES = 4 << 20  # of an answer's tasks; six may be returned
DEPTHS = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed")


def handler(event, context):
    # The queues first: what is done after this look still shows in the records.
    seen = {"waiting": {"actions": depth(instance.ACTION_QUEUE), "tasks": depth(instance.TASK_QUEUE)}}
    if event.get("events", True):
        seen["events"] = storage.query("events", hash=("instance", instance.NAME), most=EVENTS,
                                       after=("event", event.get("after_event") or " "))
    if event.get("tasks"):
        seen["tasks"] = fitting(storage.query("tasks", hash=("instance", instance.NAME), most=TASKS,
                                              after=("task_id", event.get("after_task") or 0)))
    records = Ledger()
    actions = [records.action(queue_id) for queue_id in event.get("queue_ids", [])]
    for task_id in event.get("task_ids", []):
        actions += storage.query("actions", index="by-task", hash=("task_id", task_id))
    if actions:
        seen["actions"] = [action for action in actions if action]
    return seen


def fitting(records):
    """As many as an answer has room for."""
    room = MOST_BYTES
    for number, record in enumerate(records):
        room -= len(json.dumps(record, default=str))
        if room < 0 and number > 0:
            return records[:number]
    return records


def depth(queue):
    answer = instance.sqs().get_queue_attributes(QueueUrl=queue, AttributeNames=list(DEPTHS))
    return sum(int(answer["Attributes"].get(name, 0)) for name in DEPTHS)
