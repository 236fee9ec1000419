#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

namespace {

template <class Check>
void each_of(const json::object& rule, std::string_view list, Check check) {
  const json::array* items = find_array(rule, list);
  for (const json::value& item : items ? *items : json::array{}) {
    check(item.is_string() ? view(item.get_string()) : std::string_view{});
  }
}

AwsError refused(std::string_view element, std::string_view value, std::string_view why) {
  return invalid_request(std::string(element) + " \"" + std::string(value) + "\" " + std::string(why));
}

void check_wildcards(std::string_view element, std::string_view pattern) {
  if (std::count(pattern.begin(), pattern.end(), '*') > 1)
    throw refused(element, pattern, "can not have more than one wildcard.");
}

void check_header_name(std::string_view element, std::string_view name) {
  constexpr std::string_view no_letters = "()<>@,;:\\\"/[]?={} \t";
  if (name.find_first_of(no_letters) != name.npos)
    throw refused(element, name, "contains invalid character.");
}

void check_rule(const json::object& rule) {
  each_of(rule, "AllowedOrigins", [](std::string_view origin) { check_wildcards("AllowedOrigin", origin); });
  each_of(rule, "AllowedMethods", [](std::string_view method) {
    for (const std::string_view known : {"GET", "PUT", "POST", "DELETE", "HEAD"}) {
      if (method == known) return;
    }
    throw invalid_request("Found unsupported HTTP method in CORS config. Unsupported method is " +
                          std::string(method));
  });
  each_of(rule, "AllowedHeaders", [](std::string_view header) {
    check_wildcards("AllowedHeader", header);
    check_header_name("AllowedHeader", header);
  });
  each_of(rule, "ExposeHeaders", [](std::string_view header) {
    if (header.find('*') != header.npos) {
      throw refused("ExposeHeader", header,
                    "contains wildcard. We currently do not support wildcard for ExposeHeader.");
    }
    check_header_name("ExposeHeader", header);
  });
}

}  // namespace

json::object put_bucket_cors(S3& s3, Request& request) {
  const json::object& config = payload(request, "CORSConfiguration");
  const json::array* rules = find_array(config, "CORSRules");
  if (rules == nullptr || rules->empty() || rules->size() > 100) throw malformed_xml();
  for (const json::value& rule : *rules) check_rule(rule.as_object());
  return put_config(s3, request, "cors", "CORSConfiguration");
}

}  // namespace orrery::s3::operations
