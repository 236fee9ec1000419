#include "services/s3/presigned.h"

#include <optional>

#include "core/number.h"
#include "services/s3/errors.h"
#include "services/s3/text.h"

namespace orrery::s3 {
namespace {

constexpr std::int64_t longest_s = 7 * 24 * 3600;
constexpr std::int64_t tolerated_skew_s = 15 * 60;

std::optional<std::string_view> parameter(const Query& query, std::string_view name) {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

AwsError malformed_query(std::string_view message) {
  return {"AuthorizationQueryParametersError", std::string(message), 400};
}

// 20261121T024300Z
std::optional<Instant> basic_time(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  const std::string iso = std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" +
                          std::string(text.substr(6, 2)) + "T" + std::string(text.substr(9, 2)) + ":" +
                          std::string(text.substr(11, 2)) + ":" + std::string(text.substr(13, 2)) + "Z";
  return parse_iso_time(iso);
}

// Refusals tell the time without the fractions of a second.
std::string whole_seconds(Instant when) {
  std::string text = iso_time(when);
  text.replace(text.find('.'), text.npos, "Z");
  return text;
}

void check_version_4(const Query& query, Instant now) {
  for (const std::string_view name :
       {"X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires"}) {
    if (!parameter(query, name)) {
      throw malformed_query(
          "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
          "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
    }
  }
  if (*parameter(query, "X-Amz-Algorithm") != "AWS4-HMAC-SHA256") {
    throw malformed_query("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"");
  }
  const std::string_view scope = *parameter(query, "X-Amz-Credential");
  if (std::count(scope.begin(), scope.end(), '/') < 4 || !scope.ends_with("/aws4_request")) {
    throw malformed_query(
        "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "
        "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
  }
  const auto signed_at = basic_time(*parameter(query, "X-Amz-Date"));
  if (!signed_at)
    throw malformed_query("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const auto expires = read_number<std::int64_t>(*parameter(query, "X-Amz-Expires"));
  if (!expires) throw malformed_query("X-Amz-Expires should be a number");
  if (*expires < 0) throw malformed_query("X-Amz-Expires must be non-negative");
  if (*expires > longest_s) {
    throw malformed_query(
        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be "
        "less than 604800 seconds");
  }
  const Instant end = *signed_at + std::chrono::seconds(*expires);
  if (now > end) {
    throw AwsError("AccessDenied", "Request has expired", 403,
                   {{"X-Amz-Expires", std::to_string(*expires)},
                    {"Expires", whole_seconds(end)},
                    {"ServerTime", whole_seconds(now)}});
  }
  if (*signed_at > now + std::chrono::seconds(tolerated_skew_s)) {
    throw AwsError("AccessDenied", "Request is not yet valid", 403,
                   {{"X-Amz-Date", std::to_string(epoch_milliseconds(*signed_at))},
                    {"Expires", whole_seconds(end)},
                    {"ServerTime", whole_seconds(now)}});
  }
}

void check_version_2(const Query& query, Instant now) {
  const auto text = parameter(query, "Expires");
  if (!text || !parameter(query, "AWSAccessKeyId") || !parameter(query, "Signature")) {
    throw access_denied(
        "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters");
  }
  const auto expires = read_number<std::int64_t>(*text);
  if (!expires) throw access_denied("Invalid date (should be seconds since epoch): " + std::string(*text));
  if (epoch_seconds(now) > *expires) {
    throw AwsError(
        "AccessDenied", "Request has expired", 403,
        {{"Expires", whole_seconds(from_epoch_milliseconds(std::max<std::int64_t>(*expires, 0) * 1000))},
         {"ServerTime", whole_seconds(now)}});
  }
}

// Who got a URL may not add what its signer did not mean.
void check_signed_headers(std::string_view signed_names, const Headers& headers) {
  constexpr std::string_view prefix = "x-amz-";
  const std::string names = ";" + std::string(signed_names) + ";";
  std::vector<std::string> unsigned_names;
  if (names.find(";host;") == std::string::npos) unsigned_names.emplace_back("host");
  for (const auto& [name, value] : headers) {
    std::string plain = lower(name);
    if (!plain.starts_with(prefix) || plain == "x-amz-content-sha256") continue;
    if (names.find(";" + plain + ";") == std::string::npos) unsigned_names.push_back(std::move(plain));
  }
  if (unsigned_names.empty()) return;
  std::sort(unsigned_names.begin(), unsigned_names.end());
  std::string list;
  for (const std::string& name : unsigned_names) list += (list.empty() ? "" : ", ") + name;
  throw AwsError("AccessDenied", "There were headers present in the request which were not signed", 403,
                 {{"HeadersNotSigned", list}});
}

}  // namespace

void check_presigned(const Query& query, const Headers& headers, Instant now) {
  if (parameter(query, "X-Amz-Algorithm")) {
    if (const auto authorization = headers.find("Authorization")) {
      throw invalid_argument(
          "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query "
          "string parameter or the Authorization header should be specified",
          "Authorization", *authorization);
    }
    check_version_4(query, now);
    return check_signed_headers(*parameter(query, "X-Amz-SignedHeaders"), headers);
  }
  if (parameter(query, "Signature") || parameter(query, "AWSAccessKeyId")) check_version_2(query, now);
}

}  // namespace orrery::s3
