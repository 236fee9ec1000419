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

    def test_a_split_shard_ends_and_names_its_children(self):
        self.kinesis.create_stream(StreamName="split", ShardCount=1)
        self.kinesis.get_waiter("stream_exists").wait(StreamName="split")
        self.kinesis.put_record(StreamName="split", PartitionKey="k", Data=b"1")
        self.kinesis.split_shard(StreamName="split", ShardToSplit="shardId-000000000000", NewStartingHashKey=str(2 ** 127))
        iterator = self.kinesis.get_shard_iterator(
            StreamName="split", ShardId="shardId-000000000000", ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        answer = self.kinesis.get_records(ShardIterator=iterator)
        self.assertNotIn("NextShardIterator", answer)
        self.assertEqual([child["ParentShards"] for child in answer["ChildShards"]], [["shardId-000000000000"]] * 2)
        latest = self.kinesis.list_shards(StreamName="split", ShardFilter={"Type": "AT_LATEST"})["Shards"]
        self.kinesis.merge_shards(StreamName="split", ShardToMerge=latest[0]["ShardId"],
                                  AdjacentShardToMerge=latest[1]["ShardId"])
        page = self.kinesis.list_shards(StreamName="split", MaxResults=3)
        rest = self.kinesis.list_shards(NextToken=page["NextToken"])["Shards"]
        self.assertEqual([len(page["Shards"]), len(rest)], [3, 1])

    def test_consumers(self):
        self.kinesis.create_stream(StreamName="fans", StreamModeDetails={"StreamMode": "ON_DEMAND"})
        arn = self.kinesis.describe_stream_summary(StreamName="fans")["StreamDescriptionSummary"]["StreamARN"]
        made = self.kinesis.register_stream_consumer(StreamARN=arn, ConsumerName="c")["Consumer"]
        described = self.kinesis.describe_stream_consumer(ConsumerARN=made["ConsumerARN"])["ConsumerDescription"]
        self.assertEqual((described["ConsumerStatus"], described["StreamARN"]), ("ACTIVE", arn))
        self.kinesis.delete_stream(StreamName="fans", EnforceConsumerDeletion=True)
        self.kinesis.get_waiter("stream_not_exists").wait(StreamName="fans")


if __name__ == "__main__":
    main()
