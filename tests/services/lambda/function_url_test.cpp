// CreateFunctionUrlConfig, GetFunctionUrlConfig, UpdateFunctionUrlConfig, DeleteFunctionUrlConfig,
// ListFunctionUrlConfigs, and requests to such a URL.
#include "services/lambda/url_endpoint.h"
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

namespace {

struct UrlWorld : LambdaWorld {
  lambda::UrlEndpoint endpoint{*lambda};

  struct Answer final : Respond::Edge {
    explicit Answer(std::shared_ptr<std::optional<HttpReply>> slot_) : slot(std::move(slot_)) {}
    void send(HttpReply reply) override { *slot = std::move(reply); }
    void on_gone(Task) override {}
    std::shared_ptr<std::optional<HttpReply>> slot;
  };

  std::string make_url(json::object more = {}) {
    more["FunctionName"] = "f";
    if (!more.contains("AuthType")) more["AuthType"] = "NONE";
    const std::string url = text(call("lambda", "CreateFunctionUrlConfig", std::move(more)), "FunctionUrl");
    return url.substr(url.find("/_lambda-url/"));
  }

  HttpReply ask(HttpRequest request) {
    request.peer = "127.0.0.1:40000";
    REQUIRE(endpoint.claims(request));
    auto slot = std::make_shared<std::optional<HttpReply>>();
    loop.turn([&] { endpoint.http(std::move(request), context, Respond(std::make_unique<Answer>(slot))); });
    until([&] { return slot->has_value(); });
    return **slot;
  }
  static std::string body(const HttpReply& reply) { return std::get<std::string>(reply.body); }
};

const char* const echo = "def handler(event, context):\n  return event";

}  // namespace

TEST_CASE_METHOD(UrlWorld, "a URL has a life of its own beside its function", "[lambda][url]") {
  create("f");
  const json::object made =
      call("lambda", "CreateFunctionUrlConfig", {{"FunctionName", "f"}, {"AuthType", "NONE"}});
  CHECK(text(made, "FunctionArn").ends_with(":function:f"));
  CHECK_FALSE(made.contains("LastModifiedTime"));
  const json::object f{{"FunctionName", "f"}};
  CHECK(refusal("lambda", "CreateFunctionUrlConfig", {{"FunctionName", "f"}, {"AuthType", "NONE"}})
            .ends_with("]. Error message:  FunctionUrlConfig exists for this Lambda function"));
  const json::object changed =
      call("lambda", "UpdateFunctionUrlConfig", {{"FunctionName", "f"}, {"AuthType", "AWS_IAM"}});
  CHECK(text(changed, "AuthType") == "AWS_IAM");
  CHECK_FALSE(changed.contains("InvokeMode"));
  json::object read = changed;
  read["InvokeMode"] = "BUFFERED";
  CHECK(call("lambda", "GetFunctionUrlConfig", f) == read);
  CHECK(call("lambda", "ListFunctionUrlConfigs", f).at("FunctionUrlConfigs").as_array().size() == 1);
  call("lambda", "DeleteFunctionUrlConfig", f);
  CHECK(refusal("lambda", "GetFunctionUrlConfig", f) ==
        "ResourceNotFoundException: The resource you requested does not exist.");
  CHECK(
      refusal("lambda", "GetFunctionUrlConfig",
              {{"FunctionName", "arn:aws:lambda:eu-west-1:000000000000:function:g"}}) ==
      "ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this region ('us-east-1')");
  CHECK(refusal("lambda", "ListFunctionUrlConfigs", {{"FunctionName", "g"}}) ==
        "ResourceNotFoundException: Function does not exist");
  CHECK(refusal("lambda", "GetFunctionUrlConfig", {{"FunctionName", "f"}, {"Qualifier", "1"}})
            .starts_with("ValidationException: 1 validation error detected: Value '1' at 'qualifier'"));
  CHECK(refusal("lambda", "CreateFunctionUrlConfig", {{"FunctionName", "f"}, {"AuthType", "MAYBE"}})
            .ends_with("Member must satisfy enum value set: [AWS_IAM, NONE]"));
}

TEST_CASE_METHOD(UrlWorld, "a function sees a request to its URL as an event", "[lambda][url]") {
  create_python("f", echo);
  HttpRequest request;
  request.method = "POST";
  request.target = make_url() + "path/x%20y?a=1&a=2&b=3";
  request.headers.add("Content-Type", "application/json");
  request.headers.add("X-Own", "value");
  request.headers.add("Cookie", "c1=1; c2=2");
  request.body = R"({"k": 1})";
  const HttpReply reply = ask(std::move(request));
  CHECK(reply.status == 200);
  const json::value event = json::parse(body(reply));
  CHECK(event.at("version") == "2.0");
  CHECK(event.at("rawPath") == "/path/x y");
  CHECK(event.at("rawQueryString") == "a=1&a=2&b=3");
  CHECK(event.at("queryStringParameters") == json::value{{"a", "1,2"}, {"b", "3"}});
  CHECK(event.at("headers").at("x-own") == "value");
  CHECK(event.at("cookies") == json::value{"c1=1", "c2=2"});
  CHECK(event.at("body") == R"({"k": 1})");
  CHECK(event.at("isBase64Encoded") == false);
  CHECK(event.at("requestContext").at("http").at("method") == "POST");
  CHECK(event.at("requestContext").at("http").at("sourceIp") == "127.0.0.1");
}

TEST_CASE_METHOD(UrlWorld, "what a function returns says how its URL answers", "[lambda][url]") {
  struct {
    const char* result;
    int status;
    const char* body;
    const char* type;
  } const cases[] = {
      {"{'statusCode': 201, 'headers': {'Content-Type': 'text/plain', 'X-A': 1}, 'body': 'made'}", 201,
       "made", "text/plain"},
      {"{'statusCode': 200, 'body': 'aGk=', 'isBase64Encoded': True}", 200, "hi", "application/json"},
      {"{'message': 'hello'}", 200, R"({"message": "hello"})", "application/json"},
      {"'plain'", 200, "plain", "application/json"},
      {"{'statusCode': 100}", 502, "Internal Server Error", "application/json"},
      {"{'statusCode': 4294967496}", 502, "Internal Server Error", "application/json"},
      {"1 / 0", 502, "Internal Server Error", "application/json"},
  };
  for (const auto& item : cases) {
    create_python("f", std::string("def handler(event, context):\n  return ") + item.result);
    HttpRequest request;
    request.method = "GET";
    request.target = make_url();
    const HttpReply reply = ask(std::move(request));
    INFO(item.result);
    CHECK(reply.status == item.status);
    CHECK(body(reply) == item.body);
    CHECK(reply.headers.get("Content-Type") == item.type);
    call("lambda", "DeleteFunction", {{"FunctionName", "f"}});
  }
}

TEST_CASE_METHOD(UrlWorld, "a URL answers whom it knows", "[lambda][url]") {
  create_python("f", echo);
  HttpRequest request;
  request.method = "GET";
  request.target = make_url({{"AuthType", "AWS_IAM"}});
  CHECK(ask({.method = "GET", .target = request.target}).status == 403);
  request.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=x");
  CHECK(ask(std::move(request)).status == 200);
  CHECK(ask({.method = "GET", .target = "/_lambda-url/none/"}).status == 403);
  call("lambda", "DeleteFunction", {{"FunctionName", "f"}});
}

TEST_CASE_METHOD(UrlWorld, "bytes that are no text reach a function as text all the same", "[lambda][url]") {
  create_python("f", echo);
  HttpRequest request;
  request.method = "POST";
  request.target = make_url() + "%FF?a=%FF";
  request.headers.add("Content-Type", "text/plain");
  request.headers.add("Cookie", "c=\xff");
  request.headers.add("User-Agent", "\xff");
  request.body = "\xff";
  const json::value event = json::parse(body(ask(std::move(request))));
  CHECK(event.at("rawPath") == "/\uFFFD");
  CHECK(event.at("body") == "\uFFFD");
  CHECK(event.at("cookies") == json::value{"c=\uFFFD"});
}

TEST_CASE_METHOD(UrlWorld, "the id of a URL may be in the Host", "[lambda][url]") {
  create_python("f", echo);
  const std::string path = make_url();
  const std::string id = path.substr(13, path.size() - 14);
  HttpRequest request;
  request.method = "GET";
  request.target = "/a";
  request.headers.add("Host", id + ".lambda-url.us-east-1.localhost:4566");
  CHECK(json::parse(body(ask(std::move(request)))).at("rawPath") == "/a");
}
