#include "tests/services/s3/s3_world.h"

using namespace orrery;

TEST_CASE_METHOD(S3World, "a copy has the source's bytes and, unless replaced, its metadata", "[s3]") {
  put("/bucket");
  put("/bucket/a%20b%2Bc", "body",
      {{"x-amz-meta-m", "1"}, {"Content-Type", "text/x"}, {"x-amz-tagging", "t=1"}});
  CHECK(put("/bucket/copy", "", {{"x-amz-copy-source", "/bucket/a%20b%2Bc"}}).element("ETag") ==
        "&quot;" + to_hex(md5("body")) + "&quot;");
  CHECK(get("/bucket/copy").header("x-amz-meta-m") == "1");
  CHECK(get("/bucket/copy").header("x-amz-tagging-count") == "1");
  put("/bucket/other", "",
      {{"x-amz-copy-source", "bucket/a+b%2Bc"},
       {"x-amz-metadata-directive", "REPLACE"},
       {"x-amz-meta-n", "2"}});
  CHECK(get("/bucket/other").header("x-amz-meta-m") == "");
  CHECK(get("/bucket/other").header("x-amz-meta-n") == "2");
  CHECK(get("/bucket/other").body == "body");
}

TEST_CASE_METHOD(S3World, "a copy that cannot be is refused", "[s3]") {
  put("/bucket");
  put("/bucket/key", "body");
  const auto code = [&](const std::string& target, Fields headers) {
    return put(target, "", std::move(headers)).element("Code");
  };
  CHECK(code("/bucket/key", {{"x-amz-copy-source", "bucket/key"}}) == "InvalidRequest");
  CHECK(code("/bucket/key", {{"x-amz-copy-source", "bucket/key"}, {"x-amz-metadata-directive", "REPLACE"}}) ==
        "");
  CHECK(code("/bucket/copy", {{"x-amz-copy-source", "bucket/no"}}) == "NoSuchKey");
  CHECK(code("/bucket/copy", {{"x-amz-copy-source", "no-bucket/no"}}) == "NoSuchBucket");
  CHECK(code("/bucket/copy", {{"x-amz-copy-source", "nonsense"}}) == "InvalidArgument");
  CHECK(code("/bucket/copy", {{"x-amz-copy-source", "bucket/key"}, {"x-amz-copy-source-if-match", "no"}}) ==
        "PreconditionFailed");
  CHECK(code("/bucket/copy", {{"x-amz-copy-source", "bucket/key"},
                              {"x-amz-copy-source-if-none-match", to_hex(md5("body"))}}) ==
        "PreconditionFailed");
}

TEST_CASE_METHOD(S3World, "what a copy is to be is judged before its source is looked for", "[s3]") {
  put("/bucket");
  for (const auto& [header, code] : {std::pair{"x-amz-metadata-directive", "InvalidArgument"},
                                     std::pair{"x-amz-tagging-directive", "InvalidArgument"},
                                     std::pair{"x-amz-checksum-algorithm", "InvalidRequest"}}) {
    CAPTURE(header);
    CHECK(put("/bucket/copy", "", {{"x-amz-copy-source", "bucket/none"}, {header, "odd"}}).element("Code") ==
          code);
  }
}

TEST_CASE_METHOD(S3World, "a large copy shares the file until one of the two goes", "[s3]") {
  put("/bucket");
  const std::string body(100'000, 'x');
  put("/bucket/key", body);
  put("/bucket/copy", "", {{"x-amz-copy-source", "bucket/key"}});
  http("DELETE", "/bucket/key");
  for (int turns = 0; files_on_disk() > 1 && turns < 1000; ++turns) loop.run_one();
  CHECK(files_on_disk() == 1);
  CHECK(get("/bucket/copy").body == body);
}
