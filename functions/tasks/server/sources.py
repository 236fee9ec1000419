"""The action of a request, wherever it lies, and the objects it names.

`source` and objects are read when the action's turn comes, so that they may lie where an earlier action puts them.
"""
import json
import os

import fetch
import results
from refused import Refused

MOST_BYTES = int(os.environ.get("MOST_SOURCE_BYTES", 64 << 20))
FETCH_S = float(os.environ.get("FETCH_SECONDS", 20))


def action_of(request):
    """The action as a dict. Throws Refused."""
    source, action = request["source"], request["action"]
    if source == "s3":
        action = results.get(action, MOST_BYTES)
    elif source == "url":
        action = fetch.fetch(action, MOST_BYTES, FETCH_S)
    if not isinstance(action, dict):
        action = parse(action, "the action")
    if not isinstance(action, dict):
        raise Refused("source", "the action must be a JSON object")
    return action


def parse(text, what):
    try:
        value = json.loads(text, parse_constant=no_number)
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is JSON, and no text that can be kept
    except (ValueError, RecursionError) as error:
        raise Refused("source", f"{what} is not JSON: {error}") from None
    return value


def objects_of(request, queue_id):
    """{name: {bucket, key}} of the request's objects; what comes from a URL is copied to the instance's bucket."""
    places = {}
    for name, where in request["objects"].items():
        if isinstance(where, str):
            key = results.object_key(queue_id, name)
            results.put(key, fetch.fetch(where, MOST_BYTES, FETCH_S))
            places[name] = {"bucket": results.instance.BUCKET, "key": key}
        else:
            results.check(where)
            places[name] = {"bucket": where["bucket"], "key": where["key"]}
    return places


def with_objects(value, places):
    """`value` with every text "$name" that names an object replaced by the object's place."""
    if isinstance(value, str) and value[:1] == "$" and value[1:] in places:
        return places[value[1:]]
    if isinstance(value, dict):
        return {name: with_objects(member, places) for name, member in value.items()}
    if isinstance(value, list):
        return [with_objects(member, places) for member in value]
    return value


def no_number(name):
    raise ValueError(f"{name} is not a number of JSON")
