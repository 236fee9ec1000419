#pragma once
// Calls to AWS services from a function: signed, retried as the SDKs do, and carrying the trace of the
// invocation they belong to. One keep-alive connection per host. Not for several threads at once.
#include <boost/json.hpp>
#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "orrery/connection.h"
#include "orrery/sigv4.h"

namespace orrery::aws {

namespace json = boost::json;

// What a service answered with instead of a result.
struct Failure : std::runtime_error {
  Failure(std::string code_, const std::string& message, int status_)
      : std::runtime_error(code_ + ": " + message), code(std::move(code_)), status(status_) {}
  std::string code;  // "ResourceNotFoundException"
  int status;        // 0: there was no answer
};

struct Settings {
  Credentials credentials;
  std::string region = "us-east-1";
  std::string endpoint;  // "http://127.0.0.1:4566"; empty: AWS's own
  int attempts = 5;

  // From AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION and AWS_ENDPOINT_URL.
  static Settings from_environment() {
    const auto variable = [](const char* name, const char* otherwise) {
      const char* value = std::getenv(name);
      return std::string(value == nullptr || *value == '\0' ? otherwise : value);
    };
    Settings settings;
    settings.credentials = {variable("AWS_ACCESS_KEY_ID", "test"), variable("AWS_SECRET_ACCESS_KEY", "test"),
                            variable("AWS_SESSION_TOKEN", "")};
    settings.region = variable("AWS_REGION", variable("AWS_DEFAULT_REGION", "us-east-1").c_str());
    settings.endpoint = variable("AWS_ENDPOINT_URL", "");
    return settings;
  }
};

struct Call {
  std::string_view service = {};  // as the credential scope names it: "states"
  std::string_view method = "POST";
  std::string path = "/";  // percent-encoded
  std::string query = {};  // percent-encoded and sorted
  shim::HeaderList headers = {};
  std::string_view body = {};
};

class Client {
 public:
  explicit Client(Settings settings = Settings::from_environment()) : settings_(std::move(settings)) {}

  const Settings& settings() const { return settings_; }

  // An X-Amzn-Trace-Id for the calls to come that are not made within an invocation; empty: none.
  void carry_trace(std::string header) { trace_ = std::move(header); }

  // The answer, whatever its status below 500 but 429; those are tried again with a growing pause.
  // Throws Failure with status 0 where nobody answers.
  shim::HttpAnswer send(const Call& call) {
    for (int attempt = 1;; ++attempt) {
      try {
        shim::HttpAnswer answer = send_once(call);
        const bool again = answer.status == 429 || (answer.status >= 500 && answer.status != 501);
        if (!again || attempt >= settings_.attempts) return answer;
      } catch (const shim::ConnectionLost& lost) {
        connections_.clear();
        if (attempt >= settings_.attempts) throw Failure("ConnectionLost", lost.what(), 0);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(25 << attempt));
    }
  }

  // An operation of a service that speaks JSON 1.0 or 1.1. Throws Failure.
  json::object call_json(std::string_view service, std::string_view target, const json::object& input,
                         std::string_view version = "1.0") {
    const std::string body = json::serialize(input);
    Call call{.service = service};
    call.headers = {{"Content-Type", "application/x-amz-json-" + std::string(version)},
                    {"X-Amz-Target", std::string(target)}};
    call.body = body;
    const shim::HttpAnswer answer = send(call);
    if (answer.status >= 300) throw json_failure(answer);
    if (answer.body.empty()) return {};
    return json::parse(answer.body).as_object();
  }

  static Failure json_failure(const shim::HttpAnswer& answer) {
    std::string code(answer.header("x-amzn-ErrorType"));
    std::string message = answer.body;
    boost::system::error_code malformed;
    const json::value body = json::parse(answer.body, malformed);
    if (!malformed && body.is_object()) {
      const json::object& members = body.as_object();
      const auto text = [&](const char* name) {
        const json::value* value = members.if_contains(name);
        return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
      };
      if (code.empty()) code = text("__type");
      message = text("message").empty() ? text("Message") : text("message");
    }
    code = code.substr(0, code.find(':'));
    code = code.substr(code.rfind('#') + 1);
    return {code.empty() ? "HTTP " + std::to_string(answer.status) : code, message, answer.status};
  }

 private:
  shim::HttpAnswer send_once(const Call& call) {
    shim::Connection& connection = connect(call.service);
    shim::HeaderList headers = call.headers;
    const char* invocation = std::getenv("_X_AMZN_TRACE_ID");
    const std::string trace = invocation ? invocation : trace_;
    if (!trace.empty()) headers.emplace_back("X-Amzn-Trace-Id", trace);
    const std::string host = connection.address().text();
    const auto now =
        std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    sign({call.service, settings_.region, call.method, host, call.path, call.query, call.body},
         settings_.credentials, now, headers);
    const std::string target = call.query.empty() ? call.path : call.path + "?" + call.query;
    return connection.exchange(call.method, target, headers, call.body);
  }

  shim::Connection& connect(std::string_view service) {
    std::string_view where = settings_.endpoint;
    std::string own;
    if (where.empty()) {
      own = "https://" + std::string(service) + "." + settings_.region + ".amazonaws.com";
      where = own;
    }
    if (!where.starts_with("http://")) {
      throw Failure("UnsupportedEndpoint",
                    std::string(where) + " needs TLS, which this program is built without", 0);
    }
    where.remove_prefix(std::string_view("http://").size());
    const std::string host(where.substr(0, where.find('/')));
    std::unique_ptr<shim::Connection>& slot = connections_[host];
    if (!slot)
      slot = std::make_unique<shim::Connection>(shim::Address::parse(host), std::chrono::seconds(300));
    return *slot;
  }

  Settings settings_;
  std::string trace_;
  std::map<std::string, std::unique_ptr<shim::Connection>> connections_;
};

}  // namespace orrery::aws
