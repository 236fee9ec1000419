"""generate(step, data): queues one message for a step. Those of one invocation travel ten at a time."""

import json
import os

import boto3

queues = json.loads(os.environ["STAR_QUEUES"])
sqs = boto3.client("sqs")

BATCH_MESSAGES = 10
BATCH_BYTES = 200 * 1024  # under the 256 KiB that every region takes


def check(step):
    if step not in queues:
        raise KeyError(f'there is no step "{step}"; the steps are {", ".join(queues)}')


def send(step, bodies):
    """At most ten. Raises where one of them could not be queued."""
    entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies)]
    answer = sqs.send_message_batch(QueueUrl=queues[step], Entries=entries)
    for failed in answer.get("Failed", []):
        raise RuntimeError(f'{failed["Code"]}: {failed["Message"]}')
    return [sent["MessageId"] for sent in answer["Successful"]]


class Outbox:
    """What one message's handler generates: full batches go at once, the rest waits for those of the others."""

    def __init__(self):
        self.rest = {}  # step -> bodies
        self.error = None

    def generate(self, step, data=None):
        check(step)
        bodies = self.rest.setdefault(step, [])
        bodies.append(json.dumps(data))
        if len(bodies) == BATCH_MESSAGES or sum(map(len, bodies)) > BATCH_BYTES:
            self.rest[step] = []
            send_all(step, [(self, body) for body in bodies])
            if self.error:
                raise self.error


def send_all(step, letters):
    """Sends (outbox, body) pairs; an outbox some of whose messages could not be queued is told the error."""
    while letters:
        count, size = 0, 0
        while count < min(len(letters), BATCH_MESSAGES) and (not count or size + len(letters[count][1]) <= BATCH_BYTES):
            size += len(letters[count][1])
            count += 1
        batch, letters = letters[:count], letters[count:]
        try:
            send(step, [body for _, body in batch])
        except Exception as error:
            for outbox, _ in batch:
                outbox.error = error


def send_rest(outboxes):
    for step in queues:
        send_all(step, [(outbox, body) for outbox in outboxes for body in outbox.rest.pop(step, [])])


def handler(event, context):
    """The project's generate function: {step, data} -> {messageId}."""
    check(event["step"])
    return {"messageId": send(event["step"], [json.dumps(event.get("data"))])[0]}
