"""Which partitions there are to process."""


def handler(event, context):
    return [0, 1]
