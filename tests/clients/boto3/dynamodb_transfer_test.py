"""Tables to S3 and back, and as they were: exports, imports, restores."""
import base64
import gzip
import hashlib
import json
import time

from client_case import ACCOUNT, ClientCase, arn, client, main

BUCKET = "transfers"
KEYS = {"KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}]}


class Transfers(ClientCase):
    dynamodb = client("dynamodb")
    s3 = client("s3")

    @classmethod
    def setUpClass(cls):
        cls.s3.create_bucket(Bucket=BUCKET)

    def make_table(self, name, count):
        self.dynamodb.create_table(TableName=name, BillingMode="PAY_PER_REQUEST", **KEYS)
        for number in range(count):
            self.dynamodb.put_item(TableName=name, Item={
                "k": {"S": "key%d" % number}, "n": {"N": str(number)}, "b": {"B": b"\0\xff"}, "l": {"L": [{"NULL": True}]}})
        self.dynamodb.update_continuous_backups(
            TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})

    def ended(self, kind, described):
        describe = getattr(self.dynamodb, "describe_" + kind.lower())
        while described[kind + "Status"] == "IN_PROGRESS":
            time.sleep(0.02)
            [described] = [value for name, value in describe(**{kind + "Arn": described[kind + "Arn"]}).items()
                           if name != "ResponseMetadata"]
        return described

    def export(self, name, **options):
        return self.dynamodb.export_table_to_point_in_time(
            TableArn=arn("dynamodb", "table/" + name), S3Bucket=options.pop("bucket", BUCKET), **options)["ExportDescription"]

    def import_table(self, name, prefix, **options):
        source = {"S3Bucket": options.pop("bucket", BUCKET), "S3KeyPrefix": prefix}
        return self.dynamodb.import_table(
            S3BucketSource=source, InputFormat=options.pop("format", "DYNAMODB_JSON"),
            TableCreationParameters={"TableName": name, "BillingMode": "PAY_PER_REQUEST", **KEYS},
            **options)["ImportTableDescription"]

    def items(self, name):
        return sorted(self.dynamodb.scan(TableName=name)["Items"], key=lambda item: item["k"]["S"])

    def body(self, key):
        return self.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()

    def test_an_export_is_imported_again(self):
        self.make_table("source", 30)
        shown = self.ended("Export", self.export("source", S3Prefix="daily"))
        self.assertEqual((shown["ExportStatus"], shown["ItemCount"]), ("COMPLETED", 30))
        summary = json.loads(self.body(shown["ExportManifest"]))
        files = [json.loads(line) for line in self.body(summary["manifestFilesS3Key"]).splitlines()]
        self.assertEqual(sum(file["itemCount"] for file in files), 30)
        for file in files:
            data = self.body(file["dataFileS3Key"])
            self.assertEqual(base64.b64encode(hashlib.md5(data).digest()).decode(), file["md5Checksum"])
            for line in gzip.decompress(data).splitlines():
                self.assertEqual(set(json.loads(line)["Item"]), {"k", "n", "b", "l"})
        prefix = files[0]["dataFileS3Key"].rpartition("/")[0]
        described = self.import_table("copy", prefix, InputCompressionType="GZIP")
        self.assertEqual((described["ImportStatus"], described["S3BucketSource"]["S3BucketOwner"]), ("IN_PROGRESS", ACCOUNT))
        described = self.ended("Import", described)
        self.assertEqual((described["ImportStatus"], described["ImportedItemCount"], described["ErrorCount"]), ("COMPLETED", 30, 0))
        self.assertEqual(self.items("copy"), self.items("source"))
        exports = self.dynamodb.list_exports(TableArn=arn("dynamodb", "table/source"))["ExportSummaries"]
        self.assertEqual([export["ExportArn"] for export in exports], [shown["ExportArn"]])
        imports = self.dynamodb.list_imports(TableArn=arn("dynamodb", "table/copy"))["ImportSummaryList"]
        self.assertEqual([one["ImportArn"] for one in imports], [described["ImportArn"]])

    def test_errors_of_an_import_are_logged(self):
        self.s3.put_object(Bucket=BUCKET, Key="rows.csv", Body=b"k,note\nx,\"a, b\"\n,empty\ny,\n")
        described = self.ended("Import", self.import_table("rows", "rows.csv", format="CSV"))
        self.assertEqual((described["ImportStatus"], described["FailureCode"]), ("FAILED", "ItemValidationError"))
        self.assertEqual((described["ProcessedItemCount"], described["ImportedItemCount"]), (3, 2))
        self.assertEqual(self.items("rows"), [{"k": {"S": "x"}, "note": {"S": "a, b"}}, {"k": {"S": "y"}, "note": {"S": ""}}])
        stream = described["ImportArn"].rpartition("/")[2] + "/error"
        [event] = client("logs").get_log_events(logGroupName="/aws-dynamodb/imports", logStreamName=stream)["events"]
        message = json.loads(event["message"])
        self.assertEqual(message["itemS3Pointer"], {"bucket": BUCKET, "key": "rows.csv", "itemIndex": 1})

    def test_what_s3_refuses_is_a_failure(self):
        self.make_table("lonely", 1)
        shown = self.ended("Export", self.export("lonely", bucket="no-such-bucket-here"))
        self.assertEqual((shown["ExportStatus"], shown["FailureCode"]), ("FAILED", "S3NoSuchBucket"))
        described = self.ended("Import", self.import_table("never", "x", bucket="no-such-bucket-here"))
        self.assertEqual((described["ImportStatus"], described["FailureCode"]), ("FAILED", "S3NoSuchBucket"))
        self.refused("ResourceNotFoundException", self.dynamodb.describe_table, TableName="never")

    def test_a_table_is_restored_as_it_was(self):
        self.make_table("past", 3)
        before = self.items("past")
        then = int(time.time()) + 1  # the client sends whole seconds
        time.sleep(then + 0.01 - time.time())
        self.dynamodb.delete_item(TableName="past", Key={"k": {"S": "key1"}})
        self.dynamodb.put_item(TableName="past", Item={"k": {"S": "new"}})
        for target, options, wanted in (("was", {"RestoreDateTime": then}, before),
                                        ("now", {"UseLatestRestorableTime": True}, self.items("past"))):
            made = self.dynamodb.restore_table_to_point_in_time(SourceTableName="past", TargetTableName=target, **options)
            self.assertTrue(made["TableDescription"]["RestoreSummary"]["RestoreInProgress"])
            self.dynamodb.get_waiter("table_exists").wait(TableName=target, WaiterConfig={"Delay": 1})
            self.assertEqual(self.items(target), wanted)


if __name__ == "__main__":
    main()
