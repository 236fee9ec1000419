#include "tests/services/s3/s3_world.h"

using namespace orrery;

TEST_CASE_METHOD(S3World, "a bucket is served as a website", "[s3]") {
  put("/bucket");
  put("/bucket/index.html", "<h1>top</h1>", {{"Content-Type", "text/html"}});
  put("/bucket/sub/index.html", "sub");
  put("/bucket/moved", "", {{"x-amz-website-redirect-location", "/index.html"}});
  const Fields host{{"Host", "bucket.s3-website-us-east-1.amazonaws.com"}};
  CHECK(get("/", host).element("Code") == "");
  CHECK(get("/", host).status == 404);
  const Fields api{{"Host", "127.0.0.1:4566"}};
  http(
      "PUT", "/bucket?website", api,
      "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></"
      "IndexDocument><ErrorDocument><Key>error.html"
      "</Key></ErrorDocument><RoutingRules><RoutingRule><Condition><KeyPrefixEquals>docs/</KeyPrefixEquals>"
      "</Condition><Redirect><ReplaceKeyPrefixWith>documents/</ReplaceKeyPrefixWith></Redirect></RoutingRule>"
      "</RoutingRules></WebsiteConfiguration>");
  CHECK(get("/", host).body == "<h1>top</h1>");
  CHECK(get("/", host).header("Content-Type") == "text/html");
  CHECK(get("/sub/", host).body == "sub");
  CHECK(get("/sub", host).header("Location") == "/sub/");
  CHECK(get("/moved", host).status == 301);
  CHECK(get("/docs/a", host).header("Location").ends_with("/documents/a"));
  CHECK(get("/none", host).status == 404);
  http("PUT", "/bucket/error.html", api, "sorry");
  const auto missing = get("/none", host);
  CHECK(missing.status == 404);
  CHECK(missing.body == "sorry");
  CHECK(http("PUT", "/x", host).status == 405);
}
