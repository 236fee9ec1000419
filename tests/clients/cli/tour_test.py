import base64
import contextlib
import io
import json
import os
import re
import tempfile

import awscli
from awscli.clidriver import create_clidriver
from botocore import xform_name
from botocore.config import Config

import tours
from client_case import ENDPOINT, ClientCase, main

# In this process: a CLI that starts for each of the steps takes minutes.
DRIVER = create_clidriver()
DRIVER.session.set_default_client_config(Config(inject_host_prefix=False))
IN_BASE64 = not awscli.__version__.startswith("1.")  # what is binary; before, it was a text as it is


class Octets(str):
    """What is binary: as the CLI takes it in JSON, and as a file has it."""

    def __new__(cls, octets):
        made = super().__new__(cls, base64.b64encode(octets).decode() if IN_BASE64 else octets.decode("latin-1"))
        made.octets = octets
        return made


def perform(service, call, given):
    names = tours.CLIENTS[service]
    model = DRIVER.session.get_service_model(names["boto3"])
    if call not in model.operation_names:
        raise tours.Unknown(call)
    operation = model.operation_model(call)
    arguments = [names["cli"], xform_name(call, "-"), "--endpoint-url", ENDPOINT, "--output", "json", "--no-paginate"]
    with tempfile.TemporaryDirectory() as place:
        member = operation.input_shape.serialization.get("payload") if operation.input_shape else None
        if member and operation.input_shape.members[member].serialization.get("streaming"):
            given = dict(given)
            with open(os.path.join(place, "body"), "wb") as file:
                file.write(getattr(given.pop(member, None), "octets", b""))
            arguments += ["--" + xform_name(member, "-"), file.name]
        if not IN_BASE64:
            refuse_binary(given)
        out = os.path.join(place, "out")
        if operation.has_streaming_output:  # what prints no JSON takes none
            for name, value in given.items():
                arguments += ["--" + xform_name(name, "-"), value if isinstance(value, str) else json.dumps(value)]
            arguments.append(out)
        else:
            arguments += ["--cli-input-json", json.dumps(given)]
        answer = run(arguments)
        if operation.has_streaming_output and isinstance(answer, dict):
            with open(out, "rb") as file:
                answer[operation.output_shape.serialization["payload"]] = file.read()
    return answer


def refuse_binary(value):
    if isinstance(value, Octets) and not value.octets.isascii():
        raise tours.Unknown("a CLI that takes text alone in JSON")
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        refuse_binary(each)


def run(arguments):
    said, complaint = io.StringIO(), io.StringIO()
    DRIVER.session.user_agent_extra = ""  # it grows with each command, to beyond what a header may have
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complaint):
        try:
            code = DRIVER.main(arguments)
        except SystemExit as end:
            code = end.code
    if code:
        refused = re.search(r"An error occurred \(([\w.]+)\)", complaint.getvalue())
        if refused:
            return refused[1]
        if "Unknown parameter in input" in complaint.getvalue() or "invalid choice" in complaint.getvalue().lower():
            raise tours.Unknown(complaint.getvalue())
        raise AssertionError("%s\n%s" % (arguments, complaint.getvalue()))
    return json.loads(said.getvalue() or "{}")


class Tours(ClientCase):
    def test_each_tour(self):
        for name, service, steps in tours.tours():
            with self.subTest(tour=name):
                unknown = tours.walk(service, steps, "cli-", perform, Octets)
                print("# %s: %d steps, %d of them unknown to this CLI" % (name, len(steps), unknown))


if __name__ == "__main__":
    main()
