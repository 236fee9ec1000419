import json
import os
import tempfile

from client_case import ROLE, CliCase, main, zipped


class Lambda(CliCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def package(self, source):
        path = os.path.join(self.folder, "code.zip")
        with open(path, "wb") as file:
            file.write(zipped({"main.py": source}))
        return "fileb://" + path

    def invoke(self, event, *options):
        for name, text in (("in", json.dumps(event)), ("out", "")):
            with open(os.path.join(self.folder, name), "w") as file:
                file.write(text)
        answer = self.aws("lambda", "invoke", "--function-name", "cli", "--payload", "fileb://%s/in" % self.folder, *options,
                          self.folder + "/out")
        with open(self.folder + "/out") as file:
            return answer, file.read()

    def test_a_function(self):
        create = ["lambda", "create-function", "--function-name", "cli", "--runtime", "python3.8", "--role", ROLE, "--handler",
                  "main.handler"]
        created = self.aws(*create, "--zip-file", self.package("def handler(event, context): return event"))
        self.assertEqual((created["Timeout"], created["MemorySize"]), (3, 128))
        # At once, without waiting, as scripts do.
        self.aws("lambda", "update-function-configuration", "--function-name", "cli", "--timeout", "10")
        self.aws("lambda", "wait", "function-updated", "--function-name", "cli")
        self.aws("lambda", "wait", "function-active-v2", "--function-name", "cli")
        answer, payload = self.invoke({"a": "b"}, "--log-type", "Tail")
        self.assertEqual((answer["StatusCode"], json.loads(payload)), (200, {"a": "b"}))
        self.aws("lambda", "update-function-code", "--function-name", "cli", "--zip-file",
                 self.package("def handler(event, context): raise KeyError('gone')"))
        answer, payload = self.invoke({})
        self.assertEqual((answer["FunctionError"], json.loads(payload)["errorType"]), ("Unhandled", "KeyError"))
        self.assertEqual(self.invoke({}, "--invocation-type", "Event")[0]["StatusCode"], 202)
        with open(self.folder + "/in", "w") as file:
            file.write("{}")
        self.assertEqual(self.aws("lambda", "invoke-async", "--function-name", "cli", "--invoke-args",
                                  self.folder + "/in")["Status"], 202)
        self.assertEqual(self.aws("lambda", "list-functions")["Functions"][0]["FunctionName"], "cli")
        self.assertIn("(ResourceConflictException)", self.aws(*create, "--zip-file", self.package(""), status=1))
        self.aws("lambda", "delete-function", "--function-name", "cli")
        self.assertIn("(ResourceNotFoundException) when calling the GetFunction operation: Function not found",
                      self.aws("lambda", "get-function", "--function-name", "cli", status=1).replace(" (reached max retries: 1)", ""))


if __name__ == "__main__":
    main()
