"""What happens to a task. Nothing here waits or talks to anybody: it reads and changes records of a ledger.

    queued -> running -> finished | failed        a task that is not open
    queued -> running -> open -> finished         an open one, when it is concluded and its chained tasks have run
    queued -> skipped                             a chained one whose originating task has failed
    any but concluded -> cancelled;  any but cancelled -> failed, where an action or chained task of it fails

A task with a parent is chained; the originating task is the first in the line of parents. `pending` counts the
chained tasks whose functions are yet to run, `ended` says that the task's own has run.
"""
from datetime import datetime, timedelta

from refused import Refused

CONCLUDED = ("finished", "failed", "cancelled", "skipped")
GONE_WRONG = ("failed", "cancelled")
MOST_ATTEMPTS = 5  # starts of one task's function; more than one only where a worker was lost


def originating(ledger, record):
    """The originating task of a task or an action; None where it has none, or it has been cleaned."""
    task = ledger.task(record["task_id"]) if record.get("task_id") else None
    if task is None and record.get("parent_id"):
        task = ledger.task(record["parent_id"])
    if task is None:
        return None
    return task if task["origin_id"] == task["task_id"] else ledger.task(task["origin_id"])


def start(ledger, task_id):
    """The task, if its function is to run now."""
    task = ledger.task(task_id)
    if task is None or task.get("ended"):
        return None
    origin = originating(ledger, task)
    chained = origin is not None and origin is not task
    if task["state"] == "queued" and chained and origin["state"] in GONE_WRONG and not task.get("ignore"):
        _become(ledger, task, "skipped", f"task {origin['task_id']} is {origin['state']}")
    if task["state"] in CONCLUDED:
        end(ledger, task_id)
        return None
    if task["attempts"] >= MOST_ATTEMPTS:
        end(ledger, task_id, error={"kind": "interrupted", "message": f"interrupted {MOST_ATTEMPTS} times"})
        return None
    task["attempts"] += 1
    if task["state"] == "running":
        ledger.tell("retried", task, text=f"attempt {task['attempts']}")
    else:
        task["started_at"] = ledger.now
        _become(ledger, task, "running")
    return task


def end(ledger, task_id, error=None, **found):
    """Its function has run, or never will. `found` is kept: log, result."""
    task = ledger.task(task_id)
    if task is None or task.get("ended"):
        return
    task.update(found, ended=True)
    if task["state"] in ("queued", "running"):
        if error:
            fail(ledger, task, error)
        elif task.get("open"):
            _become(ledger, task, "open")
        else:
            _become(ledger, task, "finished")
    _finish_if_complete(ledger, task)
    origin = originating(ledger, task)
    if origin is None or origin is task:
        return
    origin["pending"] -= 1
    if error and not task.get("ignore"):
        fail(ledger, origin, {"kind": "chained", "message": f"task {task_id} ({task['name']}): {error['message']}"})
    _finish_if_complete(ledger, origin)


def fail(ledger, task, error):
    if task["state"] in GONE_WRONG:
        return
    task["error"] = error
    _become(ledger, task, "failed", error["message"])


def conclude(ledger, task_id):
    """The state it is in then: still running or open where functions of it are yet to run."""
    task = ledger.task(task_id)
    if task is None or not task_id:
        raise Refused("task", f"there is no task {task_id}")
    if task["state"] in CONCLUDED or task.get("concluded"):
        how = task["state"] if task["state"] in CONCLUDED else "concluded"
        raise Refused("task", f"task {task_id} is {how} already")
    task["concluded"] = True
    ledger.tell("concluded", task)
    _finish_if_complete(ledger, task)
    return task["state"]


def cancel(ledger, task_ids, ignore):
    """The ids of those that were cancelled."""
    tasks = select(ledger, task_ids, ignore, lambda task: task["state"] not in CONCLUDED,
                   "is {state} and cannot be cancelled")
    for task in tasks:
        _become(ledger, task, "cancelled")
    return [task["task_id"] for task in tasks]


def select(ledger, task_ids, ignore, suits, complaint):
    """The records of those tasks that suit. Where one does not, or is absent, all are refused unless `ignore`."""
    chosen = []
    for task_id in dict.fromkeys(task_ids):
        task = ledger.task(task_id) if task_id else None
        if task is not None and suits(task):
            chosen.append(task)
        elif not ignore:
            why = f"there is no task {task_id}" if task is None else f"task {task_id} " + complaint.format(**task)
            raise Refused("task", why)
    return chosen


def expire(ledger, task):
    """An open task has until `timeout` milliseconds after it started. Looked at when an action of it comes."""
    if task["state"] not in ("running", "open") or not task.get("timeout"):
        return
    started = datetime.fromisoformat(task["started_at"].replace("Z", "+00:00"))
    current = datetime.fromisoformat(ledger.now.replace("Z", "+00:00"))
    if current - started > timedelta(milliseconds=task["timeout"]):
        fail(ledger, task, {"kind": "timeout", "message": f"not concluded within {task['timeout']} ms"})


def _finish_if_complete(ledger, task):
    if task["state"] == "open" and task.get("concluded") and task.get("pending", 0) <= 0:
        _become(ledger, task, "finished")


def _become(ledger, task, state, text=""):
    task["state"] = state
    if state in CONCLUDED:
        task["ended_at"] = ledger.now
    ledger.tell(state, task, text=text)
