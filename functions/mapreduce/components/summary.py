"""The union of what the reducers counted: no word is in two of them."""


def handler(event, context):
    total = {}
    for part in event:
        total.update(part)
    return total
