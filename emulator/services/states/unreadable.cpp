#include "services/states/unreadable.h"

#include <algorithm>
#include <cctype>

#include "services/states/document.h"

namespace orrery::states {
namespace {

constexpr std::size_t longest_shown = 500;
constexpr const char* valid_values =
    "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

std::string line_and_column(std::string_view text, std::size_t read) {
  const std::string_view before = text.substr(0, read);
  const std::size_t line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t column = read - (before.rfind('\n') + 1) + 1;
  return "line: " + std::to_string(line) + ", column: " + std::to_string(column);
}

std::string hidden_place(std::string_view text, std::size_t read) {
  return "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); " +
         line_and_column(text, read) + "]";
}

class Scanner {
 public:
  enum class Source { shown, hidden };
  explicit Scanner(std::string_view text, Source source) : text_(text), source_(source) {}

  // Throws Unreadable.
  void document() {
    skip_blanks();
    if (ended()) refuse("No content to map due to end-of-input");
    value();
    refuse("Unexpected end-of-input or unexpected character in JSON text");
  }

 private:
  bool ended() const { return at_ == text_.size(); }
  char now() const { return text_[at_]; }
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  [[noreturn]] void refuse(const std::string& why) const { throw Unreadable{why, at_}; }
  [[noreturn]] void refuse_end(const std::string& where) const { refuse("Unexpected end-of-input" + where); }
  [[noreturn]] void refuse_char(const std::string& why) {
    const auto byte = static_cast<unsigned char>(text_[at_++]);
    const std::string shown =
        byte < 0x20 ? "(CTRL-CHAR, code " + std::to_string(byte) + ")"
                    : "'" + std::string(1, text_[at_ - 1]) + "' (code " + std::to_string(byte) + ")";
    throw Unreadable{"Unexpected character (" + shown + ")" + why, at_, true};
  }

  void value() {
    if (++depth_ > deepest_data) refuse("Document nesting depth exceeds the maximum allowed");
    const char first = now();
    if (first == '{' || first == '[') {
      collection();
    } else if (first == '"') {
      string(": was expecting closing quote for a string value");
    } else if (first == '-' || std::isdigit(static_cast<unsigned char>(first))) {
      number();
    } else if (std::isalpha(static_cast<unsigned char>(first)) || first == '_' || first == '$') {
      word();
    } else {
      refuse_char(std::string(": expected a valid value ") + valid_values);
    }
    --depth_;
  }

  void word() {
    const std::size_t begin = at_;
    while (!ended() && (std::isalnum(static_cast<unsigned char>(now())) || now() == '_' || now() == '$'))
      ++at_;
    const std::string_view read = text_.substr(begin, at_ - begin);
    if (read == "null" || read == "true" || read == "false") return;
    refuse("Unrecognized token '" + std::string(read) + "': was expecting " + valid_values);
  }

  void digits(const char* missing) {
    if (ended()) refuse_end(" in numeric value");
    if (!std::isdigit(static_cast<unsigned char>(now()))) refuse_char(missing);
    while (!ended() && std::isdigit(static_cast<unsigned char>(now()))) ++at_;
  }

  void number() {
    if (now() == '-') ++at_;
    const std::size_t begin = at_;
    digits(" in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value");
    if (text_[begin] == '0' && at_ - begin > 1) refuse("Invalid numeric value: Leading zeroes not allowed");
    if (!ended() && now() == '.') {
      ++at_;
      digits(" in numeric value: Decimal point not followed by a digit");
    }
    if (!ended() && (now() == 'e' || now() == 'E')) {
      ++at_;
      if (!ended() && (now() == '+' || now() == '-')) ++at_;
      digits(" in numeric value: Exponent indicator not followed by a digit");
    }
  }

  void string(const char* unended) {
    ++at_;
    while (true) {
      if (ended()) refuse_end(unended);
      const auto byte = static_cast<unsigned char>(text_[at_++]);
      if (byte == '"') return;
      if (byte < 0x20) {
        refuse("Illegal unquoted character ((CTRL-CHAR, code " + std::to_string(byte) +
               ")): has to be escaped using backslash to be included in string value");
      }
      if (byte == '\\') escape();
    }
  }

  void escape() {
    if (ended()) refuse_end(" in character escape sequence");
    const char kind = text_[at_++];
    if (std::string_view("\"\\/bfnrtu").find(kind) == std::string_view::npos) {
      refuse("Unrecognized character escape '" + std::string(1, kind) + "' (code " +
             std::to_string(static_cast<unsigned char>(kind)) + ")");
    }
  }

  void collection() {
    const bool object = now() == '{';
    const std::string kind = object ? "Object" : "Array";
    const char close = object ? '}' : ']', wrong = object ? ']' : '}';
    const std::string begin = source_ == Source::shown ? place_in(text_, at_) : hidden_place(text_, at_);
    ++at_;
    skip_blanks();
    for (bool first = true;; first = false) {
      if (ended()) refuse_end(": expected close marker for " + kind + " (start marker at " + begin + ")");
      if (now() == close) break;
      if (now() == wrong) {
        ++at_;
        refuse("Unexpected close marker '" + std::string(1, wrong) + "': expected '" + close + "' (for " +
               kind + " starting at " + begin + ")");
      }
      if (!first) {
        if (now() != ',') refuse_char(": was expecting comma to separate " + kind + " entries");
        ++at_;
        next_of(kind);
      }
      if (object) name();
      value();
      skip_blanks();
    }
    ++at_;
  }

  void next_of(const std::string& kind) {
    skip_blanks();
    if (ended()) refuse_end(" within/between " + kind + " entries");
  }

  void name() {
    if (now() != '"') refuse_char(": was expecting double-quote to start field name");
    string(" in field name");
    next_of("Object");
    if (now() != ':') refuse_char(": was expecting a colon to separate field name and value");
    ++at_;
    next_of("Object");
  }

  std::string_view text_;
  Source source_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
};

Unreadable scanned(std::string_view text, Scanner::Source source) {
  try {
    Scanner(text, source).document();
  } catch (Unreadable& found) {
    return std::move(found);
  }
  return {};
}

}  // namespace

Unreadable find_unreadable(std::string_view text) { return scanned(text, Scanner::Source::shown); }

std::string unreadable(std::string_view text) { return find_unreadable(text).why; }

std::string place_in(std::string_view text, std::size_t read) {
  std::string shown(text.substr(0, longest_shown));
  if (text.size() > longest_shown) shown += "...";
  return "[Source: (String)\"" + shown + "\"; " + line_and_column(text, read) + "]";
}

std::string unreadable_in_hidden_source(std::string_view text) {
  const Unreadable found = scanned(text, Scanner::Source::hidden);
  return found.why + "\n at " + hidden_place(text, found.read - (found.character ? 1 : 0));
}

}  // namespace orrery::states
