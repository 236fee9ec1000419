#pragma once
// The calls of DynamoDB, Lambda and Step Functions that the frameworks in functions/ make.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "orrery/aws/client.h"

namespace orrery::aws {

namespace dynamodb {

inline json::object call(Client& client, std::string_view operation, const json::object& input) {
  return client.call_json("dynamodb", "DynamoDB_20120810." + std::string(operation), input);
}

inline json::object text(std::string_view value) { return {{"S", value}}; }
inline json::object number(std::int64_t value) { return {{"N", std::to_string(value)}}; }

// Calls `page` with each page of a Query until the last.
inline void query(Client& client, json::object input, const std::function<void(const json::object&)>& page) {
  for (;;) {
    json::object result = call(client, "Query", input);
    page(result);
    json::value* next = result.if_contains("LastEvaluatedKey");
    if (next == nullptr) return;
    input["ExclusiveStartKey"] = std::move(*next);
  }
}

}  // namespace dynamodb

namespace lambda_service {

// A run that failed. Its code is "FunctionError"; what() says whose, and where the runtime told it, the
// stack.
struct FunctionFailure : Failure {
  FunctionFailure(std::string_view function, const shim::HttpAnswer& answer)
      : FunctionFailure(function, answer, told_in(answer.body)) {}
  std::string words;  // errorMessage

 private:
  static json::object told_in(std::string_view body) {
    boost::system::error_code malformed;
    json::value told = json::parse(body, malformed);
    return !malformed && told.is_object() ? std::move(told.as_object())
                                          : json::object{{"errorMessage", body}};
  }
  static std::string text(const json::object& told, const char* name) {
    const json::value* value = told.if_contains(name);
    return value == nullptr     ? ""
           : value->is_string() ? std::string(value->as_string())
                                : json::serialize(*value);
  }
  // Node calls it "trace", and begins it with what is said already.
  static std::string stack(const json::object& told) {
    std::string lines;
    for (const char* name : {"stackTrace", "trace"}) {
      const json::value* value = told.if_contains(name);
      if (value == nullptr || !value->is_array()) continue;
      for (const json::value& line : value->as_array())
        if (line.is_string() && line.as_string().starts_with(' '))
          lines.append(lines.ends_with('\n') ? "" : "\n").append(line.as_string());
    }
    while (lines.ends_with('\n')) lines.pop_back();
    return lines;
  }
  FunctionFailure(std::string_view function, const shim::HttpAnswer& answer, const json::object& told)
      : Failure("FunctionError",
                std::string(function) + " failed: " + text(told, "errorType") +
                    (told.contains("errorType") ? ": " : "") + text(told, "errorMessage") + stack(told),
                answer.status),
        words(text(told, "errorMessage")) {}
};

// Queues one run of a function with InvokeAsync. `function` is a name or an ARN. Throws Failure.
inline void invoke_async(Client& client, std::string_view function, std::string_view event) {
  const shim::HttpAnswer answer =
      client.send({.service = "lambda",
                   .path = "/2014-11-13/functions/" + uri_encode(function) + "/invoke-async/",
                   .headers = {{"Content-Type", "application/json"}},
                   .body = event});
  if (answer.status != 202) throw Client::json_failure(answer);
}

// The result of one run. Throws Failure where it does not run, FunctionFailure where it fails.
inline std::string invoke(Client& client, std::string_view function, std::string_view event) {
  const shim::HttpAnswer answer =
      client.send({.service = "lambda",
                   .path = "/2015-03-31/functions/" + uri_encode(function) + "/invocations",
                   .headers = {{"Content-Type", "application/json"}},
                   .body = event});
  if (answer.status >= 300) throw Client::json_failure(answer);
  if (!answer.header("X-Amz-Function-Error").empty()) throw FunctionFailure(function, answer);
  return answer.body;
}

}  // namespace lambda_service

namespace states {

// Returns the execution's ARN.
inline std::string start_execution(Client& client, std::string_view machine, std::string_view name,
                                   const json::object& input) {
  const json::object result =
      client.call_json("states", "AWSStepFunctions.StartExecution",
                       {{"stateMachineArn", machine}, {"name", name}, {"input", json::serialize(input)}});
  return std::string(result.at("executionArn").as_string());
}

}  // namespace states

}  // namespace orrery::aws
