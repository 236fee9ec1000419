#include <fstream>

#include "tests/services/s3/s3_world.h"

using namespace orrery;

TEST_CASE_METHOD(S3World, "an object is read back as it was written", "[s3]") {
  REQUIRE(put("/bucket").status == 200);
  const auto written =
      put("/bucket/key", "hello", {{"Content-Type", "text/plain"}, {"x-amz-meta-Colour", "blue"}});
  CHECK(written.status == 200);
  CHECK(written.header("ETag") == "\"5d41402abc4b2a76b9719d911017c592\"");
  const auto read = get("/bucket/key");
  CHECK(read.status == 200);
  CHECK(read.body == "hello");
  CHECK(read.header("Content-Type") == "text/plain");
  CHECK(read.header("x-amz-meta-colour") == "blue");
  CHECK(read.header("Last-Modified") == "Thu, 01 Jan 2026 00:00:00 GMT");
  CHECK(read.header("x-amz-server-side-encryption") == "AES256");
}

TEST_CASE_METHOD(S3World, "keys are taken as they are", "[s3]") {
  put("/bucket");
  for (const std::string path : {"a/../b", "/lead", "a//b", "trail/", "...", "a%2Fb", "a%252Fb", "plus+plus",
                                 "sp%20ace", "%C3%A9", "%00"}) {
    INFO(path);
    CHECK(put("/bucket/" + path, path).status == 200);
    CHECK(get("/bucket/" + path).body == path);
  }
  // Only a%2Fb and a/b would be one key.
  CHECK(get("/bucket?list-type=2").element("KeyCount") == "11");
}

TEST_CASE_METHOD(S3World, "a large body goes to a file and comes back", "[s3]") {
  put("/bucket");
  std::string body(300'000, 'x');
  for (std::size_t at = 0; at < body.size(); at += 7) body[at] = static_cast<char>('a' + at % 26);
  CHECK(put("/bucket/large", body).header("ETag") == '"' + to_hex(md5(body)) + '"');
  CHECK(files_on_disk() == 1);
  CHECK(get("/bucket/large").body == body);
  CHECK(get("/bucket/large", {{"Range", "bytes=100-200099"}}).body == body.substr(100, 200'000));
  SECTION("overwriting it removes the file") {
    put("/bucket/large", "small");
    for (int turns = 0; files_on_disk() > 0 && turns < 1000; ++turns) loop.run_one();
    CHECK(files_on_disk() == 0);
    CHECK(get("/bucket/large").body == "small");
  }
  SECTION("a refused write leaves no file") {
    CHECK(put("/bucket/other", body, {{"Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="}}).element("Code") ==
          "BadDigest");
    CHECK(put("/nowhere-at-all/other", body).element("Code") == "NoSuchBucket");
    settle();
    CHECK(files_on_disk() == 1);
  }
}

TEST_CASE_METHOD(S3World, "a body that is not what its head says is refused", "[s3]") {
  put("/bucket");
  struct Case {
    const char* header;
    const char* value;
    const char* code;
  };
  for (const auto& [header, value, code] : {
           Case{"Content-MD5", "YWJj", "InvalidDigest"},
           Case{"Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==", "BadDigest"},
           Case{"Content-MD5", "XUFAKrxLKna5cZ2REBfFkg==", ""},
           Case{"x-amz-checksum-crc32", "NhCmhg==", ""},
           Case{"x-amz-checksum-crc32", "AAAAAA==", "BadDigest"},
           Case{"x-amz-checksum-crc32", "bad", "InvalidRequest"},
           Case{"x-amz-checksum-sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", ""},
           Case{"x-amz-checksum-crc32c", "mnG7TA==", ""},
           Case{"x-amz-content-sha256", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                ""},
           Case{"x-amz-content-sha256", "0000000000000000000000000000000000000000000000000000000000000000",
                "XAmzContentSHA256Mismatch"},
       }) {
    INFO(header << ": " << value);
    CHECK(put("/bucket/key", "hello", {{header, value}}).element("Code") == code);
  }
}

TEST_CASE_METHOD(S3World, "an aws-chunked body is unframed and its trailer checked", "[s3]") {
  put("/bucket");
  const Fields headers{{"x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
                       {"Content-Encoding", "aws-chunked,gzip"},
                       {"x-amz-decoded-content-length", "5"},
                       {"x-amz-trailer", "x-amz-checksum-crc32"}};
  CHECK(put("/bucket/key", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", headers).status ==
        200);
  const auto read = get("/bucket/key", {{"x-amz-checksum-mode", "ENABLED"}});
  CHECK(read.body == "hello");
  CHECK(read.header("Content-Encoding") == "gzip");
  CHECK(read.header("x-amz-checksum-crc32") == "NhCmhg==");
  CHECK(put("/bucket/key", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", headers)
            .element("Code") == "BadDigest");
  CHECK(put("/bucket/key", "5\r\nhello\r\n", headers).element("Code") == "IncompleteBody");
  CHECK(put("/bucket/key", "zz\r\nhello\r\n", headers).element("Code") == "IncompleteBody");
}

TEST_CASE_METHOD(S3World, "chunks are refused that AWS refuses", "[s3]") {
  put("/bucket");
  const auto send = [&](const std::string& token, const std::string& body, Fields more = {}) {
    more.insert(more.end(), {{"x-amz-content-sha256", token}, {"Content-Encoding", "aws-chunked"}});
    return put("/bucket/key", body, more);
  };
  const Fields length{{"x-amz-decoded-content-length", "5"}};
  const auto small = send("STREAMING-UNSIGNED-PAYLOAD-TRAILER", "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", length);
  CHECK(small.status == 403);
  CHECK(small.element("Code") == "InvalidChunkSizeError");
  CHECK(small.element("Chunk") == "2");
  CHECK(small.element("BadChunkSizeInBytes") == "3");
  const std::string trailed = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
  CHECK(send("STREAMING-UNSIGNED-PAYLOAD-TRAILER", trailed).element("Code") == "MissingContentLength");
  CHECK(send("STREAMING-UNSIGNED-PAYLOAD-TRAILER", trailed, length).element("Code") ==
        "MalformedTrailerError");
  CHECK(send("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", trailed, length).element("Code") == "IncompleteBody");
  CHECK(send("STREAMING-NONSENSE", trailed, length).element("ArgumentName") == "x-amz-content-sha256");
  Fields twice = length;
  twice.insert(twice.end(), {{"x-amz-trailer", "x-amz-checksum-crc32"},
                             {"x-amz-checksum-sha1", "qvTGHdzF6KLavt4PO0gs2a6pQ00="}});
  CHECK(send("STREAMING-UNSIGNED-PAYLOAD-TRAILER", trailed, twice).element("Message") ==
        "Expecting a single x-amz-checksum- header");
}

TEST_CASE_METHOD(S3World, "a large body in chunks is whole, however the pieces that come are cut", "[s3]") {
  put("/bucket");
  std::string body, framed;
  for (std::size_t index = 0; index < 2'000'000; ++index) body += static_cast<char>(index * index >> 3);
  for (std::size_t at = 0; at < body.size(); at += 0x7fff) {
    const std::string chunk = body.substr(at, 0x7fff);
    std::string size;
    for (std::size_t left = chunk.size(); left > 0; left /= 16)
      size.insert(0, 1, "0123456789abcdef"[left % 16]);
    framed += size + ";chunk-signature=0\r\n" + chunk + "\r\n";
  }
  const std::string sum = to_base64(sha256(body));
  const Fields headers{{"x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"},
                       {"x-amz-decoded-content-length", std::to_string(body.size())},
                       {"x-amz-trailer", "x-amz-checksum-sha256"}};
  const auto written = put("/bucket/key", framed + "0\r\nx-amz-checksum-sha256:" + sum + "\r\n\r\n", headers);
  CHECK(written.header("ETag") == '"' + to_hex(md5(body)) + '"');
  CHECK(written.header("x-amz-checksum-sha256") == sum);
  CHECK(get("/bucket/key").body == body);
  framed.insert(framed.size() - 1, "too long");
  CHECK(put("/bucket/key", framed + "0\r\n\r\n", headers).element("Code") == "IncompleteBody");
  CHECK(get("/bucket/key").body == body);
}

TEST_CASE_METHOD(S3World, "conditional writes see the current object", "[s3]") {
  put("/bucket");
  CHECK(put("/bucket/key", "1", {{"If-None-Match", "*"}}).status == 200);
  CHECK(put("/bucket/key", "2", {{"If-None-Match", "*"}}).element("Code") == "PreconditionFailed");
  CHECK(put("/bucket/key", "2", {{"If-Match", "\"" + to_hex(md5("1")) + "\""}}).status == 200);
  CHECK(put("/bucket/key", "3", {{"If-Match", to_hex(md5("1"))}}).status == 412);
  CHECK(put("/bucket/key", "2", {{"If-Match", to_hex(md5("2")) + "\""}}).status == 200);
  CHECK(put("/bucket/none", "3", {{"If-Match", "x"}}).element("Code") == "NoSuchKey");
  CHECK(put("/bucket/key", "3", {{"If-Match", "*"}}).status == 501);
  CHECK(put("/bucket/key", "3", {{"If-None-Match", "x"}}).status == 501);
  CHECK(put("/bucket/key", "3", {{"If-None-Match", "*"}, {"If-Match", "x"}}).element("Header") ==
        "If-Match,If-None-Match");
  CHECK(get("/bucket/key").body == "2");
}

TEST_CASE_METHOD(S3World, "neighbours write and read objects as JSON", "[s3]") {
  call("s3", "CreateBucket", parse("{'Bucket': 'bucket'}"));
  call("s3", "PutObject", parse("{'Bucket': 'bucket', 'Key': 'k', 'Body': 'aGVsbG8='}"));
  const json::object read =
      call("s3", "GetObject", parse("{'Bucket': 'bucket', 'Key': 'k', 'Range': 'bytes=1-2'}"));
  CHECK(read.at("Body") == json::value("ZWw="));
  CHECK(read.at("ContentLength") == json::value(2));
  CHECK(refusal("s3", "GetObject", parse("{'Bucket': 'bucket', 'Key': 'no'}")) ==
        "NoSuchKey: The specified key does not exist.");
}

TEST_CASE_METHOD(S3World, "ids are not given again after a restart, even where the first request was refused",
                 "[s3]") {
  CHECK(put("/nowhere/key", "x").status == 404);
  put("/bucket");
  const std::string body(100'000, 'x');
  put("/bucket/key", body);
  s3::S3 restarted{core};
  std::uint64_t next = 0;
  loop.turn([&] { next = restarted.bodies.next_id(); });
  CHECK(next > s3.bodies.next_id());
  CHECK(get("/bucket/key").body == body);
}

TEST_CASE_METHOD(S3World, "files that nobody owns go at the next start", "[s3]") {
  put("/bucket");
  put("/bucket/key", std::string(100'000, 'x'));
  std::ofstream(files.path() / "s3" / "77") << "left behind";
  CHECK(files_on_disk() == 2);
  loop.turn([&] { s3.bodies.sweep(); });
  for (int turns = 0; files_on_disk() > 1 && turns < 1000; ++turns) loop.run_one();
  CHECK(files_on_disk() == 1);
  CHECK(get("/bucket/key").body.size() == 100'000);
}
