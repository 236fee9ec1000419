// PutFunctionConcurrency, GetFunctionConcurrency, DeleteFunctionConcurrency, GetAccountSettings: how much may
// run.
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

TEST_CASE_METHOD(LambdaWorld, "reserved concurrency limits a function", "[lambda]") {
  create("f");
  const json::object f{{"FunctionName", "f"}};
  call("lambda", "PutFunctionConcurrency", {{"FunctionName", "f"}, {"ReservedConcurrentExecutions", 1}});
  CHECK(find_number(call("lambda", "GetFunctionConcurrency", f), "ReservedConcurrentExecutions") == 1);
  const auto slot =
      begin("lambda", "Invoke", {{"FunctionName", "f"}, {"Payload", R"({"do":"sleep","seconds":0.1})"}});
  CHECK(refusal("lambda", "Invoke", f) == "TooManyRequestsException: Rate Exceeded.");
  try {
    call("lambda", "Invoke", f);
    FAIL("not refused");
  } catch (const AwsError& error) {
    CHECK(error.status == 429);
    CHECK(text(error.extra, "Reason") == "ReservedFunctionConcurrentInvocationLimitExceeded");
    CHECK(text(error.extra, "Type") == "User");
  }
  until([&] { return slot->has_value(); });
  CHECK(payload_of("f", "1") == "1");
  call("lambda", "PutFunctionConcurrency", {{"FunctionName", "f"}, {"ReservedConcurrentExecutions", 0}});
  CHECK(refusal("lambda", "Invoke", f) == "TooManyRequestsException: Rate Exceeded.");
  call("lambda", "DeleteFunctionConcurrency", f);
  CHECK(call("lambda", "GetFunctionConcurrency", f).empty());
  CHECK(payload_of("f", "1") == "1");
}

TEST_CASE_METHOD(LambdaWorld, "100 of the account's 1,000 stay unreserved", "[lambda]") {
  create("f");
  const auto reserve = [&](int count) {
    return refusal("lambda", "PutFunctionConcurrency",
                   {{"FunctionName", "f"}, {"ReservedConcurrentExecutions", count}});
  };
  CHECK(refusal("lambda", "PutFunctionConcurrency",
                {{"FunctionName", "g"}, {"ReservedConcurrentExecutions", 1}}) ==
        "ResourceNotFoundException: Function not found: "
        "arn:aws:lambda:us-east-1:000000000000:function:g:$LATEST");
  CHECK(reserve(900) == "");
  CHECK(reserve(901) ==
        "InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases "
        "account's "
        "UnreservedConcurrentExecution below its minimum value of [100].");
  const json::object settings = call("lambda", "GetAccountSettings");
  CHECK(settings.at("AccountLimit").at("UnreservedConcurrentExecutions") == 100);
  CHECK(settings.at("AccountLimit").at("ConcurrentExecutions") == 1000);
  CHECK(settings.at("AccountUsage").at("FunctionCount") == 1);
}

TEST_CASE_METHOD(LambdaWorld, "many short invocations share a few sandboxes", "[lambda]") {
  create("f");
  int done = 0;
  for (int at = 0; at < 100; ++at)
    lambda->invoke({context, "f", "", "{}", "", false}, [&](InvocationOutcome outcome) {
      CHECK(outcome.payload == "{}");
      ++done;
    });
  until([&] { return done == 100; });
  std::int64_t most = 0;
  for (const JournalLine& line : journal.lines())
    if (line.kind == "invocation") most = std::max(most, find_number(line.details, "sandbox").value());
  CHECK(most < 20);
}

TEST_CASE_METHOD(LambdaWorld, "functions that block get a sandbox each", "[lambda]") {
  create("f");
  for (int at = 0; at < 8; ++at)
    lambda->invoke({context, "f", "", R"({"do":"hang"})", "", false}, [](InvocationOutcome) {});
  const auto running_cold = [this] {
    return std::count_if(journal.lines().begin(), journal.lines().end(), [](const JournalLine& line) {
      return line.kind == "invocation" && line.open && line.details.at("cold") == true;
    });
  };
  until([&] { return running_cold() == 8; });
}
