import base64
import hashlib
import io
import urllib.error
import urllib.request
import zlib

from client_case import ENDPOINT, ClientCase, client, main

ODD_KEYS = ["a b+c", "é/ü", "a//b", "./dot", "up/../down", "trail/", "%2F", "tilde~*'()!", "&=?#", "new\nline"]
PART = 5 << 20


class S3(ClientCase):
    s3 = client("s3")

    def setUp(self):
        self.bucket = "b-" + hashlib.md5(self.id().encode()).hexdigest()
        self.s3.create_bucket(Bucket=self.bucket)

    def put(self, key, body=b"x", **options):
        return self.s3.put_object(Bucket=self.bucket, Key=key, Body=body, **options)

    def get(self, key, **options):
        return self.s3.get_object(Bucket=self.bucket, Key=key, **options)["Body"].read()

    def keys(self, **options):
        return [entry["Key"] for entry in self.s3.list_objects_v2(Bucket=self.bucket, **options).get("Contents", [])]

    def test_buckets(self):
        self.s3.head_bucket(Bucket=self.bucket)
        self.assertIn(self.bucket, [bucket["Name"] for bucket in self.s3.list_buckets()["Buckets"]])
        self.assertIsNone(self.s3.get_bucket_location(Bucket=self.bucket)["LocationConstraint"])
        self.put("k")
        self.refused("BucketNotEmpty", self.s3.delete_bucket, Bucket=self.bucket, status=409,
                     message="The bucket you tried to delete is not empty")
        self.s3.delete_object(Bucket=self.bucket, Key="k")
        self.s3.delete_bucket(Bucket=self.bucket)
        self.refused("404", self.s3.head_bucket, Bucket=self.bucket, status=404)
        self.refused("NoSuchBucket", self.s3.list_objects_v2, Bucket=self.bucket, status=404,
                     message="The specified bucket does not exist")
        self.refused("InvalidBucketName", self.s3.create_bucket, Bucket="No_Capitals", status=400)

    def test_buckets_of_other_regions(self):
        west = client("s3", region_name="eu-west-1")
        name = self.bucket + "-w"
        west.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        self.assertEqual(west.get_bucket_location(Bucket=name)["LocationConstraint"], "eu-west-1")

    def test_an_object_comes_back(self):
        put = self.put("k", b"hello", ContentType="text/plain", Metadata={"colour": "blue"}, CacheControl="no-cache")
        self.assertEqual(put["ETag"], '"%s"' % hashlib.md5(b"hello").hexdigest())
        got = self.s3.get_object(Bucket=self.bucket, Key="k")
        self.assertEqual((got["Body"].read(), got["ContentType"], got["Metadata"], got["CacheControl"], got["ContentLength"],
                          got["ETag"]), (b"hello", "text/plain", {"colour": "blue"}, "no-cache", 5, put["ETag"]))
        head = self.s3.head_object(Bucket=self.bucket, Key="k")
        self.assertEqual((head["ContentLength"], head["LastModified"]), (5, got["LastModified"]))
        self.s3.get_waiter("object_exists").wait(Bucket=self.bucket, Key="k")
        self.s3.delete_object(Bucket=self.bucket, Key="k")
        self.s3.delete_object(Bucket=self.bucket, Key="k")
        error = self.refused("NoSuchKey", self.get, key="k", status=404, message="The specified key does not exist.")
        self.assertEqual(error["Error"]["Key"], "k")
        self.refused("404", self.s3.head_object, Bucket=self.bucket, Key="k", status=404)

    def test_odd_keys(self):
        for key in ODD_KEYS:
            with self.subTest(key):
                self.put(key, key.encode())
                self.assertEqual(self.get(key), key.encode())
        self.assertEqual(self.keys(), sorted(ODD_KEYS, key=lambda key: key.encode()))
        deleted = self.s3.delete_objects(Bucket=self.bucket, Delete={"Objects": [{"Key": key} for key in ODD_KEYS]})
        self.assertEqual(len(deleted["Deleted"]), len(ODD_KEYS))
        self.assertEqual(self.keys(), [])

    def test_ranges(self):
        self.put("k", b"0123456789")
        for given, body, content_range in (("bytes=2-4", b"234", "bytes 2-4/10"), ("bytes=7-", b"789", "bytes 7-9/10"),
                                           ("bytes=-2", b"89", "bytes 8-9/10"), ("bytes=5-99", b"56789", "bytes 5-9/10")):
            with self.subTest(given):
                got = self.s3.get_object(Bucket=self.bucket, Key="k", Range=given)
                self.assertEqual((got["Body"].read(), got["ContentRange"], got["ResponseMetadata"]["HTTPStatusCode"]),
                                 (body, content_range, 206))
        self.refused("InvalidRange", self.get, key="k", Range="bytes=10-", status=416,
                     message="The requested range is not satisfiable")

    def test_conditions(self):
        tag = self.put("k")["ETag"]
        self.assertEqual(self.get("k", IfMatch=tag), b"x")
        self.refused("PreconditionFailed", self.get, key="k", IfMatch='"other"', status=412)
        self.refused("304", self.get, key="k", IfNoneMatch=tag, status=304)
        if "IfNoneMatch" in self.s3.meta.service_model.operation_model("PutObject").input_shape.members:
            self.refused("PreconditionFailed", self.put, key="k", IfNoneMatch="*", status=412)
            self.put("new", IfNoneMatch="*")

    def test_copies(self):
        self.put("from é", b"body", Metadata={"a": "1"}, ContentType="text/plain")
        source = {"Bucket": self.bucket, "Key": "from é"}
        self.s3.copy_object(Bucket=self.bucket, Key="to", CopySource=source)
        self.assertEqual(self.s3.head_object(Bucket=self.bucket, Key="to")["Metadata"], {"a": "1"})
        self.s3.copy_object(Bucket=self.bucket, Key="to", CopySource=source, MetadataDirective="REPLACE", Metadata={"b": "2"})
        self.assertEqual(self.s3.head_object(Bucket=self.bucket, Key="to")["Metadata"], {"b": "2"})
        self.refused("NoSuchKey", self.s3.copy_object, Bucket=self.bucket, Key="to",
                     CopySource={"Bucket": self.bucket, "Key": "absent"}, status=404)
        self.refused("InvalidRequest", self.s3.copy_object, Bucket=self.bucket, Key="to",
                     CopySource={"Bucket": self.bucket, "Key": "to"}, message="This copy request is illegal")

    def test_listings(self):
        for key in ("a/1", "a/2", "b/1", "c"):
            self.put(key)
        answer = self.s3.list_objects_v2(Bucket=self.bucket, Delimiter="/")
        self.assertEqual(([entry["Key"] for entry in answer["Contents"]],
                          [entry["Prefix"] for entry in answer["CommonPrefixes"]], answer["KeyCount"]), (["c"], ["a/", "b/"], 3))
        self.assertEqual(self.keys(Prefix="a/", StartAfter="a/1"), ["a/2"])
        pages = list(self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, PaginationConfig={"PageSize": 3}))
        self.assertEqual([len(page["Contents"]) for page in pages], [3, 1])
        first = self.s3.list_objects(Bucket=self.bucket, MaxKeys=2)
        self.assertEqual((first["IsTruncated"], [entry["Key"] for entry in first["Contents"]]), (True, ["a/1", "a/2"]))
        rest = self.s3.list_objects(Bucket=self.bucket, Marker="a/2")
        self.assertEqual([entry["Key"] for entry in rest["Contents"]], ["b/1", "c"])
        with_delimiter = self.s3.list_objects(Bucket=self.bucket, MaxKeys=1, Delimiter="/")
        self.assertEqual((with_delimiter["NextMarker"], with_delimiter["CommonPrefixes"]), ("a/", [{"Prefix": "a/"}]))

    def test_checksums(self):
        self.put("k", b"body", ChecksumAlgorithm="SHA256")
        head = self.s3.head_object(Bucket=self.bucket, Key="k", ChecksumMode="ENABLED")
        self.assertEqual(head["ChecksumSHA256"], base64.b64encode(hashlib.sha256(b"body").digest()).decode())
        crc = base64.b64encode(zlib.crc32(b"body").to_bytes(4, "big")).decode()
        self.assertEqual(self.put("k", b"body", ChecksumCRC32=crc)["ChecksumCRC32"], crc)
        self.refused("BadDigest", self.put, key="k", body=b"other", ChecksumCRC32=crc, status=400)
        self.refused("BadDigest", self.put, key="k", body=b"other", status=400,
                     ContentMD5=base64.b64encode(hashlib.md5(b"body").digest()).decode())

    def test_an_upload_in_parts(self):
        upload = self.s3.create_multipart_upload(Bucket=self.bucket, Key="k", ContentType="x/y")["UploadId"]
        parts = {"Bucket": self.bucket, "Key": "k", "UploadId": upload}
        tags = [self.s3.upload_part(PartNumber=number, Body=body, **parts)["ETag"]
                for number, body in ((2, b"tail"), (1, b"a" * PART))]
        self.assertEqual([part["PartNumber"] for part in self.s3.list_parts(**parts)["Parts"]], [1, 2])
        uploads = self.s3.list_multipart_uploads(Bucket=self.bucket)["Uploads"]
        self.assertEqual([entry["UploadId"] for entry in uploads], [upload])
        listed = [{"PartNumber": 1, "ETag": tags[1]}, {"PartNumber": 2, "ETag": tags[0]}]
        self.refused("InvalidPartOrder", self.s3.complete_multipart_upload, MultipartUpload={"Parts": listed[::-1]}, **parts)
        self.refused("InvalidPart", self.s3.complete_multipart_upload,
                     MultipartUpload={"Parts": [{"PartNumber": 7, "ETag": '"00000000000000000000000000000000"'}]}, **parts)
        done = self.s3.complete_multipart_upload(MultipartUpload={"Parts": listed}, **parts)
        digests = hashlib.md5(b"a" * PART).digest() + hashlib.md5(b"tail").digest()
        self.assertEqual(done["ETag"], '"%s-2"' % hashlib.md5(digests).hexdigest())
        self.assertEqual((len(self.get("k")), self.s3.head_object(Bucket=self.bucket, Key="k")["ContentType"]), (PART + 4, "x/y"))
        self.refused("NoSuchUpload", self.s3.list_parts, status=404, **parts)

    def test_an_upload_that_is_given_up(self):
        upload = self.s3.create_multipart_upload(Bucket=self.bucket, Key="k")["UploadId"]
        parts = {"Bucket": self.bucket, "Key": "k", "UploadId": upload}
        tag = self.s3.upload_part(PartNumber=1, Body=b"a", **parts)["ETag"]
        other = self.s3.upload_part(PartNumber=2, Body=b"b", **parts)["ETag"]
        self.refused("EntityTooSmall", self.s3.complete_multipart_upload,
                     MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": tag}, {"PartNumber": 2, "ETag": other}]}, **parts)
        self.s3.abort_multipart_upload(**parts)
        self.refused("NoSuchUpload", self.s3.abort_multipart_upload, **parts)

    def test_the_transfer_manager(self):
        body = bytes(range(256)) * (80 << 10)  # 20 MB: parts in parallel, then ranges in parallel
        self.s3.upload_fileobj(io.BytesIO(body), self.bucket, "big")
        got = io.BytesIO()
        self.s3.download_fileobj(self.bucket, "big", got)
        self.assertEqual(hashlib.md5(got.getvalue()).digest(), hashlib.md5(body).digest())
        self.s3.copy({"Bucket": self.bucket, "Key": "big"}, self.bucket, "again")
        self.assertEqual(self.s3.head_object(Bucket=self.bucket, Key="again")["ContentLength"], len(body))

    def test_signed_urls(self):
        url = self.s3.generate_presigned_url("put_object", {"Bucket": self.bucket, "Key": "k é"})
        urllib.request.urlopen(urllib.request.Request(url, data=b"signed", method="PUT", headers={"Content-Type": ""})).close()
        url = self.s3.generate_presigned_url("get_object", {"Bucket": self.bucket, "Key": "k é"})
        self.assertEqual(urllib.request.urlopen(url).read(), b"signed")
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(self.s3.generate_presigned_url("get_object", {"Bucket": self.bucket, "Key": "absent"}))
        self.assertIn(b"<Code>NoSuchKey</Code>", caught.exception.read())

    def test_tags_of_objects(self):
        self.put("k", Tagging="a=1&b=2")
        tags = {"TagSet": [{"Key": "c", "Value": "3"}]}
        self.assertEqual(len(self.s3.get_object_tagging(Bucket=self.bucket, Key="k")["TagSet"]), 2)
        self.s3.put_object_tagging(Bucket=self.bucket, Key="k", Tagging=tags)
        self.assertEqual(self.s3.get_object_tagging(Bucket=self.bucket, Key="k")["TagSet"], tags["TagSet"])


if __name__ == "__main__":
    main()
