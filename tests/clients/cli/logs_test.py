import time

from client_case import CliCase, main


class Logs(CliCase):
    def test_events(self):
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
