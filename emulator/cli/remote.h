#pragma once
// A running emulator, as the commands that look at one see it.
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json.h"

namespace orrery::cli {

// What is wrong with an endpoint that somebody gave, or nothing.
std::string wrong_endpoint(const std::string& endpoint);
// `given`, where it is empty $AWS_ENDPOINT_URL, else http://127.0.0.1:4566; without a slash at its end.
// Throws std::runtime_error where the variable holds none.
std::string chosen_endpoint(std::string given);

// What the emulator refused, in its words.
struct Refusal : std::runtime_error {
  Refusal(std::string code_, const std::string& message)
      : std::runtime_error(message), code(std::move(code_)) {}
  std::string code;  // "ResourceNotFoundException"; empty where it has none
};

class Remote {
 public:
  explicit Remote(std::string endpoint) : endpoint_(chosen_endpoint(std::move(endpoint))) {}

  const std::string& endpoint() const { return endpoint_; }
  // Throws Refusal, or std::runtime_error where nobody answers; with a message for the user.
  json::object get(const std::string& path) const;
  json::object post(const std::string& path, const json::object& body) const;
  json::object erase(const std::string& path) const;
  // An operation of a service that speaks JSON 1.1: {"logs", "Logs_20140328.FilterLogEvents"}.
  json::object call(std::string_view service, const std::string& target, const json::object& input) const;

 private:
  json::object exchange(const char* method, const std::string& path, const std::string& body,
                        const std::vector<std::pair<std::string, std::string>>& headers) const;
  std::string endpoint_;
};

}  // namespace orrery::cli
