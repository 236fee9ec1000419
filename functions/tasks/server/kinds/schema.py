"""{"action": "schema"}: the environment as JSON."""
import instance
import kinds
import storage


def perform(action, turn):
    def listed(kind):
        return storage.query("catalogue", hash=("kind", kind))
    return {
        "instance": instance.NAME,
        "bucket": instance.BUCKET,
        "queue": instance.ACTION_QUEUE,
        "actions": kinds.NAMES,
        "tasks": {entry["name"]: entry["function"] for entry in listed("task")},
        "walls": sorted({"$", *(entry["name"] for entry in listed("wall"))}),
        "databases": {entry["name"]: {"columns": entry["columns"]} for entry in listed("database")},
    }
