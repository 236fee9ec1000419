#pragma once
// JSONPath as Step Functions understands it, compiled once and followed many times.
//
//   root     '$' (input) | '$$' (Context object) | '$name' (variable)
//   step     .name  ['a','b']  [0,-1]  [from:to:step]  [*]  .*  ..step  [?(filter)]
//   ending   .length() .min() .max() .avg() .sum() .keys() .first() .last()
//   filter   operand (== != < <= > >= =~ in nin size empty contains subsetof anyof noneof) operand,
//            existence, !, &&, ||, parentheses; operands are '@' and '$' paths and literals
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace orrery::states {

struct Filter;

struct Step {
  enum class Kind { names, indexes, slice, wildcard, filter, function };
  Kind kind;
  bool deep = false;  // '..': here and everywhere below
  std::vector<std::string> names{};
  std::vector<std::int64_t> indexes{};
  std::optional<std::int64_t> from{}, to{};
  std::int64_t stride = 1;
  std::shared_ptr<const Filter> filter{};
};

class Path {
 public:
  enum class Root { input, context, variable };

  // Throws PathError where `text` is not a path.
  static Path parse(std::string_view text);
  // A path without variables or '$' in front, inside a filter: "@.a".
  static Path parse_relative(std::string_view text, std::size_t& at);

  Root root = Root::input;
  std::string variable;
  std::vector<Step> steps;
  std::string text;

  // It names at most one place: what it finds is the value itself, not a list of matches.
  bool definite() const;
  // Fit for ResultPath: only names and single indexes.
  bool reference() const;
  // What it finds below `base`; std::nullopt where a definite path leads nowhere.
  std::optional<json::value> find(const json::value& base) const;
};

struct PathError : std::exception {
  explicit PathError(std::string message_) : message(std::move(message_)) {}
  const char* what() const noexcept override { return message.c_str(); }
  std::string message;
};

// The steps from `first` up to `end` as the service's parser writes them: "['a'][0]".
std::string bracketed(const Path& path, std::size_t first, std::size_t end);

// Writes `result` at the place, making the objects on the way. False where something else is in the way.
bool write_at(json::value& document, const Path& place, json::value result);

}  // namespace orrery::states
