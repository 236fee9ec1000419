"""What the tests in Python share. Each file runs in an account of its own."""
import io
import json
import os
import subprocess
import sys
import time
import unittest
import zipfile

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
ACCOUNT = os.environ["AWS_ACCESS_KEY_ID"]
REGION = os.environ["AWS_REGION"]
ROLE = "arn:aws:iam::%s:role/any" % ACCOUNT


def client(service, **options):
    import boto3
    from botocore.config import Config
    config = Config(inject_host_prefix=False, retries={"max_attempts": 1}, read_timeout=60)
    return boto3.client(service, endpoint_url=ENDPOINT, **dict({"config": config}, **options))


def arn(service, resource):
    return "arn:aws:%s:%s:%s:%s" % (service, REGION, ACCOUNT, resource)


def zipped(files):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o100755 << 16
            package.writestr(entry, text)
    return archive.getvalue()


class ClientCase(unittest.TestCase):
    maxDiff = None

    def refused(self, code, call, message=None, status=None, **parameters):
        """`call` is refused with this code, and words that contain `message`. Returns the error's answer."""
        from botocore.exceptions import ClientError
        with self.assertRaises(ClientError) as caught:
            call(**parameters)
        error = caught.exception.response
        self.assertEqual(error["Error"]["Code"], code, error["Error"].get("Message"))
        if message is not None:
            self.assertIn(message, error["Error"]["Message"])
        if status is not None:
            self.assertEqual(error["ResponseMetadata"]["HTTPStatusCode"], status)
        return error

    def eventually(self, check, seconds=20):
        """The first result of `check` that is true."""
        end = time.monotonic() + seconds
        while True:
            result = check()
            if result:
                return result
            if time.monotonic() > end:
                self.fail("did not happen within %d s" % seconds)
            time.sleep(0.05)


class CliCase(ClientCase):
    def aws(self, *arguments, status=0):
        """Runs one command; returns its JSON, its text, or for a status other than 0 its complaint."""
        done = subprocess.run([os.environ["AWS_CLI"], "--endpoint-url", ENDPOINT, "--output", "json", *arguments],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode != 0, status != 0, done.stdout + done.stderr)
        if status:
            return done.stderr.strip()
        try:
            return json.loads(done.stdout) if done.stdout.strip() else {}
        except ValueError:
            return done.stdout


    def version(self):
        return int(subprocess.run([os.environ["AWS_CLI"], "--version"], stdout=subprocess.PIPE, text=True).stdout[len("aws-cli/")])


class Lines(unittest.TestResult):
    def addSuccess(self, test):
        print("ok %s" % test.id().partition(".")[2], flush=True)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        print("not ok %s\n%s" % (test.id().partition(".")[2], self.failures[-1][1]), flush=True)

    def addError(self, test, error):
        super().addError(test, error)
        print("not ok %s\n%s" % (test.id().partition(".")[2], self.errors[-1][1]), flush=True)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error:
            print("not ok %s\n%s" % (subtest.id().partition(".")[2], self._exc_info_to_string(error, subtest)), flush=True)


def main():
    result = Lines()
    unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"]).run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
