"""A worker that does nothing but say so: what remains is the cost of the framework.

jobParameters.sleepMs lets it take its time.
"""

import time

import boto3

dynamodb = boto3.client("dynamodb")
ROW_LIFETIME_SECS = 24 * 60 * 60


def handler(event, context):
    time.sleep(event["jobParameters"].get("sleepMs", 0) / 1000)
    row = {
        "jobId": event["jobId"],
        "batchId": str(event["batchId"]),
        "startIndex": str(event["startIndex"]),
        "endIndex": str(event["endIndex"]),
        "ttl": str(int(time.time()) + ROW_LIFETIME_SECS),
        "resultsMimeType": "application/json",
        "results": "{}",
    }
    if "tasksTableName" in event:
        texts = ("jobId", "resultsMimeType", "results")
        item = {name: {"S" if name in texts else "N": value} for name, value in row.items()}
        dynamodb.put_item(TableName=event["tasksTableName"], Item=item)
    return row
