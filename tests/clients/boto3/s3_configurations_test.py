"""What a bucket and an object can be configured with: what is put is what is got, and can be taken away again."""
import datetime
import json

from botocore import xform_name

from client_case import ClientCase, arn, client, main

TABLE = [  # put, get, delete, what is put, the member of the answer that shows it
    ("PutBucketCors", "GetBucketCors", "DeleteBucketCors",
     {"CORSConfiguration": {"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["https://a.example"], "MaxAgeSeconds": 60}]}},
     "CORSRules"),
    ("PutBucketEncryption", "GetBucketEncryption", None,
     {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"},
                                                       "BucketKeyEnabled": False}]}},
     "ServerSideEncryptionConfiguration"),
    ("PutBucketLifecycleConfiguration", "GetBucketLifecycleConfiguration", "DeleteBucketLifecycle",
     {"LifecycleConfiguration": {"Rules": [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 3}}]}},
     "Rules"),
    ("PutBucketOwnershipControls", "GetBucketOwnershipControls", "DeleteBucketOwnershipControls",
     {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}}, "OwnershipControls"),
    ("PutBucketTagging", "GetBucketTagging", "DeleteBucketTagging", {"Tagging": {"TagSet": [{"Key": "k", "Value": "v"}]}}, "TagSet"),
    ("PutBucketWebsite", "GetBucketWebsite", "DeleteBucketWebsite",
     {"WebsiteConfiguration": {"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "error.html"}}}, "IndexDocument"),
    ("PutPublicAccessBlock", "GetPublicAccessBlock", "DeletePublicAccessBlock",
     {"PublicAccessBlockConfiguration": {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": False,
                                         "RestrictPublicBuckets": False}}, "PublicAccessBlockConfiguration"),
    ("PutBucketRequestPayment", "GetBucketRequestPayment", None, {"RequestPaymentConfiguration": {"Payer": "Requester"}}, "Payer"),
    ("PutBucketAccelerateConfiguration", "GetBucketAccelerateConfiguration", None,
     {"AccelerateConfiguration": {"Status": "Enabled"}}, "Status"),
    ("PutBucketVersioning", "GetBucketVersioning", None, {"VersioningConfiguration": {"Status": "Enabled"}}, "Status"),
    ("PutBucketAnalyticsConfiguration", "GetBucketAnalyticsConfiguration", "DeleteBucketAnalyticsConfiguration",
     {"Id": "a", "AnalyticsConfiguration": {"Id": "a", "StorageClassAnalysis": {}}}, "AnalyticsConfiguration"),
    ("PutBucketMetricsConfiguration", "GetBucketMetricsConfiguration", "DeleteBucketMetricsConfiguration",
     {"Id": "m", "MetricsConfiguration": {"Id": "m"}}, "MetricsConfiguration"),
    ("PutBucketIntelligentTieringConfiguration", "GetBucketIntelligentTieringConfiguration",
     "DeleteBucketIntelligentTieringConfiguration",
     {"Id": "t", "IntelligentTieringConfiguration": {"Id": "t", "Status": "Enabled",
                                                     "Tierings": [{"Days": 90, "AccessTier": "ARCHIVE_ACCESS"}]}},
     "IntelligentTieringConfiguration"),
    ("PutBucketInventoryConfiguration", "GetBucketInventoryConfiguration", "DeleteBucketInventoryConfiguration",
     {"Id": "i", "InventoryConfiguration": {"Id": "i", "IsEnabled": True, "IncludedObjectVersions": "All",
                                            "Schedule": {"Frequency": "Daily"},
                                            "Destination": {"S3BucketDestination": {"Bucket": "arn:aws:s3:::configured", "Format": "CSV"}}}},
     "InventoryConfiguration"),
]


class Configurations(ClientCase):
    s3 = client("s3")

    @classmethod
    def setUpClass(cls):
        cls.s3.create_bucket(Bucket="configured")

    def call(self, operation, **parameters):
        return getattr(self.s3, xform_name(operation))(Bucket="configured", **parameters)

    def test_what_is_put_is_got_and_can_be_taken_away(self):
        for put, get, delete, parameters, member in TABLE:
            with self.subTest(put):
                named = {"Id": parameters["Id"]} if "Id" in parameters else {}
                self.call(put, **parameters)
                wanted = next(value for name, value in parameters.items() if name != "Id")
                got = self.call(get, **named)[member]
                self.assertEqual(got, wanted if member in parameters else wanted[member])
                if delete:
                    self.call(delete, **named)
                    with self.assertRaises(Exception):
                        self.call(get, **named)

    def test_a_bucket_is_never_without_encryption(self):
        self.call("DeleteBucketEncryption")
        rule, = self.call("GetBucketEncryption")["ServerSideEncryptionConfiguration"]["Rules"]
        self.assertEqual(rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256")

    def test_lists_of_configurations(self):
        for operation, member in (("ListBucketAnalyticsConfigurations", "AnalyticsConfigurationList"),
                                  ("ListBucketMetricsConfigurations", "MetricsConfigurationList"),
                                  ("ListBucketInventoryConfigurations", "InventoryConfigurationList"),
                                  ("ListBucketIntelligentTieringConfigurations", "IntelligentTieringConfigurationList")):
            with self.subTest(operation):
                answer = self.call(operation)
                self.assertEqual(answer.get(member, []), [])
                self.assertFalse(answer.get("IsTruncated", False))

    def test_a_policy(self):
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                                                          "Resource": "arn:aws:s3:::configured/*"}]}
        self.s3.put_bucket_policy(Bucket="configured", Policy=json.dumps(policy))
        self.assertEqual(json.loads(self.s3.get_bucket_policy(Bucket="configured")["Policy"]), policy)
        self.assertTrue(self.s3.get_bucket_policy_status(Bucket="configured")["PolicyStatus"]["IsPublic"])
        self.s3.delete_bucket_policy(Bucket="configured")
        self.refused("NoSuchBucketPolicy", self.s3.get_bucket_policy, Bucket="configured", status=404)

    def test_access_control_lists(self):
        self.s3.create_bucket(Bucket="acl-bucket")
        self.refused("AccessControlListNotSupported", self.s3.put_bucket_acl, Bucket="acl-bucket", ACL="public-read")
        self.s3.delete_bucket_ownership_controls(Bucket="acl-bucket")
        grants = self.s3.get_bucket_acl(Bucket="acl-bucket")["Grants"]
        self.assertEqual([grant["Permission"] for grant in grants], ["FULL_CONTROL"])
        self.s3.put_bucket_acl(Bucket="acl-bucket", ACL="public-read")
        self.assertEqual(len(self.s3.get_bucket_acl(Bucket="acl-bucket")["Grants"]), 2)
        self.s3.put_object(Bucket="acl-bucket", Key="k", Body=b"x")
        self.s3.put_object_acl(Bucket="acl-bucket", Key="k", ACL="public-read")
        self.assertEqual(len(self.s3.get_object_acl(Bucket="acl-bucket", Key="k")["Grants"]), 2)

    def test_notifications_name_queues_that_exist(self):
        queue = client("sqs").create_queue(QueueName="told")["QueueUrl"]
        wanted = {"QueueConfigurations": [{"Id": "n", "QueueArn": arn("sqs", "told"), "Events": ["s3:ObjectCreated:*"]}]}
        self.s3.put_bucket_notification_configuration(Bucket="configured", NotificationConfiguration=wanted)
        got = self.s3.get_bucket_notification_configuration(Bucket="configured")
        self.assertEqual(got["QueueConfigurations"], wanted["QueueConfigurations"])
        self.s3.put_object(Bucket="configured", Key="seen", Body=b"x")
        bodies = []
        while len(bodies) < 2:
            bodies += [json.loads(message["Body"]) for message in
                       client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=5).get("Messages", [])]
        self.assertIn("s3:TestEvent", [body.get("Event") for body in bodies])
        self.assertIn("seen", [body["Records"][0]["s3"]["object"]["key"] for body in bodies if "Records" in body])

    def test_logging_goes_to_a_bucket(self):
        self.s3.create_bucket(Bucket="logged-to")
        wanted = {"TargetBucket": "logged-to", "TargetPrefix": "p/"}
        self.s3.put_bucket_logging(Bucket="configured", BucketLoggingStatus={"LoggingEnabled": wanted})
        self.assertEqual(self.s3.get_bucket_logging(Bucket="configured")["LoggingEnabled"], wanted)

    def test_object_lock(self):
        self.s3.create_bucket(Bucket="locked", ObjectLockEnabledForBucket=True)
        self.s3.put_object_lock_configuration(Bucket="locked", ObjectLockConfiguration={
            "ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}})
        got = self.s3.get_object_lock_configuration(Bucket="locked")["ObjectLockConfiguration"]
        self.assertEqual(got["Rule"]["DefaultRetention"], {"Mode": "GOVERNANCE", "Days": 1})
        version = self.s3.put_object(Bucket="locked", Key="k", Body=b"x")["VersionId"]
        until = datetime.datetime(2099, 1, 1, tzinfo=datetime.timezone.utc)
        self.s3.put_object_retention(Bucket="locked", Key="k", Retention={"Mode": "GOVERNANCE", "RetainUntilDate": until})
        self.assertEqual(self.s3.get_object_retention(Bucket="locked", Key="k")["Retention"]["RetainUntilDate"], until)
        self.s3.put_object_legal_hold(Bucket="locked", Key="k", LegalHold={"Status": "ON"})
        self.assertEqual(self.s3.get_object_legal_hold(Bucket="locked", Key="k")["LegalHold"]["Status"], "ON")
        self.refused("AccessDenied", self.s3.delete_object, Bucket="locked", Key="k", VersionId=version, status=403)

    def test_tags_and_attributes_of_an_object(self):
        self.s3.put_object(Bucket="configured", Key="o", Body=b"hello", Tagging="a=1")
        self.assertEqual(self.s3.get_object_tagging(Bucket="configured", Key="o")["TagSet"], [{"Key": "a", "Value": "1"}])
        self.s3.delete_object_tagging(Bucket="configured", Key="o")
        self.assertEqual(self.s3.get_object_tagging(Bucket="configured", Key="o")["TagSet"], [])
        attributes = self.s3.get_object_attributes(Bucket="configured", Key="o", ObjectAttributes=["ETag", "ObjectSize", "StorageClass"])
        self.assertEqual((attributes["ObjectSize"], attributes["StorageClass"]), (5, "STANDARD"))

    def test_versions_are_listed_newest_first(self):
        self.s3.create_bucket(Bucket="versions")
        self.s3.put_bucket_versioning(Bucket="versions", VersioningConfiguration={"Status": "Enabled"})
        made = [self.s3.put_object(Bucket="versions", Key="k", Body=body)["VersionId"] for body in (b"1", b"2")]
        self.s3.delete_object(Bucket="versions", Key="k")
        listed = self.s3.list_object_versions(Bucket="versions")
        self.assertEqual([version["VersionId"] for version in listed["Versions"]], made[::-1])
        self.assertTrue(listed["DeleteMarkers"][0]["IsLatest"])

    def test_replication_is_between_versioned_buckets(self):
        for bucket in ("replicated", "replica"):
            self.s3.create_bucket(Bucket=bucket)
        rules = {"Role": "arn:aws:iam::000000000000:role/r", "Rules": [
            {"ID": "r", "Status": "Enabled", "Prefix": "", "Destination": {"Bucket": "arn:aws:s3:::replica"}}]}
        self.refused("InvalidRequest", self.s3.put_bucket_replication, Bucket="replicated", ReplicationConfiguration=rules)
        for bucket in ("replicated", "replica"):
            self.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        self.s3.put_bucket_replication(Bucket="replicated", ReplicationConfiguration=rules)
        got = self.s3.get_bucket_replication(Bucket="replicated")["ReplicationConfiguration"]
        self.assertEqual(got["Rules"][0]["Destination"], {"Bucket": "arn:aws:s3:::replica"})
        self.s3.delete_bucket_replication(Bucket="replicated")
        self.refused("ReplicationConfigurationNotFoundError", self.s3.get_bucket_replication, Bucket="replicated", status=404)

    def test_only_what_is_archived_is_restored(self):
        self.s3.put_object(Bucket="configured", Key="cold", Body=b"x", StorageClass="GLACIER")
        self.s3.restore_object(Bucket="configured", Key="cold", RestoreRequest={"Days": 1})
        self.assertIn('ongoing-request="false"', self.s3.head_object(Bucket="configured", Key="cold")["Restore"])
        self.s3.put_object(Bucket="configured", Key="warm", Body=b"x")
        self.refused("InvalidObjectState", self.s3.restore_object, Bucket="configured", Key="warm",
                     RestoreRequest={"Days": 1}, status=403)

    def test_a_part_copied_from_an_object(self):
        self.s3.put_object(Bucket="configured", Key="source", Body=b"0123456789")
        upload = self.s3.create_multipart_upload(Bucket="configured", Key="joined")["UploadId"]
        part = self.s3.upload_part_copy(Bucket="configured", Key="joined", UploadId=upload, PartNumber=1,
                                        CopySource="configured/source", CopySourceRange="bytes=2-5")
        self.s3.complete_multipart_upload(Bucket="configured", Key="joined", UploadId=upload, MultipartUpload={
            "Parts": [{"PartNumber": 1, "ETag": part["CopyPartResult"]["ETag"]}]})
        self.assertEqual(self.s3.get_object(Bucket="configured", Key="joined")["Body"].read(), b"2345")


if __name__ == "__main__":
    main()
