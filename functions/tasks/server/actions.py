"""INSTANCE-actions: performs queued actions, one after the other.

A message may come again after a worker was lost. Each step then finds what is done already: an action that is settled
is dropped, what it makes has names that follow from its own, and what cannot be repeated is applied together with a
note in its record (Turn.once).
"""
import json
import sys
import traceback

from botocore.exceptions import BotoCoreError, ClientError

import action_states
import kinds
import results
import sources
from ledger import change
from refused import Refused

TRIED_AGAIN = ("ThrottlingException", "ProvisionedThroughputExceededException", "SlowDown", "RequestLimitExceeded",
               "InternalServerError", "InternalError", "ServiceUnavailable", "TransactionInProgressException")
MOST_KEPT = 200  # characters of a result in the record; all of it is in the bucket


class Turn:
    """What an action's kind may use while it is performed."""

    def __init__(self, record, objects):
        self.queue_id = record["queue_id"]
        self.sequence = record["sequence"]
        self.record = record
        self.objects = objects

    def once(self, work):
        """Calls work(ledger) and returns what it returned the one time that its changes were kept."""
        if "applied" in self.record:
            return json.loads(self.record["applied"])

        def noted(records):
            result = work(records)
            records.action(self.queue_id)["applied"] = json.dumps(result)
            return result
        return change(noted)


def handler(event, context):
    for message in event["Records"]:
        queue_id = json.loads(message["body"])["queue_id"]
        take(queue_id, message["attributes"]["SequenceNumber"])


def take(queue_id, sequence):
    claimed = change(lambda records: action_states.claim(records, queue_id, sequence))
    if claimed is None:
        return
    record, verdict = claimed
    name = record.get("action")
    if verdict:
        (state, error), content = verdict, {"error": verdict[1]}
    else:
        name, content, error = perform(record)
        state = "failed" if error else "done"
    results.put_json(results.content_key(queue_id), content)
    print(json.dumps({"queue_id": queue_id, "action": name, "state": state, **({"error": error} if error else {})}))
    text = json.dumps(content, ensure_ascii=False)
    result = text if len(text) <= MOST_KEPT else f"{len(text.encode())} bytes"
    change(lambda records: action_states.settle(records, queue_id, state, name, error, result))


def perform(record):
    """(its name, its result, None) or (its name, {"error"}, the error)."""
    name = record.get("action")
    try:
        request = results.get_json(results.action_key(record["queue_id"]))
        action = sources.action_of(request)
        name = str(action.get("action", ""))[:100]
        kind = kinds.find(name)
        places = sources.objects_of(request, record["queue_id"])
        return name, kind(sources.with_objects(action, places), Turn(record, places)), None
    except Refused as refused:
        error = refused.to_json()
    except (BotoCoreError, ClientError) as problem:
        code = getattr(problem, "response", {}).get("Error", {}).get("Code")
        if code is None or code in TRIED_AGAIN:
            raise  # nothing is wrong with the action: its message comes again
        error = {"kind": "service", "message": str(problem)}
    except Exception as problem:  # an action that nobody foresaw must not hold up those behind it
        traceback.print_exc(file=sys.stdout)
        error = {"kind": "internal", "message": f"{type(problem).__name__}: {problem}"}
    return name, {"error": error}, error
