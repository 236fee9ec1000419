#include "tests/services/s3/s3_world.h"

using namespace orrery;

TEST_CASE_METHOD(S3World, "a bucket lives from its creation to its deletion", "[s3]") {
  CHECK(http("HEAD", "/bucket").status == 404);
  const auto made = put("/bucket");
  CHECK(made.header("Location") == "/bucket");
  CHECK(made.header("x-amz-bucket-arn") == "arn:aws:s3:::bucket");
  CHECK(http("HEAD", "/bucket").header("x-amz-bucket-region") == "us-east-1");
  CHECK(put("/bucket").header("x-amz-bucket-arn") == "arn:aws:s3:::bucket");
  put("/bucket/key", "x");
  CHECK(http("DELETE", "/bucket").element("Code") == "BucketNotEmpty");
  http("DELETE", "/bucket/key");
  CHECK(http("DELETE", "/bucket").status == 204);
  const auto gone = get("/bucket");
  CHECK(gone.status == 404);
  CHECK(gone.element("Code") == "NoSuchBucket");
  CHECK(gone.element("BucketName") == "bucket");
}

TEST_CASE_METHOD(S3World, "outside of us-east-1 a bucket is not created twice", "[s3]") {
  context.region = "eu-west-1";
  const std::string body =
      "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
      "<LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
  CHECK(put("/bucket", body).status == 200);
  CHECK(put("/bucket", body).element("Code") == "BucketAlreadyOwnedByYou");
  CHECK(get("/bucket?location").element("LocationConstraint") == "");
  CHECK(get("/bucket?location").body.find(">eu-west-1</LocationConstraint>") != std::string::npos);
}

TEST_CASE_METHOD(S3World, "an endpoint of another region makes buckets of its own", "[s3]") {
  context.region = "eu-west-1";
  const auto create = [&](const std::string& constraint) {
    return put("/bucket", "<CreateBucketConfiguration><LocationConstraint>" + constraint +
                              "</LocationConstraint></CreateBucketConfiguration>")
        .element("Code");
  };
  CHECK(put("/bucket").element("Code") == "IllegalLocationConstraintException");
  CHECK(create("eu-west-2") == "IllegalLocationConstraintException");
  CHECK(create("us-east-1") == "IllegalLocationConstraintException");
  CHECK(create("no such place") == "IllegalLocationConstraintException");
  CHECK(create("eu-west-1") == "");
}

TEST_CASE_METHOD(S3World, "names that no bucket may have are refused", "[s3]") {
  for (const char* name :
       {"ab", "UPPER", "under_score", "1.2.3.4", "a..b", "a.-b", "a-.b", "-lead", "trail-", "xn--x"}) {
    INFO(name);
    CHECK(put(std::string("/") + name).element("Code") == "InvalidBucketName");
  }
}

TEST_CASE_METHOD(S3World, "names that buckets once could have are looked for", "[s3]") {
  for (const char* name : {"UPPER", "under_score", "1.2.3.4", "a..b", "xn--x"}) {
    INFO(name);
    CHECK(get(std::string("/") + name).element("Code") == "NoSuchBucket");
  }
  CHECK(get("/ab").element("Code") == "InvalidBucketName");
  CHECK(get("/b*cket").element("Code") == "InvalidBucketName");
}

TEST_CASE_METHOD(S3World, "buckets are listed by name", "[s3]") {
  for (const char* name : {"ccc", "aaa", "bbb"}) put(std::string("/") + name);
  CHECK(get("/").elements("Name") == std::vector<std::string>{"aaa", "bbb", "ccc"});
  const auto page = get("/?max-buckets=2");
  CHECK(page.elements("Name") == std::vector<std::string>{"aaa", "bbb"});
  CHECK(get("/?continuation-token=" + page.element("ContinuationToken")).elements("Name") ==
        std::vector<std::string>{"ccc"});
  context.account = "111111111111";
  CHECK(get("/").elements("Name").empty());
}

TEST_CASE_METHOD(S3World, "a bucket may be named by the host", "[s3]") {
  put("/bucket");
  for (const char* host :
       {"bucket.s3.amazonaws.com", "bucket.s3.eu-west-1.amazonaws.com", "bucket.127.0.0.1:4566",
        "bucket.localhost:4566", "bucket.s3.us-east-1.localhost.localstack.cloud:4566",
        "bucket.s3.localhost.localstack.cloud:4566"}) {
    INFO(host);
    CHECK(put("/a/key", host, {{"Host", host}}).status == 200);
    CHECK(get("/bucket/a/key", {{"Host", "127.0.0.1:4566"}}).body == host);
  }
  for (const char* host :
       {"s3.amazonaws.com", "s3.eu-west-1.amazonaws.com", "localhost", "emulator:4566", "[::1]:1"}) {
    INFO(host);
    CHECK(get("/bucket/a/key", {{"Host", host}}).status == 200);
  }
}
