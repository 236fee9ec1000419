#pragma once
// Lambda functions in C++: give `run` a handler, build the program as "bootstrap", zip it, and deploy it with
// runtime provided.al2023. It speaks the Runtime API as AWS documents it, so the same zip runs there.
//
//   int main() {
//     orrery::lambda::run([](const orrery::lambda::Request& request) { return request.payload; });
//   }
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <typeinfo>

#include "orrery/connection.h"
#include "orrery/http_date.h"

namespace orrery::lambda {

using Time = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

struct Request {
  std::string payload;       // the event, JSON text
  std::string id;            // of the invocation; the same for all attempts of an asynchronous one
  std::string function_arn;  // as it was named by who invoked
  std::string trace;         // X-Ray trace header; also in the environment as _X_AMZN_TRACE_ID
  Time deadline;             // the invocation is killed then, by this machine's clock
  Time now;                  // when it began, by the clock of the cloud that invoked

  std::chrono::milliseconds remaining() const {
    return deadline -
           std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

// Thrown by a handler that wants an errorType of its own. Any other exception is reported under its type's
// name.
struct Error : std::runtime_error {
  Error(std::string type_, const std::string& message)
      : std::runtime_error(message), type(std::move(type_)) {}
  std::string type;
};

// Takes an event, gives back JSON text.
using Handler = std::function<std::string(const Request&)>;

namespace detail {

inline std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') {
      out += '\\';
      out += letter;
    } else if (static_cast<unsigned char>(letter) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", letter);
      out += escape;
    } else {
      out += letter;
    }
  }
  return out + '"';
}

inline std::string type_name(const std::exception& failure) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(typeid(failure).name(), nullptr, nullptr, &status), std::free);
  return status == 0 ? name.get() : typeid(failure).name();
}

inline std::string error_body(std::string_view type, std::string_view message) {
  return "{\"errorMessage\":" + quoted(message) + ",\"errorType\":" + quoted(type) + ",\"stackTrace\":[]}";
}

// A cloud whose time is turned by hand is far from this machine's; otherwise ours is the finer one.
inline Time cloud_time(std::string_view date) {
  const Time here = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const std::optional<Time> there = shim::parse_http_date(date);
  if (!there) return here;
  return std::chrono::abs(*there - here) > std::chrono::seconds(2) ? *there : here;
}

inline Request read_request(shim::HttpAnswer answer) {
  Request request;
  request.id = answer.header("Lambda-Runtime-Aws-Request-Id");
  request.function_arn = answer.header("Lambda-Runtime-Invoked-Function-Arn");
  request.trace = answer.header("Lambda-Runtime-Trace-Id");
  const std::string deadline(answer.header("Lambda-Runtime-Deadline-Ms"));
  request.deadline = Time(std::chrono::milliseconds(std::strtoll(deadline.c_str(), nullptr, 10)));
  request.now = cloud_time(answer.header("Date"));
  request.payload = std::move(answer.body);
  return request;
}

inline void answer(shim::Connection& runtime, const Request& request, const Handler& handler) {
  static const std::string prefix = "/2018-06-01/runtime/invocation/";
  static const shim::HeaderList json = {{"Content-Type", "application/json"}};
  const auto fail = [&](const std::string& type, const std::string& message) {
    std::fprintf(stderr, "[ERROR] %s: %s\n", type.c_str(), message.c_str());
    runtime.exchange("POST", prefix + request.id + "/error",
                     {{"Content-Type", "application/json"}, {"Lambda-Runtime-Function-Error-Type", type}},
                     error_body(type, message));
  };
  std::string result;
  try {
    result = handler(request);
  } catch (const Error& failure) {
    return fail(failure.type, failure.what());
  } catch (const std::exception& failure) {
    return fail(type_name(failure), failure.what());
  }
  std::fflush(nullptr);
  const shim::HttpAnswer taken = runtime.exchange("POST", prefix + request.id + "/response", json, result);
  // A result that is too large is refused here, and the invocation has to be failed by us.
  if (taken.status == 413) fail("Function.ResponseSizeTooLarge", "the result is too large");
}

}  // namespace detail

// Reports that the function cannot start, and exits. For what goes wrong before `run`.
[[noreturn]] inline void refuse_to_start(std::string_view type, std::string_view message) {
  if (const char* api = std::getenv("AWS_LAMBDA_RUNTIME_API")) {
    shim::Connection runtime(shim::Address::parse(api));
    runtime.exchange(
        "POST", "/2018-06-01/runtime/init/error",
        {{"Content-Type", "application/json"}, {"Lambda-Runtime-Function-Error-Type", std::string(type)}},
        detail::error_body(type, message));
  }
  std::exit(1);
}

// Answers one invocation after the other until the Runtime API goes away. Does not return.
[[noreturn]] inline void run(const Handler& handler) {
  const char* api = std::getenv("AWS_LAMBDA_RUNTIME_API");
  if (api == nullptr) {
    std::fprintf(stderr, "AWS_LAMBDA_RUNTIME_API is not set: this program is a Lambda function\n");
    std::exit(2);
  }
  shim::Connection runtime(shim::Address::parse(api));
  try {
    for (;;) {
      const Request request =
          detail::read_request(runtime.exchange("GET", "/2018-06-01/runtime/invocation/next", {}, {}));
      if (request.id.empty()) throw shim::ConnectionLost("an invocation without a request id");
      if (request.trace.empty()) {
        unsetenv("_X_AMZN_TRACE_ID");
      } else {
        setenv("_X_AMZN_TRACE_ID", request.trace.c_str(), 1);
      }
      detail::answer(runtime, request, handler);
    }
  } catch (const shim::ConnectionLost& lost) {
    std::fprintf(stderr, "the Runtime API went away: %s\n", lost.what());
    std::exit(1);
  }
}

}  // namespace orrery::lambda
