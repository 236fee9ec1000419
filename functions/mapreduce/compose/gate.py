"""One row per fan-out that counts its results: {"sessionID", "count", "returnValues", "seen", "last"}.

A run counts once however often it is retried: `seen` holds the indexes that have, and the update that adds one is
conditional on it.
"""

import boto3
from botocore.exceptions import ClientError

import unum

dynamodb = boto3.resource("dynamodb")


def arrive(table_name, row, index, size, result, extra=None):
    """Adds the result of run `index`. Returns the pointers of all results, in order, to the run that completes the
    fan-out (and to it again when it is retried), and None to the others."""
    table = dynamodb.Table(table_name)
    key = f"{row}/index-{index}-outof-{size}.json"
    unum.put_json(unum.config["bucket"], key, result)  # a row has 400 KB, a result may have more
    names = {"#rv": "returnValues", "#cnt": "count", "#seen": "seen", "#last": "last"}
    values = {":i": [key], ":incr": 1, ":none": [], ":zero": 0, ":index": index, ":set": {index}}
    assign = "#rv = list_append(if_not_exists(#rv, :none), :i), #cnt = if_not_exists(#cnt, :zero) + :incr, #last = :index"
    for number, (name, value) in enumerate((extra or {}).items()):
        names[f"#e{number}"], values[f":e{number}"] = name, value
        assign += f", #e{number} = :e{number}"
    try:
        updated = table.update_item(
            Key={"sessionID": row},
            UpdateExpression=f"SET {assign} ADD #seen :set",
            ConditionExpression="attribute_not_exists(#seen) OR NOT contains(#seen, :index)",
            ExpressionAttributeNames=names,
            ExpressionAttributeValues=values,
            ReturnValues="UPDATED_NEW",
        )["Attributes"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        updated = table.get_item(Key={"sessionID": row}, ConsistentRead=True)["Item"]
        if updated["last"] != index:
            return None
    return pointers(row, size) if updated["count"] == size else None


def pointers(row, size):
    return [unum.pointer(f"{row}/index-{number}-outof-{size}.json") for number in range(size)]
