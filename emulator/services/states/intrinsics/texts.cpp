#include "core/digest.h"
#include "core/utf8.h"
#include "services/states/document.h"
#include "services/states/intrinsics/functions.h"
#include "services/states/unreadable.h"

namespace orrery::states {
namespace {

constexpr std::ptrdiff_t longest_text = 10000;

// Characters count, not bytes.
bool too_long(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }) >
         longest_text;
}

std::string_view text(const json::value& value) {
  if (!value.is_string()) throw IntrinsicError{};
  return view(value.get_string());
}

[[noreturn]] void refuse_template(char found, char missing) {
  throw IntrinsicError{std::string("Invalid template in States.Format: matching '") + missing +
                       "' not found for '" + found + "'."};
}

// Values stand in it as they are printed, a string without its quotes; so does the template.
json::value format(Arguments arguments, Entropy&) {
  const std::string pattern = text_or_print(arguments[0]);
  std::string result;
  std::size_t next = 1;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\' && at + 1 < pattern.size() &&
        std::string_view("{}\\'").find(pattern[at + 1]) != std::string::npos) {
      result += pattern[++at];
    } else if (pattern.compare(at, 2, "{}") == 0) {
      if (next < arguments.size()) result += text_or_print(arguments[next]);
      ++next;
      ++at;
    } else if (pattern[at] == '{') {
      refuse_template('{', '}');
    } else if (pattern[at] == '}') {
      refuse_template('}', '{');
    } else {
      result += pattern[at];
    }
  }
  if (next != arguments.size()) {
    throw IntrinsicError{
        "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}."};
  }
  return json::string(result);
}

json::value string_to_json(Arguments arguments, Entropy&) {
  const std::string_view body = text(arguments[0]);
  if (body.empty()) return nullptr;
  auto parsed = read_document(body);
  if (!parsed) {
    throw IntrinsicError{"Cannot convert String to Json in States.StringToJson, caused by: " +
                         unreadable_in_hidden_source(body)};
  }
  return std::move(*parsed);
}

json::value json_to_string(Arguments arguments, Entropy&) { return json::string(print(arguments[0])); }

json::value base64_encode(Arguments arguments, Entropy&) {
  const std::string_view body = text(arguments[0]);
  if (too_long(body)) throw IntrinsicError{};
  return json::string(to_base64(body));
}

// AWS passes over what is no letter of base64, takes both its alphabets, and needs no padding, which ends it.
std::string decoded_base64(std::string_view body) {
  std::string letters;
  for (const char letter : body.substr(0, body.find('='))) {
    const char plain = letter == '-' ? '+' : letter == '_' ? '/' : letter;
    if (std::isalnum(static_cast<unsigned char>(plain)) || plain == '+' || plain == '/') letters += plain;
  }
  if (letters.size() % 4 == 1) letters.pop_back();
  letters.append((4 - letters.size() % 4) % 4, '=');
  return from_base64(letters).value_or("");
}

json::value base64_decode(Arguments arguments, Entropy&) {
  const std::string_view body = text(arguments[0]);
  if (too_long(body)) throw IntrinsicError{};
  return json::string(as_utf8(decoded_base64(body)));
}

json::value hash(Arguments arguments, Entropy&) {
  const std::string data = text_or_print(arguments[0]);
  if (too_long(data)) throw IntrinsicError{};
  static constexpr std::pair<std::string_view, const char*> algorithms[] = {
      {"MD5", "md5"}, {"SHA-1", "sha1"}, {"SHA-256", "sha256"}, {"SHA-384", "sha384"}, {"SHA-512", "sha512"}};
  for (const auto& [name, algorithm] : algorithms) {
    if (name != text(arguments[1])) continue;
    Digest digest(algorithm);
    digest.update(data);
    return json::string(to_hex(digest.finish()));
  }
  throw IntrinsicError{};
}

// Any one of the characters of the second argument ends a piece; empty pieces are left out.
json::value string_split(Arguments arguments, Entropy&) {
  const std::string_view body = text(arguments[0]), marks = text(arguments[1]);
  json::array pieces;
  for (std::size_t begin = 0, at = 0; at <= body.size();) {
    const std::size_t length = at < body.size() ? character_at(body, at) : 1;
    if (at == body.size() || marks.find(body.substr(at, length)) != std::string_view::npos) {
      if (at > begin) pieces.push_back(json::string(body.substr(begin, at - begin)));
      begin = at + length;
    }
    at += length;
  }
  return pieces;
}

constexpr IntrinsicFunction text_table[] = {
    {"States.Format", 1, 10000, format},           {"States.StringToJson", 1, 1, string_to_json},
    {"States.JsonToString", 1, 1, json_to_string}, {"States.Base64Encode", 1, 1, base64_encode},
    {"States.Base64Decode", 1, 1, base64_decode},  {"States.Hash", 2, 2, hash},
    {"States.StringSplit", 2, 2, string_split},
};

}  // namespace

std::span<const IntrinsicFunction> text_functions() { return text_table; }

}  // namespace orrery::states
