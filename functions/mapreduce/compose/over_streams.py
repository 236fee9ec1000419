"""Composition by DynamoDB streams alone: no function invokes another. Work is a row {"sessionID", "for": the stage,
"session", "index", "fanOutSize", "data"}, a fan-in is the gate's row, and the table's stream starts the stage that a
row is for.
"""

import json

import unum
from boto3.dynamodb.types import TypeDeserializer
from gate import arrive, dynamodb, pointers

deserialize = TypeDeserializer().deserialize


def put_work(stage, session, index, size, data):
    dynamodb.Table(unum.config["table"]).put_item(
        Item={
            "sessionID": f"{session}/{stage}/work-{index}",
            "for": stage,
            "session": session,
            "index": index,
            "fanOutSize": size,
            "data": json.dumps(data),
        }
    )


def run(session, index, size, data):
    result = unum.run_component(data, session, index)
    following = unum.config.get("next")
    if following is None:
        unum.finish(session, result)
    elif following["input"] == "each":
        for number, element in enumerate(result):
            put_work(following["name"], session, number, len(result), element)
    else:
        row = f'{session}/{unum.config["name"]}'
        arrive(
            unum.config["table"],
            row,
            index,
            size,
            result,
            {"for": following["name"], "session": session, "fanOutSize": size},
        )


def handler(event, context):
    for record in event["Records"]:
        row = {name: deserialize(value) for name, value in record["dynamodb"]["NewImage"].items()}
        size = int(row["fanOutSize"])
        if "data" in row:
            run(row["session"], int(row["index"]), size, json.loads(row["data"]))
        elif row["count"] == size:
            run(row["session"], 0, 1, pointers(row["sessionID"], size))
