"""Thirty-two clients at once: their histories are checked, not only what is left in the end.

Every write carries the version it makes, so the order that a history must have is known, and what remains to be
shown is that it agrees with what each client saw and with real time.
"""
import os
import random
import shutil
import tempfile
import threading
import time
import unittest
from collections import defaultdict

import orrery
from table_client import Client, Refused, create_table

CLIENTS = 32
SEED = int(os.environ.get('ORRERY_SEED', '0')) or random.randrange(1 << 30)


def all_at_once(work):
    """Runs work(client number) in every client; raises what any of them raised."""
    failures = []

    def guarded(number):
        try:
            work(number)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


class HistoryTest(unittest.TestCase):
    def setUp(self):
        print(f'seed {SEED}', flush=True)
        directory = tempfile.mkdtemp(prefix='orrery-histories-')
        self.addCleanup(shutil.rmtree, directory, ignore_errors=True)
        self.emulator = orrery.Emulator(directory)
        self.addCleanup(self.emulator.kill)
        self.clients = [Client(self.emulator.port) for _ in range(CLIENTS)]
        create_table(self.clients[0], 'shared')

    def get(self, client, key):
        item = client.call('GetItem', TableName='shared', Key={'pk': {'S': key}}, ConsistentRead=True).get('Item', {})
        return {name: next(iter(value.values())) for name, value in item.items()}

    def test_increments_are_neither_lost_nor_doubled(self):
        rounds = 25

        def work(number):
            client, done = self.clients[number], 0
            while done < rounds:
                if done % 2:
                    client.call('UpdateItem', TableName='shared', Key={'pk': {'S': 'plain'}}, UpdateExpression='ADD v :one',
                                ExpressionAttributeValues={':one': {'N': '1'}})
                    done += 1
                    continue
                seen = self.get(client, 'guarded').get('v', '0')
                try:
                    client.call('UpdateItem', TableName='shared', Key={'pk': {'S': 'guarded'}},
                                UpdateExpression='SET v = :new',
                                ConditionExpression='attribute_not_exists(v) OR v = :seen' if seen == '0' else 'v = :seen',
                                ExpressionAttributeValues={':new': {'N': str(int(seen) + 1)}, ':seen': {'N': seen}})
                    done += 1
                except Refused as refused:
                    self.assertEqual(refused.code, 'ConditionalCheckFailedException')

        all_at_once(work)
        self.assertEqual(int(self.get(self.clients[0], 'plain')['v']), CLIENTS * (rounds // 2))
        self.assertEqual(int(self.get(self.clients[0], 'guarded')['v']), CLIENTS * (rounds - rounds // 2))

    def test_reads_and_writes_of_one_item_are_linearizable(self):
        history = defaultdict(list)  # key -> (begin, end, version, value, is a write)

        def write(client, key, value):
            begin = time.monotonic_ns()
            new = client.call('UpdateItem', TableName='shared', Key={'pk': {'S': key}}, ReturnValues='ALL_NEW',
                              UpdateExpression='SET val = :v ADD version :one',
                              ExpressionAttributeValues={':v': {'S': value}, ':one': {'N': '1'}})['Attributes']
            history[key].append((begin, time.monotonic_ns(), int(new['version']['N']), value, True))

        def work(number):
            chance = random.Random(SEED * 1000 + number)
            for step in range(60):
                key = f'register{chance.randrange(3)}'
                if chance.random() < 0.4:
                    write(self.clients[number], key, f'{number}-{step}')
                    continue
                begin = time.monotonic_ns()
                item = self.get(self.clients[number], key)
                history[key].append((begin, time.monotonic_ns(), int(item.get('version', 0)), item.get('val'), False))

        all_at_once(work)
        for key, operations in history.items():
            written = {version: value for _, _, version, value, wrote in operations if wrote}
            writes = sum(wrote for *_, wrote in operations)
            self.assertEqual(sorted(written), list(range(1, writes + 1)), f'{key}: every write has a version of its own')
            for _, _, version, value, _ in operations:
                self.assertEqual(value, written.get(version), f'{key}: version {version} has one value')
            self.check_real_time(key, operations)

    def check_real_time(self, key, operations):
        """What ended before an operation began has no later version, and a write a newer one than all of it."""
        ends = sorted(operations, key=lambda operation: operation[1])
        newest, at = 0, 0
        for begin, _, version, _, wrote in sorted(operations):
            while at < len(ends) and ends[at][1] < begin:
                newest = max(newest, ends[at][2])
                at += 1
            self.assertGreaterEqual(version, newest + 1 if wrote else newest, f'{key}: real time')

    def test_transactions_are_strictly_serializable(self):
        accounts = [f'account{number}' for number in range(5)]
        for account in accounts:
            self.clients[0].call('PutItem', TableName='shared', Item={
                'pk': {'S': account}, 'balance': {'N': '100'}, 'version': {'N': '0'}})
        history = []  # (begin, end, {account: version}, is a write)
        lock = threading.Lock()

        def read(client, chosen):
            begin = time.monotonic_ns()
            answers = client.call('TransactGetItems', TransactItems=[
                {'Get': {'TableName': 'shared', 'Key': {'pk': {'S': account}}}} for account in chosen])['Responses']
            items = [answer['Item'] for answer in answers]
            versions = {account: int(item['version']['N']) for account, item in zip(chosen, items)}
            with lock:
                history.append((begin, time.monotonic_ns(), versions, False))
            if len(chosen) == len(accounts):
                self.assertEqual(sum(int(item['balance']['N']) for item in items), 100 * len(accounts))
            return versions

        def move(client, source, target, versions):
            begin = time.monotonic_ns()
            try:
                client.call('TransactWriteItems', TransactItems=[
                    {'Update': {'TableName': 'shared', 'Key': {'pk': {'S': account}},
                                'UpdateExpression': 'SET balance = balance + :amount, version = :new',
                                'ConditionExpression': 'version = :seen',
                                'ExpressionAttributeValues': {
                                    ':amount': {'N': amount}, ':seen': {'N': str(versions[account])},
                                    ':new': {'N': str(versions[account] + 1)}}}}
                    for account, amount in ((source, '-1'), (target, '1'))])
            except Refused as refused:
                self.assertEqual(refused.code, 'TransactionCanceledException')
                return
            made = {account: versions[account] + 1 for account in (source, target)}
            with lock:
                history.append((begin, time.monotonic_ns(), made, True))

        def work(number):
            chance = random.Random(SEED * 2000 + number)
            for _ in range(30):
                if chance.random() < 0.2:
                    read(self.clients[number], accounts)
                    continue
                source, target = chance.sample(accounts, 2)
                move(self.clients[number], source, target, read(self.clients[number], [source, target]))

        all_at_once(work)
        self.assertGreater(sum(wrote for *_, wrote in history), 0)
        self.check_serializable(history)

    def check_serializable(self, history):
        """The order that versions and real time ask for has no circle."""
        after = defaultdict(set)
        writer, readers = {}, defaultdict(list)
        for number, (_, _, versions, wrote) in enumerate(history):
            for account, version in versions.items():
                if not wrote:
                    readers[account, version].append(number)
                    continue
                self.assertNotIn((account, version), writer, 'two transactions made one version')
                writer[account, version] = number
        for (account, version), number in writer.items():
            after[number].update(readers[account, version])
            before = readers[account, version - 1] + ([writer[account, version - 1]] if version > 1 else [])
            for earlier in before:
                after[earlier].add(number)
        # Real time runs through one node for each end, so that it takes few edges.
        ends = sorted(range(len(history)), key=lambda number: history[number][1])
        for place, number in enumerate(ends):
            after[number].add(('end', place))
            after['end', place].add(('end', place + 1))
        place = 0
        for number in sorted(range(len(history)), key=lambda number: history[number][0]):
            while place < len(ends) and history[ends[place]][1] < history[number][0]:
                place += 1
            if place:
                after['end', place - 1].add(number)
        self.assertTrue(has_no_circle(after), 'no serial order explains what the clients saw')


def has_no_circle(after):
    incoming = defaultdict(int)
    nodes = set(after)
    for followers in after.values():
        nodes |= followers
        for follower in followers:
            incoming[follower] += 1
    ready = [node for node in nodes if not incoming[node]]
    seen = 0
    while ready:
        node = ready.pop()
        seen += 1
        for follower in after.get(node, ()):
            incoming[follower] -= 1
            if not incoming[follower]:
                ready.append(follower)
    return seen == len(nodes)


if __name__ == '__main__':
    unittest.main()
