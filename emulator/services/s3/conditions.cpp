#include "services/s3/conditions.h"

namespace orrery::s3 {
namespace {

using Seconds = std::chrono::sys_seconds;

std::optional<Seconds> time_of(const Request& request, const std::string& member) {
  const auto text = request.maybe_text(member);
  return text ? second_of(*text) : std::nullopt;
}

AwsError not_modified(const Version& version) {
  json::object headers{{"ETag", version.quoted_etag()}, {"LastModified", iso_time(version.modified)}};
  if (version.id != "null") headers["VersionId"] = version.id;
  return {"NotModified", "Not Modified", 304, {{"Headers", std::move(headers)}}};
}

AwsError unknown_condition(std::string_view header, std::string_view why) {
  return {"NotImplemented",
          "A header you provided implies functionality that is not implemented",
          501,
          {{"Header", header},
           {"additionalMessage", why},
           {"Headers", json::object{{"CacheControl", "no-store"}}}}};
}

AwsError unknown_value(const std::string& header) {
  return unknown_condition(header,
                           "We don't accept the provided value of " + header + " header for this API");
}

}  // namespace

std::optional<Seconds> second_of(std::string_view text) {
  auto when = parse_http_time(text);
  if (!when) when = parse_iso_time(text);
  if (!when) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(*when);
}

bool etag_matches(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string_view one = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    // Quotes are needed at neither end.
    if (one.starts_with('"')) one.remove_prefix(1);
    if (one.ends_with('"')) one.remove_suffix(1);
    if (one == "*" || one == etag) return true;
  }
  return false;
}

void check_read_conditions(const Request& request, const Version& version, Instant now,
                           std::string_view prefix) {
  const std::string before(prefix);
  const bool copying = !prefix.empty();
  const std::string header = copying ? "x-amz-copy-source-" : "";
  const Seconds modified = std::chrono::floor<std::chrono::seconds>(version.modified);
  const auto if_match = request.maybe_text(before + "IfMatch");
  const auto if_none_match = request.maybe_text(before + "IfNoneMatch");
  if (if_match) {
    if (!etag_matches(*if_match, version.etag)) {
      throw precondition_failed(copying ? header + "If-Match" : "If-Match");
    }
  } else if (const auto since = time_of(request, before + "IfUnmodifiedSince"); since && modified > *since) {
    throw precondition_failed(copying ? header + "If-Unmodified-Since" : "If-Unmodified-Since");
  }
  if (if_none_match) {
    if (!etag_matches(*if_none_match, version.etag)) return;
    if (copying) throw precondition_failed(header + "If-None-Match");
    throw not_modified(version);
  }
  if (const auto since = time_of(request, before + "IfModifiedSince");
      since && modified <= *since && *since <= now) {
    if (copying) throw precondition_failed(header + "If-Modified-Since");
    throw not_modified(version);
  }
}

void check_condition_words(const Request& request) {
  const auto none = request.maybe_text("IfNoneMatch"), match = request.maybe_text("IfMatch");
  if (none && match) {
    throw unknown_condition("If-Match,If-None-Match",
                            "Multiple conditional request headers present in the request");
  }
  if (none && *none != "*") throw unknown_value("If-None-Match");
  if (match == "*") throw unknown_value("If-Match");
  if (match && match->empty()) {
    throw invalid_argument(
        "The value provided for the If-Match query parameter cannot be empty for this API.", "If-Match");
  }
}

void check_write_conditions(const Request& request, const std::optional<Version>& current) {
  check_condition_words(request);
  const bool exists = current && !current->delete_marker;
  if (request.has("IfNoneMatch") && exists) throw precondition_failed("If-None-Match");
  if (const auto match = request.maybe_text("IfMatch")) {
    if (!exists) throw no_such_key(request.key());
    if (!etag_matches(*match, current->etag)) throw precondition_failed("If-Match");
  }
}

void check_undisturbed(const Request& request, const Upload& upload, const std::optional<Version>& current) {
  const auto conflict = [&](std::string_view condition) {
    return AwsError("ConditionalRequestConflict",
                    "The conditional request cannot succeed due to a conflicting operation against this "
                    "resource.",
                    409, {{"Condition", condition}, {"Key", upload.key}});
  };
  const bool newer = current && current->sequence > upload.sequence;
  if (request.has("IfMatch") && newer) throw conflict("If-Match");
  if (request.has("IfNoneMatch") && (newer || upload.disturbed)) throw conflict("If-None-Match");
}

bool range_holds(const Request& request, const Version& version) {
  const auto condition = request.maybe_text("IfRange");
  if (!condition) return true;
  if (const auto when = parse_http_time(*condition)) {
    return std::chrono::floor<std::chrono::seconds>(version.modified) <= *when;
  }
  return etag_matches(*condition, version.etag);
}

}  // namespace orrery::s3
