"""kill -9 while eight clients write: what was acknowledged is there, in the table, its index and its stream, once."""
import os
import random
import shutil
import tempfile
import threading
import time
import unittest

import orrery
from table_client import LOST, Client, create_table

WRITERS = 8
KILLS = int(os.environ.get('ORRERY_KILLS', '25'))
SEED = int(os.environ.get('ORRERY_SEED', '0')) or random.randrange(1 << 30)


class Writer(threading.Thread):
    """Writes items numbered 1, 2, 3...: one by one, in batches, in transactions; never a number twice."""

    def __init__(self, number, port, alive):
        super().__init__(daemon=True)
        self.name_of_partition = f'writer{number}'
        self.random = random.Random(SEED * 100 + number)
        self.client = Client(port)
        self.alive = alive
        self.next = 1
        self.acknowledged, self.unknown = set(), set()
        self.stopped = False
        self.failure = None

    def item(self, number):
        return {'pk': {'S': self.name_of_partition}, 'n': {'N': str(number)}, 'g': {'S': 'g-' + self.name_of_partition},
                'filler': {'S': 'x' * self.random.randrange(200)}}

    def write(self, numbers):
        items = [self.item(number) for number in numbers]
        if len(items) == 1:
            self.client.call('PutItem', TableName='ledger', Item=items[0], ConditionExpression='attribute_not_exists(pk)')
        elif len(items) == 2:
            self.client.call('TransactWriteItems', TransactItems=[
                {'Put': {'TableName': 'ledger', 'Item': item, 'ConditionExpression': 'attribute_not_exists(pk)'}}
                for item in items])
        else:
            self.client.call('BatchWriteItem', RequestItems={
                'ledger': [{'PutRequest': {'Item': item}} for item in items]})

    def run(self):
        try:
            while not self.stopped:
                self.alive.wait()
                count = self.random.choice((1, 1, 1, 2, 5))
                numbers = range(self.next, self.next + count)
                self.next += count
                try:
                    self.write(numbers)
                    self.acknowledged.update(numbers)
                except LOST:
                    self.unknown.update(numbers)
                    time.sleep(0.001)
        except Exception as failure:  # shown by the test
            self.failure = failure


class Checker:
    """Follows the table, its index and its stream from restart to restart."""

    def __init__(self, client, stream_arn):
        self.client = client
        self.stream = stream_arn
        description = client.stream('DescribeStream', StreamArn=stream_arn)['StreamDescription']
        self.shards = {shard['ShardId']: None for shard in description['Shards']}
        self.checked = {}

    def query(self, key, value, after, **more):
        found, start = [], {}
        while True:
            page = self.client.call('Query', TableName='ledger', KeyConditionExpression=f'{key} = :k AND n > :n',
                                    ExpressionAttributeValues={':k': {'S': value}, ':n': {'N': str(after)}},
                                    ProjectionExpression='n', **more, **start)
            found += [int(item['n']['N']) for item in page['Items']]
            if 'LastEvaluatedKey' not in page:
                return found
            start = {'ExclusiveStartKey': page['LastEvaluatedKey']}

    def new_records(self):
        """(partition, number) of every record since the last time, in order."""
        records = []
        for shard, last in self.shards.items():
            how = {'ShardIteratorType': 'TRIM_HORIZON'} if last is None else {
                'ShardIteratorType': 'AFTER_SEQUENCE_NUMBER', 'SequenceNumber': last}
            iterator = self.client.stream('GetShardIterator', StreamArn=self.stream, ShardId=shard,
                                          **how)['ShardIterator']
            while True:
                page = self.client.stream('GetRecords', ShardIterator=iterator)
                for record in page['Records']:
                    assert record['eventName'] == 'INSERT', record
                    keys = record['dynamodb']['Keys']
                    records.append((keys['pk']['S'], int(keys['n']['N'])))
                    self.shards[shard] = record['dynamodb']['SequenceNumber']
                if not page['Records'] or 'NextShardIterator' not in page:
                    break
                iterator = page['NextShardIterator']
        return records

    def check(self, writers):
        streamed = {}
        for partition, number in self.new_records():
            streamed.setdefault(partition, []).append(number)
        for writer in writers:
            partition = writer.name_of_partition
            after = self.checked.get(partition, 0)
            stored = self.query('pk', partition, after)
            indexed = self.query('g', 'g-' + partition, after, IndexName='g-index')
            wanted = {number for number in writer.acknowledged if number > after}
            allowed = wanted | {number for number in writer.unknown if number > after}
            assert wanted <= set(stored), f'{partition} lost {sorted(wanted - set(stored))[:5]}'
            assert set(stored) <= allowed, f'{partition} grew {sorted(set(stored) - allowed)[:5]}'
            assert indexed == stored, f'{partition}: the index differs'
            assert sorted(streamed.get(partition, [])) == stored, f'{partition}: the stream differs'
            self.checked[partition] = max(stored, default=after)


class KillTest(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.mkdtemp(prefix='orrery-kills-')
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)

    def settle(self, writers):
        """Waits until every writer stands at the gate or has met the dead end of its connection."""
        before = None
        while True:
            now = [(writer.next, len(writer.acknowledged) + len(writer.unknown)) for writer in writers]
            if all(number - 1 == known for number, known in now) and now == before:
                return
            before = now
            time.sleep(0.002)

    def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(self):
        print(f'seed {SEED}, {KILLS} kills', flush=True)
        pause = random.Random(SEED)
        emulator = orrery.Emulator(self.directory)
        self.addCleanup(emulator.kill)
        client = Client(emulator.port)
        table = create_table(client, 'ledger', 'n', 'g', StreamSpecification={
            'StreamEnabled': True, 'StreamViewType': 'KEYS_ONLY'})
        checker = Checker(client, table['LatestStreamArn'])
        alive = threading.Event()
        writers = [Writer(number, emulator.port, alive) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for _ in range(KILLS):
            alive.set()
            time.sleep(pause.uniform(0.005, 0.06))
            alive.clear()
            emulator.kill()
            self.settle(writers)
            emulator.start()
            client.connection = None
            checker.check(writers)
            for writer in writers:
                self.assertIsNone(writer.failure)
        for writer in writers:
            writer.stopped = True
        alive.set()
        written = sum(len(writer.acknowledged) for writer in writers)
        print(f'{written} acknowledged, {sum(len(writer.unknown) for writer in writers)} unknown', flush=True)
        self.assertGreater(written, 0)


if __name__ == '__main__':
    unittest.main()
