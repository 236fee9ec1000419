#include "tests/services/s3/s3_world.h"

using namespace orrery;

namespace {

const Fields signature{{"x-amz-algorithm", "AWS4-HMAC-SHA256"},
                       {"x-amz-credential", "test/20260101/us-east-1/s3/aws4_request"},
                       {"x-amz-date", "20260101T000000Z"},
                       {"x-amz-signature", "0"}};
const std::string signing =
    ", {\"x-amz-algorithm\": \"AWS4-HMAC-SHA256\"}, [\"starts-with\", \"$x-amz-credential\", \"\"], "
    "{\"x-amz-date\": \"20260101T000000Z\"}";

struct FormWorld : S3World {
  FormWorld() { put("/bucket"); }
  HttpAnswer post(Fields fields, const std::string& file = "hello") {
    if (is_signed) fields.insert(fields.end(), signature.begin(), signature.end());
    std::string body;
    for (const auto& [name, value] : fields) {
      body += "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
    body +=
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.txt\"\r\nContent-Type: "
        "text/x\r\n\r\n" +
        file + "\r\n--B--\r\n";
    return http("POST", "/bucket", {{"Content-Type", "multipart/form-data; boundary=B"}, {"Anonymous", ""}},
                body);
  }
  static std::string policy(const std::string& conditions,
                            const std::string& until = "2026-01-01T01:00:00Z") {
    return to_base64("{\"expiration\": \"" + until + "\", \"conditions\": [" + conditions + signing + "]}");
  }
  bool is_signed = true;
};

}  // namespace

TEST_CASE_METHOD(FormWorld, "a form uploads a file where anybody may write", "[s3]") {
  is_signed = false;
  CHECK(post({{"key", "k"}}).element("Code") == "AccessDenied");
  http("DELETE", "/bucket?ownershipControls");
  put("/bucket?acl", "", {{"x-amz-acl", "public-read-write"}});
  const auto answer =
      post({{"key", "in/${filename}"}, {"x-amz-meta-m", "1"}, {"success_action_status", "201"}});
  CHECK(answer.status == 201);
  CHECK(answer.header("x-amz-checksum-crc64nvme") == to_base64(big_endian(crc64nvme("hello"))));
  CHECK(answer.element("Key") == "in/f.txt");
  const auto read = get("/bucket/in/f.txt");
  CHECK(read.body == "hello");
  CHECK(read.header("x-amz-meta-m") == "1");
  // What the browser says of the file is no field of the form.
  CHECK(read.header("Content-Type") == "binary/octet-stream");
  post({{"key", "typed"}, {"Content-Type", "text/y"}});
  CHECK(get("/bucket/typed").header("Content-Type") == "text/y");
  post({{"key", "typed"}, {"Content-Type", ""}});
  CHECK(get("/bucket/typed").header("Content-Type") == "binary/octet-stream");
  CHECK(post({{"key", "k"}}).status == 204);
  const auto redirected = post({{"key", "k"}, {"success_action_redirect", "http://a.example/done"}});
  CHECK(redirected.status == 303);
  CHECK(redirected.header("Location").starts_with("http://a.example/done?bucket=bucket&key=k&etag=%22"));
  CHECK(post({}).element("Code") == "InvalidArgument");
}

TEST_CASE_METHOD(FormWorld, "a form is signed completely", "[s3]") {
  CHECK(post({{"key", "k"}}).element("ArgumentName") == "policy");
  is_signed = false;
  Fields fields{{"key", "k"}, {"policy", policy("{\"bucket\": \"bucket\"}")}, {"AWSAccessKeyId", "a"}};
  CHECK(post(fields).element("ArgumentName") == "Signature");
  fields.back() = {"x-amz-signature", "0"};
  CHECK(post(fields).element("ArgumentName") == "X-Amz-Algorithm");
  CHECK(http("POST", "/bucket", {{"Content-Type", "text/plain"}}, "x").status == 412);
}

TEST_CASE_METHOD(FormWorld, "a policy says what may be uploaded and until when", "[s3]") {
  const std::string allowed =
      "{\"bucket\": \"bucket\"}, [\"starts-with\", \"$key\", \"in/\"], [\"content-length-range\", 1, 10]";
  const auto code = [&](Fields fields, const std::string& file = "hello") {
    return post(fields, file).element("Code");
  };
  CHECK(code({{"key", "in/1"}, {"policy", policy(allowed)}}) == "");
  CHECK(code({{"key", "out/1"}, {"policy", policy(allowed)}}) == "AccessDenied");
  CHECK(code({{"key", "in/1"}, {"acl", "private"}, {"policy", policy(allowed)}}) == "AccessDenied");
  CHECK(post({{"key", "k"}, {"policy", policy(R"(["eq", "$key", "k"])")}}).element("Message") ==
        "Invalid according to Policy: Extra input fields: bucket");
  CHECK(code({{"key", "in/1"}, {"policy", policy(allowed)}}, "much too long") == "EntityTooLarge");
  CHECK(code({{"key", "in/1"}, {"policy", policy(allowed)}}, "") == "EntityTooSmall");
  CHECK(code({{"key", "in/1"}, {"policy", "nonsense"}}) == "InvalidPolicyDocument");
  advance(1h + 1s);
  CHECK(code({{"key", "in/1"}, {"policy", policy(allowed)}}) == "AccessDenied");
}

TEST_CASE_METHOD(FormWorld, "a policy speaks of every content type of a list", "[s3]") {
  const std::string images =
      R"({"bucket": "bucket"}, ["starts-with", "$key", ""], ["starts-with", "$Content-Type", "image/"])";
  const auto code = [&](const std::string& types) {
    return post({{"key", "k"}, {"Content-Type", types}, {"policy", policy(images)}}).element("Code");
  };
  CHECK(code("image/jpg") == "");
  CHECK(code("image/jpg, image/png,image/gif") == "");
  CHECK(code("image/jpg,text/html") == "AccessDenied");
  CHECK(code("image/jpg,") == "AccessDenied");
}

TEST_CASE_METHOD(FormWorld, "a policy that is no policy is refused for what it lacks", "[s3]") {
  const std::string until = "\"expiration\": \"2026-01-01T01:00:00Z\"";
  struct Case {
    std::string document, message;
  };
  for (const auto& [document, message] :
       {Case{"", "Expecting '{' but found End-of-Input"}, Case{"{", "Invalid JSON."},
        Case{"{\"conditions\": []}", "Policy missing expiration."},
        Case{"{\"expiration\": \"soon\", \"conditions\": []}", "Invalid 'expiration' value: 'soon'"},
        Case{"{" + until + "}", "Policy missing conditions."},
        Case{"{" + until + ", \"conditions\": {}}", "Invalid 'conditions' value: must be a List."},
        Case{"{" + until + ", \"conditions\": [1]}", "Invalid condition test: must be a List or Object."},
        Case{"{" + until + ", \"conditions\": [[]]}", "Invalid Condition: missing operation identifier."},
        Case{"{" + until + ", \"conditions\": [[\"is\", \"$key\", \"k\"]]}",
             "Invalid Condition: unknown operation 'is'."},
        Case{"{" + until + ", \"conditions\": [[\"eq\", \"$key\"]]}",
             "Invalid eq: wrong number of arguments."},
        Case{"{" + until + ", \"conditions\": [], \"more\": 1}", "Unexpected: \"more\""}}) {
    INFO(document);
    const auto answer = post({{"key", "k"}, {"policy", to_base64(document)}});
    CHECK(answer.element("Code") == "InvalidPolicyDocument");
    CHECK(answer.element("Message") == "Invalid Policy: " + message);
  }
  CHECK(post({{"key", "k"}, {"policy", "!"}}).element("Message") ==
        "Invalid Policy: invalid Base64 encoding.");
}

TEST_CASE_METHOD(FormWorld, "a condition that failed is shown as it was written", "[s3]") {
  const auto shown = [&](const std::string& condition) {
    const auto answer = post({{"key", "k"}, {"policy", policy(condition)}});
    return answer.element("Message");
  };
  const std::string failed = "Invalid according to Policy: Policy Condition failed: ";
  CHECK(shown("[\"eq\",\"$key\",  \"a]\"]") == failed + "[\"eq\",\"$key\",  \"a]\"]");
  CHECK(shown("{\"key\":\"a\"}") == failed + "[\"eq\", \"$key\", \"a\"]");
}
