"""What happens to an action: queued -> running -> done | failed, or queued -> skipped. Only records of a ledger."""
import task_states

SETTLED = ("done", "failed", "skipped")
MOST_ATTEMPTS = 5  # more than one only where a worker was lost; the last resort against an action that kills it


def claim(ledger, queue_id, sequence):
    """(action, None) where it is to be performed now, (action, (state, error)) where it is to be settled without,
    None where it is settled: its message has come twice."""
    action = ledger.action(queue_id)
    if action is None or action["state"] in SETTLED:
        return None
    action["attempts"] += 1
    action.setdefault("sequence", sequence)  # of the first time it came: it names what the action makes
    action.setdefault("started_at", ledger.now)
    origin = task_states.originating(ledger, action)
    if origin is not None:
        action["origin_id"] = origin["task_id"]
        task_states.expire(ledger, origin)
    if "applied" not in action and not action.get("ignore") and origin is not None and \
            origin["state"] in task_states.GONE_WRONG:
        message = f"task {origin['task_id']} is {origin['state']}"
        return action, ("skipped", {"kind": "skipped", "message": message})
    if action["attempts"] > MOST_ATTEMPTS:
        return action, ("failed", {"kind": "interrupted", "message": f"interrupted {MOST_ATTEMPTS} times"})
    if action["state"] == "running":
        ledger.tell("action retried", action=action, text=f"attempt {action['attempts']}")
    action["state"] = "running"
    return action, None


def settle(ledger, queue_id, state, name=None, error=None, result=None):
    action = ledger.action(queue_id)
    if action is None or action["state"] in SETTLED:
        return
    action["state"] = state
    action["ended_at"] = ledger.now
    if name:
        action["action"] = name
    if error:
        action["error"] = error
    elif result:
        action["result"] = result
    ledger.tell(f"action {state}", action=action, text=error["message"] if error else "")
    origin = task_states.originating(ledger, action)
    if state == "failed" and origin is not None and not action.get("ignore"):
        what = f"action {action.get('action') or queue_id}"
        task_states.fail(ledger, origin, {"kind": "action", "message": f"{what}: {error['message']}"})
