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

TEST_CASE_METHOD(S3World, "what a website cannot be is refused", "[s3]") {
  put("/bucket");
  const std::string index = "<IndexDocument><Suffix>i</Suffix></IndexDocument>";
  const auto rules = [&](const std::string& rule, int times = 1) {
    std::string all;
    for (int i = 0; i < times; ++i) all += "<RoutingRule>" + rule + "</RoutingRule>";
    return index + "<RoutingRules>" + all + "</RoutingRules>";
  };
  const auto redirect = [](const std::string& to) { return "<Redirect>" + to + "</Redirect>"; };
  const auto on_error = [](const std::string& code) {
    return "<Condition><HttpErrorCodeReturnedEquals>" + code + "</HttpErrorCodeReturnedEquals></Condition>";
  };
  const std::string host = redirect("<HostName>h</HostName>");
  const struct {
    std::string config, code, message;
  } cases[] = {
      {"", "InvalidArgument", "A value for IndexDocument Suffix must be provided"},
      {"<IndexDocument><Suffix>a/b</Suffix></IndexDocument>", "InvalidArgument", "The IndexDocument Suffix"},
      {index + "<ErrorDocument><Key></Key></ErrorDocument>", "InvalidArgument", "The ErrorDocument Key"},
      {index + "<RedirectAllRequestsTo><HostName>h</HostName></RedirectAllRequestsTo>", "InvalidArgument",
       "RedirectAllRequestsTo cannot be provided"},
      {"<RedirectAllRequestsTo><HostName>h</HostName><Protocol>ftp</Protocol></RedirectAllRequestsTo>",
       "InvalidRequest", "Invalid protocol"},
      {rules(redirect("<Protocol>ftp</Protocol>")), "InvalidRequest", "Invalid protocol"},
      {rules(redirect("")), "MalformedXML", ""},
      {rules("<Condition></Condition>" + host), "InvalidRequest", "Condition cannot be empty"},
      {rules(on_error("399") + host), "InvalidRequest", "The provided HTTP error code (399) is not valid"},
      {rules(on_error("418") + host), "InvalidRequest", "The provided HTTP error code (418) is not valid"},
      {rules(on_error("4xx") + host), "MalformedXML", ""},
      {rules(on_error("404") + host), "", ""},
      {rules(redirect("<HttpRedirectCode>300</HttpRedirectCode>")), "InvalidRequest",
       "The provided HTTP redirect code (300) is not valid"},
      {rules(host, 50), "", ""},
      {rules(host, 51), "InvalidRequest", "51 routing rules provided"},
      {index + std::string(131'072, ' '), "MaxMessageLengthExceeded", ""},
  };
  for (const auto& [config, code, message] : cases) {
    CAPTURE(config.substr(0, 200));
    const auto answer = put("/bucket?website", "<WebsiteConfiguration>" + config + "</WebsiteConfiguration>");
    CHECK(answer.element("Code") == code);
    CHECK(answer.element("Message").starts_with(message));
  }
}
