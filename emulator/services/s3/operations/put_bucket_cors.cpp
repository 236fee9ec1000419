#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

namespace {

void check_wildcards(const json::object& rule, std::string_view list, std::string_view name) {
  const json::array* patterns = find_array(rule, list);
  for (const json::value& item : patterns ? *patterns : json::array{}) {
    const std::string_view pattern = item.is_string() ? view(item.get_string()) : std::string_view{};
    if (std::count(pattern.begin(), pattern.end(), '*') <= 1) continue;
    throw invalid_request(std::string(name) + " \"" + std::string(pattern) +
                          "\" can not have more than one wildcard.");
  }
}

}  // namespace

json::object put_bucket_cors(S3& s3, Request& request) {
  const json::object& config = payload(request, "CORSConfiguration");
  const json::array* rules = find_array(config, "CORSRules");
  if (rules == nullptr || rules->empty() || rules->size() > 100) throw malformed_xml();
  for (const json::value& rule : *rules) {
    check_wildcards(rule.as_object(), "AllowedOrigins", "AllowedOrigin");
    check_wildcards(rule.as_object(), "AllowedHeaders", "AllowedHeader");
    const json::array* methods = find_array(rule.as_object(), "AllowedMethods");
    for (const json::value& item : methods ? *methods : json::array{}) {
      const std::string_view method = item.is_string() ? view(item.get_string()) : std::string_view{};
      if (method == "GET" || method == "PUT" || method == "POST" || method == "DELETE" || method == "HEAD")
        continue;
      throw invalid_request("Found unsupported HTTP method in CORS config. Unsupported method is " +
                            std::string(method));
    }
  }
  return put_config(s3, request, "cors", "CORSConfiguration");
}

}  // namespace orrery::s3::operations
