#include "services/s3/lifecycle_rules.h"

#include <set>

#include "services/s3/errors.h"
#include "services/s3/lifecycle.h"
#include "services/s3/s3.h"

namespace orrery::s3 {
namespace {

bool has_tag(const Version* version, const json::object& tag) {
  if (version == nullptr) return false;
  return std::any_of(version->tags.begin(), version->tags.end(), [&](const json::value& item) {
    return find_text(item.as_object(), "Key") == find_text(tag, "Key") &&
           find_text(item.as_object(), "Value") == find_text(tag, "Value");
  });
}

// The conditions of a filter or of its And.
bool fits(const json::object& filter, std::string_view key, const Version* version) {
  if (const auto prefix = find_text(filter, "Prefix"); prefix && !key.starts_with(*prefix)) return false;
  if (const json::object* tag = find_object(filter, "Tag"); tag != nullptr && !has_tag(version, *tag))
    return false;
  const auto above = find_number(filter, "ObjectSizeGreaterThan"),
             below = find_number(filter, "ObjectSizeLessThan");
  const auto size = version ? static_cast<std::int64_t>(version->size) : 0;
  if (above && (version == nullptr || size <= *above)) return false;
  if (below && (version == nullptr || size >= *below)) return false;
  if (const json::array* tags = find_array(filter, "Tags")) {
    for (const json::value& tag : *tags) {
      if (!has_tag(version, tag.as_object())) return false;
    }
  }
  const json::object* both = find_object(filter, "And");
  return both == nullptr || fits(*both, key, version);
}

void check_positive(const json::object& action, std::string_view member, std::string_view name) {
  const auto days = find_number(action, member);
  if (days && *days <= 0) {
    throw invalid_argument(
        "'" + std::string(member) + "' for " + std::string(name) + " action must be a positive integer",
        member, std::to_string(*days));
  }
}

// The classes of infrequent access take nothing that is younger.
void check_age(const json::object& transition, std::string_view member, std::string_view action) {
  constexpr std::int64_t least = 30;
  const auto days = find_number(transition, member);
  const std::string_view to = find_text(transition, "StorageClass").value_or("");
  if (!days || *days >= least || (to != "STANDARD_IA" && to != "ONEZONE_IA")) return;
  throw invalid_argument("'" + std::string(member) + "' in " + std::string(action) +
                             " action must be greater than or equal to 30 for storageClass '" +
                             std::string(to) + "'",
                         member, std::to_string(*days));
}

void check_date(const json::object& action) {
  const auto text = find_text(action, "Date");
  if (!text) return;
  const auto date = parse_iso_time(*text);
  if (!date) throw malformed_xml();
  if (*date != std::chrono::floor<std::chrono::days>(*date)) {
    throw invalid_argument("'Date' must be at midnight GMT", "Date", *text);
  }
}

void check_filter(const json::object& rule) {
  const json::object* filter = find_object(rule, "Filter");
  if ((filter != nullptr) == rule.contains("Prefix")) throw malformed_xml();
  if (filter == nullptr) return;
  if (filter->size() > 1) throw malformed_xml();
  const json::object* both = find_object(*filter, "And");
  const json::array* tags = both ? find_array(*both, "Tags") : nullptr;
  std::set<std::string_view> keys;
  for (const json::value& tag : tags ? *tags : json::array{}) {
    if (!keys.insert(find_text(tag.as_object(), "Key").value_or("")).second) {
      throw invalid_request("Duplicate Tag Keys are not allowed.");
    }
  }
}

// What these do is decided without looking at tags.
void check_tagless(const json::object& rule, std::string_view action) {
  const json::object* filter = find_object(rule, "Filter");
  const json::object* both = filter ? find_object(*filter, "And") : nullptr;
  if ((filter && filter->contains("Tag")) || (both && both->contains("Tags"))) {
    throw invalid_request(std::string(action) + " cannot be specified with Tags.");
  }
}

void check_transitions(const json::object& rule, std::string_view list, std::string_view member,
                       std::string_view action) {
  const json::array* transitions = find_array(rule, list);
  for (const json::value& item : transitions ? *transitions : json::array{}) {
    if (!find_text(item.as_object(), "StorageClass")) throw malformed_xml();
    check_date(item.as_object());
    check_age(item.as_object(), member, action);
  }
}

void check_actions(const json::object& rule) {
  bool any = false;
  if (const json::object* expiration = find_object(rule, "Expiration")) {
    any = true;
    if (expiration->size() != 1) throw malformed_xml();
    check_positive(*expiration, "Days", "Expiration");
    if (expiration->contains("ExpiredObjectDeleteMarker")) check_tagless(rule, "ExpiredObjectDeleteMarker");
    check_date(*expiration);
  }
  for (const char* list : {"Transitions", "NoncurrentVersionTransitions"}) {
    const json::array* transitions = find_array(rule, list);
    any = any || (transitions && !transitions->empty());
  }
  check_transitions(rule, "Transitions", "Days", "Transition");
  check_transitions(rule, "NoncurrentVersionTransitions", "NoncurrentDays", "NoncurrentVersionTransition");
  if (const json::object* expiration = find_object(rule, "NoncurrentVersionExpiration")) {
    any = true;
    if (expiration->empty()) throw malformed_xml();
    check_positive(*expiration, "NoncurrentDays", "NoncurrentVersionExpiration");
  }
  if (const json::object* abort = find_object(rule, "AbortIncompleteMultipartUpload")) {
    any = true;
    check_positive(*abort, "DaysAfterInitiation", "AbortIncompleteMultipartUpload");
    check_tagless(rule, "AbortIncompleteMultipartUpload");
  }
  if (!any) throw invalid_request("At least one action needs to be specified in a rule");
}

}  // namespace

bool is_enabled(const json::object& rule) { return find_text(rule, "Status") == "Enabled"; }

bool covers(const json::object& rule, std::string_view key, const Version* version) {
  if (const auto prefix = find_text(rule, "Prefix"); prefix && !key.starts_with(*prefix)) return false;
  const json::object* filter = find_object(rule, "Filter");
  return filter == nullptr || fits(*filter, key, version);
}

Instant midnight_after(Instant from, std::int64_t days) {
  constexpr std::int64_t ages = 1'000'000;
  return std::chrono::ceil<std::chrono::days>(from + std::chrono::hours(24 * std::min(days, ages)));
}

std::optional<Instant> expiry(const json::object& rule, const Version& version) {
  const json::object* expiration = find_object(rule, "Expiration");
  if (expiration == nullptr || !is_enabled(rule) || !covers(rule, version.key, &version)) return std::nullopt;
  if (const auto days = find_number(*expiration, "Days")) return midnight_after(version.modified, *days);
  if (const auto date = find_text(*expiration, "Date")) return parse_iso_time(*date);
  return std::nullopt;
}

json::object checked_lifecycle(S3& s3, const json::object& config) {
  const json::array* given = find_array(config, "Rules");
  if (given == nullptr || given->empty() || given->size() > 1000) throw malformed_xml();
  std::set<std::string> ids;
  json::array rules;
  for (const json::value& item : *given) {
    if (!item.is_object()) throw malformed_xml();
    json::object rule = item.get_object();
    const std::string_view status = find_text(rule, "Status").value_or("");
    if (status != "Enabled" && status != "Disabled") throw malformed_xml();
    if (find_text(rule, "ID").value_or("").empty()) rule["ID"] = json::string(s3.entropy.uuid());
    const std::string id(view(rule.at("ID").as_string()));
    if (id.size() > 255) throw invalid_argument("ID length should not exceed allowed limit of 255", "ID", id);
    if (!ids.insert(id).second) {
      throw invalid_argument("Rule ID must be unique. Found same ID for more than one rule", "ID", id);
    }
    check_filter(rule);
    check_actions(rule);
    rules.push_back(std::move(rule));
  }
  return {{"Rules", std::move(rules)}};
}

std::optional<std::string> expiration_header(S3& s3, const Bucket& bucket, const Version& version) {
  const auto config = s3.buckets.config(bucket, "lifecycle");
  if (!config) return std::nullopt;
  std::optional<Instant> first;
  std::string id;
  for (const json::value& item : config->as_object().at("Rules").as_array()) {
    const auto when = expiry(item.as_object(), version);
    if (!when || (first && *first <= *when)) continue;
    first = when;
    id = find_text(item.as_object(), "ID").value_or("");
  }
  if (!first) return std::nullopt;
  return "expiry-date=\"" + http_time(*first) + "\", rule-id=\"" + percent_encode(id) + "\"";
}

}  // namespace orrery::s3
