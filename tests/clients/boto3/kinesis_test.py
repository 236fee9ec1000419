"""Streams: written by key, read by shard."""
from client_case import ClientCase, client, main


class Streams(ClientCase):
    kinesis = client("kinesis")

    def test_records_are_read_in_the_order_they_were_put(self):
        self.kinesis.create_stream(StreamName="s", ShardCount=1)
        self.kinesis.get_waiter("stream_exists").wait(StreamName="s")
        for number in range(3):
            self.kinesis.put_record(StreamName="s", PartitionKey="k", Data=b"%d" % number)
        shard = self.kinesis.describe_stream(StreamName="s")["StreamDescription"]["Shards"][0]["ShardId"]
        iterator = self.kinesis.get_shard_iterator(StreamName="s", ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        records = self.kinesis.get_records(ShardIterator=iterator)["Records"]
        self.assertEqual([record["Data"] for record in records], [b"0", b"1", b"2"])

    def test_what_a_stream_says_of_itself(self):
        self.kinesis.create_stream(StreamName="wide", ShardCount=2)
        self.kinesis.get_waiter("stream_exists").wait(StreamName="wide")
        self.assertEqual(len(self.kinesis.list_shards(StreamName="wide")["Shards"]), 2)
        self.kinesis.increase_stream_retention_period(StreamName="wide", RetentionPeriodHours=48)
        self.kinesis.decrease_stream_retention_period(StreamName="wide", RetentionPeriodHours=36)
        summary = self.kinesis.describe_stream_summary(StreamName="wide")["StreamDescriptionSummary"]
        self.assertEqual((summary["OpenShardCount"], summary["RetentionPeriodHours"]), (2, 36))

    def test_tags(self):
        self.kinesis.create_stream(StreamName="tagged", ShardCount=1)
        self.kinesis.get_waiter("stream_exists").wait(StreamName="tagged")
        self.kinesis.add_tags_to_stream(StreamName="tagged", Tags={"a": "1", "b": "2"})
        self.kinesis.remove_tags_from_stream(StreamName="tagged", TagKeys=["a"])
        self.assertEqual(self.kinesis.list_tags_for_stream(StreamName="tagged")["Tags"], [{"Key": "b", "Value": "2"}])


if __name__ == "__main__":
    main()
