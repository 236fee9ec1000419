// PutSubscriptionFilter, DescribeSubscriptionFilters, DeleteSubscriptionFilter, PutMetricFilter,
// DescribeMetricFilters, DeleteMetricFilter, PutResourcePolicy, DescribeResourcePolicies,
// DeleteResourcePolicy, AssociateKmsKey, DisassociateKmsKey.
#include "core/digest.h"
#include "core/protocol/gzip.h"
#include "tests/services/logs/logs_world.h"

namespace orrery {
namespace {

const std::string function = "arn:aws:lambda:us-east-1:000000000000:function:f";
const std::string stream_arn = "arn:aws:kinesis:us-east-1:000000000000:stream/s";

// Whoever is passed events: keeps them, unpacked.
struct Subscriber final : Service {
  explicit Subscriber(std::string_view name)
      : about{.name = name, .resource = "", .wires = {}, .refusals = {}} {}
  const ServiceInfo& info() const override { return about; }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    if (operation == "Invoke") {
      const json::value event = json::parse(input.at("Payload").as_string());
      keep(view(event.at("awslogs").at("data").as_string()));
    } else if (operation == "PutRecord") {
      keep(view(input.at("Data").as_string()));
    } else if (missing) {
      return reply.fail(AwsError("ResourceNotFoundException", "none", 404));
    }
    reply.ok({});
  }
  void keep(std::string_view data) {
    got.push_back(json::parse(protocol::gunzip(from_base64(data).value(), 1 << 20).value()));
  }
  ServiceInfo about;
  bool missing = false;
  std::vector<json::value> got;
};

struct FilterWorld : LogsWorld {
  FilterWorld() {
    directory.add(lambda);
    directory.add(kinesis);
    make("g", {"s"});
  }
  static json::object to(const std::string& destination, std::string_view pattern = "ERROR") {
    return {{"logGroupName", "g"},
            {"filterName", "f"},
            {"filterPattern", pattern},
            {"destinationArn", destination},
            {"roleArn", "arn:aws:iam::000000000000:role/r"}};
  }
  Subscriber lambda{"lambda"}, kinesis{"kinesis"};
};

}  // namespace

TEST_CASE_METHOD(FilterWorld, "a subscription filter passes on the events that its pattern picks", "[logs]") {
  const bool to_function = GENERATE(true, false);
  call("logs", "PutSubscriptionFilter", to(to_function ? function : stream_arn));
  put("g", "s", {{0, "INFO all is well"}, {1, "ERROR one"}, {2, "ERROR two"}});
  put("g", "s", {{3, "nothing"}});
  const Subscriber& subscriber = to_function ? lambda : kinesis;
  REQUIRE(subscriber.got.size() == 1);
  const json::value& got = subscriber.got.front();
  CHECK(got.at("messageType") == "DATA_MESSAGE");
  CHECK(got.at("owner") == "000000000000");
  CHECK(got.at("logGroup") == "g");
  CHECK(got.at("logStream") == "s");
  CHECK(got.at("subscriptionFilters") == json::value{"f"});
  REQUIRE(got.at("logEvents").as_array().size() == 2);
  CHECK(got.at("logEvents").at(0).at("message") == "ERROR one");
  CHECK(got.at("logEvents").at(1).at("timestamp") == now() + 2);
  CHECK(got.at("logEvents").at(0).at("id").as_string().size() == 56);
}

TEST_CASE_METHOD(FilterWorld, "a group has two subscription filters, until they are deleted", "[logs]") {
  const json::object g{{"logGroupName", "g"}}, f{{"logGroupName", "g"}, {"filterName", "f"}};
  call("logs", "PutSubscriptionFilter", to(function));
  json::object second = to(function, "");
  second["filterName"] = "f2";
  call("logs", "PutSubscriptionFilter", second);
  second["filterName"] = "f3";
  CHECK(refusal("logs", "PutSubscriptionFilter", second) ==
        "LimitExceededException: Resource limit exceeded.");
  call("logs", "PutSubscriptionFilter", to(function, "WARN"));
  const json::object all = call("logs", "DescribeSubscriptionFilters", g);
  CHECK(all.at("subscriptionFilters").as_array().size() == 2);
  CHECK(all.at("subscriptionFilters").at(0).at("filterPattern") == "WARN");
  CHECK(all.at("subscriptionFilters").at(0).at("distribution") == "ByLogStream");
  call("logs", "DeleteSubscriptionFilter", f);
  CHECK(refusal("logs", "DeleteSubscriptionFilter", f) ==
        "ResourceNotFoundException: The specified subscription filter does not exist.");
  call("logs", "DeleteLogGroup", g);
  make("g");
  CHECK(call("logs", "DescribeSubscriptionFilters", g).at("subscriptionFilters").as_array().empty());
}

TEST_CASE_METHOD(FilterWorld, "a destination that does not answer is refused in AWS's words", "[logs]") {
  lambda.missing = kinesis.missing = true;
  CHECK(refusal("logs", "PutSubscriptionFilter", to(function)) ==
        "InvalidParameterException: Could not execute the lambda function. Make sure you have given "
        "CloudWatch Logs "
        "permission to execute your function.");
  CHECK(refusal("logs", "PutSubscriptionFilter", to(stream_arn))
            .starts_with(
                "InvalidParameterException: Could not deliver test message to specified Kinesis stream."));
  json::object without_role = to(stream_arn);
  without_role.erase("roleArn");
  CHECK(refusal("logs", "PutSubscriptionFilter", without_role) ==
        "InvalidParameterException: destinationArn for vendor kinesis cannot be used without roleArn");
  json::object elsewhere = to("arn:aws:lambda:us-east-1:111111111111:function:f");
  elsewhere["logGroupName"] = "none";
  CHECK(refusal("logs", "PutSubscriptionFilter", elsewhere)
            .starts_with("AccessDeniedException: Cross-account lambda invocation passing is not allowed."));
  CHECK(refusal("logs", "PutSubscriptionFilter", to("arn:aws:s3:::b")) ==
        "InvalidParameterException: PutSubscriptionFilter operation cannot work with destinationArn for "
        "vendor s3");
  CHECK(
      refusal("logs", "PutSubscriptionFilter", to("arn:aws:firehose:us-east-1:000000000000:deliverystream/d"))
          .starts_with("NotImplemented"));
}

TEST_CASE_METHOD(FilterWorld, "metric filters are kept by group and found by metric", "[logs]") {
  const json::object filter{
      {"logGroupName", "g"},
      {"filterName", "errors"},
      {"filterPattern", "ERROR"},
      {"metricTransformations", parse("[{'metricName': 'n', 'metricNamespace': 's', 'metricValue': '1'}]")}};
  call("logs", "PutMetricFilter", filter);
  CHECK(call("logs", "DescribeMetricFilters").at("metricFilters").as_array().size() == 1);
  CHECK(call("logs", "DescribeMetricFilters", json::object{{"metricName", "m"}, {"metricNamespace", "s"}})
            .at("metricFilters")
            .as_array()
            .empty());
  CHECK(
      call("logs", "DescribeMetricFilters", json::object{{"logGroupName", "g"}, {"filterNamePrefix", "err"}})
          .at("metricFilters")
          .at(0)
          .at("creationTime") == now());
  const json::object named{{"logGroupName", "g"}, {"filterName", "errors"}};
  call("logs", "DeleteMetricFilter", named);
  CHECK(refusal("logs", "DeleteMetricFilter", named) ==
        "ResourceNotFoundException: The specified metric filter does not exist.");
}

TEST_CASE_METHOD(FilterWorld, "what is too long or too many for a metric filter is refused", "[logs]") {
  const json::object one =
      parse("{'metricName': 'n', 'metricNamespace': 's', 'metricValue': '1'}").as_object();
  CHECK(refusal("logs", "PutMetricFilter",
                json::object{{"logGroupName", "g"},
                             {"filterName", "f"},
                             {"filterPattern", ""},
                             {"metricTransformations", json::array{one, one}}}) ==
        "InvalidParameterException: 1 validation error detected: Value '[MetricTransformation(metricName=n, "
        "metricNamespace=s, metricValue=1, defaultValue=null, unit=null, dimensions=null), "
        "MetricTransformation(metricName=n, metricNamespace=s, metricValue=1, defaultValue=null, unit=null, "
        "dimensions=null)]' at 'metricTransformations' failed to satisfy constraint: Member must have length "
        "less than or equal to 1");
  CHECK(
      refusal("logs", "DescribeMetricFilters", json::object{{"filterNamePrefix", std::string(513, 'x')}})
          .ends_with("at 'filterNamePrefix' failed to satisfy constraint: Member must have length less than "
                     "or equal to 512"));
  CHECK(refusal("logs", "DescribeMetricFilters",
                json::object{{"metricName", std::string(256, 'x')}, {"metricNamespace", "s"}})
            .ends_with("Member must have length less than or equal to 255"));
}

TEST_CASE_METHOD(FilterWorld, "resource policies and keys of groups are kept", "[logs]") {
  call("logs", "PutResourcePolicy", json::object{{"policyName", "p"}, {"policyDocument", "{}"}});
  CHECK(call("logs", "DescribeResourcePolicies").at("resourcePolicies").at(0).at("policyName") == "p");
  CHECK(call("logs", "DescribeResourcePolicies").at("resourcePolicies").at(0).at("policyScope") == "ACCOUNT");
  call("logs", "DeleteResourcePolicy", json::object{{"policyName", "p"}});
  CHECK(refusal("logs", "DeleteResourcePolicy", json::object{{"policyName", "p"}}) ==
        "ResourceNotFoundException: Policy with name [p] does not exist.");
  const auto key = [&] { return call("logs", "DescribeLogGroups").at("logGroups").at(0).as_object(); };
  call("logs", "AssociateKmsKey", json::object{{"logGroupName", "g"}, {"kmsKeyId", "arn:aws:kms:::key/k"}});
  CHECK(key().at("kmsKeyId") == "arn:aws:kms:::key/k");
  call("logs", "DisassociateKmsKey", json::object{{"logGroupName", "g"}});
  CHECK_FALSE(key().contains("kmsKeyId"));
}

TEST_CASE_METHOD(LogsWorld, "a pattern in columns tells what it found by their names", "[logs]") {
  const auto tried = [&](const char* pattern) {
    return call("logs", "TestMetricFilter",
                {{"filterPattern", pattern},
                 {"logEventMessages",
                  json::array{
                      "no match",
                      R"(127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /apache_pb.gif" 404 1534)"}}})
        .at("matches")
        .at(0)
        .as_object();
  };
  const json::object whole = tried("[ip, identity, user_id, timestamp, request, status_code = 4*, size]");
  CHECK(whole.at("eventNumber") == 1);
  CHECK(whole.at("extractedValues") == json::value{{"$ip", "127.0.0.1"},
                                                   {"$identity", "-"},
                                                   {"$user_id", "frank"},
                                                   {"$timestamp", "10/Oct/2000:13:25:15 -0700"},
                                                   {"$request", "GET /apache_pb.gif"},
                                                   {"$status_code", "404"},
                                                   {"$size", "1534"}});
  CHECK(tried("[ip=1*, ..., size]").at("extractedValues") ==
        json::value{{"$ip", "127.0.0.1"}, {"$size", "1534"}});
  CHECK(tried("frank").at("extractedValues") == json::object{});
}

}  // namespace orrery
