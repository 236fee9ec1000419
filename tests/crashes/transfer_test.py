"""kill -9 while a table is imported, exported and restored: each goes on after the start, and has every item once."""
import gzip
import http.client
import os
import shutil
import tempfile
import time
import unittest

import orrery
from table_client import CREDENTIALS, Client

ITEMS = 30_000
KILLS = min(int(os.environ.get('ORRERY_KILLS', '25')), 5)  # of each transfer
KEYS = {'KeySchema': [{'AttributeName': 'pk', 'KeyType': 'HASH'}],
        'AttributeDefinitions': [{'AttributeName': 'pk', 'AttributeType': 'S'}]}


class TransferTest(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.mkdtemp(prefix='orrery-transfers-')
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        self.emulator = orrery.Emulator(self.directory)
        self.addCleanup(lambda: self.emulator.kill())
        self.client = Client(self.emulator.port)

    def put(self, path, body=b''):
        connection = http.client.HTTPConnection('127.0.0.1', self.emulator.port)
        connection.request('PUT', path, body, {'Authorization': CREDENTIALS.replace('dynamodb', 's3')})
        self.assertEqual(connection.getresponse().status, 200)

    def killed(self, call, **request):
        """What `call` tells once it no longer says that the transfer is under way."""
        for _ in range(KILLS):
            time.sleep(0.1)
            self.emulator.kill()
            self.emulator.start()
            self.client = Client(self.emulator.port)
        while True:
            [shown] = self.client.call(call, **request).values()
            state = [value for name, value in shown.items() if name.endswith('Status')][0]
            if state not in ('IN_PROGRESS', 'CREATING'):
                return shown
            time.sleep(0.05)

    def import_from(self, prefix, table):
        made = self.client.call('ImportTable', ClientToken=table, InputFormat='DYNAMODB_JSON', InputCompressionType='GZIP',
                                S3BucketSource={'S3Bucket': 'rows', 'S3KeyPrefix': prefix},
                                TableCreationParameters={'TableName': table, 'BillingMode': 'PAY_PER_REQUEST', **KEYS})
        shown = self.killed('DescribeImport', ImportArn=made['ImportTableDescription']['ImportArn'])
        self.assertEqual((shown['ImportStatus'], shown['ImportedItemCount'], shown['ErrorCount']), ('COMPLETED', ITEMS, 0))
        self.assertEqual(self.count(table), ITEMS)
        return shown['TableArn']

    def count(self, table):
        """Of the items that a scan finds; the table's own count is the same."""
        found, start = 0, {}
        while True:
            page = self.client.call('Scan', TableName=table, Select='COUNT', **start)
            found += page['Count']
            if 'LastEvaluatedKey' not in page:
                self.assertEqual(self.client.call('DescribeTable', TableName=table)['Table']['ItemCount'], found)
                return found
            start = {'ExclusiveStartKey': page['LastEvaluatedKey']}

    def test_transfers_go_on(self):
        self.put('/rows')
        for part in range(2):
            lines = ''.join('{"Item":{"pk":{"S":"%d"}}}\n' % number for number in range(part, ITEMS, 2))
            self.put(f'/rows/in/{part}', gzip.compress(lines.encode()))
        table_arn = self.import_from('in/', 'first')
        self.client.call('UpdateContinuousBackups', TableName='first',
                         PointInTimeRecoverySpecification={'PointInTimeRecoveryEnabled': True})
        export = self.client.call('ExportTableToPointInTime', TableArn=table_arn, S3Bucket='rows')['ExportDescription']
        shown = self.killed('DescribeExport', ExportArn=export['ExportArn'])
        self.assertEqual((shown['ExportStatus'], shown['ItemCount']), ('COMPLETED', ITEMS))
        self.import_from(shown['ExportManifest'].replace('manifest-summary.json', 'data/'), 'second')
        self.client.call('RestoreTableToPointInTime', SourceTableName='first', TargetTableName='third',
                         UseLatestRestorableTime=True)
        self.assertEqual(self.killed('DescribeTable', TableName='third')['TableStatus'], 'ACTIVE')
        self.assertEqual(self.count('third'), ITEMS)


if __name__ == '__main__':
    unittest.main()
