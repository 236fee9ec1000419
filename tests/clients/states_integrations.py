"""One machine that calls every kind of integration, and what it should tell of each."""
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))
FUNCTION = "def handler(event, context):\n    if event.get('fail'): raise ValueError('no')\n    return {'got': event}\n"


def integrations(**places):
    """The definition, and what of its output is known beforehand."""
    with open(HERE + "/states_integrations.json") as file:
        text = file.read()
    for place, value in places.items():
        text = text.replace(place, value)
    cases = json.loads(text)
    names = [case["name"] for case in cases] + ["told"]
    states = {"told": {"Type": "Succeed"}}
    for case, following in zip(cases, names[1:]):
        def output(told):
            return "{%% ($r := $states.result; $merge([$states.input, {'%s': %s}])) %%}" % (case["name"], told)
        states[case["name"]] = {
            "Type": "Task", "Resource": "arn:aws:states:::" + case["resource"], "Arguments": case["arguments"],
            "Output": output(case.get("tell", "'no error'")), "Next": following,
            "Catch": [{"ErrorEquals": ["States.ALL"], "Output": output("$states.errorOutput.Error"), "Next": following}]}
    told = {case["name"]: case.get("told", case.get("error")) for case in cases if "told" in case or "error" in case}
    return {"QueryLanguage": "JSONata", "StartAt": names[0], "States": states}, told


def asking_for_an_answer(queue):
    """A machine that goes on once somebody has answered the message it sends."""
    return {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": True,
        "Arguments": {"QueueUrl": queue, "MessageBody": {"token": "{% $states.context.Task.Token %}"}}}}}
