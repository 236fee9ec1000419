#include "services/s3/list_answer.h"

#include "core/http.h"

namespace orrery::s3 {

PageNumber::PageNumber(const Request& request, std::string_view member, std::string_view parameter,
                       std::int64_t otherwise)
    : asked_(otherwise) {
  if (request.maybe_text(member) == "") return;
  try {
    asked_ = request.maybe_number(member, INT32_MIN, INT32_MAX).value_or(otherwise);
  } catch (const AwsError&) {
    throw invalid_argument("Provided " + std::string(parameter) + " not an integer or within integer range",
                           parameter, request.maybe_text(member).value_or(""));
  }
}

void PageNumber::check(std::string_view called) const {
  if (asked_ >= 0) return;
  throw invalid_argument("Argument " + std::string(called) + " must be an integer between 0 and 2147483647",
                         called, std::to_string(asked_));
}

KeySpelling::KeySpelling(const Request& request) {
  const auto encoding = request.maybe_text("EncodingType");
  if (!encoding) return;
  if (!same_name(*encoding, "url"))
    throw invalid_argument("Invalid Encoding Method specified in Request", "encoding-type", *encoding);
  encoding_ = *encoding;
}

json::string KeySpelling::operator()(std::string_view key) const {
  if (encoding_.empty()) return json::string(key);
  std::string spelled = percent_encode(key, "/* ");
  std::replace(spelled.begin(), spelled.end(), ' ', '+');
  return json::string(spelled);
}

void KeySpelling::announce(json::object& out) const {
  if (!encoding_.empty()) out["EncodingType"] = encoding_;
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
