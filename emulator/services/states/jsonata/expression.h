#pragma once
// A JSONata expression: compiled once, evaluated with bounded work.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/entropy.h"
#include "core/json.h"

namespace orrery::states::jsonata {

struct Error : std::exception {
  Error(std::string code_, std::string message_) : code(std::move(code_)), message(std::move(message_)) {}
  const char* what() const noexcept override { return message.c_str(); }
  std::string code;  // the language's own: "T2001"; empty where a bound of Step Functions was passed
  std::string message;
};

// The code of what AWS calls an error of its own.
inline constexpr const char* internal_error = "internal";

// The answer is, or holds, a function: no JSON.
struct Unsupported : std::exception {};

// The bounds that AWS sets to an expression, and what it says when one is passed.
Error too_deep();
Error too_large();
Error too_long();

struct Node;

// What an evaluation is given besides its document. Variables are named without '$'.
struct Environment {
  std::map<std::string, json::value, std::less<>> variables;
  std::int64_t now_ms = 0;  // what $now() and $millis() say
  Entropy* entropy = nullptr;
};

class Expression {
 public:
  // Throws Error where `text` is not an expression.
  explicit Expression(std::string_view text);
  ~Expression();
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;

  // std::nullopt: the expression answers nothing. Throws Error where it fails or takes too long, and
  // Unsupported.
  std::optional<json::value> evaluate(const json::value& input, const Environment& environment) const;
  const std::string& text() const { return text_; }
  // The variables it refers to without assigning them, for the checks of a definition.
  std::vector<std::string> free_variables() const;
  // The members of $states it reads by name.
  std::vector<std::string> states_fields() const;

 private:
  std::string text_;
  std::unique_ptr<Node> root_;
};

}  // namespace orrery::states::jsonata
