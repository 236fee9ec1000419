#include "services/s3/list_answer.h"

#include "core/http.h"

namespace orrery::s3 {
namespace {

constexpr std::int64_t largest_page = 1000;

}  // namespace

std::size_t page_limit(const Request& request, std::string_view member, std::string_view parameter) {
  const auto text = request.maybe_text(member);
  if (text && text->empty()) return largest_page;
  std::int64_t limit = largest_page;
  try {
    limit = request.maybe_number(member).value_or(largest_page);
  } catch (const AwsError&) {
    throw invalid_argument("Provided " + std::string(parameter) + " not an integer or within integer range",
                           parameter, text.value_or(""));
  }
  if (limit < 0 || limit > INT32_MAX) {
    throw invalid_argument(
        "Argument " + std::string(parameter) + " must be an integer between 0 and 2147483647", parameter,
        std::to_string(limit));
  }
  return static_cast<std::size_t>(std::min(limit, largest_page));
}

KeySpelling::KeySpelling(const Request& request) {
  const auto encoding = request.maybe_text("EncodingType");
  if (!encoding) return;
  if (*encoding != "url")
    throw invalid_argument("Invalid Encoding Method specified in Request", "encoding-type", *encoding);
  url_ = true;
}

json::string KeySpelling::operator()(std::string_view key) const {
  return json::string(url_ ? percent_encode(key, "/*") : std::string(key));
}

void KeySpelling::announce(json::object& out) const {
  if (url_) out["EncodingType"] = "url";
}

json::array prefix_entries(const std::vector<std::string>& prefixes, const KeySpelling& spell) {
  json::array entries;
  for (const std::string& prefix : prefixes) entries.push_back(json::object{{"Prefix", spell(prefix)}});
  return entries;
}

json::object content_entry(const Version& version, const KeySpelling& spell) {
  json::object entry{{"Key", spell(version.key)},
                     {"LastModified", list_time(version.modified)},
                     {"ETag", version.quoted_etag()},
                     {"Size", version.size},
                     {"StorageClass", version.storage_class()}};
  if (version.sum) {
    entry["ChecksumAlgorithm"] = json::array{name_of(*version.sum).algorithm};
    entry["ChecksumType"] = version.composite ? "COMPOSITE" : "FULL_OBJECT";
  }
  return entry;
}

}  // namespace orrery::s3
