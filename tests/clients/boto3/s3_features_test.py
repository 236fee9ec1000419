"""S3 beyond objects and lists: versions, configurations, events, locks, forms."""
import datetime
import hashlib
import json
import os
import socket
import urllib.error
import urllib.parse
import urllib.request
import uuid

from client_case import ACCOUNT, ENDPOINT, ClientCase, arn, client, main


class S3Features(ClientCase):
    def setUp(self):
        self.s3 = client("s3")
        self.bucket = "features-" + uuid.uuid4().hex[:12]
        self.s3.create_bucket(Bucket=self.bucket)

    def put(self, key, body=b"x", **more):
        return self.s3.put_object(Bucket=self.bucket, Key=key, Body=body, **more)

    def body(self, key, **more):
        return self.s3.get_object(Bucket=self.bucket, Key=key, **more)["Body"].read()

    def test_versions_stay_until_they_are_deleted(self):
        self.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        first = self.put("k", b"1")["VersionId"]
        self.put("k", b"2")
        marker = self.s3.delete_object(Bucket=self.bucket, Key="k")
        self.assertTrue(marker["DeleteMarker"])
        self.refused("NoSuchKey", self.s3.get_object, Bucket=self.bucket, Key="k")
        self.assertEqual(self.body("k", VersionId=first), b"1")
        listed = self.s3.list_object_versions(Bucket=self.bucket)
        self.assertEqual((len(listed["Versions"]), len(listed["DeleteMarkers"])), (2, 1))
        everything = [{"Key": "k", "VersionId": one["VersionId"]}
                      for one in listed["Versions"] + listed["DeleteMarkers"]]
        self.assertEqual(len(self.s3.delete_objects(Bucket=self.bucket, Delete={"Objects": everything})["Deleted"]), 3)
        self.s3.delete_bucket(Bucket=self.bucket)

    def test_configurations_are_read_as_they_were_written(self):
        cors = [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "MaxAgeSeconds": 5}]
        self.s3.put_bucket_cors(Bucket=self.bucket, CORSConfiguration={"CORSRules": cors})
        self.assertEqual(self.s3.get_bucket_cors(Bucket=self.bucket)["CORSRules"], cors)
        rules = [{"ID": "r", "Filter": {"And": {"Prefix": "p", "Tags": [{"Key": "a", "Value": "1"}]}},
                  "Status": "Enabled", "Expiration": {"Days": 3},
                  "Transitions": [{"Days": 1, "StorageClass": "GLACIER"}]}]
        self.s3.put_bucket_lifecycle_configuration(Bucket=self.bucket, LifecycleConfiguration={"Rules": rules})
        self.assertEqual(self.s3.get_bucket_lifecycle_configuration(Bucket=self.bucket)["Rules"], rules)
        tags = [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "ü"}]
        self.s3.put_bucket_tagging(Bucket=self.bucket, Tagging={"TagSet": tags})
        self.assertEqual(self.s3.get_bucket_tagging(Bucket=self.bucket)["TagSet"], tags)
        site = {"IndexDocument": {"Suffix": "i.html"}, "ErrorDocument": {"Key": "e.html"},
                "RoutingRules": [{"Condition": {"KeyPrefixEquals": "a"}, "Redirect": {"HostName": "h"}}]}
        self.s3.put_bucket_website(Bucket=self.bucket, WebsiteConfiguration=site)
        answer = self.s3.get_bucket_website(Bucket=self.bucket)
        answer.pop("ResponseMetadata")
        self.assertEqual(answer, site)
        policy = json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
             "Resource": "arn:aws:s3:::%s/*" % self.bucket}]})
        self.s3.put_bucket_policy(Bucket=self.bucket, Policy=policy)
        self.assertEqual(self.s3.get_bucket_policy(Bucket=self.bucket)["Policy"], policy)
        self.assertTrue(self.s3.get_bucket_policy_status(Bucket=self.bucket)["PolicyStatus"]["IsPublic"])
        inventory = {"Destination": {"S3BucketDestination": {"Bucket": "arn:aws:s3:::b", "Format": "CSV"}},
                     "IsEnabled": True, "Id": "i", "IncludedObjectVersions": "All",
                     "OptionalFields": ["Size", "ETag"], "Schedule": {"Frequency": "Daily"}}
        self.s3.put_bucket_inventory_configuration(Bucket=self.bucket, Id="i", InventoryConfiguration=inventory)
        self.assertEqual(
            self.s3.get_bucket_inventory_configuration(Bucket=self.bucket, Id="i")["InventoryConfiguration"], inventory)
        self.s3.delete_bucket_cors(Bucket=self.bucket)
        self.refused("NoSuchCORSConfiguration", self.s3.get_bucket_cors, Bucket=self.bucket)

    def test_access_control_lists_and_tags_of_objects(self):
        self.s3.delete_bucket_ownership_controls(Bucket=self.bucket)
        self.put("k", Tagging="a=1&b=2", ACL="public-read")
        self.assertEqual(len(self.s3.get_object_acl(Bucket=self.bucket, Key="k")["Grants"]), 2)
        self.assertEqual(self.s3.get_object_tagging(Bucket=self.bucket, Key="k")["TagSet"][1]["Value"], "2")
        self.assertEqual(self.s3.get_object(Bucket=self.bucket, Key="k")["TagCount"], 2)
        acl = self.s3.get_bucket_acl(Bucket=self.bucket)
        self.s3.put_bucket_acl(Bucket=self.bucket, AccessControlPolicy={"Owner": acl["Owner"], "Grants": acl["Grants"]})
        self.assertEqual(self.s3.get_bucket_acl(Bucket=self.bucket)["Grants"], acl["Grants"])

    def test_a_queue_hears_of_objects(self):
        sqs = client("sqs")
        name = "events-" + uuid.uuid4().hex[:8]
        url = sqs.create_queue(QueueName=name)["QueueUrl"]
        rule = {"QueueArn": arn("sqs", name), "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
                "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "in/"}]}}}
        self.s3.put_bucket_notification_configuration(
            Bucket=self.bucket, NotificationConfiguration={"QueueConfigurations": [rule]})
        kept = self.s3.get_bucket_notification_configuration(Bucket=self.bucket)["QueueConfigurations"][0]
        self.assertEqual(kept["QueueArn"], rule["QueueArn"])
        self.put("in/a b", b"hello")
        self.put("out/c")
        self.s3.delete_object(Bucket=self.bucket, Key="in/a b")
        bodies = []
        while len(bodies) < 3:
            got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=2).get("Messages", [])
            self.assertTrue(got, "no more events came")
            for message in got:
                bodies.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        self.assertEqual(bodies[0]["Event"], "s3:TestEvent")
        record = bodies[1]["Records"][0]
        self.assertEqual((record["eventName"], record["s3"]["object"]["key"], record["s3"]["object"]["size"]),
                         ("ObjectCreated:Put", "in/a+b", 5))
        self.assertEqual(bodies[2]["Records"][0]["eventName"], "ObjectRemoved:Delete")
        self.refused("InvalidArgument", self.s3.put_bucket_notification_configuration, Bucket=self.bucket,
                     NotificationConfiguration={"QueueConfigurations": [dict(rule, QueueArn=arn("sqs", "missing"))]})

    def test_a_lock_holds(self):
        locked = "locked-" + uuid.uuid4().hex[:12]
        self.s3.create_bucket(Bucket=locked, ObjectLockEnabledForBucket=True)
        until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
        version = self.s3.put_object(Bucket=locked, Key="k", Body=b"x", ObjectLockMode="GOVERNANCE",
                                     ObjectLockRetainUntilDate=until)["VersionId"]
        self.refused("AccessDenied", self.s3.delete_object, Bucket=locked, Key="k", VersionId=version)
        self.assertEqual(self.s3.get_object_retention(Bucket=locked, Key="k")["Retention"]["Mode"], "GOVERNANCE")
        self.s3.put_object_legal_hold(Bucket=locked, Key="k", LegalHold={"Status": "ON"})
        self.assertEqual(self.s3.get_object_legal_hold(Bucket=locked, Key="k")["LegalHold"]["Status"], "ON")
        self.s3.put_object_legal_hold(Bucket=locked, Key="k", LegalHold={"Status": "OFF"})
        self.s3.delete_object(Bucket=locked, Key="k", VersionId=version, BypassGovernanceRetention=True)
        self.s3.delete_bucket(Bucket=locked)

    def test_parts_copied_from_another_object(self):
        data = os.urandom(11 << 20)
        self.put("source", data)
        upload = self.s3.create_multipart_upload(Bucket=self.bucket, Key="k")["UploadId"]
        parts = []
        for number, span in ((1, "bytes=0-6291455"), (2, "bytes=6291456-%d" % (len(data) - 1))):
            copied = self.s3.upload_part_copy(Bucket=self.bucket, Key="k", UploadId=upload, PartNumber=number,
                                              CopySource={"Bucket": self.bucket, "Key": "source"}, CopySourceRange=span)
            parts.append({"PartNumber": number, "ETag": copied["CopyPartResult"]["ETag"]})
        self.assertEqual(len(self.s3.list_parts(Bucket=self.bucket, Key="k", UploadId=upload)["Parts"]), 2)
        done = self.s3.complete_multipart_upload(Bucket=self.bucket, Key="k", UploadId=upload,
                                                 MultipartUpload={"Parts": parts})
        digests = hashlib.md5(data[:6291456]).digest() + hashlib.md5(data[6291456:]).digest()
        self.assertEqual(done["ETag"], '"%s-2"' % hashlib.md5(digests).hexdigest())
        self.assertEqual(self.body("k"), data)
        self.assertEqual(self.body("k", Range="bytes=6291450-6291460"), data[6291450:6291461])
        attributes = self.s3.get_object_attributes(Bucket=self.bucket, Key="k",
                                                   ObjectAttributes=["ETag", "ObjectSize", "ObjectParts", "Checksum"])
        self.assertEqual((attributes["ObjectSize"], attributes["ObjectParts"]["TotalPartsCount"]), (len(data), 2))

    def test_a_form_uploads_with_a_presigned_policy(self):
        form = self.s3.generate_presigned_post(self.bucket, "in/${filename}",
                                               Conditions=[["content-length-range", 1, 10]], ExpiresIn=60)
        def post(content):
            boundary = uuid.uuid4().hex
            lines = []
            for name, value in form["fields"].items():
                lines += ["--" + boundary, 'Content-Disposition: form-data; name="%s"' % name, "", value]
            lines += ["--" + boundary, 'Content-Disposition: form-data; name="file"; filename="f"', "", content,
                      "--" + boundary + "--", ""]
            request = urllib.request.Request(form["url"], "\r\n".join(lines).encode(), {
                "Content-Type": "multipart/form-data; boundary=" + boundary})
            try:
                return urllib.request.urlopen(request).status
            except urllib.error.HTTPError as error:
                return error.code
        self.assertEqual(post("hello"), 204)
        self.assertEqual(self.body("in/f"), b"hello")
        self.assertEqual(post("hello, world"), 400)

    def test_who_waits_for_a_word_to_go_on_may_be_refused_instead(self):
        host = urllib.parse.urlsplit(ENDPOINT)
        head = "PUT /%s/k HTTP/1.1\r\nHost: " + host.netloc + "\r\n%sExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"
        signed = "Authorization: AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/s3/aws4_request\r\n" % ACCOUNT

        def first_line(bucket, credentials):
            with socket.create_connection((host.hostname, host.port), timeout=10) as connection:
                connection.sendall((head % (bucket, credentials)).encode())
                return connection.makefile("rb").readline().decode().strip()
        self.assertEqual(first_line(self.bucket, signed), "HTTP/1.1 100 Continue")
        self.assertEqual(first_line(self.bucket, ""), "HTTP/1.1 403 Forbidden")
        self.assertEqual(first_line("no-" + self.bucket, signed), "HTTP/1.1 404 Not Found")

    def test_conditional_writes(self):
        if "IfMatch" not in self.s3.meta.service_model.operation_model("PutObject").input_shape.members:
            return  # Debian's boto3 does not know of them
        etag = self.put("k", b"1", IfNoneMatch="*")["ETag"]
        self.refused("PreconditionFailed", self.s3.put_object, status=412, Bucket=self.bucket, Key="k", Body=b"2",
                     IfNoneMatch="*")
        self.put("k", b"2", IfMatch=etag)
        self.refused("PreconditionFailed", self.s3.put_object, Bucket=self.bucket, Key="k", Body=b"3", IfMatch=etag)

    def test_what_is_not_supported_says_so(self):
        self.put("k")
        self.refused("NotImplemented", self.s3.select_object_content, "SelectObjectContent", status=501,
                     Bucket=self.bucket, Key="k", Expression="select 1", ExpressionType="SQL",
                     InputSerialization={"CSV": {}}, OutputSerialization={"CSV": {}})


main()
