#include "services/states/jsonata/expression.h"

namespace orrery::states::jsonata {

struct Node {};

Expression::Expression(std::string_view text) : text_(text) {
  throw Error("S0000", "JSONata is not supported by orrery yet");
}
Expression::~Expression() = default;

std::optional<json::value> Expression::evaluate(const json::value&, const Environment&) const {
  return std::nullopt;
}
std::vector<std::string> Expression::free_variables() const { return {}; }

}  // namespace orrery::states::jsonata
