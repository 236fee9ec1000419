"""Tasks and actions that change together, or not at all.

A record is read with its version and written on condition that the version still holds; the events that tell of a
change are part of it. So a step that is done twice, because a process died between doing and saying so, is done once.
"""
import random
import time
from datetime import datetime, timezone

import instance
import storage

MOST_CONFLICTS = 60


def change(work, store=storage):
    """Calls work(ledger) and writes what it changed; again from the start where somebody else was faster. Returns what
    `work` returns."""
    for conflicts in range(MOST_CONFLICTS):
        ledger = Ledger(store)
        result = work(ledger)
        if ledger.commit():
            return result
        time.sleep(random.uniform(0, 0.005 * (1 + conflicts)))
    raise RuntimeError("the records change too often")


def now():
    return datetime.now(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")


def task_key(task_id):
    return {"instance": instance.NAME, "task_id": task_id}


class Ledger:
    def __init__(self, store=storage):
        self._store = store
        self._held = {}  # (table, key as a tuple) -> [key, version, record]
        self._was = {}
        self._events = []
        self.now = now()

    def task(self, task_id):
        """The record, to be changed in place; None where there is none."""
        return self._get("tasks", task_key(task_id))

    def action(self, queue_id):
        return self._get("actions", {"queue_id": queue_id})

    def counters(self):
        """A record that sorts before all tasks: {"last": the newest task's id}."""
        if self.task(0) is None:
            self.add_task({"task_id": 0, "last": 0})
        return self.task(0)

    def add_action(self, record):
        self._slot("actions", {"queue_id": record["queue_id"]})[2] = record

    def add_task(self, record):
        self._slot("tasks", task_key(record["task_id"]))[2] = {**task_key(record["task_id"]), **record}

    def remove_task(self, task_id):
        self._slot("tasks", task_key(task_id))[2] = None

    def tell(self, what, task=None, action=None, text=""):
        """An event: {"what", "task_id"?, "queue_id"?, "text"?}."""
        event = {"what": what}
        task_id = (task or {}).get("task_id") or (action or {}).get("task_id")
        if task_id:
            event["task_id"] = task_id
        if action:
            event["queue_id"] = action["queue_id"]
            event["action"] = action.get("action", "")
        if task:
            event["name"] = task.get("name", "")
        if text:
            event["text"] = text
        self._events.append(event)

    def commit(self):
        changes = [(table, record, key, version) for (table, _), (key, version, record) in self._held.items()
                   if self._was[(table, tuple(key.values()))] != repr(record)]
        for number, event in enumerate(self._events):
            key = {"instance": instance.NAME, "event": f"{self.now}#{number:03}{random.getrandbits(24):06x}"}
            changes.append(("events", {**key, **event}, key, 0))
        return not changes or self._store.write(changes)

    def _get(self, table, key):
        return self._slot(table, key)[2]

    def _slot(self, table, key):
        place = (table, tuple(key.values()))
        if place not in self._held:
            record = self._store.read(table, key)
            version = record.pop("version") if record else 0
            self._held[place] = [key, version, record]
            self._was[place] = repr(record)
        return self._held[place]
