"""Composition by a state machine: all that is left to do here is to fetch what lies in S3, and to leave there what a
state could not carry. Event: {"session", "index", "data"}, or a list of what the stage before returned."""

import unum


def handler(event, context):
    if isinstance(event, list):
        session, index, data = event[0]["session"], 0, [each["result"] for each in event]
    else:
        session, index, data = event["session"], event.get("index", 0), event["data"]
    result = unum.run_component(data, session, index)
    following = unum.config.get("next")
    if following is None:
        unum.finish(session, result)
        return {"session": session, "words": len(result)}
    if following["input"] == "each":
        return [{"session": session, "index": number, "data": element} for number, element in enumerate(result)]
    key = f'{session}/{unum.config["name"]}/index-{index}.json'
    unum.put_json(unum.config["bucket"], key, result)
    return {"session": session, "result": unum.pointer(key)}
