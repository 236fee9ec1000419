#include "tests/services/s3/s3_world.h"

using namespace orrery;

TEST_CASE_METHOD(S3World, "objects are deleted many at once", "[s3]") {
  put("/bucket");
  put("/bucket/a", "1");
  put("/bucket/b%20%0D", "2");
  const auto asked = [this](const std::string& target, const std::string& body) {
    return http("POST", target, {{"Content-MD5", to_base64(md5(body))}}, body);
  };
  const auto answer =
      asked("/bucket?delete",
            "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a</Key></Object>"
            "<Object><Key>b &#x0D;</Key></Object><Object><Key>none</Key></Object></Delete>");
  CHECK(answer.status == 200);
  CHECK(answer.elements("Key") == std::vector<std::string>{"a", "b &#13;", "none"});
  CHECK(get("/bucket?list-type=2").element("KeyCount") == "0");
  CHECK(asked("/bucket/?delete=&x-id=DeleteObjects",
              "<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object></Delete>")
            .element("Key") == "");
  CHECK(
      http("POST", "/bucket?delete", {}, "<Delete><Object><Key>a</Key></Object></Delete>").element("Code") ==
      "InvalidRequest");
  CHECK(asked("/bucket?delete", "<Delete></Delete>").element("Code") == "MalformedXML");
}
