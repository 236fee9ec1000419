"""Composition by invocations and a row in DynamoDB: whoever completes the count invokes what comes next."""

import unum
from gate import arrive
from over_http import invoke_next


def handler(event, context):
    metadata = event["unum_metadata"]
    session, index, size = metadata["session"], metadata["index"], metadata["fanOutSize"]
    result = unum.run_component(event["data"], session, index)
    following = unum.config.get("next")
    if following is None:
        unum.finish(session, result)
    elif following["input"] == "each":
        for number, element in enumerate(result):
            invoke_next(session, element, number, len(result))
    else:
        everything = arrive(unum.config["table"], f'{session}/{unum.config["name"]}', index, size, result)
        if everything is not None:
            invoke_next(session, everything, 0, 1)
    return {"index": index}
