#include "services/s3/tags.h"

#include <map>
#include <set>

#include "core/http.h"
#include "core/utf8.h"
#include "services/s3/errors.h"
#include "services/s3/text.h"
#include "services/s3/wire/address.h"

namespace orrery::s3 {
namespace {

constexpr std::size_t longest_key = 128, longest_value = 256;

// In characters, which is what the limits count.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// Letters and digits of any script, blanks, and a few signs.
bool is_plain(std::string_view text) {
  return is_utf8(text) && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  static_cast<unsigned char>(c) >= 0x80 ||
                  std::string_view(" \t\r\n+-=._:/@").find(c) != std::string_view::npos;
         });
}

AwsError invalid_tag(std::string_view message, std::string_view key) {
  return {"InvalidTag", std::string(message), 400, {{"TagKey", key}}};
}

}  // namespace

json::array checked_tags(const json::array& tags, TagLimit limit) {
  if (tags.size() > static_cast<std::size_t>(limit)) {
    throw AwsError("BadRequest",
                   limit == TagLimit::object ? "Object tags cannot be greater than 10"
                                             : "Bucket tag count cannot be greater than 50",
                   400);
  }
  std::map<std::string, std::string> sorted;
  for (const json::value& item : tags) {
    if (!item.is_object()) throw malformed_xml();
    const std::string_view key = find_text(item.get_object(), "Key").value_or("");
    const std::string_view value = find_text(item.get_object(), "Value").value_or("");
    if (key.empty() || length_of(key) > longest_key || !is_plain(key)) {
      throw invalid_tag("The TagKey you have provided is invalid", key);
    }
    if (length_of(value) > longest_value || !is_plain(value)) {
      throw AwsError("InvalidTag", "The TagValue you have provided is invalid", 400,
                     {{"TagKey", key}, {"TagValue", value}});
    }
    if (key.starts_with("aws:")) {
      throw invalid_tag(limit == TagLimit::object ? "Your TagKey cannot be prefixed with aws:"
                                                  : "System tags cannot be added/updated by requester",
                        key);
    }
    if (!sorted.emplace(key, value).second) {
      throw invalid_tag("Cannot provide multiple Tags with the same key", key);
    }
  }
  json::array result;
  for (const auto& [key, value] : sorted) result.push_back(json::object{{"Key", key}, {"Value", value}});
  return result;
}

json::array tags_from_header(std::string_view text) {
  json::array tags;
  std::set<std::string> keys;
  bool well_formed = is_percent_encoded(text);
  for (std::string_view rest = text; !rest.empty() && well_formed;) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    std::string key = percent_decode(pair.substr(0, equals), Plus::space);
    tags.push_back(json::object{{"Key", key}, {"Value", percent_decode(value, Plus::space)}});
    well_formed = value.find('=') == value.npos && !key.empty() && keys.insert(std::move(key)).second;
  }
  if (!well_formed) {
    throw invalid_argument(
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters "
        "without tag name duplicates.",
        "x-amz-tagging", text);
  }
  return checked_tags(tags, TagLimit::object);
}

}  // namespace orrery::s3
