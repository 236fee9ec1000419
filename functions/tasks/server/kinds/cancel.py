"""{"action": "cancel", "tasks": [id, ...], "ignore"?: false}: all of them or, with `ignore`, those that can be."""
import kinds
import task_states


def perform(action, turn):
    task_ids, ignore = kinds.ids(action), kinds.flag(action, "ignore")
    return {"cancelled": turn.once(lambda records: task_states.cancel(records, task_ids, ignore))}
