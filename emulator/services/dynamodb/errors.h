#pragma once
// The refusals of DynamoDB that many places share, in its own words.
#include <string>
#include <string_view>

#include "core/error.h"

namespace orrery::dynamodb {

// Of the codes of its errors on the wire, the streams' too.
inline constexpr std::string_view error_namespace = "com.amazonaws.dynamodb.v20120810";

inline AwsError validation(std::string message) { return {"ValidationException", std::move(message)}; }

// "One or more parameter values were invalid: " + what
inline AwsError invalid_parameter(std::string_view what) {
  return validation("One or more parameter values were invalid: " + std::string(what));
}

inline AwsError serialization(std::string message) { return {"SerializationException", std::move(message)}; }

inline AwsError resource_not_found(std::string message) {
  return {"ResourceNotFoundException", std::move(message)};
}

inline AwsError conditional_check_failed(json::object extra = {}) {
  return {"ConditionalCheckFailedException", "The conditional request failed", 400, std::move(extra)};
}

// The single-item writes put what they refuse before they look at the table into the words of constraint
// checks. Limits and malformed values stay as they are.
template <class Check>
auto in_envelope(Check&& check) {
  try {
    return check();
  } catch (AwsError& error) {
    const std::string_view text = error.message;
    const bool bare = error.code != "ValidationException" || text.find(" detected: ") != text.npos ||
                      text.starts_with("Supplied AttributeValue") || text.starts_with("Nesting Levels") ||
                      text.starts_with("Item size");
    // Here AWS does not list the expressions that are null.
    if (text.starts_with("ExpressionAttributeValues can only be specified when using expressions: ")) {
      error.message.resize(text.find(": "));
    }
    if (!bare) error.message = "1 validation error detected: " + error.message;
    throw;
  }
}

}  // namespace orrery::dynamodb
