"""generate(step, data): queues one message for a step."""

import json
import os

import boto3

queues = json.loads(os.environ["STAR_QUEUES"])
sqs = boto3.client("sqs")


def generate(step, data=None):
    if step not in queues:
        raise KeyError(f'there is no step "{step}"; the steps are {", ".join(queues)}')
    sent = sqs.send_message(QueueUrl=queues[step], MessageBody=json.dumps(data))
    return {"messageId": sent["MessageId"]}


def handler(event, context):
    """The project's generate function: {step, data} -> {messageId}."""
    return generate(event["step"], event.get("data"))
