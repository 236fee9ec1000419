#include <vector>

#include "services/logs/filter/pattern.h"
#include "services/logs/filter/scanner.h"

namespace orrery::logs {
namespace {

struct Terms final : Pattern {
  bool matches(std::string_view message) const override {
    for (const Value& term : excluded) {
      if (term.occurs_in(message)) return false;
    }
    for (const Value& term : required) {
      if (!term.occurs_in(message)) return false;
    }
    if (!required.empty() || !excluded.empty() || optional.empty()) return true;
    for (const Value& term : optional) {
      if (term.occurs_in(message)) return true;
    }
    return false;
  }

  std::vector<Value> required, optional, excluded;
};

// Terms of other characters must be quoted.
constexpr std::string_view refused_unquoted = "[](){}<>\"'`,;:!?&|$%@=^~\\";

}  // namespace

std::unique_ptr<Pattern> parse_terms(std::string_view text) {
  auto terms = std::make_unique<Terms>();
  for (Scanner scan(text); !scan.at_end();) {
    std::vector<Value>& kind = scan.take("?")   ? terms->optional
                               : scan.take("-") ? terms->excluded
                                                : terms->required;
    if (scan.peek() == '"') {
      kind.push_back(Value::wildcard(scan.quoted('"')));
    } else if (scan.peek() == '%') {
      kind.push_back(Value::regex(scan.quoted('%')));
    } else {
      const std::string_view word = scan.run("");
      if (word.empty() || word.find_first_of(refused_unquoted) != word.npos) {
        throw AwsError("InvalidParameterException",
                       "Invalid character(s) in term '" + std::string(word) + "'");
      }
      kind.push_back(Value::wildcard(std::string(word)));
    }
  }
  return terms;
}

}  // namespace orrery::logs
