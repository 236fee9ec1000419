// InvocationType Event, InvokeAsync, and what PutFunctionEventInvokeConfig, UpdateFunctionEventInvokeConfig,
// GetFunctionEventInvokeConfig, ListFunctionEventInvokeConfigs and DeleteFunctionEventInvokeConfig say about
// them.
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

namespace {

// Stands for SQS, SNS and Logs: keeps what it is called with.
struct Listening final : Service {
  explicit Listening(std::string_view name) { about.name = name; }
  const ServiceInfo& info() const override { return about; }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    calls.emplace_back(operation, input);
    reply.ok({});
  }
  ServiceInfo about;
  std::vector<std::pair<std::string, json::object>> calls;
};

struct AsyncWorld : LambdaWorld {
  AsyncWorld() {
    directory.add(sqs);
    directory.add(logs);
  }
  std::size_t runs() const {
    return static_cast<std::size_t>(
        std::count_if(journal.lines().begin(), journal.lines().end(),
                      [](const auto& line) { return line.kind == "invocation" && !line.open; }));
  }
  void send(std::string_view payload) {
    const json::object result = invoke("f", payload, {{"InvocationType", "Event"}});
    CHECK(find_number(result, "StatusCode") == 202);
    CHECK(text(result, "Payload") == "");
  }
  void settle_runs(std::size_t count) {
    until([&] { return runs() >= count; });
    settle();
    CHECK(runs() == count);
  }
  Listening sqs{"sqs"};
  Listening logs{"logs"};
};

const std::string queue = "arn:aws:sqs:us-east-1:000000000000:q";

}  // namespace

TEST_CASE_METHOD(AsyncWorld, "an event is run after it was accepted", "[lambda]") {
  create("f");
  send(R"({"a":1})");
  settle_runs(1);
  const json::object answer =
      call("lambda", "InvokeAsync", {{"FunctionName", "f"}, {"InvokeArgs", R"({"b":1})"}});
  CHECK(answer == json::object{{"Status", 202}});
  settle_runs(2);
}

TEST_CASE_METHOD(AsyncWorld, "a failed event is tried again after one minute, and after two more",
                 "[lambda]") {
  create("f", {{"DeadLetterConfig", {{"TargetArn", queue}}}});
  send(R"({"do":"fail"})");
  settle_runs(1);
  advance(59s);
  settle_runs(1);
  advance(1s);
  settle_runs(2);
  advance(119s);
  settle_runs(2);
  CHECK(sqs.calls.empty());
  advance(1s);
  settle_runs(3);
  REQUIRE(sqs.calls.size() == 1);
  CHECK(sqs.calls[0].first == "SendMessage");
  CHECK(text(sqs.calls[0].second, "MessageBody") == R"({"do":"fail"})");
  const json::value& attributes = sqs.calls[0].second.at("MessageAttributes");
  CHECK(attributes.at("ErrorCode") == parse("{'DataType': 'Number', 'StringValue': '200'}"));
  CHECK(attributes.at("ErrorMessage").at("StringValue") == "bad");
  CHECK(attributes.at("RequestID").at("StringValue").as_string().size() == 36);
  advance(24h);
  settle_runs(3);
}

TEST_CASE_METHOD(AsyncWorld, "destinations are told the outcome in AWS's envelope", "[lambda]") {
  create("f");
  call("lambda", "PutFunctionEventInvokeConfig",
       {{"FunctionName", "f"},
        {"MaximumRetryAttempts", 0},
        {"DestinationConfig",
         {{"OnSuccess", {{"Destination", queue}}}, {"OnFailure", {{"Destination", queue}}}}}});
  send(R"({"a":12.5})");
  settle_runs(1);
  send(R"({"do":"fail"})");
  settle_runs(2);
  REQUIRE(sqs.calls.size() == 2);
  const json::value good = json::parse(text(sqs.calls[0].second, "MessageBody"));
  CHECK(good.at("requestContext").at("condition") == "Success");
  CHECK(good.at("requestContext").at("functionArn") ==
        "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST");
  CHECK_THAT(text(sqs.calls[0].second, "MessageBody"),
             Catch::Contains(R"("requestPayload":{"a":12.5})") &&
                 Catch::Contains(R"("responsePayload":{"a":12.5})"));
  CHECK(good.at("responseContext") == json::value{{"statusCode", 200}, {"executedVersion", "$LATEST"}});
  const json::value bad = json::parse(text(sqs.calls[1].second, "MessageBody"));
  CHECK(bad.at("requestContext").at("condition") == "RetriesExhausted");
  CHECK(bad.at("requestContext").at("approximateInvokeCount") == 1);
  CHECK(bad.at("responseContext").at("functionError") == "Unhandled");
}

TEST_CASE_METHOD(AsyncWorld, "an accepted event survives a restart", "[lambda]") {
  create("f");
  send(R"({"do":"fail"})");
  settle_runs(1);
  lambda->~Lambda();
  new (lambda.get()) Lambda(core);
  lambda->resume();
  advance(60s);
  settle_runs(2);
}

TEST_CASE_METHOD(AsyncWorld, "throttled events wait for their turn", "[lambda]") {
  create("f");
  call("lambda", "PutFunctionConcurrency", {{"FunctionName", "f"}, {"ReservedConcurrentExecutions", 1}});
  for (int at = 0; at < 5; ++at) send(R"({"do":"pid"})");
  settle_runs(5);
}

TEST_CASE_METHOD(AsyncWorld, "an event that grows too old is given up", "[lambda]") {
  create("f");
  call("lambda", "PutFunctionEventInvokeConfig",
       {{"FunctionName", "f"},
        {"MaximumEventAgeInSeconds", 90},
        {"DestinationConfig", {{"OnFailure", {{"Destination", queue}}}}}});
  send(R"({"do":"fail"})");
  settle_runs(1);
  advance(60s);
  settle_runs(2);  // a third would come too late
  REQUIRE(sqs.calls.size() == 1);
  CHECK(json::parse(text(sqs.calls[0].second, "MessageBody")).at("requestContext").at("condition") ==
        "EventAgeExceeded");
}

TEST_CASE_METHOD(AsyncWorld, "what a function prints comes to its log group", "[lambda]") {
  create("f");
  invoke("f", R"({"do":"print","text":"hello"})");
  until([&] { return logs.calls.size() >= 3; });
  CHECK(logs.calls[0].first == "CreateLogGroup");
  CHECK(text(logs.calls[0].second, "logGroupName") == "/aws/lambda/f");
  CHECK(logs.calls[1].first == "CreateLogStream");
  CHECK(text(logs.calls[1].second, "logStreamName").starts_with("2026/01/01/[$LATEST]"));
  std::vector<std::string> lines;
  for (const auto& [operation, input] : logs.calls)
    if (operation == "PutLogEvents")
      for (const json::value& event : input.at("logEvents").as_array())
        lines.emplace_back(event.at("message").as_string());
  REQUIRE(lines.size() == 6);
  CHECK(lines[0].starts_with("INIT_START Runtime Version: provided.al2023.v1"));
  CHECK(lines[1] == "init done\n");
  CHECK(lines[2].starts_with("START RequestId: "));
  CHECK(lines[3] == "hello\n");
  CHECK(lines[4].starts_with("END RequestId: "));
  CHECK(lines[5].find("\tInit Duration: ") != std::string::npos);
}

TEST_CASE_METHOD(AsyncWorld, "the configuration of asynchronous invocations is kept", "[lambda]") {
  create("f");
  const json::object f{{"FunctionName", "f"}};
  const std::string none =
      "ResourceNotFoundException: The function arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST "
      "doesn't have "
      "an EventInvokeConfig";
  CHECK(refusal("lambda", "GetFunctionEventInvokeConfig", f) == none);
  CHECK(refusal("lambda", "UpdateFunctionEventInvokeConfig",
                {{"FunctionName", "f"}, {"MaximumRetryAttempts", 1}}) == none);
  call("lambda", "PutFunctionEventInvokeConfig", {{"FunctionName", "f"}, {"MaximumRetryAttempts", 1}});
  call("lambda", "UpdateFunctionEventInvokeConfig",
       {{"FunctionName", "f"}, {"MaximumEventAgeInSeconds", 100}});
  const json::object got = call("lambda", "GetFunctionEventInvokeConfig", f);
  CHECK(find_number(got, "MaximumRetryAttempts") == 1);
  CHECK(find_number(got, "MaximumEventAgeInSeconds") == 100);
  CHECK(call("lambda", "ListFunctionEventInvokeConfigs", f)
            .at("FunctionEventInvokeConfigs")
            .as_array()
            .size() == 1);
  call("lambda", "DeleteFunctionEventInvokeConfig", f);
  CHECK(refusal("lambda", "GetFunctionEventInvokeConfig", f) == none);
}
