"""{"action": "load", "database": name, "object_id": "$object", "format"?: "csv" | "json"}: rows into the table of rows.

CSV has a line of column names first; JSON is a list of objects, or one object. A row's key is the action's place in the
queue and its own in the object, so that a second attempt writes the same rows.
"""
import csv
import io
import json
from decimal import Decimal

from botocore.exceptions import ClientError

import instance
import request
import results
import sources
from refused import Refused

MOST_ROWS = 20_000  # what one turn of the worker can write
BATCH = 25


def perform(action, turn):
    database, place = action.get("database"), action.get("object_id")
    if not isinstance(database, str) or not database:
        raise Refused("action", "database must be the name of a database")
    if not request.is_place(place):
        known = ", ".join(f"${name}" for name in turn.objects) or "none"
        raise Refused("action", f"object_id must name an object of the request; there are: {known}")
    rows = rows_of(results.get(place, sources.MOST_BYTES), action.get("format"))
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if "" in columns:
        raise Refused("object", "a column has no name")
    _write(database, turn.sequence, rows)
    instance.dynamodb().put_item(TableName=instance.table("catalogue"),
                                 Item={"kind": "database", "name": database, "columns": columns})
    return {"database": database, "rows": len(rows), "columns": columns}


def rows_of(data, form=None):
    """The rows as dicts. Throws Refused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("object", f"the object is not UTF-8: {error}") from None
    if form is None:
        form = "json" if text.lstrip()[:1] in ("[", "{") else "csv"
    if form not in ("csv", "json"):
        raise Refused("action", f"format must be csv or json, not {form!r}")
    rows = _json_rows(text) if form == "json" else _csv_rows(text)
    if len(rows) > MOST_ROWS:
        raise Refused("object", f"the object has {len(rows)} rows; {MOST_ROWS} are loaded at once")
    return rows


def _json_rows(text):
    try:
        rows = json.loads(text, parse_float=Decimal, parse_constant=sources.no_number)
    except (ValueError, RecursionError) as error:
        raise Refused("object", f"the object is not JSON: {error}") from None
    rows = rows if isinstance(rows, list) else [rows]
    for number, row in enumerate(rows):
        if not isinstance(row, dict):
            raise Refused("object", f"row {number + 1} is not an object")
    return rows


def _csv_rows(text):
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = next(lines, [])
        if len(set(columns)) != len(columns):
            raise Refused("object", "two columns have the same name")
        rows = []
        for line in lines:
            if not line:
                continue
            if len(line) != len(columns):
                raise Refused("object", f"line {lines.line_num} has {len(line)} fields, not {len(columns)}")
            rows.append(dict(zip(columns, line)))
    except csv.Error as error:
        raise Refused("object", f"line {lines.line_num} is not CSV: {error}") from None
    return rows


def _write(database, sequence, rows):
    table = instance.table("rows")
    for start in range(0, len(rows), BATCH):
        puts = [{"PutRequest": {"Item": {"database": database, "row": f"{sequence}-{start + number:08}", "fields": row}}}
                for number, row in enumerate(rows[start:start + BATCH])]
        while puts:
            try:
                answer = instance.dynamodb().batch_write_item(RequestItems={table: puts})
            except ClientError as error:
                if error.response["Error"]["Code"] != "ValidationException":
                    raise
                raise Refused("object", f"rows from {start + 1} on: {error}") from None
            puts = answer.get("UnprocessedItems", {}).get(table, [])
