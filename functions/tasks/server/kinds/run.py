"""{"action": "run", "parent"?: id, "tasks": [{name, conf, open, parent, desc, priority, timeout, ref_id}, ...]}

Queues tasks in the order given. Their ids are drawn once; records and messages then follow from them, so that a second
attempt completes the first. `priority` is kept and does not change the order.
"""
import json

import instance
import kinds
import results
import storage
import task_states
from ledger import change
from refused import Refused

MOST = 1000
MOST_KEPT = 64 * 1024  # of a conf in the record
MEMBERS = {"name", "conf", "open", "parent", "desc", "priority", "timeout", "ref_id", "auto", "archive", "thread"}


def perform(action, turn):
    wanted = definitions(action)
    functions = {name: _function(name) for name in {task["name"] for task in wanted}}
    first = turn.once(lambda records: _reserve(records, wanted))["first"]
    tasks = [{**task, "task_id": first + number, "function": functions[task["name"]]}
             for number, task in enumerate(wanted)]
    for task in tasks:
        _create(task, turn)
    for start in range(0, len(tasks), 10):
        _send(tasks[start:start + 10])
    return {"tasks": [{"task_id": task["task_id"], "name": task["name"]} for task in tasks]}


def definitions(action):
    """The tasks as they are wanted, with what is optional filled in. Throws Refused."""
    tasks = action.get("tasks")
    if not isinstance(tasks, list) or not tasks:
        raise Refused("action", "tasks must be a list of tasks")
    if len(tasks) > MOST:
        raise Refused("action", f"at most {MOST} tasks are queued by one action")
    return [_definition(task, f"tasks[{number}]", action.get("parent")) for number, task in enumerate(tasks)]


def _definition(task, where, parent):
    def member(name, default, suits, what):
        value = task.get(name)
        if value is None:
            return default
        if not suits(value):
            raise Refused("action", f"{where}.{name} must be {what}")
        return value
    if not isinstance(task, dict):
        raise Refused("action", f"{where} must be a task")
    unknown = sorted(set(task) - MEMBERS)
    if unknown:
        raise Refused("action", f"{where}.{unknown[0]} is not known")
    if not isinstance(task.get("name"), str) or not task["name"]:
        raise Refused("action", f"{where} has no name")
    def whole(value):
        return isinstance(value, int) and not isinstance(value, bool)
    return {
        "name": task["name"],
        "conf": member("conf", {}, lambda value: isinstance(value, dict), "a JSON object"),
        "open": member("open", False, lambda value: isinstance(value, bool), "true or false"),
        "parent": member("parent", parent, lambda value: True, ""),
        "desc": member("desc", "", lambda value: isinstance(value, str) and len(value) <= 4096, "a short text"),
        "priority": member("priority", 0, whole, "a whole number"),
        "timeout": member("timeout", None, lambda value: whole(value) and value > 0, "milliseconds"),
        "ref_id": member("ref_id", None, whole, "a whole number"),
    }


def _function(name):
    entry = storage.read("catalogue", {"kind": "task", "name": name})
    if entry is None:
        known = ", ".join(entry["name"] for entry in storage.query("catalogue", hash=("kind", "task"))) or "none"
        raise Refused("action", f"there is no task {name!r}; registered are: {known}")
    return entry["function"]


def _reserve(records, wanted):
    """Ids for the tasks, and their originating tasks told to expect them."""
    for task in wanted:
        if task["parent"] is None:
            continue
        parent = records.task(task["parent"]) if kinds.is_id(task["parent"]) else None
        if parent is None:
            raise Refused("action", f"there is no task {task['parent']} to be a parent")
        origin = task_states.originating(records, parent) or parent
        origin["pending"] = origin.get("pending", 0) + 1
    counters = records.counters()
    first = counters["last"] + 1
    counters["last"] += len(wanted)
    return {"first": first}


def _create(task, turn):
    record = {name: task[name] for name in ("task_id", "name", "function", "open", "desc", "priority")}
    record.update({name: task[name] for name in ("timeout", "ref_id") if task[name] is not None})
    conf = json.dumps(task["conf"], ensure_ascii=False)
    if len(conf.encode()) <= MOST_KEPT:
        record["conf"] = conf
    else:
        record["conf_object"] = {"bucket": instance.BUCKET, "key": f"task/{task['task_id']}/conf.json"}
        results.put_json(record["conf_object"]["key"], task["conf"])
    record.update(state="queued", attempts=0, pending=0, queue_id=turn.queue_id, ignore=turn.record.get("ignore", False))

    def add(records):
        if records.task(task["task_id"]) is not None:
            return
        record["queued_at"], record["origin_id"] = records.now, task["task_id"]
        if task["parent"] is not None:
            parent = records.task(task["parent"])
            record["parent_id"] = task["parent"]
            record["origin_id"] = parent["origin_id"] if parent else task["parent"]
        records.add_task(record)
        records.tell("queued", record)
    change(add)


def _send(tasks):
    answer = instance.sqs().send_message_batch(QueueUrl=instance.TASK_QUEUE, Entries=[
        {"Id": str(task["task_id"]), "MessageBody": json.dumps({"task_id": task["task_id"]}), "MessageGroupId": "tasks",
         "MessageDeduplicationId": f"task-{task['task_id']}"} for task in tasks])
    if answer.get("Failed"):
        raise RuntimeError(f"the task queue refused {answer['Failed']}")
