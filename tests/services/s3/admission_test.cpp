#include "tests/services/s3/s3_world.h"

using namespace orrery;

namespace {

const std::string cors =
    "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin>"
    "</CORSRule></CORSConfiguration>";
const std::string tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
const std::string lifecycle =
    "<LifecycleConfiguration><Rule><Filter/><Status>Enabled</Status><Expiration><Days>1</Days></Expiration>"
    "</Rule></LifecycleConfiguration>";
const std::string lock =
    "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>";
const std::string hold = "<LegalHold><Status>OFF</Status></LegalHold>";
const std::string versioning = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";

struct LockedWorld : S3World {
  LockedWorld() {
    put("/bucket", "", {{"x-amz-bucket-object-lock-enabled", "true"}});
    put("/bucket/key", "x");
  }
};

}  // namespace

TEST_CASE_METHOD(LockedWorld, "some orders must come with a digest of themselves", "[s3]") {
  const std::string either = "Missing required header for this request: Content-MD5 OR x-amz-checksum-*";
  const std::string md5_only = "Missing required header for this request: Content-MD5";
  struct Case {
    std::string target, body, message;
  };
  for (const auto& [target, body, message] :
       {Case{"/bucket?cors", cors, either}, Case{"/bucket?tagging", tags, either},
        Case{"/bucket?lifecycle", lifecycle, md5_only}, Case{"/bucket?object-lock", lock, either},
        Case{"/bucket/key?legal-hold", hold, either}, Case{"/bucket/key?tagging", tags, ""},
        Case{"/bucket?versioning", versioning, ""}}) {
    INFO(target);
    CHECK(put(target, body, {{"Unsealed", ""}}).element("Message") == message);
    CHECK(put(target, body).element("Code") == "");
    const std::string sum = to_base64(sha256(body));
    CHECK(put(target, body, {{"Unsealed", ""}, {"x-amz-checksum-sha256", sum}}).element("Code") == "");
  }
}

TEST_CASE_METHOD(LockedWorld, "an object that is locked must come with a digest of itself", "[s3]") {
  const Fields held{{"x-amz-object-lock-legal-hold", "ON"}};
  CHECK(put("/bucket/held", "x", held).element("Code") == "InvalidRequest");
  Fields sealed = held;
  sealed.emplace_back("Content-MD5", to_base64(md5("x")));
  CHECK(put("/bucket/held", "x", sealed).status == 200);
}

TEST_CASE_METHOD(S3World, "an order has its largest size", "[s3]") {
  put("/bucket");
  const std::string padding = "<!--" + std::string(1024, ' ') + "-->";
  const auto answer = put("/bucket?versioning", padding + versioning);
  CHECK(answer.element("Code") == "MaxMessageLengthExceeded");
  CHECK(answer.element("MaxMessageLengthBytes") == "1024");
}

TEST_CASE_METHOD(S3World, "of several parameters of one name the first counts", "[s3]") {
  put("/bucket");
  put("/bucket/a");
  put("/bucket/b");
  CHECK(get("/bucket?max-keys=1&max-keys=x").elements("Key").size() == 1);
  CHECK(get("/bucket?list-type=1&list-type=2").element("KeyCount") == "");
  CHECK(get("/bucket?list-type=2&list-type=1").element("KeyCount") == "2");
}

TEST_CASE_METHOD(S3World, "what is said of the bytes has its largest size", "[s3]") {
  put("/bucket");
  const auto refused = [&](const char* name, std::size_t size) {
    const auto answer = put("/bucket/key", "", {{name, std::string(size, 'x')}});
    return answer.element("Code") + " " + answer.element("Size") + "/" + answer.element("MaxSizeAllowed");
  };
  CHECK(refused("x-amz-meta-note", 2'045) == "MetadataTooLarge 2049/2048");
  CHECK(refused("Content-Disposition", 3'000) == "MetadataTooLarge 3019/2048");
  CHECK(refused("x-amz-meta-note", 8'192) == "RequestHeaderSectionTooLarge /8192");
  CHECK(refused("x-amz-meta-note", 2'044) == " /");
}

TEST_CASE_METHOD(S3World, "a read names no encryption, and a key of KMS no other", "[s3]") {
  put("/bucket");
  put("/bucket/key", "x");
  const Fields algorithm{{"x-amz-server-side-encryption", "AES256"}};
  const Fields key{{"x-amz-server-side-encryption-aws-kms-key-id", "k"}};
  for (const char* target : {"/bucket/key", "/bucket/key?partNumber=1"}) {
    CHECK(http("HEAD", target, algorithm).status == 400);
    CHECK(http("GET", target, algorithm).element("Message") ==
          "x-amz-server-side-encryption header is not supported for this operation.");
    CHECK(http("GET", target, key).element("ArgumentName") == "x-amz-server-side-encryption");
  }
  CHECK(put("/bucket/key", "x", key).element("Message") ==
        "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : "
        "aws:kms");
}

TEST_CASE_METHOD(S3World, "keys and tags that cannot be are refused before anything is done", "[s3]") {
  put("/bucket");
  put("/bucket/key", "x");
  const auto order = [](const std::string& key) { return "<Object><Key>" + key + "</Key></Object>"; };
  const auto answer = http("POST", "/bucket?delete", {},
                           "<Delete>" + order("key") + order(std::string(1025, 'k')) + "</Delete>");
  CHECK(answer.element("Code") == "KeyTooLongError");
  CHECK(answer.element("Size") == "1025");
  CHECK(get("/bucket/key").status == 200);
  CHECK(put("/bucket/key", "", {{"x-amz-tagging", "a=%FF"}}).element("Code") == "InvalidTag");
}

TEST_CASE_METHOD(S3World, "an object is not asked for what a bucket has", "[s3]") {
  put("/bucket");
  put("/bucket/key", "x");
  CHECK(get("/bucket/key?uploads").element("Message") ==
        "Key is not expected for the GET method ?uploads subresource");
  CHECK(get("/bucket/key?versions").element("Message") ==
        "There is no such thing as the ?versions sub-resource for a key");
}

TEST_CASE_METHOD(S3World, "a length that is no number is none", "[s3]") {
  put("/bucket");
  const auto answer = put("/bucket/key", "1\r\nx\r\n0\r\n\r\n",
                          {{"x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
                           {"x-amz-decoded-content-length", "1x"}});
  CHECK(answer.element("Code") == "MissingContentLength");
}

TEST_CASE_METHOD(S3World, "only what objects are made of comes in chunks that are signed", "[s3]") {
  put("/bucket");
  const Fields chunks{{"x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
                      {"x-amz-decoded-content-length", "1"}};
  for (const char* order : {"cors", "tagging", "versioning", "policy"}) {
    INFO(order);
    const auto answer = put("/bucket?" + std::string(order), "1\r\nx\r\n0\r\n\r\n", chunks);
    CHECK(answer.element("Code") == "InvalidRequest");
    CHECK(answer.element("Message") == "The value of x-amz-content-sha256 header is invalid.");
  }
  CHECK(put("/bucket/key", "x",
            {{"x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"}, {"Anonymous", ""}})
            .element("Message")
            .starts_with("Anonymous requests don't support this x-amz-content-sha256 value."));
}

TEST_CASE_METHOD(LockedWorld, "a date of retention is one", "[s3]") {
  const auto locked = [&](const std::string& until) {
    return put("/bucket/key", "x",
               {{"x-amz-object-lock-mode", "GOVERNANCE"},
                {"x-amz-object-lock-retain-until-date", until},
                {"Content-MD5", to_base64(md5("x"))}})
        .element("Message");
  };
  CHECK(locked("soon") == "The retain until date must be provided in ISO 8601 format");
  CHECK(locked("2000-01-01T00:00:00Z") == "The retain until date must be in the future!");
}

TEST_CASE_METHOD(S3World, "who waits for a word to go on is refused by the head alone", "[s3]") {
  put("/bucket");
  const auto judged = [&](const char* target, Fields fields) {
    HttpRequest head{.method = "PUT", .target = target};
    for (auto& [name, value] : fields) head.headers.add(name, value);
    head.headers.add("Content-Length", "5");
    const auto verdict = s3.on_head(head, context);
    return verdict.refusal ? verdict.refusal->status : 0;
  };
  const std::pair<std::string, std::string> by_somebody{"Authorization", "AWS4-HMAC-SHA256 Credential=test"};
  const std::pair<std::string, std::string> waits{"Expect", "100-continue"};
  CHECK(judged("/bucket/key", {by_somebody, waits}) == 0);
  CHECK(judged("/bucket/key", {waits}) == 403);
  CHECK(judged("/none/key", {by_somebody, waits}) == 404);
  CHECK(judged("/none/key", {by_somebody}) == 0);
  CHECK(judged("/bucket/key?partNumber=1&uploadId=none", {by_somebody, waits}) == 404);
  CHECK(judged("/another", {by_somebody, waits}) == 0);
}
