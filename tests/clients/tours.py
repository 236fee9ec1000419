"""Tours: the same steps through every operation of a service, for every client.

tours/SERVICE.json (or SERVICE-more.json) is a list of steps, and tours/clients.json says what each client calls a service:

    {"call": "PutItem", "with": {...}, "gives": {...}, "keep": {"name": "Path.0.To"}}
    {"call": "s3:GetObject", "with": {...}, "fails": "NoSuchKey"}

"fails" is a code, or a list of those that clients of different ages make of the same error.

"with" is the input in the model's own spelling. "gives" is what the answer must have at least: objects may have more
members, lists may not have more elements. "keep" names parts of the answer; "${name}" stands for them from then on, as
${ACCOUNT}, ${REGION}, ${ROLE} and ${UNIQUE} (for names that are given once for all accounts) do from the start.
A step with "until": true is asked again, for up to 20 s, until the answer is right.

What JSON cannot say: {"$bytes": "text"} and {"$zip": {"file": "text"}} are binary, {"$time": "2026-01-01T00:00:00Z"} is a
time. In "gives", "$any" is anything that is there, {"$has": "text"} is a text with that part, and {"$some": X} a list
with an element that is X.
"""
import base64
import glob
import json
import os
import re
import time

from client_case import ACCOUNT, REGION, ROLE, zipped

HERE = os.path.dirname(os.path.abspath(__file__))
OPERATIONS = os.path.join(HERE, "..", "..", "emulator", "services")


class Unknown(Exception):
    """The client is too old for the step."""


with open(os.path.join(HERE, "tours", "clients.json"), encoding="utf-8") as table:
    CLIENTS = json.load(table)


def tours():
    """The name, the service and the steps of each, or of those that $TOURS names."""
    chosen = os.environ.get("TOURS", "").split()
    for path in sorted(glob.glob(os.path.join(HERE, "tours", "*.json"))):
        name = os.path.basename(path)[:-len(".json")]
        if name != "clients" and (not chosen or name in chosen):
            with open(path, encoding="utf-8") as file:
                yield name, name.partition("-")[0], json.load(file)


def walk(service, steps, client, perform, to_bytes):
    """Takes every step. `perform(service, call, input)` returns the answer, or the code of the error as a text;
    `to_bytes` makes what the client takes for binary. Returns how many steps the client does not know."""
    words = {"ACCOUNT": ACCOUNT, "REGION": REGION, "ROLE": ROLE, "UNIQUE": client + ACCOUNT}
    unknown = 0
    for number, step in enumerate(steps):
        try:
            given = _filled(step.get("with", {}), words, to_bytes)
            expected = {"$in": _list(step["fails"])} if "fails" in step else _filled(step.get("gives", {}), words, bytes)
            answer = _asked(service, step, given, expected, perform)
        except Unknown:
            unknown += 1
            continue
        difference = compare(expected, answer)
        if difference:
            raise AssertionError("step %d, %s: %s\ninput %r\nanswer %r" % (number + 1, step["call"], difference, given, answer))
        for name, path in step.get("keep", {}).items():
            words[name] = _part(answer, path)
    return unknown


def compare(expected, found, where="answer"):
    """What differs, in words, or None."""
    if expected == "$any":
        return None
    if isinstance(expected, dict) and "$in" in expected:
        return None if found in expected["$in"] else "%s is %r" % (where, found)
    if isinstance(expected, dict) and "$has" in expected:
        return None if isinstance(found, str) and expected["$has"] in found else "%s is %r" % (where, found)
    if isinstance(expected, dict) and "$some" in expected:
        some = isinstance(found, list) and any(compare(expected["$some"], each) is None for each in found)
        return None if some else "%s has no such element: %r" % (where, found)
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return "%s is %r" % (where, found)
        for name, value in expected.items():
            if name not in found:
                return "%s has no %s" % (where, name)
            difference = compare(value, found[name], "%s.%s" % (where, name))
            if difference:
                return difference
        return None
    if isinstance(expected, list):
        if not isinstance(found, list) or len(expected) != len(found):
            return "%s is %r" % (where, found)
        differences = (compare(each, other, "%s.%d" % (where, at)) for at, (each, other) in enumerate(zip(expected, found)))
        return next(filter(None, differences), None)
    if isinstance(expected, bytes) and isinstance(found, str):  # as the CLI prints what is binary
        found = base64.b64decode(found)
    return None if expected == found and isinstance(expected, bool) == isinstance(found, bool) else "%s is %r" % (where, found)


def missing(model_of):
    """The operations that we have and no tour takes; `model_of(service)` is botocore's model."""
    taken = {_named(service, step["call"]) for _, service, steps in tours() for step in steps}
    return ["%s:%s" % (service, name) for service, client in CLIENTS.items()
            for name in _ours(model_of(client["boto3"]), os.path.join(OPERATIONS, client.get("operations", service)))
            if (service, name) not in taken]


def unread(model_of):
    """The members of inputs that no source of their service names; `passed_over.json` says of the others why.
    What is inside a member that is refused or passed over is not looked at."""
    with open(os.path.join(HERE, "passed_over.json"), encoding="utf-8") as file:
        passed_over = json.load(file)
    found = []
    for service, client in CLIENTS.items():
        model = model_of(client["boto3"])
        folder = os.path.join(OPERATIONS, client.get("operations", service))
        sources = _sources(folder) + _sources(os.path.join(OPERATIONS, "..", "core"))
        refused = re.findall(r"refuse_unsupported\(\s*\{(.*?)\}", sources, re.DOTALL)
        closed = set(passed_over.get(service, {})) | _words(" ".join(refused))
        for name in _ours(model, folder):
            shape = model.operation_model(name).input_shape
            if shape:
                found += ["%s:%s%s" % (service, name, path) for path in _unread(shape, _words(sources), closed)]
    return found


def _ours(model, folder):
    from botocore import xform_name
    return [name for name in model.operation_names
            if os.path.exists(os.path.join(folder, "operations", xform_name(name) + ".cpp"))]


def _sources(folder):
    found = ""
    for path in glob.glob(os.path.join(folder, "**", "*.*"), recursive=True):
        with open(path, encoding="utf-8") as file:
            found += re.sub(r"//.*|'.'", "", file.read())
    return found


def _words(sources):
    return {word for text in re.findall(r'"((?:\\.|[^"\\\n])*)"', sources) for word in re.findall(r"\w+", text)}


def _unread(shape, read, closed, above=()):
    if shape.name in above:
        return
    above += (shape.name,)
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in closed:
                continue
            if name not in read and member.serialization.get("name", name) not in read:
                yield "." + name
            else:
                yield from ("." + name + path for path in _unread(member, read, closed, above))
    elif shape.type_name in ("list", "map"):
        yield from _unread(shape.member if shape.type_name == "list" else shape.value, read, closed, above)


def _list(value):
    return value if isinstance(value, list) else [value]


def _named(service, call):
    other, _, name = call.rpartition(":")
    return other or service, name


def _asked(service, step, given, expected, perform):
    end = time.monotonic() + 20
    while True:
        answer = perform(*_named(service, step["call"]), given)
        if not step.get("until") or compare(expected, answer) is None or time.monotonic() > end:
            return answer
        time.sleep(0.05)


def _filled(value, words, to_bytes):
    if isinstance(value, list):
        return [_filled(each, words, to_bytes) for each in value]
    if isinstance(value, dict):
        if "$bytes" in value:
            return to_bytes(_filled(value["$bytes"], words, to_bytes).encode())
        if "$zip" in value:
            return to_bytes(zipped(value["$zip"]))
        if "$time" in value:
            return value["$time"]
        return {_filled(name, words, to_bytes): _filled(each, words, to_bytes) for name, each in value.items()}
    if not isinstance(value, str):
        return value
    try:
        whole = re.fullmatch(r"\$\{(\w+)\}", value)
        return words[whole[1]] if whole else re.sub(r"\$\{(\w+)\}", lambda found: str(words[found[1]]), value)
    except KeyError as error:  # kept by a step that the client does not know
        raise Unknown(str(error)) from None


def _part(answer, path):
    for name in path.split("."):
        answer = answer[int(name)] if isinstance(answer, list) else answer[name]
    return answer
