#pragma once
// JSON as Step Functions sees it: the text it prints, how values compare, and the failures of a state.
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/print.h"

namespace orrery::states {

// What a state fails with; Retry and Catch look at `error`.
struct Failure : std::exception {
  Failure(std::string error_, std::optional<std::string> cause_ = std::nullopt)
      : error(std::move(error_)), cause(std::move(cause_)) {}
  const char* what() const noexcept override { return error.c_str(); }

  std::string error;                 // "States.Timeout", "Lambda.TooManyRequestsException", "MyError"
  std::optional<std::string> cause;  // absent where AWS gives none
  bool in_state = false;  // the cause is to be introduced with the state's name and event, as AWS does
  std::string also;       // another name Retry and Catch know it by
  std::optional<std::string> location;  // of the JSONata expression that failed; told as EvaluationFailed
};

// A failure of the language itself while a state runs: its cause names the state.
Failure runtime_failure(std::string cause, std::string error = "States.Runtime");

// As print, but a text stands without its quotes.
std::string text_or_print(const json::value& value);

// How many levels of arrays and objects the data of an execution may have.
inline constexpr std::size_t deepest_data = 512;
bool nests_deeper(const json::value& value, std::size_t levels);
// The whole document, or std::nullopt where it is none, or too deep.
std::optional<json::value> read_document(std::string_view text);
// What is kept of an execution: data, some levels down.
std::optional<json::value> read_kept(std::string_view text);
// Why `text` is not JSON, in the words of the service's parser.
std::string unreadable(std::string_view text);

// Whether a name holds one of `reserved` or a control character, those of U+0080 to U+009F too.
bool has_reserved(std::string_view name, std::string_view reserved);

bool is_number(const json::value& value);
double number_of(const json::value& value);  // asserts is_number
// An integer, also where it is written 3.0.
std::optional<std::int64_t> integer_of(const json::value& value);
// Numbers compare by value whatever their spelling; objects without order.
bool same(const json::value& a, const json::value& b);

inline constexpr std::size_t data_limit_bytes = 262144;

}  // namespace orrery::states
