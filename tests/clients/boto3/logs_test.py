import time

from client_case import ClientCase, arn, client, main


class Logs(ClientCase):
    logs = client("logs")

    def setUp(self):
        self.group = "/test/" + self.id().rpartition(".")[2]
        self.logs.create_log_group(logGroupName=self.group)
        self.logs.create_log_stream(logGroupName=self.group, logStreamName="one")

    def put(self, *messages, stream="one"):
        now = int(time.time() * 1000)
        return self.logs.put_log_events(logGroupName=self.group, logStreamName=stream, logEvents=[
            {"timestamp": now + i, "message": message} for i, message in enumerate(messages)])

    def test_groups(self):
        self.refused("ResourceAlreadyExistsException", self.logs.create_log_group, logGroupName=self.group,
                     message="The specified log group already exists", status=400)
        found = self.logs.describe_log_groups(logGroupNamePrefix=self.group)["logGroups"]
        self.assertEqual([group["logGroupName"] for group in found], [self.group])
        self.assertEqual(found[0]["arn"], arn("logs", "log-group:%s:*" % self.group))
        self.logs.delete_log_group(logGroupName=self.group)
        self.refused("ResourceNotFoundException", self.logs.delete_log_group, logGroupName=self.group,
                     message="The specified log group does not exist.")

    def test_streams(self):
        self.refused("ResourceAlreadyExistsException", self.logs.create_log_stream, logGroupName=self.group,
                     logStreamName="one", message="The specified log stream already exists")
        self.refused("ResourceNotFoundException", self.logs.create_log_stream, logGroupName="absent", logStreamName="one")
        for name in ("two", "three"):
            self.logs.create_log_stream(logGroupName=self.group, logStreamName=name)
        pages = self.logs.get_paginator("describe_log_streams").paginate(
            logGroupName=self.group, PaginationConfig={"PageSize": 1})
        self.assertEqual([stream["logStreamName"] for page in pages for stream in page["logStreams"]],
                         ["one", "three", "two"])
        self.logs.delete_log_stream(logGroupName=self.group, logStreamName="two")
        self.assertEqual(len(self.logs.describe_log_streams(logGroupName=self.group)["logStreams"]), 2)

    def test_events_of_a_stream(self):
        self.put("a", "b", "c")
        answer = self.logs.get_log_events(logGroupName=self.group, logStreamName="one", startFromHead=True, limit=2)
        self.assertEqual([event["message"] for event in answer["events"]], ["a", "b"])
        answer = self.logs.get_log_events(logGroupName=self.group, logStreamName="one", startFromHead=True,
                                          nextToken=answer["nextForwardToken"])
        self.assertEqual([event["message"] for event in answer["events"]], ["c"])
        last = self.logs.get_log_events(logGroupName=self.group, logStreamName="one",
                                        nextToken=answer["nextForwardToken"])
        self.assertEqual((last["events"], last["nextForwardToken"]), ([], answer["nextForwardToken"]))

    def test_filtered_events(self):
        self.put("an ERROR here", "nothing", '{"level": "warn", "n": 3}')
        cases = [("ERROR", 1), ("?ERROR ?nothing", 2), ("-nothing", 2), ('{ $.level = "warn" }', 1), ("{ $.n > 5 }", 0), ("", 3)]
        for pattern, count in cases:
            with self.subTest(pattern):
                answer = self.logs.filter_log_events(logGroupName=self.group, filterPattern=pattern)
                self.assertEqual(len(answer["events"]), count)
        pages = self.logs.get_paginator("filter_log_events").paginate(
            logGroupName=self.group, PaginationConfig={"PageSize": 1})
        self.assertEqual(sum(len(page["events"]) for page in pages), 3)

    def test_events_go_to_a_stream_that_is_there(self):
        self.refused("ResourceNotFoundException", self.put_to, stream="absent",
                     message="The specified log stream does not exist.")

    def put_to(self, **parameters):
        return self.put("x", **parameters)

    def test_retention(self):
        self.logs.put_retention_policy(logGroupName=self.group, retentionInDays=7)
        group, = self.logs.describe_log_groups(logGroupNamePrefix=self.group)["logGroups"]
        self.assertEqual(group["retentionInDays"], 7)
        self.logs.delete_retention_policy(logGroupName=self.group)
        group, = self.logs.describe_log_groups(logGroupNamePrefix=self.group)["logGroups"]
        self.assertNotIn("retentionInDays", group)
        self.refused("InvalidParameterException", self.logs.put_retention_policy, logGroupName=self.group, retentionInDays=2)


if __name__ == "__main__":
    main()
