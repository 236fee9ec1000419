#pragma once
// Pages of queue names: a token is the last name of the page, hidden.
#include <string>

#include "core/digest.h"
#include "core/input.h"
#include "services/sqs/refusal.h"

namespace orrery::sqs {

inline std::string page_token(std::string_view last) { return to_base64(last); }

inline std::string read_page_token(const Input& input) {
  const auto token = input.maybe_text("NextToken");
  if (!token || token->empty()) return {};
  const auto last = from_base64(*token);
  if (!last) throw invalid_value("Invalid or expired next token.");
  return *last;
}

}  // namespace orrery::sqs
