#pragma once
// The one error type of the house: thrown where a request is refused, spelled once at the edge per protocol.
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "core/json.h"

namespace orrery {

struct AwsError : std::exception {
  // `extra` holds the members some errors carry beside code and message (CancellationReasons, Item, Type...).
  AwsError(std::string code_, std::string message_, int status_ = 400, json::object extra_ = {})
      : code(std::move(code_)), message(std::move(message_)), status(status_), extra(std::move(extra_)) {}

  const char* what() const noexcept override { return message.c_str(); }
  bool by_sender() const { return status < 500; }

  std::string code;     // the short name: "ResourceNotFoundException"
  std::string message;  // AWS's words
  int status;           // HTTP status
  json::object extra;
};

// What is not supported says so: status 501 and the name of the operation, parameter or field.
inline AwsError not_supported(std::string_view what) {
  return {"NotImplemented", std::string(what) + " is not supported by orrery", 501};
}

}  // namespace orrery
