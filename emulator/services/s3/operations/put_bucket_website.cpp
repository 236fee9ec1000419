#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

namespace {

void check_routing_rule(const json::object& rule) {
  const json::object* to = find_object(rule, "Redirect");
  if (to == nullptr) throw malformed_xml();
  const auto protocol = find_text(*to, "Protocol");
  if (protocol && *protocol != "http" && *protocol != "https") {
    throw invalid_request(
        "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected "
        "automatically.");
  }
  if (to->contains("ReplaceKeyWith") && to->contains("ReplaceKeyPrefixWith")) {
    throw invalid_request("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
  }
  const json::object* condition = find_object(rule, "Condition");
  if (condition != nullptr && condition->empty()) {
    throw invalid_request(
        "Condition cannot be empty. To redirect all requests without a condition, the condition element "
        "shouldn't be present.");
  }
}

}  // namespace

json::object put_bucket_website(S3& s3, Request& request) {
  const json::object& config = payload(request, "WebsiteConfiguration");
  const bool redirects = config.contains("RedirectAllRequestsTo");
  const json::object* index = find_object(config, "IndexDocument");
  if (redirects && config.size() > 1) {
    throw invalid_argument(
        "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
        "RedirectAllRequestsTo", "not null");
  }
  if (!redirects && index == nullptr) {
    throw invalid_argument(
        "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
        "IndexDocument", "null");
  }
  const auto suffix = index ? find_text(*index, "Suffix") : std::nullopt;
  if (index != nullptr && (!suffix || suffix->empty() || suffix->find('/') != std::string_view::npos)) {
    throw invalid_argument("The IndexDocument Suffix is not well formed", "IndexDocument",
                           suffix.value_or(""));
  }
  const json::array* rules = find_array(config, "RoutingRules");
  if (rules != nullptr && rules->empty()) throw malformed_xml();
  for (const json::value& rule : rules ? *rules : json::array{}) check_routing_rule(rule.as_object());
  return put_config(s3, request, "website", "WebsiteConfiguration");
}

}  // namespace orrery::s3::operations
