"""The kinds of actions. Each is a module with perform(action, turn): it returns the result or throws Refused."""
import importlib

from refused import Refused

NAMES = {
    "run": "queue tasks: {tasks: [{name, conf, open, parent, desc, priority, timeout, ref_id}], parent}",
    "conclude": "end an open task: {task, delay}",
    "cancel": "give up tasks that are not concluded: {tasks, ignore}",
    "clean": "delete concluded tasks and what belongs to them: {tasks, ignore}",
    "schema": "describe this environment",
    "post": "write on a wall: {wall, post: {text}}",
    "load": "read an object of CSV or JSON into a table: {database, object_id, format}",
    "register": "say which functions run tasks: {tasks: {name: function}}",
}


def find(name):
    if name not in NAMES:
        raise Refused("action", f"there is no action {name!r}; there are {', '.join(sorted(NAMES))}")
    return importlib.import_module(f"kinds.{name}").perform


def ids(action, name="tasks"):
    """The ids of tasks in an action."""
    given = action.get(name)
    if not isinstance(given, list) or not given or any(not is_id(task_id) for task_id in given):
        raise Refused("action", f"{name} must be a list of ids of tasks")
    return given


def is_id(value):
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def flag(action, name):
    value = action.get(name, False)
    if not isinstance(value, bool):
        raise Refused("action", f"{name} must be true or false")
    return value
