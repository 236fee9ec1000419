"""{"action": "register", "tasks": {name: function, ...}}: which Lambda functions run tasks of these names."""
import instance
from refused import Refused


def perform(action, turn):
    tasks = action.get("tasks")
    if not isinstance(tasks, dict) or not all(name and isinstance(function, str) and function
                                              for name, function in tasks.items()):
        raise Refused("action", "tasks must be an object of functions by the names of tasks")
    for name, function in tasks.items():
        instance.dynamodb().put_item(TableName=instance.table("catalogue"),
                                     Item={"kind": "task", "name": name, "function": function})
    return {"tasks": tasks}
