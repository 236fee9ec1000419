"""A worker that does nothing but say so: what remains is the cost of the framework.

jobParameters.sleepMs lets it take its time.
"""

import time

import boto3

dynamodb = boto3.client("dynamodb")
ROW_LIFETIME_SECS = 24 * 60 * 60


def handler(event, context):
    time.sleep(event["jobParameters"].get("sleepMs", 0) / 1000)
    dynamodb.put_item(
        TableName=event["tasksTableName"],
        Item={
            "jobId": {"S": event["jobId"]},
            "batchId": {"N": str(event["batchId"])},
            "ttl": {"N": str(int(time.time()) + ROW_LIFETIME_SECS)},
        },
    )
    return {"batchId": event["batchId"]}
