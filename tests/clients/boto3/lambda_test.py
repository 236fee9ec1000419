import base64
import errno
import hashlib
import json
import os
import subprocess
import time
import unittest

from client_case import ACCOUNT, ENDPOINT, ROLE, ClientCase, arn, client, main, zipped

ECHO = "def handler(event, context):\n    print('saw', event)\n    return event\n"


class Lambda(ClientCase):
    awslambda = client("lambda")
    logs = client("logs")

    def setUp(self):
        self.name = self.id().rpartition(".")[2]

    def create(self, source=ECHO, name=None, files=None, **options):
        parameters = dict(FunctionName=name or self.name, Runtime="python3.12", Role=ROLE, Handler="main.handler",
                          Code={"ZipFile": zipped(dict(files or {}, **{"main.py": source}))}, Timeout=10)
        parameters.update(options)
        function = self.awslambda.create_function(**parameters)
        self.awslambda.get_waiter("function_active_v2").wait(FunctionName=name or self.name, WaiterConfig={"Delay": 1})
        return function

    def invoke(self, event=None, name=None, **options):
        answer = self.awslambda.invoke(FunctionName=name or self.name, Payload=json.dumps(event), **options)
        text = answer["Payload"].read()
        return dict(answer, Payload=json.loads(text) if text else None)

    def absent(self, call, **parameters):
        self.refused("ResourceNotFoundException", call, status=404, FunctionName="absent",
                     message="Function not found: " + arn("lambda", "function:absent"), **parameters)

    def test_a_function_is_created_described_and_deleted(self):
        package = zipped({"main.py": ECHO})
        created = self.create(Code={"ZipFile": package}, Description="d", Environment={"Variables": {"ALPHA": "b"}}, MemorySize=256)
        expected = {"FunctionName": self.name, "FunctionArn": arn("lambda", "function:" + self.name), "Runtime": "python3.12",
                    "Handler": "main.handler", "CodeSize": len(package), "Description": "d", "Timeout": 10, "MemorySize": 256,
                    "CodeSha256": base64.b64encode(hashlib.sha256(package).digest()).decode(), "Version": "$LATEST",
                    "Environment": {"Variables": {"ALPHA": "b"}}, "PackageType": "Zip", "Architectures": ["x86_64"], "Role": ROLE}
        self.assertEqual({name: created.get(name) for name in expected}, expected)
        self.assertRegex(created["LastModified"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$")
        function = self.awslambda.get_function(FunctionName=self.name)
        self.assertEqual((function["Configuration"]["State"], function["Configuration"]["LastUpdateStatus"]),
                         ("Active", "Successful"))
        self.assertEqual(function["Code"]["RepositoryType"], "S3")
        self.assertEqual(self.awslambda.get_function_configuration(FunctionName=created["FunctionArn"])["Handler"], "main.handler")
        self.refused("ResourceConflictException", self.create, status=409, message="Function already exist: " + self.name)
        self.awslambda.delete_function(FunctionName=self.name)
        self.refused("ResourceNotFoundException", self.awslambda.get_function, FunctionName=self.name)

    def test_absent_functions(self):
        for call, parameters in ((self.awslambda.get_function, {}), (self.awslambda.delete_function, {}),
                                 (self.awslambda.invoke, {}), (self.awslambda.update_function_configuration, {"Timeout": 4}),
                                 (self.awslambda.get_function_configuration, {})):
            with self.subTest(call.__name__):
                self.absent(call, **parameters)

    def test_what_is_refused(self):
        cases = [({"Runtime": "cobol85"}, "InvalidParameterValueException", "Value cobol85 at 'runtime' failed to satisfy constraint"),
                 ({"Timeout": 901}, "ValidationException", "Value '901' at 'timeout' failed to satisfy constraint"),
                 ({"MemorySize": 10241}, "ValidationException", "'memorySize' failed to satisfy constraint"),
                 ({"Code": {"ZipFile": b"not a zip"}}, "InvalidParameterValueException", "Could not unzip uploaded file")]
        for options, code, message in cases:
            with self.subTest(message):
                self.refused(code, self.create, message=message, status=400, **options)

    def test_functions_are_listed_in_pages(self):
        for number in range(3):
            self.create(name="listed-%d" % number)
        pages = self.awslambda.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 2})
        names = [function["FunctionName"] for page in pages for function in page["Functions"]]
        self.assertEqual([name for name in names if name.startswith("listed-")], ["listed-0", "listed-1", "listed-2"])

    def test_an_invocation(self):
        self.create()
        answer = self.invoke({"a": "ä"}, LogType="Tail")
        self.assertEqual((answer["StatusCode"], answer["Payload"], answer["ExecutedVersion"]), (200, {"a": "ä"}, "$LATEST"))
        self.assertNotIn("FunctionError", answer)
        log = base64.b64decode(answer["LogResult"]).decode()
        self.assertRegex(log, r"\ASTART RequestId: [\w-]{36} Version: \$LATEST\nsaw \{'a': 'ä'\}\nEND RequestId: [\w-]{36}\n"
                              r"REPORT RequestId: [\w-]{36}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\t"
                              r"Max Memory Used: \d+ MB\t")
        self.assertEqual(self.awslambda.invoke(FunctionName=self.name)["Payload"].read(), b"{}")

    def test_a_dry_run(self):
        self.create()
        self.assertEqual(self.invoke(InvocationType="DryRun")["StatusCode"], 204)

    def test_errors_of_a_function(self):
        self.create("import sys\ndef handler(event, context):\n"
                    "    if event == 'exit': sys.exit(1)\n    if event == 'sleep':\n        import time; time.sleep(60)\n"
                    "    raise ValueError(event)\n", Timeout=1)
        answer = self.invoke("boom")
        self.assertEqual((answer["StatusCode"], answer["FunctionError"]), (200, "Unhandled"))
        self.assertEqual((answer["Payload"]["errorType"], answer["Payload"]["errorMessage"]), ("ValueError", "boom"))
        answer = self.invoke("sleep")
        self.assertEqual(answer["FunctionError"], "Unhandled")
        self.assertRegex(answer["Payload"]["errorMessage"], r"Task timed out after 1\.00 seconds")
        answer = self.invoke("exit")
        self.assertRegex(answer["Payload"]["errorMessage"], r"RequestId: [\w-]{36} Error: Runtime exited with error: exit status 1")
        self.assertEqual(answer["Payload"]["errorType"], "Runtime.ExitError")
        self.assertEqual(self.invoke("again")["Payload"]["errorMessage"], "again")

    def test_a_module_that_cannot_be_loaded(self):
        self.create("import nothing_here")
        payload = self.invoke()["Payload"]
        self.assertEqual((payload["errorType"], payload["errorMessage"]),
                         ("Runtime.ImportModuleError", "Unable to import module 'main': No module named 'nothing_here'"))

    def test_events_are_checked(self):
        self.create()
        self.refused("InvalidRequestContentException", self.awslambda.invoke, FunctionName=self.name, Payload=b"{not json",
                     status=400, message="Could not parse request body into json")
        self.refused("RequestTooLargeException", self.awslambda.invoke, FunctionName=self.name, status=413,
                     Payload=b'"%s"' % (b"x" * 6291556))

    def marks(self, group):
        try:
            return [event["message"] for event in self.logs.filter_log_events(logGroupName=group, filterPattern="mark")["events"]]
        except self.logs.exceptions.ResourceNotFoundException:
            return []

    def test_asynchronous_invocations(self):
        self.create("def handler(event, context):\n    print('mark', event['n'])\n    if event['n'] == 2: raise ValueError\n")
        group = "/aws/lambda/" + self.name
        self.assertEqual(self.invoke({"n": 1}, InvocationType="Event")["StatusCode"], 202)
        self.eventually(lambda: len(self.marks(group)) == 1)
        answer = self.awslambda.invoke_async(FunctionName=self.name, InvokeArgs=b'{"n": 3}')
        self.assertEqual(answer["Status"], 202)
        self.eventually(lambda: len(self.marks(group)) == 2)
        self.invoke({"n": 2}, InvocationType="Event")  # tried again twice
        self.eventually(lambda: len(self.marks(group)) == 5)

    def test_functions_call_services_with_the_sdk(self):
        self.create("import boto3, os\n"
                    "def handler(event, context):\n"
                    "    if event == 'inner': return {'account': boto3.client('sts').get_caller_identity()['Account']}\n"
                    "    answer = boto3.client('lambda').invoke(FunctionName=context.function_name, Payload=b'\"inner\"')\n"
                    "    return answer['Payload'].read().decode()\n")
        self.assertEqual(json.loads(self.invoke("outer")["Payload"]), {"account": ACCOUNT})

    def test_the_environment_of_a_function(self):
        self.create("import os\ndef handler(event, context): return dict(os.environ)", Environment={"Variables": {"MINE": "1"}})
        environment = self.invoke()["Payload"]
        expected = {"MINE": "1", "AWS_REGION": "us-east-1", "AWS_LAMBDA_FUNCTION_NAME": self.name, "_HANDLER": "main.handler",
                    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128", "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
                    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/" + self.name, "AWS_EXECUTION_ENV": "AWS_Lambda_python3.12",
                    "AWS_ENDPOINT_URL": ENDPOINT, "TZ": ":UTC", "AWS_DEFAULT_REGION": "us-east-1"}
        self.assertEqual({name: environment.get(name) for name in expected}, expected)
        self.assertNotIn("HOME", environment)

    @unittest.skipUnless(subprocess.run(["unshare", "-m", "true"], stderr=subprocess.DEVNULL).returncode == 0,
                         "needs the right to mount")
    def test_sandboxes_share_no_tmp_and_no_code(self):
        python = ("import os\ndef handler(event, context):\n    before = os.listdir('/tmp')\n    open('/tmp/x', 'w').close()\n"
                  "    try: open('main.py', 'a')\n    except OSError as error: return [before, error.errno]\n")
        node = ("const fs = require('fs'); exports.handler = async () => {\n  const before = fs.readdirSync('/tmp');\n"
                "  fs.writeFileSync('/tmp/x', '');\n  try { fs.appendFileSync('index.js', 'x'); }\n"
                "  catch (error) { return [before, -error.errno]; } };")
        self.create(python)
        self.create(name=self.name + "-node", files={"index.js": node}, Runtime="nodejs20.x", Handler="index.handler")
        for name in (self.name, self.name + "-node"):
            self.assertEqual(self.invoke(name=name)["Payload"], [[], errno.EROFS])
            self.assertEqual(self.invoke(name=name)["Payload"], [["x"], errno.EROFS])
        self.assertFalse(os.path.exists("/tmp/x"))

    def test_a_sandbox_is_used_again(self):
        self.create("import os\ncount = 0\ndef handler(event, context):\n    global count; count += 1\n    return [os.getpid(), count]")
        first, second = self.invoke()["Payload"], self.invoke()["Payload"]
        self.assertEqual((first[0], first[1] + 1), (second[0], second[1]))

    def test_memory_has_a_limit(self):
        self.create("def handler(event, context): return len(bytearray(1 << 30))")
        node = "exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(0.5)); };"
        self.create(name=self.name + "-node", files={"index.js": node}, Runtime="nodejs20.x", Handler="index.handler")
        self.assertEqual(self.invoke()["FunctionError"], "Unhandled")
        answer = self.invoke(name=self.name + "-node")
        self.assertEqual(answer["FunctionError"], "Unhandled")
        self.assertIn("Runtime", answer["Payload"]["errorType"])

    def test_updates(self):
        self.create(Environment={"Variables": {"ALPHA": "1"}})
        self.invoke("warm")
        self.awslambda.update_function_configuration(FunctionName=self.name, Timeout=7, Environment={"Variables": {"ALPHA": "2"}})
        self.awslambda.get_waiter("function_updated_v2").wait(FunctionName=self.name, WaiterConfig={"Delay": 1})
        updated = self.awslambda.update_function_code(FunctionName=self.name, ZipFile=zipped(
            {"main.py": "import os\ndef handler(event, context): return os.environ['ALPHA']"}))
        self.awslambda.get_waiter("function_updated").wait(FunctionName=self.name, WaiterConfig={"Delay": 1})
        self.assertEqual(updated["Timeout"], 7)
        self.assertEqual(self.invoke()["Payload"], "2")

    def test_versions_and_aliases(self):
        self.create("def handler(event, context): return [1, context.function_version, context.invoked_function_arn]")
        version = self.awslambda.publish_version(FunctionName=self.name)
        self.assertEqual((version["Version"], version["FunctionArn"]), ("1", arn("lambda", "function:%s:1" % self.name)))
        self.awslambda.update_function_code(FunctionName=self.name, ZipFile=zipped({"main.py": "def handler(e, c): return 2"}))
        self.assertEqual(self.awslambda.publish_version(FunctionName=self.name)["Version"], "2")
        alias = self.awslambda.create_alias(FunctionName=self.name, Name="live", FunctionVersion="1")
        self.assertEqual(alias["AliasArn"], arn("lambda", "function:%s:live" % self.name))
        answer = self.invoke(Qualifier="live")
        self.assertEqual((answer["Payload"], answer["ExecutedVersion"]), ([1, "1", alias["AliasArn"]], "1"))
        self.awslambda.update_alias(FunctionName=self.name, Name="live", FunctionVersion="2")
        self.assertEqual(self.invoke(name=alias["AliasArn"])["Payload"], 2)
        versions = self.awslambda.list_versions_by_function(FunctionName=self.name)["Versions"]
        self.assertEqual([entry["Version"] for entry in versions], ["$LATEST", "1", "2"])
        self.assertEqual([entry["Name"] for entry in self.awslambda.list_aliases(FunctionName=self.name)["Aliases"]], ["live"])
        self.awslambda.delete_alias(FunctionName=self.name, Name="live")
        self.refused("ResourceNotFoundException", self.awslambda.get_alias, FunctionName=self.name, Name="live")

    def test_concurrency_that_is_reserved(self):
        self.create("import time\ndef handler(event, context): time.sleep(1)")
        self.awslambda.put_function_concurrency(FunctionName=self.name, ReservedConcurrentExecutions=0)
        self.assertEqual(self.awslambda.get_function_concurrency(FunctionName=self.name)["ReservedConcurrentExecutions"], 0)
        self.refused("TooManyRequestsException", self.awslambda.invoke, FunctionName=self.name, status=429)
        self.awslambda.delete_function_concurrency(FunctionName=self.name)
        self.assertEqual(self.invoke()["StatusCode"], 200)

    def test_tags(self):
        function = self.create(Tags={"a": "1"})["FunctionArn"]
        self.awslambda.tag_resource(Resource=function, Tags={"b": "2"})
        self.awslambda.untag_resource(Resource=function, TagKeys=["a"])
        self.assertEqual(self.awslambda.list_tags(Resource=function)["Tags"], {"b": "2"})

    def test_permissions(self):
        self.create()
        statement = json.loads(self.awslambda.add_permission(
            FunctionName=self.name, StatementId="s3", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com")["Statement"])
        self.assertEqual((statement["Sid"], statement["Effect"]), ("s3", "Allow"))
        policy = json.loads(self.awslambda.get_policy(FunctionName=self.name)["Policy"])
        self.assertEqual(len(policy["Statement"]), 1)
        self.awslambda.remove_permission(FunctionName=self.name, StatementId="s3")
        self.refused("ResourceNotFoundException", self.awslambda.get_policy, FunctionName=self.name)

    def test_the_account(self):
        settings = self.awslambda.get_account_settings()
        self.assertEqual(settings["AccountLimit"]["ConcurrentExecutions"], 1000)

    def test_node_functions(self):
        source = "exports.handler = async (event) => { console.log('saw', event); return {got: event}; };"
        self.create(name=self.name, files={"index.js": source}, Runtime="nodejs20.x", Handler="index.handler")
        answer = self.invoke([1], LogType="Tail")
        self.assertEqual(answer["Payload"], {"got": [1]})
        self.assertRegex(base64.b64decode(answer["LogResult"]).decode(), r"Z\t[\w-]{36}\tINFO\tsaw \[ 1 \]\n")

    def test_a_response_in_pieces(self):
        source = ("exports.handler = awslambda.streamifyResponse(async (event, stream) => {\n"
                  "  for (const piece of ['a', 'b', 'c']) { stream.write(piece); await new Promise(r => setTimeout(r, 30)); }\n"
                  "  stream.end(); });")
        self.create(files={"index.js": source}, Runtime="nodejs20.x", Handler="index.handler")
        if not hasattr(self.awslambda, "invoke_with_response_stream"):
            self.skipTest("this boto3 does not know it")
        pieces, complete = [], None
        for event in self.awslambda.invoke_with_response_stream(FunctionName=self.name)["EventStream"]:
            if "PayloadChunk" in event:
                pieces.append(event["PayloadChunk"]["Payload"])
            else:
                complete = event["InvokeComplete"]
        self.assertEqual(b"".join(pieces), b"abc")
        self.assertNotIn("ErrorCode", complete)

    def test_hundreds_of_invocations_at_once(self):
        from concurrent.futures import ThreadPoolExecutor
        self.create("import time\ndef handler(event, context):\n    time.sleep(0.05)\n    return event")
        began = time.monotonic()
        with ThreadPoolExecutor(32) as pool:
            results = list(pool.map(lambda n: self.invoke(n)["Payload"], range(200)))
        self.assertEqual(results, list(range(200)))
        self.assertLess(time.monotonic() - began, 30)


if __name__ == "__main__":
    main()
