#include "core/print.h"

#include <charconv>
#include <cmath>

#include "core/utf8.h"

namespace orrery {
namespace {

class Printer {
 public:
  explicit Printer(std::size_t limit) : limit_(limit) {}

  void value(const json::value& value) {
    if (full()) return;
    switch (value.kind()) {
      case json::kind::null:
        text_ += "null";
        break;
      case json::kind::bool_:
        text_ += value.get_bool() ? "true" : "false";
        break;
      case json::kind::int64:
        integer(value.get_int64());
        break;
      case json::kind::uint64:
        integer(value.get_uint64());
        break;
      case json::kind::double_:
        real(value.get_double());
        break;
      case json::kind::string:
        string(view(value.get_string()));
        break;
      case json::kind::array:
        array(value.get_array());
        break;
      case json::kind::object:
        object(value.get_object());
        break;
    }
  }

  void object(const json::object& members) {
    char before = '{';
    if (members.empty()) text_ += '{';
    for (const auto& [name, member] : members) {
      text_ += before;
      before = ',';
      string({name.data(), name.size()});
      text_ += ':';
      value(member);
      if (full()) return;
    }
    text_ += '}';
  }

  bool full() const { return text_.size() > limit_; }
  std::string take() { return std::move(text_); }

 private:
  void array(const json::array& elements) {
    char before = '[';
    if (elements.empty()) text_ += '[';
    for (const json::value& element : elements) {
      text_ += before;
      before = ',';
      value(element);
      if (full()) return;
    }
    text_ += ']';
  }

  template <class Integer>
  void integer(Integer number) {
    char digits[24];
    text_.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
  }

  void real(double number) {
    if (!std::isfinite(number)) {
      text_ += "null";
      return;
    }
    char digits[64];
    const double size = std::fabs(number);
    const bool plain = size == 0 || (size >= 1e-7 && size < 1e21);
    const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
    char* end = std::to_chars(digits, digits + sizeof digits, number, format).ptr;
    std::string_view spelled(digits, static_cast<std::size_t>(end - digits));
    text_ += spelled;
    if (plain && spelled.find('.') == std::string_view::npos) text_ += ".0";
  }

  void string(std::string_view text) {
    text_ += '"';
    std::size_t plain_from = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      const std::size_t length = byte < 0x80 ? 1 : character_at(text, at);
      if (byte >= 0x20 && byte != '"' && byte != '\\' && length > 0) {
        at += length - 1;
        continue;
      }
      text_.append(text, plain_from, at - plain_from);
      plain_from = at + 1;
      length > 0 ? escape(byte) : void(text_ += replacement_character);
    }
    text_.append(text, plain_from);
    text_ += '"';
  }

  void escape(unsigned char byte) {
    static constexpr char hex[] = "0123456789ABCDEF";
    switch (byte) {
      case '"':
        text_ += "\\\"";
        break;
      case '\\':
        text_ += "\\\\";
        break;
      case '\n':
        text_ += "\\n";
        break;
      case '\r':
        text_ += "\\r";
        break;
      case '\t':
        text_ += "\\t";
        break;
      case '\b':
        text_ += "\\b";
        break;
      case '\f':
        text_ += "\\f";
        break;
      default:
        text_ += "\\u00";
        text_ += hex[byte >> 4];
        text_ += hex[byte & 15];
    }
  }

  std::string text_;
  std::size_t limit_;
};

}  // namespace

std::string print(const json::value& value) {
  Printer printer(std::string::npos);
  printer.value(value);
  return printer.take();
}

std::string print(const json::object& object) {
  Printer printer(std::string::npos);
  printer.object(object);
  return printer.take();
}

bool prints_longer_than(const json::value& value, std::size_t limit) {
  Printer printer(limit);
  printer.value(value);
  return printer.full();
}

}  // namespace orrery
