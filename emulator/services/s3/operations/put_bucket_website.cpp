
#include "core/number.h"
#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

namespace {

constexpr std::size_t most_rules = 50;

void check_protocol(const json::object& target) {
  const auto protocol = find_text(target, "Protocol");
  if (!protocol || *protocol == "http" || *protocol == "https") return;
  throw invalid_request(
      "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected "
      "automatically.");
}

std::optional<int> status_code(const json::object& fields, std::string_view member) {
  const auto text = find_text(fields, member);
  if (!text) return std::nullopt;
  const auto code = read_number<int>(*text);
  if (!code) throw malformed_xml();
  return code;
}

void check_condition(const json::object& condition) {
  if (condition.empty()) {
    throw invalid_request(
        "Condition cannot be empty. To redirect all requests without a condition, the condition element "
        "shouldn't be present.");
  }
  const auto code = status_code(condition, "HttpErrorCodeReturnedEquals");
  if (!code || (*code >= 400 && *code <= 417) || (*code >= 500 && *code <= 505)) return;
  throw invalid_request("The provided HTTP error code (" + std::to_string(*code) +
                        ") is not valid. Valid codes are 4XX or 5XX.");
}

void check_routing_rule(const json::object& rule) {
  const json::object* to = find_object(rule, "Redirect");
  if (to == nullptr || to->empty()) throw malformed_xml();
  check_protocol(*to);
  const auto code = status_code(*to, "HttpRedirectCode");
  if (code && (*code <= 300 || *code > 399)) {
    throw invalid_request("The provided HTTP redirect code (" + std::to_string(*code) +
                          ") is not valid. Valid codes are 3XX except 300.");
  }
  if (to->contains("ReplaceKeyWith") && to->contains("ReplaceKeyPrefixWith")) {
    throw invalid_request("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
  }
  if (const json::object* condition = find_object(rule, "Condition")) check_condition(*condition);
}

void check_documents(const json::object& config) {
  const json::object* index = find_object(config, "IndexDocument");
  if (index == nullptr) {
    throw invalid_argument(
        "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
        "IndexDocument", "null");
  }
  const auto suffix = find_text(*index, "Suffix");
  if (!suffix || suffix->empty() || suffix->find('/') != std::string_view::npos) {
    throw invalid_argument("The IndexDocument Suffix is not well formed", "IndexDocument",
                           suffix.value_or(""));
  }
  const json::object* error = find_object(config, "ErrorDocument");
  if (error != nullptr && find_text(*error, "Key") == "") {
    throw invalid_argument("The ErrorDocument Key is not well formed", "ErrorDocument", "");
  }
}

}  // namespace

json::object put_bucket_website(S3& s3, Request& request) {
  const json::object& config = payload(request, "WebsiteConfiguration");
  if (const json::object* all = find_object(config, "RedirectAllRequestsTo")) {
    if (config.size() > 1) {
      throw invalid_argument(
          "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
          "RedirectAllRequestsTo", "not null");
    }
    check_protocol(*all);
  } else {
    check_documents(config);
  }
  if (const json::array* rules = find_array(config, "RoutingRules")) {
    if (rules->empty()) throw malformed_xml();
    if (rules->size() > most_rules) {
      throw invalid_request(std::to_string(rules->size()) +
                            " routing rules provided, the number of routing rules in a website "
                            "configuration is limited to " +
                            std::to_string(most_rules) + ".");
    }
    for (const json::value& rule : *rules) check_routing_rule(rule.as_object());
  }
  return put_config(s3, request, "website", "WebsiteConfiguration");
}

}  // namespace orrery::s3::operations
