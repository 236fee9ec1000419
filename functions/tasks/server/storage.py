"""Records in DynamoDB, as the ledger reads and writes them."""
from decimal import Decimal

from botocore.exceptions import ClientError

import instance


def read(table, key):
    """The record, or None."""
    answer = instance.dynamodb().get_item(TableName=instance.table(table), Key=key, ConsistentRead=True)
    return plain(answer["Item"]) if "Item" in answer else None


def write(changes):
    """All of [(table, record or None, key, version it was read with)], or none of it: False where a record is not
    any more what was read. A version of 0 is a record that was not there; without a record it is deleted."""
    try:
        instance.dynamodb().transact_write_items(TransactItems=[_written(*change) for change in changes])
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        reasons = {reason.get("Code") for reason in error.response.get("CancellationReasons", [])}
        if reasons <= {"None", "ConditionalCheckFailed", "TransactionConflict"}:
            return False
        raise
    return True


def _written(table, record, key, version):
    name = instance.table(table)
    condition = "attribute_not_exists(version)" if version == 0 else "version = :version"
    values = {} if version == 0 else {"ExpressionAttributeValues": {":version": version}}
    if record is None:
        return {"Delete": {"TableName": name, "Key": key, "ConditionExpression": condition, **values}}
    item = {**record, "version": version + 1}
    return {"Put": {"TableName": name, "Item": item, "ConditionExpression": condition, **values}}


def query(table, index=None, newest_first=False, most=None, **condition):
    """Records in the order of their key; `condition` as {"hash": (name, value), "after": (name, value)}."""
    name, value = condition["hash"]
    wanted = {"TableName": instance.table(table), "KeyConditionExpression": "#h = :h", "ScanIndexForward": not newest_first,
              "ExpressionAttributeNames": {"#h": name}, "ExpressionAttributeValues": {":h": value}}
    if "after" in condition:
        name, value = condition["after"]
        wanted["KeyConditionExpression"] += " AND #r > :r"
        wanted["ExpressionAttributeNames"]["#r"] = name
        wanted["ExpressionAttributeValues"][":r"] = value
    if index is None:
        wanted["ConsistentRead"] = True
    else:
        wanted["IndexName"] = index
    found = []
    while True:
        if most is not None:
            wanted["Limit"] = most - len(found)
        page = instance.dynamodb().query(**wanted)
        found += [plain(item) for item in page["Items"]]
        if "LastEvaluatedKey" not in page or (most is not None and len(found) >= most):
            return found
        wanted["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def plain(value):
    """Whole numbers as int: the SDK gives all of them as Decimal."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    return value
