// Every request of a real client in fixtures/wire is recognised for what it is.
#include "core/protocol/detect.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/http_capture.h"

namespace orrery {
namespace {

namespace fs = std::filesystem;

// A service that is only a name and its wires.
struct Named final : Service {
  explicit Named(ServiceInfo info) : info_(info) {}
  const ServiceInfo& info() const override { return info_; }
  void call(std::string_view, const Context&, const json::object&, Reply) override {}
  ServiceInfo info_;
};

constexpr protocol::Route lambda_routes[] = {
    {"POST", "/2015-03-31/functions/{FunctionName}/invocations", "Invoke"},
    {"POST", "/2014-11-13/functions/{FunctionName}/invoke-async", "InvokeAsync"},
    {"POST", "/2015-03-31/functions", "CreateFunction"},
    {"GET", "/2015-03-31/functions/{FunctionName}", "GetFunction"},
};

struct Detecting {
  protocol::QueryWire sqs_wire{"2012-11-05", "", {}, {}};
  protocol::QueryWire sts_wire{"2011-06-15", "", {}, {}};
  protocol::QueryWire formation_wire{"2010-05-15", "", {}, {}};
  Named dynamodb{{"dynamodb", "", {.target = "DynamoDB_20120810"}, {}}};
  Named sqs{{"sqs", "", {.target = "AmazonSQS", .query = &sqs_wire}, {}}};
  Named sts{{"sts", "", {.query = &sts_wire}, {}}};
  Named formation{{"cloudformation", "", {.query = &formation_wire}, {}}};
  Named lambda{{"lambda", "", {.routes = lambda_routes}, {}}};
  Named states{{"states", "", {.target = "AWSStepFunctions"}, {}}};
  Named logs{{"logs", "", {.target = "Logs_20140328"}, {}}};
  Named s3{{"s3", "", {}, {}}};
  std::vector<Service*> services{&dynamodb, &sqs, &sts, &formation, &lambda, &states, &logs, &s3};

  protocol::Detected detect(const HttpRequest& request) {
    return protocol::detect(services, request, protocol::read_credentials(request));
  }
};

TEST_CASE_METHOD(Detecting, "captured requests find their service by what their names say", "[detect]") {
  int checked = 0;
  const std::map<std::string, std::string> names{
      {"dynamodb", "dynamodb"},  {"sqs", "sqs"},       {"sts", "sts"},
      {"cfn", "cloudformation"}, {"lambda", "lambda"}, {"sfn", "states"},
      {"states", "states"},      {"logs", "logs"},     {"s3", "s3"}};
  for (const char* client :
       {"aws-cli-v1", "aws-cli-v2", "boto3-1.26", "boto3-1.43", "go-v2-1.17", "js-v2", "js-v3"}) {
    for (const auto& entry : fs::directory_iterator(fs::path("fixtures/wire") / client)) {
      const std::string file = entry.path().filename().string();
      const auto name = names.find(file.substr(0, file.find('-')));
      const auto request = parse_capture(read_file(entry.path().string()));
      if (name == names.end() || !request || file.find(".2.") != std::string::npos) continue;
      // Presigned uploads, package steps and clients that ask another service on the way are named for the
      // command.
      if (file.starts_with("cfn-package") || file.starts_with("cfn-deploy-s3")) continue;
      INFO(entry.path().string());
      CHECK(detect(*request).name == name->second);
      ++checked;
    }
  }
  CHECK(checked > 400);
}

TEST_CASE_METHOD(Detecting, "operations are found on each wire", "[detect]") {
  const auto operation = [&](const char* file) {
    const auto request = parse_capture(read_file(std::string("fixtures/wire/") + file));
    REQUIRE(request);
    const auto detected = detect(*request);
    return detected.name + ':' + detected.operation;
  };
  CHECK(operation("boto3-1.43/dynamodb-PutItem.http") == "dynamodb:PutItem");
  CHECK(operation("boto3-1.43/lambda-Invoke.http") == "lambda:Invoke");
  CHECK(operation("boto3-1.43/lambda-InvokeAsync.http") == "lambda:InvokeAsync");
  CHECK(operation("boto3-1.43/lambda-GetFunction.http") == "lambda:GetFunction");
  CHECK(operation("boto3-1.43/cfn-DescribeStacks.http") == "cloudformation:DescribeStacks");
  CHECK(operation("boto3-1.43/s3-ListBuckets.http") == "s3:");
}

TEST_CASE("the account is the access key of twelve digits, and only that", "[detect]") {
  const auto account = [](const std::string& key) {
    HttpRequest request;
    request.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=" + key +
                                             "/20260101/eu-west-1/sqs/aws4_request, Signature=0");
    const auto credentials = protocol::read_credentials(request);
    const Context context = protocol::read_context(request, credentials);
    CHECK(context.region == "eu-west-1");
    return context.account;
  };
  CHECK(account("123456789012") == "123456789012");
  CHECK(account("test") == "000000000000");
  CHECK(account("AKIAIOSFODNN7EXAMPLE") == "000000000000");
  CHECK(account("12345678901") == "000000000000");
}

TEST_CASE("a route's labels are decoded and a trailing slash does not matter", "[rest]") {
  const auto match = protocol::match_route(
      lambda_routes, "POST",
      "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A1%3Afunction%3Af/invocations/");
  REQUIRE(match);
  CHECK(match->labels[0].second == "arn:aws:lambda:us-east-1:1:function:f");
  CHECK_FALSE(protocol::match_route(lambda_routes, "POST", "/2015-03-31/functions/f"));
  CHECK_FALSE(protocol::match_route(lambda_routes, "GET", "/2015-03-31/functions"));
}

}  // namespace
}  // namespace orrery
