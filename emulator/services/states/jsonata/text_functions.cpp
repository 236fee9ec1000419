#include "core/digest.h"
#include "core/http.h"
#include "core/utf8.h"
#include "services/states/document.h"
#include "services/states/jsonata/functions.h"
#include "services/states/regex/regex.h"

namespace orrery::states::jsonata {
namespace {

Value string(Evaluator& evaluator, Values& a) {
  if (a[0].nothing()) return {};
  std::string text = to_string(a[0], a.size() > 1 && a[1].is_flag() && a[1].flag());
  evaluator.work(text.size() / 16);
  return text;
}

Value substring(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  const std::u32string points = to_points(a[0].text());
  const auto size = static_cast<double>(points.size());
  double from = a[1].is_number() && !std::isnan(a[1].number()) ? std::trunc(a[1].number()) : 0;
  if (size + from < 0) from = 0;
  if (from < 0) from += size;
  double to = size;
  if (a.size() > 2 && a[2].is_number()) {
    if (!(a[2].number() > 0)) return "";
    to = from + a[2].number();
  }
  from = std::min(from, size);
  to = std::clamp(to, from, size);
  return from_points(std::u32string_view(points).substr(
      static_cast<std::size_t>(from), static_cast<std::size_t>(to) - static_cast<std::size_t>(from)));
}

Value substring_before(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  const auto at = a[1].is_text() ? a[0].text().find(a[1].text()) : std::string::npos;
  return at == std::string::npos ? a[0] : Value(a[0].text().substr(0, at));
}

Value substring_after(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  const auto at = a[1].is_text() ? a[0].text().find(a[1].text()) : std::string::npos;
  return at == std::string::npos ? a[0] : Value(a[0].text().substr(at + a[1].text().size()));
}

Value lowercase(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  std::u32string points = to_points(a[0].text());
  for (char32_t& point : points) point = to_lower(point);
  return from_points(points);
}
Value uppercase(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  std::u32string points;
  for (const char32_t point : to_points(a[0].text()))
    point == 0xDF ? void(points += U"SS") : points.push_back(to_upper(point));
  return from_points(points);
}

Value length(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  return to_points(a[0].text()).size();
}

Value trim(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  std::string text;
  for (const char byte : a[0].text()) {
    const bool space = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
    if (!space) {
      text += byte;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

// Step Functions pads with no more characters at once.
constexpr double most_padding = 262144;

Value pad(Evaluator& evaluator, Values& a) {
  if (a[0].nothing()) return {};
  if (!a[1].is_number()) return a[0];
  std::u32string fill = a.size() > 2 && a[2].is_text() ? to_points(a[2].text()) : U" ";
  if (fill.empty()) fill = U" ";
  std::u32string points = to_points(a[0].text());
  const double width = std::abs(a[1].number());
  if (!(width > static_cast<double>(points.size()))) return a[0];
  if (width - static_cast<double>(points.size()) > most_padding) throw too_large();
  const std::size_t missing = static_cast<std::size_t>(width) - points.size();
  evaluator.work(missing / 16);
  std::u32string padding;
  for (std::size_t i = 0; i < missing; ++i) padding += fill[i % fill.size()];
  return from_points(a[1].number() > 0 ? points + padding : padding + points);
}

Value join(Evaluator& evaluator, Values& a) {
  if (a[0].nothing()) return {};
  const std::string mark = a.size() > 1 && a[1].is_text() ? a[1].text() : "";
  std::string text;
  bool first = true;
  for (const Value& item : a[0].array().items) {
    if (!std::exchange(first, false)) text += mark;
    text += item.text();
  }
  evaluator.work(text.size() / 16);
  return text;
}

Value base64encode(Evaluator&, Values& a) { return a[0].nothing() ? Value() : Value(to_base64(a[0].text())); }
// Padding may be left away, but not be wrong; what is no base64 AWS stumbles over.
Value base64decode(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  std::string text = a[0].text();
  if (text.find('=') == std::string::npos && text.size() % 4 != 1)
    text.append((4 - text.size() % 4) % 4, '=');
  auto decoded = from_base64(text);
  if (!decoded) throw Error(internal_error, "The text is not base64");
  return as_utf8(std::move(*decoded));
}
Value encode_component(Evaluator&, Values& a) {
  return a[0].nothing() ? Value() : Value(percent_encode(a[0].text(), "!*'()"));
}
Value encode_url(Evaluator&, Values& a) {
  return a[0].nothing() ? Value() : Value(percent_encode(a[0].text(), ";,/?:@&=+$#!*'()"));
}
std::string decoded(const std::string& escaped, const char* function, const std::string& given) {
  std::string text = percent_decode(escaped);
  if (as_utf8(text) == text) return text;
  throw Error("D3140", "Malformed URL passed to " + std::string(function) + "(): \"" + given + "\"");
}
Value decode_component(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  return decoded(a[0].text(), "decodeUrlComponent", a[0].text());
}
// What $encodeUrl leaves as it is would not have been escaped by it: such escapes stay.
Value decode_url(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  const std::string& text = a[0].text();
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    kept += text[i];
    if (text[i] != '%' || i + 2 >= text.size()) continue;
    const std::string byte = percent_decode(text.substr(i, 3));
    if (byte.size() == 1 && std::string_view(";,/?:@&=+$#").find(byte[0]) != std::string_view::npos)
      kept += "25";
  }
  return decoded(kept, "decodeUrl", text);
}

Value hash(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  static constexpr std::pair<std::string_view, const char*> algorithms[] = {
      {"MD5", "md5"}, {"SHA-1", "sha1"}, {"SHA-256", "sha256"}, {"SHA-384", "sha384"}, {"SHA-512", "sha512"}};
  if (a.size() < 2 || a[1].nothing()) return {};
  const std::string& wanted = a[1].text();
  for (const auto& [name, algorithm] : algorithms) {
    if (name != wanted) continue;
    Digest digest(algorithm);
    digest.update(to_string(a[0]));
    return to_hex(digest.finish());
  }
  throw Error("D3137",
              "Hash algorithm '" + wanted + "' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5");
}

Value uuid(Evaluator& evaluator, Values&) {
  return evaluator.environment.entropy ? Value(evaluator.environment.entropy->uuid()) : Value();
}

Value parse_text(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  const auto document = read_document(a[0].text());
  if (!document) throw Error("D3137", "Invalid JSON");
  return from_json(*document);
}

constexpr Builtin text_table[] = {
    {"string", "<x-b?:s>", string},
    {"substring", "<s-nn?:s>", substring},
    {"substringBefore", "<s-s:s>", substring_before},
    {"substringAfter", "<s-s:s>", substring_after},
    {"lowercase", "<s-:s>", lowercase},
    {"uppercase", "<s-:s>", uppercase},
    {"length", "<s-:n>", length},
    {"trim", "<s-:s>", trim},
    {"pad", "<s-ns?:s>", pad},
    {"join", "<a<s>s?:s>", join},
    {"base64encode", "<s-:s>", base64encode},
    {"base64decode", "<s-:s>", base64decode},
    {"encodeUrlComponent", "<s-:s>", encode_component},
    {"encodeUrl", "<s-:s>", encode_url},
    {"decodeUrlComponent", "<s-:s>", decode_component},
    {"decodeUrl", "<s-:s>", decode_url},
    {"hash", "<ss?:s>", hash},
    {"uuid", "<:s>", uuid},
    {"parse", "<s?:x>", parse_text},
};

}  // namespace

std::span<const Builtin> text_functions() { return text_table; }

}  // namespace orrery::states::jsonata
