"""AWS's own runtime client for Node, in a function with a bootstrap of its own."""
import json
import os
import unittest

from client_case import ROLE, ClientCase, client, main, zipped

MODULES = os.environ["RIC_MODULES"]
BOOTSTRAP = """#!/bin/sh
export PATH=$PATH:/usr/local/bin:/usr/bin
exec node %s/aws-lambda-ric/bin/index.mjs "$_HANDLER"
""" % MODULES
SOURCE = """
exports.handler = async (event) => {
  if (event.fail) throw new TypeError(event.fail);
  if (event.late) { setTimeout(() => { throw new Error('late'); }, 1); await new Promise(() => setTimeout(() => {}, 1000)); }
  return {event, trace: process.env._X_AMZN_TRACE_ID};
};
exports.stream = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('one '); stream.write('two'); stream.end();
});
"""


class RuntimeInterfaceClient(ClientCase):
    awslambda = client("lambda")

    def create(self, handler="index.handler"):
        self.name = self.id().rpartition(".")[2]
        self.awslambda.create_function(
            FunctionName=self.name, Runtime="provided.al2023", Role=ROLE, Handler=handler, Timeout=20, MemorySize=512,
            Code={"ZipFile": zipped({"bootstrap": BOOTSTRAP, "index.js": SOURCE})})
        self.awslambda.get_waiter("function_active_v2").wait(FunctionName=self.name, WaiterConfig={"Delay": 1})

    def invoke(self, event):
        answer = self.awslambda.invoke(FunctionName=self.name, Payload=json.dumps(event))
        return answer.get("FunctionError"), json.loads(answer["Payload"].read())

    def test_results_and_errors(self):
        self.create()
        for number in range(3):
            error, payload = self.invoke({"n": number})
            self.assertEqual((error, payload["event"]), (None, {"n": number}))
            self.assertTrue(payload["trace"].startswith("Root="))
        error, payload = self.invoke({"fail": "boom"})
        self.assertEqual((error, payload["errorType"], payload["errorMessage"]), ("Unhandled", "TypeError", "boom"))
        self.assertIsNone(self.invoke({"n": 4})[0])

    def test_an_error_that_ends_the_process(self):
        self.create()
        error, payload = self.invoke({"late": True})
        self.assertEqual((error, payload["errorMessage"]), ("Unhandled", "late"))
        self.assertIsNone(self.invoke({"n": 1})[0])

    def test_a_handler_that_is_not_there(self):
        self.create("index.absent")
        error, payload = self.invoke({})
        self.assertEqual((error, payload["errorType"]), ("Unhandled", "Runtime.HandlerNotFound"))

    @unittest.skipUnless(hasattr(client("lambda"), "invoke_with_response_stream"), "this boto3 does not know it")
    def test_a_response_in_pieces(self):
        self.create("index.stream")
        events = self.awslambda.invoke_with_response_stream(FunctionName=self.name)["EventStream"]
        text = b"".join(event["PayloadChunk"]["Payload"] for event in events if "PayloadChunk" in event)
        self.assertEqual(text, b"one two")


if __name__ == "__main__":
    main()
