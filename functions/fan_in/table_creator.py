"""Gathers what the processors say, and marks the job."""


def handler(event, context):
    print(f"event={event}")
    if all(event["ProcessorResults"]):
        print("Marking the job as valid")
    else:
        print("Marking the job as partially valid")
