"""What a Node function sees of its runtime, and what its runtime says of it."""
import base64
import http.server
import json
import os
import shutil
import subprocess
import tempfile
import textwrap
import threading
import unittest

from fork_server import ROOT, environment
from runtime_api import RuntimeApi

HAS_MODULES = os.path.isdir(ROOT + "/shim/node/node_modules/aws-sdk")


class Cloud(http.server.ThreadingHTTPServer):
    """Stands for the emulator: answers with what it was asked."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.server.seen.append((self.headers["Host"], self.path, self.headers.get("X-Amzn-Trace-Id"), body))
            answer = json.dumps({"host": self.headers["Host"], "path": self.path}).encode()
            answer = b"" if self.command == "PUT" else answer
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_PUT = do_GET

        def log_message(self, *_):
            pass

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.Handler)
        self.seen = []
        self.endpoint = "http://127.0.0.1:%d" % self.server_address[1]
        self.name = self.endpoint[len("http://"):]
        threading.Thread(target=self.serve_forever, daemon=True).start()


class NodeShim(unittest.TestCase):
    def function(self, source, handler="index.handler", name="index.js", files=None, **env):
        code = tempfile.mkdtemp(dir="/var/tmp")
        self.addCleanup(shutil.rmtree, code, True)
        for path, text in dict(files or {}, **{name: source}).items():
            os.makedirs(os.path.dirname(os.path.join(code, path)), exist_ok=True)
            with open(os.path.join(code, path), "w") as file:
                file.write(textwrap.dedent(text))
        self.code = code
        self.api = RuntimeApi()
        self.addCleanup(self.api.close)
        self.process = subprocess.Popen(
            ["node", ROOT + "/shim/node/bootstrap.js"], cwd=code, stdin=subprocess.DEVNULL,
            env=environment(self.api, _HANDLER=handler, LAMBDA_TASK_ROOT=code,
                            **dict({"AWS_EXECUTION_ENV": "AWS_Lambda_nodejs20.x"}, **env)),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(self.process.communicate)
        self.addCleanup(self.process.kill)
        return self

    def invoke(self, event=None, **headers):
        return json.loads(self.api.invoke(json.dumps(event), **headers).body)

    def line(self):
        return self.process.stdout.readline().decode()

    def test_results(self):
        cases = [
            ("exports.handler = async (event) => ({got: event});", {"got": {"ä": 1}}),
            ("exports.handler = async () => {};", None),
            ("exports.handler = (event, context, callback) => callback(null, 'called back');", "called back"),
            ("exports.handler = (event, context, callback) => setTimeout(() => callback(null, 7), 5);", 7),
            ("exports.handler = (event, context) => context.succeed('succeeded');", "succeeded"),
            ("exports.handler = (event, context) => context.done(null, 'done');", "done"),
            ("exports.handler = () => 'not awaited, so nobody gets it';", None),
            ("exports.handler = () => {};", None),
            ("exports.handler = () => Promise.resolve('promised');", "promised"),
            ("exports.handler = () => new Promise(() => {});", None),
        ]
        for source, result in cases:
            with self.subTest(source):
                function = self.function(source)
                self.assertEqual(function.invoke({"ä": 1}), result)
                self.assertEqual(function.invoke({"ä": 1}), result)

    def test_kinds_of_modules(self):
        cases = [
            ("index.mjs", "index.handler", {}, "export const handler = async () => 1;"),
            ("index.js", "index.handler", {"package.json": '{"type": "module"}'}, "export const handler = async () => 1;"),
            ("index.cjs", "index.handler", {}, "exports.handler = async () => 1;"),
            ("src/deep/index.js", "src/deep/index.handler", {}, "exports.handler = async () => 1;"),
            ("index.js", "index.nested.handler", {}, "exports.nested = {handler: async () => 1};"),
            ("index.mjs", "index.handler", {}, "const x = await Promise.resolve(1); export const handler = async () => x;"),
            ("index.mjs", "index.handler", {"lib/one.mjs": "export {one} from './deep/two.mjs';",
                                            "lib/deep/two.mjs": "import {three} from '../../three.js'; export const one = three - 2;",
                                            "three.js": "exports.three = 3;"},
             "import {one} from './lib/one.mjs'; const again = await import('./lib/one.mjs');\n"
             "export const handler = async () => (again.one === one ? one : 0);"),
            ("src/index.js", "src/index.handler", {"package.json": '{"type": "module"}', "src/util.js": "export default 1;"},
             "import one from './util.js'; export const handler = async () => one;"),
            ("index.js", "index.handler", {"node_modules/mine/index.js": "module.exports = 1"},
             "const mine = require('mine'); exports.handler = async () => mine;"),
        ]
        for name, handler, files, source in cases:
            with self.subTest(name=name, source=source):
                self.assertEqual(self.function(source, handler, name, files).invoke(), 1)

    def test_a_callback_waits_for_an_empty_event_loop(self):
        function = self.function("""
            let late = 0;
            exports.handler = (event, context, callback) => {
              if (event === 'ask') return callback(null, late);
              context.callbackWaitsForEmptyEventLoop = event;
              setTimeout(() => { late++; }, 150);
              callback(null, 'x');
            };""")
        function.invoke(True)
        self.assertEqual(function.invoke("ask"), 1)
        function.invoke(False)
        self.assertEqual(function.invoke(False), "x")

    def test_work_goes_on_after_the_handler_has_returned(self):
        function = self.function("let late = 0; exports.handler = async (event) => {\n"
                                 "  if (event === 'ask') { while (!late) await new Promise(r => setTimeout(r, 5)); return late; }\n"
                                 "  setTimeout(() => { late++; }, 50); };")
        function.invoke("start")
        self.assertEqual(function.invoke("ask"), 1)

    def test_the_context(self):
        function = self.function("exports.handler = async (event, c) => [c.functionName, c.functionVersion,"
                                 "c.memoryLimitInMB, c.invokedFunctionArn, c.awsRequestId, c.logGroupName, c.logStreamName,"
                                 "c.clientContext, c.identity, c.getRemainingTimeInMillis() > 29000];")
        self.assertEqual(
            function.invoke(request_id="r-1", client_context='{"custom": {"a": 1}}', cognito_identity='{"cognitoIdentityId": "me"}'),
            ["f", "$LATEST", "128", "arn:aws:lambda:us-east-1:000000000000:function:f", "r-1", "/aws/lambda/f",
             "2026/01/01/[$LATEST]0123", {"custom": {"a": 1}}, {"cognitoIdentityId": "me"}, True])

    def test_errors_of_the_function(self):
        cases = [
            ("async () => { throw new TypeError('boom'); }", "TypeError", "boom"),
            ("() => { throw new Error('boom'); }", "Error", "boom"),
            ("(e, c, callback) => callback(new Error('boom'))", "Error", "boom"),
            ("(e, c, callback) => callback('boom')", "string", "boom"),
            ("(e, c) => c.fail(new Error('boom'))", "Error", "boom"),
            ("async () => { throw 'boom'; }", "string", "boom"),
            ("async () => { const a = {}; a.a = a; return a; }", "Error", "Unable to stringify response body"),
            ("async () => { const e = new Error('boom'); e.name = 'Mine'; throw e; }", "Mine", "boom"),
        ]
        for source, kind, message in cases:
            with self.subTest(source):
                function = self.function("exports.handler = " + source)
                for _ in range(2):
                    answer = function.api.invoke("{}")
                    self.assertTrue(answer.path.endswith("/error"))
                    error = json.loads(answer.body)
                    self.assertEqual((error["errorType"], error["errorMessage"]), (kind, message))
                    self.assertIsInstance(error["trace"], list)
                self.assertRegex(function.line(), r"^[\dT:.-]+Z\t[\w-]+\tERROR\tInvoke Error \t\{\"errorType\":\"%s\"" % kind)

    def test_errors_while_loading(self):
        cases = [
            ("require('nothing-here')", "index.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'nothing-here'"),
            ("", "absent.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'absent'\nRequire stack:\n- /var/runtime/"),
            ("exports.handler = (", "index.handler", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected"),
            ("exports.other = 1", "index.handler", "Runtime.HandlerNotFound", "index.handler is undefined or not exported"),
            ("exports.handler = 1", "index.handler", "Runtime.HandlerNotFound", "index.handler is not a function"),
            ("", "handler", "Runtime.MalformedHandlerName", "Bad handler"),
            ("throw new RangeError('early')", "index.handler", "RangeError", "early"),
        ]
        for source, handler, kind, message in cases:
            with self.subTest(kind + message):
                function = self.function(source, handler)
                answer = function.api.answer()
                self.assertEqual(answer.path, "/2018-06-01/runtime/init/error")
                self.assertEqual(answer.headers["lambda-runtime-function-error-type"], kind)
                error = json.loads(answer.body)
                self.assertEqual((error["errorType"], error["errorMessage"][:len(message)]), (kind, message))
                self.assertEqual(function.process.wait(10), 1)

    def test_an_uncaught_error_ends_the_process_after_it_is_reported(self):
        cases = [("setTimeout(() => { throw new Error('late'); }, 1)", "Error", "late", 129),
                 ("Promise.reject(new Error('lost'))", "Runtime.UnhandledPromiseRejection", "Error: lost", 128)]
        for source, kind, message, code in cases:
            with self.subTest(kind):
                function = self.function("exports.handler = (e, c, callback) => { %s; };" % source)
                error = function.invoke()
                self.assertEqual((error["errorType"], error["errorMessage"]), (kind, message))
                self.assertEqual(function.process.wait(10), code)

    def test_exit_says_nothing(self):
        function = self.function("exports.handler = async () => process.exit(3);")
        function.api.send("{}")
        self.assertEqual(function.process.wait(10), 3)

    def test_lines_of_the_log(self):
        function = self.function("console.log('early'); exports.handler = async () => {\n"
                                 "console.log('a %s', 'b', {c: 1}); console.warn('two\\nlines'); process.stdout.write('raw\\n'); };")
        function.invoke(request_id="r-1")
        self.assertRegex(function.line(), r"^\d{4}-[\dT:.-]+Z\tundefined\tINFO\tearly\n$")
        self.assertRegex(function.line(), r"^\d{4}-[\dT:.-]+Z\tr-1\tINFO\ta b \{ c: 1 \}\n$")
        self.assertRegex(function.line(), r"Z\tr-1\tWARN\ttwo\rlines\n$")
        self.assertEqual(function.line(), "raw\n")

    def test_lines_of_the_log_in_json(self):
        function = self.function("exports.handler = async () => { console.debug('no'); console.info({a: 1}); };",
                                 AWS_LAMBDA_LOG_FORMAT="JSON", AWS_LAMBDA_LOG_LEVEL="INFO")
        function.invoke(request_id="r-1")
        entry = json.loads(function.line())
        self.assertEqual([entry["level"], entry["requestId"], entry["message"]], ["INFO", "r-1", {"a": 1}])

    def test_a_streamed_response(self):
        function = self.function("""
            exports.handler = awslambda.streamifyResponse(async (event, stream, context) => {
              stream.setContentType('text/plain');
              stream.write('one ');
              await new Promise(resolve => setTimeout(resolve, 20));
              stream.write({two: 2});
              stream.end();
            });""")
        for _ in range(2):
            answer = function.api.invoke("{}")
            self.assertEqual(answer.body, b'one {"two":2}')
            self.assertEqual(answer.headers["lambda-runtime-function-response-mode"], "streaming")
            self.assertEqual(answer.headers["content-type"], "text/plain")

    def test_a_streamed_http_response(self):
        function = self.function("""
            exports.handler = awslambda.streamifyResponse(async (event, stream) => {
              stream = awslambda.HttpResponseStream.from(stream, {statusCode: 201});
              stream.write('body'); stream.end();
            });""")
        answer = function.api.invoke("{}")
        self.assertEqual(answer.headers["content-type"], "application/vnd.awslambda.http-integration-response")
        self.assertEqual(answer.body, b'{"statusCode":201}' + bytes(8) + b"body")

    def test_a_stream_that_fails_says_so_in_its_trailers(self):
        function = self.function("exports.handler = awslambda.streamifyResponse(async (event, stream) => {\n"
                                 "  stream.write('half'); throw new RangeError('broken'); });")
        for _ in range(2):
            answer = function.api.invoke("{}")
            self.assertEqual(answer.body, b"half")
            self.assertEqual(answer.trailers["lambda-runtime-function-error-type"], "RangeError")
            error = json.loads(base64.b64decode(answer.trailers["lambda-runtime-function-error-body"]))
            self.assertEqual(error["errorMessage"], "broken")

    def test_calls_to_aws_go_to_the_emulator_under_their_own_name(self):
        cloud = Cloud()
        self.addCleanup(cloud.server_close), self.addCleanup(cloud.shutdown)
        request = """
            const ask = (module, ...given) => new Promise((resolve, reject) => {
              module.request(...given, (answer) => {
                let text = '';
                answer.on('data', (piece) => { text += piece; }).on('end', () => resolve(JSON.parse(text).host));
              }).on('error', reject).end();
            });
            """
        body = """async () => [
              await ask(https, {host: 'bucket.s3.amazonaws.com', path: '/k', agent: new https.Agent()}),
              await ask(http, {hostname: 'sqs.eu-west-1.amazonaws.com', port: 80, headers: {Host: 'given'}}),
              await ask(https, 'https://lambda.us-east-1.amazonaws.com/x'),
              await ask(https, new URL('https://states.us-east-1.amazonaws.com/x'), {method: 'POST'}),
              await ask(http, {hostname: 'sync-127.0.0.1', port: new URL(process.env.AWS_ENDPOINT_URL).port}),
              (await (await fetch('https://b.s3.amazonaws.com/k', {method: 'POST', body: 'x'})).json()).path];"""
        hosts = ["bucket.s3.amazonaws.com", "given", "lambda.us-east-1.amazonaws.com", "states.us-east-1.amazonaws.com",
                 cloud.name, "/b/k"]
        common = self.function("const http = require('http'), https = require('https');" + request +
                               "exports.handler = " + body, AWS_ENDPOINT_URL=cloud.endpoint)
        self.assertEqual(common.invoke(), hosts)
        module = self.function("import http from 'http'; import https from 'node:https'; import {request as named} from 'https';" +
                               request + "export const handler = " + body, name="index.mjs", AWS_ENDPOINT_URL=cloud.endpoint)
        self.assertEqual(module.invoke(), hosts)

    @unittest.skipUnless(HAS_MODULES, "scripts/deps has not been run")
    def test_both_sdks_reach_the_emulator(self):
        cloud = Cloud()
        self.addCleanup(cloud.server_close), self.addCleanup(cloud.shutdown)
        second = """
            const AWS = require('aws-sdk');
            exports.handler = async () => {
              await new AWS.Lambda().invokeAsync({FunctionName: 'g', InvokeArgs: '{}'}).promise();
              await new AWS.S3().putObject({Bucket: 'bucket', Key: 'k', Body: 'x'}).promise();
            };"""
        self.function(second, AWS_ENDPOINT_URL=cloud.endpoint).invoke(trace_id="Root=1;Parent=2")
        self.assertEqual([seen[:3] for seen in cloud.seen],
                         [("lambda.us-east-1.amazonaws.com", "/2014-11-13/functions/g/invoke-async/", "Root=1;Parent=2"),
                          ("bucket.s3.amazonaws.com", "/k", "Root=1;Parent=2")])
        third = """
            %s
            const handler = async () => {
              await new LambdaClient({}).send(new InvokeCommand({FunctionName: 'g'}));
              await new S3Client({}).send(new PutObjectCommand({Bucket: 'bucket', Key: 'k', Body: 'x'}));
            };"""
        ways = [("index.js", "const {LambdaClient, InvokeCommand} = require('@aws-sdk/client-lambda');"
                             "const {S3Client, PutObjectCommand} = require('@aws-sdk/client-s3');", "exports.handler = handler;"),
                ("index.mjs", "import {LambdaClient, InvokeCommand} from '@aws-sdk/client-lambda';"
                              "import {S3Client, PutObjectCommand} from '@aws-sdk/client-s3';", "export {handler};")]
        for name, imports, export in ways:
            with self.subTest(name):
                cloud.seen.clear()
                self.function(third % imports + export, name=name,
                              AWS_ENDPOINT_URL=cloud.endpoint).invoke(trace_id="Root=1;Parent=2")
                self.assertEqual([seen[:3] for seen in cloud.seen],
                                 [(cloud.name, "/2015-03-31/functions/g/invocations", "Root=1;Parent=2"),
                                  (cloud.name, "/bucket/k?x-id=PutObject", "Root=1;Parent=2")])

    @unittest.skipUnless(HAS_MODULES, "scripts/deps has not been run")
    def test_late_work_keeps_the_trace_of_its_invocation(self):
        cloud = Cloud()
        self.addCleanup(cloud.server_close), self.addCleanup(cloud.shutdown)
        function = self.function("""
            const AWS = require('aws-sdk');
            const {LambdaClient, InvokeCommand} = require('@aws-sdk/client-lambda');
            const later = () => new Promise((resolve) => setTimeout(resolve, 100));
            let late;
            exports.handler = async (event) => {
              if (event === 'wait') return late.then(() => null);
              late = Promise.all([
                later().then(() => new AWS.Lambda().invoke({FunctionName: 'second'}).promise()),
                later().then(() => new LambdaClient({}).send(new InvokeCommand({FunctionName: 'third'})))]);
            };""", AWS_ENDPOINT_URL=cloud.endpoint)
        function.invoke("start", trace_id="Root=1;Parent=1")
        function.invoke("wait", trace_id="Root=1;Parent=2")
        self.assertEqual([seen[2] for seen in cloud.seen], ["Root=1;Parent=1"] * 2)

    def test_the_store_of_an_invocation(self):
        function = self.function("const {InvokeStore} = globalThis.awslambda; exports.handler = async () => {\n"
                                 "await null; InvokeStore.set('mine', 1);\n"
                                 "return [InvokeStore.getRequestId(), InvokeStore.getXRayTraceId(), InvokeStore.get('mine'), "
                                 "process.env._X_AMZN_TRACE_ID]; };")
        self.assertEqual(function.invoke(request_id="r", trace_id="Root=1"), ["r", "Root=1", 1, "Root=1"])

    def test_a_large_event_and_a_large_result(self):
        function = self.function("exports.handler = async (event) => event;")
        event = {"text": "ä" * 1500000}
        self.assertEqual(function.invoke(event), event)


if __name__ == "__main__":
    unittest.main()
