#include "tests/services/s3/s3_world.h"

using namespace orrery;

TEST_CASE_METHOD(S3World, "parts are joined in order, without being copied", "[s3]") {
  put("/bucket");
  const std::string first(5 << 20, 'a'), second(6 << 20, 'b'), third = "end";
  const auto done = upload("/bucket/key", {first, second, third});
  CHECK(done.status == 200);
  CHECK(done.element("ETag") == "&quot;" + to_hex(md5(md5(first) + md5(second) + md5(third))) + "-3&quot;");
  CHECK(get("/bucket/key").body == first + second + third);
  CHECK(get("/bucket/key", {{"Range", "bytes=5242878-5242882"}}).body == "aabbb");
  CHECK(get("/bucket/key?partNumber=3").body == "end");
  CHECK(get("/bucket/key?partNumber=3").header("x-amz-mp-parts-count") == "3");
  CHECK(get("/bucket/key?partNumber=4").status == 416);
  const auto head = http("HEAD", "/bucket/key", {{"x-amz-checksum-mode", "ENABLED"}});
  CHECK(head.header("x-amz-checksum-crc64nvme") == to_base64(big_endian(crc64nvme(first + second + third))));
  CHECK(head.announced_length == first.size() + second.size() + 3);
  SECTION("a copy has the digest of its bytes") {
    const auto copied = put("/bucket/copy", "", {{"x-amz-copy-source", "bucket/key"}});
    CHECK(copied.element("ETag") == "&quot;" + to_hex(md5(first + second + third)) + "&quot;");
    CHECK(get("/bucket/copy").body == first + second + third);
  }
  SECTION("deleting it removes the files") {
    CHECK(files_on_disk() == 3);
    CHECK(http("DELETE", "/bucket/key").status == 204);
    for (int turns = 0; files_on_disk() > 0 && turns < 1000; ++turns) loop.run_one();
    CHECK(files_on_disk() == 0);
  }
}

TEST_CASE_METHOD(S3World, "what cannot be joined is refused", "[s3]") {
  put("/bucket");
  const std::string id = begin_upload("/bucket/key");
  const std::string part = "/bucket/key?uploadId=" + id + "&partNumber=";
  const std::string one = put(part + "1", "one").header("ETag"), two = put(part + "2", "two").header("ETag");
  const auto complete = [&](const std::string& body) {
    return http("POST", "/bucket/key?uploadId=" + id, {}, body).element("Code");
  };
  CHECK(complete(complete_body({one, two})) == "EntityTooSmall");
  CHECK(complete(complete_body({two})) == "InvalidPart");
  CHECK(complete("<CompleteMultipartUpload><Part><PartNumber>2</PartNumber><ETag>" + two +
                 "</ETag></Part><Part><PartNumber>1</PartNumber><ETag>" + one +
                 "</ETag></Part></CompleteMultipartUpload>") == "InvalidPartOrder");
  CHECK(complete("<CompleteMultipartUpload/>") == "MalformedXML");
  CHECK(complete("nonsense") == "MalformedXML");
  CHECK(put("/bucket/key?uploadId=" + id + "&partNumber=0", "x").element("Code") == "InvalidArgument");
  CHECK(put("/bucket/key?uploadId=none&partNumber=1", "x").element("Code") == "NoSuchUpload");
  CHECK(complete(complete_body({one})) == "");
  CHECK(complete(complete_body({one})) == "");
  CHECK(get("/bucket/key").body == "one");
  CHECK(http("DELETE", "/bucket/key?uploadId=" + id).status == 204);
  CHECK(http("DELETE", "/bucket/key?uploadId=none").element("Code") == "NoSuchUpload");
}

TEST_CASE_METHOD(S3World, "an upload is complete as long as there is what it became", "[s3]") {
  put("/bucket");
  put("/bucket?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
  const std::string id = begin_upload("/bucket/key", {{"x-amz-checksum-algorithm", "SHA256"}});
  const std::string sum = to_base64(sha256("body"));
  const std::string etag =
      put("/bucket/key?partNumber=1&uploadId=" + id, "body", {{"x-amz-checksum-sha256", sum}}).header("ETag");
  const auto complete = [&](Fields headers = {}) {
    return http("POST", "/bucket/key?uploadId=" + id, std::move(headers),
                "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag +
                    "</ETag><ChecksumSHA256>" + sum + "</ChecksumSHA256></Part></CompleteMultipartUpload>");
  };
  const auto first = complete();
  CHECK(first.element("ChecksumType") == "COMPOSITE");
  const std::string version = first.header("x-amz-version-id");
  for (const Fields& headers : {Fields{}, Fields{{"If-Match", "\"wrong\""}}, Fields{{"If-None-Match", "*"}},
                                Fields{{"x-amz-mp-object-size", "9"}}}) {
    const auto again = complete(headers);
    CHECK(again.element("ETag") == first.element("ETag"));
    CHECK(again.header("x-amz-version-id") == version);
    CHECK(again.element("ChecksumType") == "");
  }
  CHECK(complete({{"If-Match", ""}}).element("Code") == "InvalidArgument");
  CHECK(complete({{"If-None-Match", "x"}}).header("Cache-Control") == "no-store");
  CHECK(complete({{"x-amz-checksum-sha256", "bad"}}).element("Code") == "InvalidRequest");
  CHECK(complete({{"x-amz-mp-object-size", "bad"}}).element("Code") == "InvalidRequest");
  CHECK(complete({{"x-amz-server-side-encryption", "AES256"}}).element("Code") == "InvalidArgument");
  put("/bucket/key", "later");
  http("DELETE", "/bucket/key");
  CHECK(complete().status == 200);
  http("DELETE", "/bucket/key?versionId=" + version);
  CHECK(complete().element("Code") == "NoSuchUpload");
}

TEST_CASE_METHOD(S3World, "an upload is looked for before what is asked of it", "[s3]") {
  put("/bucket");
  const std::string id = begin_upload("/bucket/key");
  const auto lost = http("POST", "/bucket/key?uploadId=none", {}, "nonsense");
  CHECK(lost.element("Code") == "NoSuchUpload");
  // AWS begins to answer before it knows.
  CHECK(lost.body.starts_with("<Error>"));
  const auto unnumbered = put("/bucket/key?uploadId=" + id, "x");
  CHECK(unnumbered.status == 405);
  CHECK(unnumbered.header("Allow") == "DELETE, POST, GET");
  CHECK(put("/bucket/key?partNumber=%2B1&uploadId=" + id, "x").status == 200);
  CHECK(put("/bucket/key?partNumber=1", "x").element("ArgumentName") == "partNumber");
}

TEST_CASE_METHOD(S3World, "an upload begins with the algorithm named in either header", "[s3]") {
  put("/bucket");
  const auto begun = http("POST", "/bucket/key?uploads",
                          {{"x-amz-sdk-checksum-algorithm", "CRC32"}, {"x-amz-checksum-algorithm", "CRC32"}});
  CHECK(begun.status == 200);
  CHECK(begun.header("x-amz-checksum-algorithm") == "CRC32");
}

TEST_CASE_METHOD(S3World, "numbers of parts are refused in the words of each list", "[s3]") {
  put("/bucket");
  put("/bucket/key", "x");
  const std::string parts = "/bucket/key?uploadId=none&part-number-marker=";
  for (const auto& [target, message] :
       {std::pair{std::string("/bucket/key?partNumber=-3"),
                  "Part number must be an integer between 1 and 10000, inclusive"},
        std::pair{parts + "last", "Provided part-number-marker not an integer or within integer range"},
        std::pair{parts + "-14",
                  "Argument part-number-marker must be an integer between 0 and 2147483647"}}) {
    INFO(target);
    const auto answer = get(target);
    CHECK(answer.element("Code") == "InvalidArgument");
    CHECK(answer.element("Message") == message);
  }
}

TEST_CASE_METHOD(S3World, "composite checksums are those of the parts' checksums", "[s3]") {
  put("/bucket");
  const std::string id = begin_upload("/bucket/key", {{"x-amz-checksum-algorithm", "SHA256"}});
  const std::string sum = to_base64(sha256("data"));
  CHECK(put("/bucket/key?uploadId=" + id + "&partNumber=1", "data").element("Code") == "InvalidRequest");
  const auto part =
      put("/bucket/key?uploadId=" + id + "&partNumber=1", "data", {{"x-amz-checksum-sha256", sum}});
  CHECK(part.header("x-amz-checksum-sha256") == sum);
  const auto done =
      http("POST", "/bucket/key?uploadId=" + id, {},
           "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + part.header("ETag") +
               "</ETag><ChecksumSHA256>" + sum + "</ChecksumSHA256></Part></CompleteMultipartUpload>");
  CHECK(done.element("ChecksumSHA256") == to_base64(sha256(sha256("data"))) + "-1");
  CHECK(done.element("ChecksumType") == "COMPOSITE");
}

TEST_CASE_METHOD(S3World, "uploads and parts are listed in pages", "[s3]") {
  put("/bucket");
  const std::string id = begin_upload("/bucket/a/1");
  begin_upload("/bucket/a/2");
  begin_upload("/bucket/b");
  for (int number = 1; number <= 3; ++number) {
    put("/bucket/a/1?uploadId=" + id + "&partNumber=" + std::to_string(number), "x");
  }
  const auto parts = get("/bucket/a/1?uploadId=" + id + "&max-parts=2");
  CHECK(parts.elements("PartNumber") == std::vector<std::string>{"1", "2"});
  CHECK(parts.element("IsTruncated") == "true");
  CHECK(parts.element("NextPartNumberMarker") == "2");
  CHECK(get("/bucket?uploads").elements("Key") == std::vector<std::string>{"a/1", "a/2", "b"});
  const auto rolled = get("/bucket?uploads&delimiter=/");
  CHECK(rolled.elements("Key") == std::vector<std::string>{"b"});
  CHECK(rolled.elements("Prefix") == std::vector<std::string>{"a/"});
  const auto page = get("/bucket?uploads&max-uploads=1");
  CHECK(page.element("NextKeyMarker") == "a/1");
  CHECK(get("/bucket?uploads&max-uploads=1&key-marker=a/1&upload-id-marker=" + id).elements("Key") ==
        std::vector<std::string>{"a/2"});
}

TEST_CASE_METHOD(S3World, "a part may be a range of another object", "[s3]") {
  put("/bucket");
  put("/bucket/source", "0123456789");
  const std::string id = begin_upload("/bucket/key");
  const std::string part = "/bucket/key?uploadId=" + id + "&partNumber=1";
  const auto copied =
      put(part, "", {{"x-amz-copy-source", "/bucket/source"}, {"x-amz-copy-source-range", "bytes=2-4"}});
  CHECK(copied.status == 200);
  http("POST", "/bucket/key?uploadId=" + id, {}, complete_body({copied.element("ETag")}));
  CHECK(get("/bucket/key").body == "234");
  CHECK(put(part, "", {{"x-amz-copy-source", "/bucket/source"}, {"x-amz-copy-source-range", "bytes=2-"}})
            .element("Code") == "NoSuchUpload");
}
