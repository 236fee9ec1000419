import os
import unittest

from botocore.exceptions import ClientError, ParamValidationError

import tours
from client_case import ClientCase, client, main

SERVICES = {service: client(names["boto3"]) for service, names in tours.CLIENTS.items()}


def read(value):
    """The answer with its streams read."""
    if isinstance(value, dict):
        return {name: read(each) for name, each in value.items()}
    if isinstance(value, list):
        return [read(each) for each in value]
    if hasattr(value, "read"):
        return value.read()
    return list(value) if type(value).__name__ == "EventStream" else value


def perform(service, call, given):
    methods = {operation: method for method, operation in SERVICES[service].meta.method_to_api_mapping.items()}
    if call not in methods:
        raise tours.Unknown(call)
    try:
        answer = read(getattr(SERVICES[service], methods[call])(**given))
    except ClientError as error:
        return error.response["Error"]["Code"]
    except ParamValidationError as error:
        if "Unknown parameter" not in str(error):
            raise
        raise tours.Unknown(str(error)) from None
    answer.pop("ResponseMetadata")
    return answer


class Tours(ClientCase):
    def test_each_tour(self):
        for name, service, steps in tours.tours():
            with self.subTest(tour=name):
                unknown = tours.walk(service, steps, "boto3-", perform, bytes)
                print("# %s: %d steps, %d of them unknown to this boto3" % (name, len(steps), unknown))

    @unittest.skipIf(os.environ.get("TOURS"), "not all tours are taken")
    def test_every_operation_is_in_a_tour(self):
        models = {names["boto3"]: SERVICES[service].meta.service_model for service, names in tours.CLIENTS.items()}
        self.assertEqual([], tours.missing(models.get))

    def test_every_member_of_an_input_is_read_or_passed_over_with_a_reason(self):
        models = {names["boto3"]: SERVICES[service].meta.service_model for service, names in tours.CLIENTS.items()}
        self.assertEqual([], tours.unread(models.get))


if __name__ == "__main__":
    main()
