"""Processes one partition. A failure is data: the job goes on and says which part is missing."""


def handler(event, context):
    return event["PartitionNumber"] != 1
