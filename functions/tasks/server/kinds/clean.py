"""{"action": "clean", "tasks": [id, ...], "ignore"?: false}: deletes records of concluded tasks, and what belongs to them."""
import instance
import kinds
import results
import storage
import task_states
from refused import Refused

MOST = 40  # in one action: they are decided on together


def perform(action, turn):
    task_ids, ignore = kinds.ids(action), kinds.flag(action, "ignore")
    if len(task_ids) > MOST:
        raise Refused("action", f"at most {MOST} tasks are cleaned at once")
    cleaned = turn.once(lambda records: _decide(records, task_ids, ignore))
    for task_id in cleaned:
        _remove_traces(task_id, but=turn.queue_id)
    return {"cleaned": cleaned}


def _decide(records, task_ids, ignore):
    """Removes the records and returns their ids: what else there is is found by them, also by a second attempt."""
    chosen = task_states.select(records, task_ids, ignore,
                                lambda task: task["state"] in task_states.CONCLUDED and task.get("ended"),
                                "is {state}; it can be cleaned when it is concluded and its turn is over")
    for task in chosen:
        records.tell("cleaned", task)
        records.remove_task(task["task_id"])
    return [task["task_id"] for task in chosen]


def _remove_traces(task_id, but):
    for action in storage.query("actions", index="by-task", hash=("task_id", task_id)):
        if action["queue_id"] != but:
            results.remove_below(f"queue/{action['queue_id']}/")
            instance.dynamodb().delete_item(TableName=instance.table("actions"), Key={"queue_id": action["queue_id"]})
    for event in storage.query("events", index="by-task", hash=("task_id", task_id)):
        if event["what"] != "cleaned":
            key = {name: event[name] for name in ("instance", "event")}
            instance.dynamodb().delete_item(TableName=instance.table("events"), Key=key)
    results.remove_below(f"task/{task_id}/")
