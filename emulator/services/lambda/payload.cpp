#include "services/lambda/payload.h"

#include <boost/json/basic_parser_impl.hpp>

#include "core/error.h"
#include "core/json.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

// Takes every event of the parser and keeps nothing: is it JSON, and where not?
struct Checker {
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  using Code = json::error_code;
  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_object_begin(Code&) { return true; }
  bool on_object_end(std::size_t, Code&) { return true; }
  bool on_string_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_string(json::string_view, std::size_t, Code&) { return true; }
  bool on_key_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_key(json::string_view, std::size_t, Code&) { return true; }
  bool on_number_part(json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, Code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, Code&) { return true; }
  bool on_double(double, json::string_view, Code&) { return true; }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }
};

// Where the text stops being JSON; std::string_view::npos where it is.
std::size_t first_wrong(std::string_view text) {
  json::parse_options options;
  options.max_depth = 1000;
  options.allow_invalid_utf8 = true;
  json::basic_parser<Checker> parser(options);
  json::error_code failed;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), failed);
  if (failed) return read;
  const auto rest = text.substr(read).find_first_not_of(" \t\r\n");
  return rest == std::string_view::npos ? rest : read + rest;
}

}  // namespace

void check_payload(std::string& payload, std::size_t limit, std::string_view operation) {
  if (payload.empty()) payload = "{}";
  if (payload.size() > limit) throw too_large(limit, operation);
  const std::size_t wrong = first_wrong(payload);
  if (wrong == std::string_view::npos) return;
  std::string message = "Could not parse request body into json: Could not parse payload into json: ";
  if (wrong < payload.size())
    message +=
        "Unexpected character ('" + payload.substr(wrong, 1) + "' (code " +
        std::to_string(static_cast<unsigned char>(payload[wrong])) +
        ")): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
  else
    message += "Unexpected end-of-input";
  throw AwsError("InvalidRequestContentException", std::move(message), 400, {{"Type", "User"}});
}

}  // namespace orrery::lambda
