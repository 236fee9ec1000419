"""sts, iam and logs."""
import time

from client_case import ACCOUNT, ROLE, CliCase, main


class Basics(CliCase):
    def test_who_calls(self):
        self.assertEqual(self.aws("sts", "get-caller-identity")["Account"], ACCOUNT)

    def test_roles(self):
        role = self.aws("iam", "create-role", "--role-name", "any", "--assume-role-policy-document", "{}")["Role"]
        self.assertEqual(role["Arn"], ROLE)
        self.assertIn("(EntityAlreadyExists)", self.aws(
            "iam", "create-role", "--role-name", "any", "--assume-role-policy-document", "{}", status=1))
        self.assertIn("(NoSuchEntity)", self.aws("iam", "get-role", "--role-name", "absent", status=1))
        self.aws("iam", "wait", "role-exists", "--role-name", "any")

    def test_logs(self):
        self.aws("logs", "create-log-group", "--log-group-name", "/cli")
        self.aws("logs", "create-log-stream", "--log-group-name", "/cli", "--log-stream-name", "s")
        self.aws("logs", "put-log-events", "--log-group-name", "/cli", "--log-stream-name", "s", "--log-events",
                 "timestamp=%d,message=hello" % (time.time() * 1000))
        events = self.aws("logs", "filter-log-events", "--log-group-name", "/cli", "--filter-pattern", "hello")["events"]
        self.assertEqual([event["message"] for event in events], ["hello"])
        self.assertIn("(ResourceNotFoundException)", self.aws("logs", "get-log-events", "--log-group-name", "/absent",
                                                              "--log-stream-name", "s", status=1))
        if self.version() >= 2:
            self.assertIn("hello", str(self.aws("logs", "tail", "/cli", "--since", "1h")))


if __name__ == "__main__":
    main()
