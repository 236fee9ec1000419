import json
import os
import subprocess
import urllib.error
import urllib.request

from botocore.config import Config
from botocore.exceptions import ConnectionClosedError

from client_case import ACCOUNT, ENDPOINT, ROLE, ClientCase, client, main, zipped

HANDLER = """
import os
def handler(event, context):
    open(event["file"], "a").write("ran ")
    return "done"
"""


class Faults(ClientCase):
    dynamodb = client("dynamodb")
    s3 = client("s3")
    awslambda = client("lambda")

    def setUp(self):
        self.rules = []

    def tearDown(self):
        for rule in self.rules:
            self.control("DELETE", "/" + rule)

    def control(self, method, path="", body=None):
        request = urllib.request.Request(ENDPOINT + "/_orrery/faults" + path, method=method,
                                         data=None if body is None else json.dumps(body).encode())
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["rules"]

    def strike(self, **rule):
        self.rules.append(self.control("POST", body=dict(rule, account=ACCOUNT))[-1]["id"])

    def table(self, name):
        self.dynamodb.create_table(TableName=name, BillingMode="PAY_PER_REQUEST",
                                   KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
                                   AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}])
        return dict(TableName=name)

    def test_a_client_that_tries_again_gets_over_a_few_refusals(self):
        table = self.table("retried")
        self.strike(service="dynamodb", operation="PutItem", resource="retried", times=3,
                    error="ProvisionedThroughputExceededException")
        item = dict(table, Item={"key": {"S": "a"}})
        # This client tries twice.
        self.refused("ProvisionedThroughputExceededException", self.dynamodb.put_item, **item)
        patient = client("dynamodb", config=Config(retries={"max_attempts": 4, "mode": "standard"}))
        self.assertEqual(patient.put_item(**item)["ResponseMetadata"]["RetryAttempts"], 1)

    def test_a_call_is_done_though_its_answer_is_lost(self):
        table = self.table("lost")
        self.strike(service="dynamodb", operation="PutItem", resource="lost", error="disconnect", when="after")
        with self.assertRaises(ConnectionClosedError):
            self.dynamodb.put_item(Item={"key": {"S": "a"}}, **table)
        self.assertEqual(self.dynamodb.scan(**table)["Count"], 1)

    def test_s3_is_struck_too(self):
        bucket = "struck-" + ACCOUNT
        self.s3.create_bucket(Bucket=bucket)
        self.strike(service="s3", operation="PutObject", resource="/%s/before*" % bucket, error="SlowDown")
        self.strike(service="s3", operation="PutObject", resource="/%s/after*" % bucket, error="InternalError",
                    when="after")
        self.refused("SlowDown", self.s3.put_object, Bucket=bucket, Key="before", Body=b"1", status=503)
        self.refused("InternalError", self.s3.put_object, Bucket=bucket, Key="after", Body=b"1", status=500)
        self.s3.put_object(Bucket=bucket, Key="else", Body=b"1")
        keys = [found["Key"] for found in self.s3.list_objects_v2(Bucket=bucket)["Contents"]]
        self.assertEqual(keys, ["after", "else"])

    def test_runs_of_a_function_fail_die_and_lose_their_result(self):
        self.awslambda.create_function(FunctionName="struck", Runtime="python3.12", Role=ROLE, Handler="main.handler",
                                       Code={"ZipFile": zipped({"main.py": HANDLER})}, Timeout=1)
        ran = "/var/tmp/orrery-faults-%d" % os.getpid()
        self.addCleanup(lambda: os.path.exists(ran) and os.remove(ran))

        def invoke():
            answer = self.awslambda.invoke(FunctionName="struck", Payload=json.dumps({"file": ran}))
            return answer.get("FunctionError"), json.loads(answer["Payload"].read())

        def runs():
            return open(ran).read().count("ran") if os.path.exists(ran) else 0

        for rule, error_type, times_run in [
                (dict(error={"code": "Sabotage", "message": "on purpose"}), "Sabotage", 0),
                (dict(error="crash"), "Runtime.ExitError", 0),
                (dict(error="timeout"), "Sandbox.Timedout", 0),
                (dict(error="crash", when="after"), "Runtime.ExitError", 1),
                (dict(error={"code": "Sabotage"}, when="after"), "Sabotage", 2)]:
            with self.subTest(rule):
                self.strike(function="str*", times=1, **rule)
                error, payload = invoke()
                self.assertEqual(error, "Unhandled")
                self.assertEqual(payload["errorType"], error_type)
                self.assertEqual(runs(), times_run)
        self.assertEqual(invoke(), (None, "done"))

    def test_a_wrong_rule_is_refused_with_the_reason(self):
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.control("POST", body={"service": "sqs"})
        self.assertEqual(refused.exception.code, 400)
        self.assertIn("\\\"error\\\" or a \\\"delayMs\\\"", refused.exception.read().decode())


if __name__ == "__main__":
    main()
