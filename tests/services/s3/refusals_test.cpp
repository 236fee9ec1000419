// Answers of AWS that were recorded there: code, message and the members beside them.
#include "tests/services/s3/s3_world.h"

using namespace orrery;

namespace {

struct MarkedWorld : S3World {
  MarkedWorld() {
    put("/bucket");
    put("/bucket?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
    put("/bucket/key", "x");
    marker = http("DELETE", "/bucket/key").header("x-amz-version-id");
  }
  std::string marker;
};

struct UploadWorld : S3World {
  UploadWorld() { put("/bucket"); }
  std::string part(const std::string& id) {
    return put("/bucket/key?partNumber=1&uploadId=" + id, "part").header("ETag");
  }
  HttpAnswer complete(const std::string& id, const std::string& etag, Fields headers) {
    return http("POST", "/bucket/key?uploadId=" + id, std::move(headers), complete_body({etag}));
  }
};

struct Refusal {
  const char *method, *target;
  Fields headers;
  const char *body, *code, *member, *value;
};
const Refusal refusals[] = {
    {"PUT",
     "/bucket/key",
     {{"x-amz-sdk-checksum-algorithm", "CRC32"}},
     "",
     "InvalidRequest",
     "Message",
     "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers "
     "were found."},
    {"PUT",
     "/bucket/key",
     {{"x-amz-sdk-checksum-algorithm", "SHA256"}, {"x-amz-checksum-crc32", "AAAAAA=="}},
     "",
     "InvalidRequest",
     "Message",
     "Value for x-amz-sdk-checksum-algorithm header is invalid."},
    {"PUT",
     "/bucket/key",
     {{"x-amz-checksum-crc16", "AAAA"}},
     "",
     "InvalidRequest",
     "Message",
     "The algorithm type you specified in x-amz-checksum- header is invalid."},
    {"PUT",
     "/bucket?lifecycle",
     {},
     "<LifecycleConfiguration><Rule><Filter/><Status>Enabled</Status><Transition><Days>29</Days>"
     "<StorageClass>STANDARD_IA</StorageClass></Transition></Rule></LifecycleConfiguration>",
     "InvalidArgument",
     "Message",
     "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'"},
    {"PUT",
     "/bucket?lifecycle",
     {},
     "<LifecycleConfiguration><Rule><Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter>"
     "<Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation>"
     "</AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>",
     "InvalidRequest",
     "Message",
     "AbortIncompleteMultipartUpload cannot be specified with Tags."},
    {"GET", "/bucket/none?tagging", {}, "", "NoSuchKey", "Key", "bucket/none"},
    {"DELETE", "/bucket/none?tagging", {}, "", "NoSuchKey", "Key", "none"},
    {"PUT",
     "/bucket/key?tagging",
     {},
     "<Tagging><TagSet><Tag><Key>a,b</Key><Value/></Tag></TagSet></Tagging>",
     "InvalidTag",
     "TagKey",
     "a,b"},
    {"PUT",
     "/bucket/key?tagging",
     {},
     "<Tagging><TagSet><Tag><Key>aws:a</Key><Value/></Tag></TagSet></Tagging>",
     "InvalidTag",
     "Message",
     "Your TagKey cannot be prefixed with aws:"},
    {"PUT",
     "/bucket?versioning",
     {},
     "<VersioningConfiguration/>",
     "IllegalVersioningConfigurationException",
     "Message",
     "The Versioning element must be specified"},
    {"DELETE",
     "/bucket/key",
     {{"x-amz-bypass-governance-retention", "false"}},
     "",
     "InvalidArgument",
     "ArgumentName",
     "x-amz-bypass-governance-retention"},
    {"PUT", "/bucket?acl", {}, "", "MissingSecurityHeader", "MissingHeaderName", "x-amz-acl"},
    {"PUT", "/bucket?acl", {}, "<AccessControlPolicy/>", "MalformedACLError", "ArgumentName", ""},
    {"PUT", "/bucket?acl", {{"x-amz-grant-read", "id=me"}}, "", "InvalidArgument", "ArgumentName", "id"},
    {"PUT",
     "/bucket?acl",
     {{"x-amz-grant-read", "id=me"}, {"x-amz-acl", "private"}},
     "",
     "InvalidRequest",
     "Message",
     "Specifying both Canned ACLs and Header Grants is not allowed"},
    {"PUT",
     "/bucket?acl",
     {{"x-amz-grant-read", "id=me"}},
     "<AccessControlPolicy/>",
     "UnexpectedContent",
     "Message",
     "This request does not support content"},
    {"PUT",
     "/bucket?inventory&id=b",
     {},
     "<InventoryConfiguration><Destination><S3BucketDestination><Bucket>arn:aws:s3:::b</Bucket><Format>CSV"
     "</Format></S3BucketDestination></Destination><IsEnabled>true</IsEnabled><Id>a</Id>"
     "<IncludedObjectVersions>All</IncludedObjectVersions><Schedule><Frequency>Daily</Frequency></Schedule>"
     "</InventoryConfiguration>",
     "IdMismatch",
     "ArgumentName",
     ""},
    {"GET",
     "/bucket?list-type=2&continuation-token=%00",
     {},
     "",
     "InvalidArgument",
     "ArgumentName",
     "continuation-token"},
    {"GET", "/bucket?encoding-type=", {}, "", "InvalidArgument", "ArgumentName", "encoding-type"},
    {"GET",
     "/bucket?versions&key-marker=a&version-id-marker=",
     {},
     "",
     "InvalidArgument",
     "Message",
     "A version-id marker cannot be empty."},
    {"GET", "/bucket?versions&key-marker=%00", {}, "", "InvalidArgument", "ArgumentName", "key-marker"},
    {"GET", "/bucket?versions&prefix=a%00", {}, "", "InvalidArgument", "ArgumentName", "prefix"},
    {"PUT",
     "/bucket/key",
     {{"Transfer-Encoding", "gzip, chunked"}},
     "x",
     "NotImplemented",
     "Header",
     "Transfer-Encoding"},
    {"GET",
     "/bucket?uploads&key-marker=a&upload-id-marker=b",
     {},
     "",
     "InvalidArgument",
     "Message",
     "Invalid uploadId marker"},
    {"GET", "/?bucket-region=mars-1", {}, "", "InvalidArgument", "ArgumentName", "bucket-region"},
    {"PUT",
     "/bucket/c",
     {{"x-amz-copy-source", "bucket"}},
     "",
     "InvalidArgument",
     "Message",
     "Invalid copy source object key"},
    {"PUT",
     "/bucket/c",
     {{"x-amz-copy-source", "bucket/%A"}},
     "",
     "InvalidArgument",
     "Message",
     "Invalid copy source encoding"},
    {"PUT",
     "/bucket/c",
     {{"x-amz-copy-source", "192.168.1.1/c"}},
     "",
     "InvalidArgument",
     "Message",
     "Invalid copy source bucket name"},
    {"PUT",
     "/bucket/c",
     {{"x-amz-checksum-crc32", "AAAAAA=="}, {"x-amz-checksum-crc32", "AAAAAQ=="}},
     "",
     "InvalidArgument",
     "ArgumentValue",
     "AAAAAQ=="},
    {"PUT", "/bucket/c?partNumber=1", {}, "", "InvalidArgument", "ArgumentValue", "partNumber"},
    {"PUT",
     "/bucket/c",
     {{"x-amz-content-sha256", "none"}},
     "",
     "InvalidArgument",
     "ArgumentName",
     "x-amz-content-sha256"},
    {"PUT",
     "/bucket/c",
     {{"x-amz-tagging", "a=b&a=c"}},
     "",
     "InvalidArgument",
     "ArgumentName",
     "x-amz-tagging"},
    {"PUT", "/bucket/c", {{"x-amz-tagging", "a%"}}, "", "InvalidArgument", "ArgumentName", "x-amz-tagging"},
    {"PUT", "/bucket/c", {{"x-amz-tagging", "=b"}}, "", "InvalidArgument", "ArgumentName", "x-amz-tagging"},
    {"PUT", "/bucket/c", {{"x-amz-tagging", "a=b!"}}, "", "InvalidTag", "TagValue", "b!"},
    {"PUT",
     "/bucket?policy",
     {},
     "{true}",
     "MalformedPolicy",
     "Message",
     "This policy contains invalid Json"},
    {"PUT",
     "/bucket?cors",
     {},
     "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin>"
     "<AllowedHeader>a/b</AllowedHeader></CORSRule></CORSConfiguration>",
     "InvalidRequest",
     "Message",
     "AllowedHeader \"a/b\" contains invalid character."},
    {"PUT",
     "/bucket?cors",
     {},
     "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin>"
     "<ExposeHeader>x-*</ExposeHeader></CORSRule></CORSConfiguration>",
     "InvalidRequest",
     "Message",
     "ExposeHeader \"x-*\" contains wildcard. We currently do not support wildcard for "
     "ExposeHeader."},
    {"GET",
     "/?max-buckets=0",
     {},
     "",
     "InvalidArgument",
     "Message",
     "Argument max-buckets must be an integer between 1 and 10000"},
    {"PUT",
     "/bucket?logging",
     {},
     "<BucketLoggingStatus><LoggingEnabled><TargetBucket>none</TargetBucket><TargetPrefix/></"
     "LoggingEnabled>"
     "</BucketLoggingStatus>",
     "InvalidTargetBucketForLogging",
     "TargetBucket",
     "none"},
    {"GET",
     "/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/20260101/us-east-1/s3/aws4_request"
     "&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0",
     {{"x-amz-meta-a", "b"}},
     "",
     "AccessDenied",
     "HeadersNotSigned",
     "x-amz-meta-a"},
};

}  // namespace

TEST_CASE_METHOD(MarkedWorld, "a delete marker refuses each operation in its own way", "[s3]") {
  struct Case {
    const char *method, *query, *current, *by_id, *named;
  };
  const std::string tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
  for (const auto& [method, query, current, by_id, named] :
       {Case{"GET", "", "NoSuchKey", "MethodNotAllowed", "GET"},
        Case{"GET", "acl", "NoSuchKey", "MethodNotAllowed", "GET"},
        Case{"PUT", "acl", "MethodNotAllowed", "MethodNotAllowed", "PUT"},
        Case{"GET", "tagging", "MethodNotAllowed", "MethodNotAllowed", "GET"},
        Case{"PUT", "tagging", "MethodNotAllowed", "MethodNotAllowed", "PUT"},
        Case{"DELETE", "tagging", "MethodNotAllowed", "MethodNotAllowed", "DELETE"}}) {
    INFO(method << " " << query);
    const Fields acl =
        std::string_view(query) == "acl" ? Fields{{"x-amz-acl", "bucket-owner-full-control"}} : Fields{};
    const std::string body = std::string_view(query) == "tagging" && method[0] == 'P' ? tags : "";
    CHECK(http(method, "/bucket/key?" + std::string(query), acl, body).element("Code") == current);
    const auto answer = http(method, "/bucket/key?" + std::string(query) + "&versionId=" + marker, acl, body);
    CHECK(answer.element("Code") == by_id);
    CHECK(answer.element("Method") == named);
    CHECK(answer.element("ResourceType") == "DeleteMarker");
    CHECK(answer.header("Allow") == "DELETE");
  }
}

TEST_CASE_METHOD(UploadWorld, "a conditional end of an upload sees what happened meanwhile", "[s3]") {
  put("/bucket/key", "before");
  std::string id = begin_upload("/bucket/key");
  std::string etag = part(id);
  CHECK(complete(id, etag, {{"If-None-Match", "*"}}).status == 412);
  http("DELETE", "/bucket/key");
  CHECK(complete(id, etag, {{"If-None-Match", "*"}}).element("Code") == "ConditionalRequestConflict");
  CHECK(complete(id, etag, {{"If-Match", "x"}}).element("Code") == "NoSuchKey");
  const std::string during = put("/bucket/key", "during").header("ETag");
  const auto conflict = complete(id, etag, {{"If-Match", during}});
  CHECK(conflict.status == 409);
  CHECK(conflict.element("Condition") == "If-Match");
  CHECK(conflict.element("Key") == "key");
  id = begin_upload("/bucket/key");
  etag = part(id);
  CHECK(complete(id, etag, {{"If-Match", during}}).status == 200);
}

TEST_CASE_METHOD(UploadWorld, "the end of an upload refuses checksums that cannot be", "[s3]") {
  const std::string id = begin_upload(
      "/bucket/key", {{"x-amz-checksum-algorithm", "CRC32"}, {"x-amz-checksum-type", "FULL_OBJECT"}});
  const std::string crc = to_base64(big_endian(crc32("part")));
  const std::string etag =
      put("/bucket/key?partNumber=1&uploadId=" + id, "part", {{"x-amz-checksum-crc32", crc}}).header("ETag");
  const std::string sha = to_base64(sha256("part"));
  struct Case {
    std::string number, checksums;
    Fields headers;
    std::string message;
  };
  for (const auto& [number, checksums, headers, message] :
       {Case{"0", "", {}, "PartNumber must be &gt;= 1"},
        Case{"0",
             "",
             {{"x-amz-server-side-encryption-customer-algorithm", "AES256"},
              {"x-amz-server-side-encryption-customer-key", "x"},
              {"x-amz-server-side-encryption-customer-key-MD5", "x"}},
             "PartNumber must be &gt;= 1"},
        Case{"1",
             "<ChecksumCRC32>!</ChecksumCRC32>",
             {},
             "Invalid Base64 or multiple checksums present in request"},
        Case{"1",
             "<ChecksumCRC32>" + crc + "</ChecksumCRC32><ChecksumSHA256>" + sha + "</ChecksumSHA256>",
             {},
             "Invalid Base64 or multiple checksums present in request"},
        Case{"1",
             "<ChecksumSHA256>" + sha + "</ChecksumSHA256>",
             {},
             "The sha256 you specified for part 1 did not match what we received."},
        Case{"1",
             "",
             {{"x-amz-checksum-crc32", "x-1-2"}},
             "Value for x-amz-checksum-crc32 header is invalid."},
        Case{"1",
             "",
             {{"x-amz-checksum-crc32", crc}, {"x-amz-checksum-sha256", sha}},
             "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."},
        Case{"1",
             "",
             {{"x-amz-checksum-type", "PARTIAL"}},
             "Value for x-amz-checksum-type header is invalid."},
        Case{"1",
             "",
             {{"x-amz-checksum-type", "COMPOSITE"}},
             "The upload was created using the FULL_OBJECT checksum mode. The complete request must use the "
             "same checksum mode."},
        Case{"1",
             "",
             {{"x-amz-mp-object-size", "-1"}},
             "Value for x-amz-mp-object-size header is less than zero: '-1'"},
        Case{"1", "", {{"x-amz-checksum-crc32", crc}}, ""}}) {
    INFO(message);
    const std::string body = "<CompleteMultipartUpload><Part><PartNumber>" + number + "</PartNumber><ETag>" +
                             etag + "</ETag>" + checksums + "</Part></CompleteMultipartUpload>";
    CHECK(http("POST", "/bucket/key?uploadId=" + id, headers, body).element("Message") == message);
  }
}

TEST_CASE_METHOD(S3World, "refusals carry what AWS says beside the code", "[s3]") {
  put("/bucket");
  put("/bucket/key", "0123456789");
  for (const Refusal& one : refusals) {
    INFO(one.method << " " << one.target);
    const auto answer = http(one.method, one.target, one.headers, one.body);
    CHECK(answer.element("Code") == one.code);
    CHECK(answer.element(one.member) == one.value);
  }
}

TEST_CASE_METHOD(S3World, "user metadata goes out in ASCII", "[s3]") {
  put("/bucket");
  put("/bucket/key", "", {{"x-amz-meta-a", "\xc3\xa4"}, {"x-amz-meta-b", "plain"}});
  // Read as Latin-1, whatever it was meant for.
  CHECK(get("/bucket/key").header("x-amz-meta-a") == "=?UTF-8?B?" + to_base64("\xc3\x83\xc2\xa4") + "?=");
  CHECK(get("/bucket/key").header("x-amz-meta-b") == "plain");
  put("/bucket/key", "", {{"x-amz-meta-a", "a = \xc3\xa4"}});
  CHECK(get("/bucket/key").header("x-amz-meta-a") == "=?UTF-8?Q?a_=3D_=C3=83=C2=A4?=");
}
