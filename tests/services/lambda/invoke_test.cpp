#include "core/digest.h"
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

namespace {

json::object object_of(const std::string& text) { return json::parse(text).as_object(); }

}  // namespace

TEST_CASE_METHOD(LambdaWorld, "a function answers with what its runtime responds", "[lambda]") {
  create("f");
  const json::object result = invoke("f", R"({"a":[1,2]})");
  CHECK(text(result, "Payload") == R"({"a": [1, 2]})");
  CHECK(find_number(result, "StatusCode") == 200);
  CHECK(text(result, "ExecutedVersion") == "$LATEST");
  CHECK_FALSE(result.contains("FunctionError"));
}

TEST_CASE_METHOD(LambdaWorld, "an invocation without a payload is given an empty object", "[lambda]") {
  create("f");
  CHECK(payload_of("f", "") == "{}");
}

TEST_CASE_METHOD(LambdaWorld, "a warm sandbox is used again", "[lambda]") {
  create("f");
  CHECK(payload_of("f", R"({"do":"count"})") == "1");
  CHECK(payload_of("f", R"({"do":"count"})") == "2");
}

TEST_CASE_METHOD(LambdaWorld, "invocations at the same time have sandboxes of their own", "[lambda]") {
  create("f");
  const auto first =
      begin("lambda", "Invoke", {{"FunctionName", "f"}, {"Payload", R"({"do":"sleep","seconds":0.3})"}});
  const auto second = begin("lambda", "Invoke", {{"FunctionName", "f"}, {"Payload", R"({"do":"pid"})"}});
  until([&] { return first->has_value() && second->has_value(); });
  CHECK(std::get<json::object>(**second).contains("Payload"));
}

TEST_CASE_METHOD(LambdaWorld, "a function's error is its own, and the call succeeds", "[lambda]") {
  create("f");
  const json::object result = invoke("f", R"({"do":"fail","why":"bad day"})");
  CHECK(text(result, "FunctionError") == "Unhandled");
  CHECK(text(result, "Payload") == R"({"errorType": "Oops", "errorMessage": "bad day"})");
  CHECK(find_number(result, "StatusCode") == 200);
}

TEST_CASE_METHOD(LambdaWorld, "a runtime that exits fails its invocation and the next has another",
                 "[lambda]") {
  create("f");
  const json::object result = invoke("f", R"({"do":"exit","status":3})");
  CHECK(text(result, "FunctionError") == "Unhandled");
  const json::object error = object_of(text(result, "Payload"));
  CHECK(text(error, "errorType") == "Runtime.ExitError");
  CHECK(text(error, "errorMessage").ends_with("Error: Runtime exited with error: exit status 3"));
  CHECK(text(error, "errorMessage").starts_with("RequestId: "));
  CHECK(payload_of("f", R"({"do":"count"})") == "1");
}

TEST_CASE_METHOD(LambdaWorld, "an invocation that takes too long is ended with its process", "[lambda]") {
  create("f", {{"Timeout", 3}});
  const int pid = std::stoi(payload_of("f", R"({"do":"pid"})"));
  const auto slot = begin("lambda", "Invoke", {{"FunctionName", "f"}, {"Payload", R"({"do":"hang"})"}});
  until([&] { return journal.lines().back().kind == "invocation" && journal.lines().back().open; });
  advance(2s);
  CHECK_FALSE(slot->has_value());
  advance(1s);
  REQUIRE(slot->has_value());
  const auto& result = std::get<json::object>(**slot);
  CHECK(text(result, "FunctionError") == "Unhandled");
  const json::object error = object_of(text(result, "Payload"));
  CHECK(text(error, "errorType") == "Sandbox.Timedout");
  CHECK(text(error, "errorMessage").ends_with("Task timed out after 3.00 seconds"));
  until([&] { return !std::filesystem::exists("/proc/" + std::to_string(pid)); });
}

TEST_CASE_METHOD(LambdaWorld, "what a function started ends with it", "[lambda]") {
  create("f");
  const std::string child = payload_of("f", R"({"do":"spawn"})");
  CHECK(std::filesystem::exists("/proc/" + child));
  invoke("f", R"({"do":"exit","status":0})");
  until([&] { return !std::filesystem::exists("/proc/" + child); });
}

TEST_CASE_METHOD(LambdaWorld, "a function that takes far more memory than it has is killed", "[lambda]") {
  create("f", {{"MemorySize", 128}, {"Timeout", 900}});
  const auto slot =
      begin("lambda", "Invoke", {{"FunctionName", "f"}, {"Payload", R"({"do":"grow","megabytes":400})"}});
  until([&] {
    advance(100ms);
    return slot->has_value();
  });
  const auto& result = std::get<json::object>(**slot);
  CHECK(text(object_of(text(result, "Payload")), "errorType") == "Runtime.OutOfMemory");
}

TEST_CASE_METHOD(LambdaWorld, "LogType Tail answers with what was printed, between START and REPORT",
                 "[lambda]") {
  create("f");
  invoke("f");
  const json::object result = invoke("f", R"({"do":"print","text":"line one"})", {{"LogType", "Tail"}});
  const std::string log = from_base64(text(result, "LogResult")).value();
  CHECK(log.starts_with("START RequestId: "));
  CHECK(log.find(" Version: $LATEST\nline one\nEND RequestId: ") != std::string::npos);
  CHECK(log.find("\tMemory Size: 128 MB\t") != std::string::npos);
  CHECK(log.find("init done") == std::string::npos);
}

TEST_CASE_METHOD(LambdaWorld, "a dry run runs nothing", "[lambda]") {
  create("f");
  CHECK(find_number(invoke("f", "{}", {{"InvocationType", "DryRun"}}), "StatusCode") == 204);
  CHECK(payload_of("f", R"({"do":"count"})") == "1");
}

TEST_CASE_METHOD(LambdaWorld, "calls that cannot be are refused in AWS's words", "[lambda]") {
  create("f");
  const auto refused = [&](json::object input) { return refusal("lambda", "Invoke", std::move(input)); };
  CHECK(refused({{"FunctionName", "g"}}) ==
        "ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:g");
  CHECK(
      refused({{"FunctionName", "f:live"}}) ==
      "ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:f:live");
  CHECK(refused({{"FunctionName", "f"}, {"Payload", "{nope"}})
            .starts_with(
                "InvalidRequestContentException: Could not parse request body into json: Could not parse "
                "payload into json: Unexpected character ('n' (code 110))"));
  CHECK(refused({{"FunctionName", "f"}, {"Payload", std::string(6'291'457, ' ')}}) ==
        "RequestTooLargeException: Request must be smaller than 6291456 bytes for the InvokeFunction "
        "operation");
  CHECK(
      refused({{"FunctionName", "f"}, {"InvocationType", "Event"}, {"Payload", std::string(1'048'577, ' ')}})
          .starts_with("RequestTooLargeException"));
  CHECK(refused({{"FunctionName", "f"}, {"InvocationType", "Later"}})
            .starts_with(
                "ValidationException: 1 validation error detected: Value 'Later' at 'invocationType'"));
}

TEST_CASE_METHOD(LambdaWorld, "a response above 6 MB is an error of the function's", "[lambda]") {
  create("f");
  const json::object result = invoke("f", R"({"do":"big","size":6300000})");
  CHECK(text(object_of(text(result, "Payload")), "errorType") == "Function.ResponseSizeTooLarge");
}

TEST_CASE_METHOD(LambdaWorld, "a function is named in every way AWS has", "[lambda]") {
  create("f");
  for (const char* name : {"f", "f:$LATEST", "function:f", "000000000000:function:f", "000000000000:f",
                           "arn:aws:lambda:us-east-1:000000000000:function:f",
                           "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST",
                           // of other accounts and regions, as programs published by others have them
                           "arn:aws:lambda:eu-central-1:123456789012:function:f"}) {
    INFO(name);
    CHECK(payload_of(name, "1") == "1");
  }
}

TEST_CASE_METHOD(LambdaWorld, "a function sees the environment of Lambda and nothing of the host's",
                 "[lambda]") {
  ::setenv("SECRET_OF_THE_HOST", "1", 1);
  create("f", {{"Environment", {{"Variables", {{"MODE", "fast"}}}}}, {"MemorySize", 256}});
  const json::object seen = object_of(payload_of("f", R"({"do":"env"})"));
  CHECK_FALSE(seen.contains("SECRET_OF_THE_HOST"));
  CHECK(text(seen, "MODE") == "fast");
  CHECK(text(seen, "AWS_LAMBDA_FUNCTION_NAME") == "f");
  CHECK(text(seen, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE") == "256");
  CHECK(text(seen, "AWS_ACCESS_KEY_ID") == "000000000000");
  CHECK(text(seen, "AWS_REGION") == "us-east-1");
  CHECK(text(seen, "AWS_ENDPOINT_URL") == "http://127.0.0.1:4566");
  CHECK(text(seen, "AWS_LAMBDA_LOG_STREAM_NAME").starts_with("2026/01/01/[$LATEST]"));
  CHECK(payload_of("f", R"({"do":"cwd"})") == "\"" + text(seen, "LAMBDA_TASK_ROOT") + "\"");
}

TEST_CASE_METHOD(LambdaWorld, "the Runtime API says what invocation it is", "[lambda]") {
  create("f");
  const json::object head = object_of(payload_of("f", R"({"do":"head"})"));
  CHECK(text(head, "lambda-runtime-invoked-function-arn") ==
        "arn:aws:lambda:us-east-1:000000000000:function:f");
  CHECK(text(head, "lambda-runtime-trace-id").starts_with("Root=1-"));
  CHECK(std::stoll(text(head, "lambda-runtime-deadline-ms")) > 1'700'000'000'000);
}

TEST_CASE_METHOD(LambdaWorld, "each sandbox has a /tmp of its own", "[lambda]") {
  create("f");
  create("g");
  invoke("f", R"({"do":"write","name":"of-f"})");
  CHECK(payload_of("f", R"({"do":"list"})").find("of-f") != std::string::npos);
  CHECK(payload_of("g", R"({"do":"list"})").find("of-f") == std::string::npos);
}

TEST_CASE_METHOD(LambdaWorld, "a function that cannot begin says why", "[lambda]") {
  create("told", {{"Environment", {{"Variables", {{"FAIL_INIT", "error"}}}}}});
  CHECK(payload_of("told") == R"({"errorType": "Custom.Init", "errorMessage": "no luck"})");
  create("silent", {{"Environment", {{"Variables", {{"FAIL_INIT", "exit"}}}}}});
  CHECK(payload_of("silent").find("Runtime exited with error: exit status 7") != std::string::npos);
  create("none", {{"Code", {{"ZipFile", zip_of("other", "")}}}});
  const json::object error = object_of(payload_of("none"));
  CHECK(text(error, "errorType") == "Runtime.InvalidEntrypoint");
  CHECK(text(error, "errorMessage").find("Couldn't find valid bootstrap(s)") != std::string::npos);
  create("forbidden", {{"Code", {{"ZipFile", zip_of("bootstrap", "#!/bin/sh\n")}}}});
  CHECK(payload_of("forbidden").find("ermission denied") != std::string::npos);
}

TEST_CASE_METHOD(LambdaWorld, "every run has a line in the journal, caused by its call", "[lambda]") {
  create("f");
  invoke("f");
  const JournalLine *called = nullptr, *ran = nullptr;
  for (const JournalLine& line : journal.lines()) {
    if (line.kind == "invocation") ran = &line;
    if (line.operation == "Invoke" && line.kind == "call") called = &line;
  }
  REQUIRE(called);
  REQUIRE(ran);
  CHECK(ran->parent == called->number);
  CHECK(ran->resource == "f");
  CHECK(ran->details.at("cold") == true);
  CHECK(find_number(ran->details, "billed_ms") >= 1);
  CHECK(find_number(ran->details, "memory_mb") == 128);
}

TEST_CASE_METHOD(LambdaWorld, "neighbours run functions through the Invoker", "[lambda]") {
  create("f");
  std::optional<InvocationOutcome> outcome;
  lambda->invoke({context, "f", "", R"({"b":2})", "", false},
                 [&](InvocationOutcome got) { outcome = std::move(got); });
  until([&] { return outcome.has_value(); });
  CHECK(outcome->payload == R"({"b": 2})");
  outcome.reset();
  lambda->invoke({context, "nobody", "", "{}", "", false},
                 [&](InvocationOutcome got) { outcome = std::move(got); });
  until([&] { return outcome.has_value(); });
  REQUIRE(outcome->refused);
  CHECK(outcome->refused->code == "ResourceNotFoundException");
}

TEST_CASE_METHOD(LambdaWorld, "a changed directory of the host makes the next invocation cold", "[lambda]") {
  const auto host = files / "hot";
  std::filesystem::create_directories(host / "inner");
  const auto write = [&](const std::filesystem::path& path, const std::string& content) {
    std::FILE* file = std::fopen(path.c_str(), "w");
    std::fwrite(content.data(), 1, content.size(), file);
    std::fclose(file);
  };
  write(host / "bootstrap", scripted_bootstrap);
  std::filesystem::permissions(host / "bootstrap", std::filesystem::perms::owner_all);
  create("f", {{"Code", {{"S3Bucket", "hot-reload"}, {"S3Key", host.string()}}}});
  CHECK(payload_of("f", R"({"do":"count"})") == "1");
  CHECK(payload_of("f", R"({"do":"count"})") == "2");
  write(host / "inner" / "helper", "changed");
  CHECK(payload_of("f", R"({"do":"count"})") == "1");
}
