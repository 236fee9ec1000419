#include "tests/services/s3/s3_world.h"

using namespace orrery;

TEST_CASE_METHOD(S3World, "a range is answered in part, and one that is not there is refused", "[s3]") {
  put("/bucket");
  put("/bucket/key", "0123456789");
  struct Case {
    const char* range;
    int status;
    const char* body;
  };
  for (const auto& [range, status, body] :
       {Case{"bytes=0-0", 206, "0"}, Case{"bytes=2-4", 206, "234"}, Case{"bytes=7-", 206, "789"},
        Case{"bytes=-3", 206, "789"}, Case{"bytes=-30", 206, "0123456789"}, Case{"bytes=5-500", 206, "56789"},
        Case{"bytes=4-2", 200, "0123456789"}, Case{"items=1-2", 200, "0123456789"},
        Case{"bytes=a-b", 200, "0123456789"}}) {
    INFO(range);
    const auto answer = get("/bucket/key", {{"Range", range}, {"x-amz-checksum-mode", "ENABLED"}});
    CHECK(answer.status == status);
    CHECK(answer.body == body);
    // Clients check the sum against what they get: one of the whole would be wrong with a part.
    CHECK(answer.header("x-amz-checksum-crc64nvme").empty() == (answer.body.size() < 10));
  }
  for (const char* range : {"bytes=10-", "bytes=10-20", "bytes=-0"}) {
    const auto answer = get("/bucket/key", {{"Range", range}});
    CHECK(answer.status == 416);
    CHECK(answer.element("ActualObjectSize") == "10");
  }
}

TEST_CASE_METHOD(S3World, "of an object without bytes only the last ones can be had", "[s3]") {
  put("/bucket");
  put("/bucket/empty", "");
  CHECK(get("/bucket/empty", {{"Range", "bytes=-1"}}).status == 200);
  CHECK(get("/bucket/empty", {{"Range", "bytes=-0"}}).status == 416);
  CHECK(get("/bucket/empty", {{"Range", "bytes=0-"}}).status == 416);
}

TEST_CASE_METHOD(S3World, "a part and a version are judged before they are looked for", "[s3]") {
  put("/bucket");
  CHECK(get("/bucket/none?partNumber=0").element("Code") == "InvalidArgument");
  CHECK(get("/bucket/none?versionId=x").element("Code") == "InvalidArgument");
  CHECK(put("/bucket/copy", "", {{"x-amz-copy-source", "bucket/none?versionId=x"}}).element("Message") ==
        "Invalid version id specified");
}

TEST_CASE_METHOD(S3World, "conditions decide whether a read is answered", "[s3]") {
  put("/bucket");
  const std::string etag = put("/bucket/key", "x").header("ETag");
  struct Case {
    const char* header;
    std::string value;
    int status;
  };
  for (const auto& [header, value, status] :
       {Case{"If-Match", etag, 200}, Case{"If-Match", "\"no\"", 412}, Case{"If-Match", "*", 200},
        Case{"If-None-Match", etag, 304}, Case{"If-None-Match", "\"no\"", 200},
        Case{"If-Modified-Since", "Thu, 01 Jan 2026 00:00:00 GMT", 304},
        Case{"If-Modified-Since", "Wed, 31 Dec 2025 23:59:59 GMT", 200},
        Case{"If-Unmodified-Since", "Wed, 31 Dec 2025 23:59:59 GMT", 412},
        Case{"If-Unmodified-Since", "Thu, 01 Jan 2026 00:00:00 GMT", 200}}) {
    INFO(header << ": " << value);
    CHECK(get("/bucket/key", {{header, value}}).status == status);
  }
}

TEST_CASE_METHOD(S3World, "what is not there is named in the refusal", "[s3]") {
  put("/bucket");
  const auto answer = get("/bucket/no");
  CHECK(answer.status == 404);
  CHECK(answer.element("Code") == "NoSuchKey");
  CHECK(answer.element("Key") == "no");
  CHECK(answer.header("Content-Type") == "application/xml");
  CHECK(http("HEAD", "/bucket/no").body.empty());
  CHECK(get("/bucket/%ff").element("Code") == "InvalidURI");
  CHECK(get("/bucket/" + std::string(1025, 'k')).element("Code") == "KeyTooLongError");
}

TEST_CASE_METHOD(S3World, "a presigned URL may say how the answer is labelled, and ends", "[s3]") {
  put("/bucket");
  put("/bucket/key", "x");
  const std::string v4 =
      "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%2F20260101%2Fus-east-1%2Fs3%2Faws4_request"
      "&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0"
      "&response-content-type=text%2Fx%0d%0aEvil:1";
  const std::string v2 = "?AWSAccessKeyId=a&Signature=b&Expires=1767225660";
  CHECK(get("/bucket/key" + v4).header("Content-Type") == "text/x  Evil:1");
  CHECK(get("/bucket/key" + v2).status == 200);
  advance(61s);
  const auto expired = get("/bucket/key" + v4);
  CHECK(expired.element("Message") == "Request has expired");
  CHECK(expired.element("Expires") == "2026-01-01T00:01:00Z");
  CHECK(expired.element("ServerTime") == "2026-01-01T00:01:01Z");
  CHECK(get("/bucket/key" + v2).element("Code") == "AccessDenied");
}

TEST_CASE_METHOD(S3World, "a presigned URL stands alone, signs its host and waits for its time", "[s3]") {
  put("/bucket");
  put("/bucket/key", "x");
  const auto url = [](const std::string& date, const std::string& names) {
    return "/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
           "a%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=" +
           date + "&X-Amz-Expires=60&X-Amz-SignedHeaders=" + names + "&X-Amz-Signature=0";
  };
  const auto twice = get(url("20260101T000000Z", "host"), {{"Authorization", "AWS4-HMAC-SHA256 ..."}});
  CHECK(twice.element("Code") == "InvalidArgument");
  CHECK(twice.element("ArgumentName") == "Authorization");
  CHECK(twice.element("Message").starts_with("Only one auth mechanism allowed; only the X-Amz-Algorithm"));
  CHECK(get(url("20260101T000000Z", "x-amz-date")).element("HeadersNotSigned") == "host");
  const auto early = get(url("20260101T010000Z", "host"));
  CHECK(early.status == 403);
  CHECK(early.element("Message") == "Request is not yet valid");
  CHECK(early.element("X-Amz-Date") == "1767229200000");
  CHECK(early.element("Expires") == "2026-01-01T01:01:00Z");
}
