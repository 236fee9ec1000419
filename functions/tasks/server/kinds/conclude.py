"""{"action": "conclude", "task": id, "delay"?: milliseconds}: an open task is finished, once its chained tasks have run."""
import time

import kinds
import task_states
from refused import Refused

LONGEST_DELAY_MS = 5000


def perform(action, turn):
    task_id, delay = action.get("task"), action.get("delay", 0)
    if not kinds.is_id(task_id):
        raise Refused("action", "task must be the id of a task")
    if isinstance(delay, bool) or not isinstance(delay, (int, float)) or not 0 <= delay <= LONGEST_DELAY_MS:
        raise Refused("action", f"delay must be from 0 to {LONGEST_DELAY_MS} milliseconds")
    time.sleep(delay / 1000)
    state = turn.once(lambda records: task_states.conclude(records, task_id))
    return {"task": task_id, "state": state}
