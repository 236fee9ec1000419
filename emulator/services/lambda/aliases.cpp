#include "services/lambda/aliases.h"

#include <charconv>

#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

[[noreturn]] void refuse_weight(std::string_view version, double share, std::string_view words) {
  char number[32];
  const auto end = std::to_chars(number, number + sizeof number, share).ptr;
  std::string text(number, end);
  if (text.find('.') == std::string::npos) text += ".0";
  throw validation(
      "1 validation error detected: Value '{" + std::string(version) + "=" + text +
      "}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: " + std::string(words));
}

void check_routing(Lambda& lambda, const FunctionRecord& function, const json::object& weights,
                   std::string_view main_version) {
  for (const auto& [key, weight] : weights) {
    const std::string version(key);
    if (!weight.is_number()) throw AwsError("SerializationException", "Weights are numbers");
    const double share = weight.to_number<double>();
    if (!is_version_number(version))
      refuse_weight(
          version, share,
          "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member "
          "must have length greater than or equal to 1, Member must satisfy regular expression pattern: "
          "[0-9]+, Member must not be null]");
    if (share < 0.0 || share > 1.0)
      refuse_weight(
          version, share,
          "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member "
          "must have value greater than or equal to 0.0, Member must not be null]");
  }
  if (weights.size() > 1)
    throw invalid_parameter("Number of items in AdditionalVersionWeights cannot be greater than 1");
  for (const auto& [key, weight] : weights) {
    const std::string version(key);
    if (version == main_version)
      throw invalid_parameter("Invalid function version " + version + ". Function version " + version +
                              " is already included in routing configuration.");
    if (main_version == "$LATEST")
      throw AwsError("InvalidParameterValueException",
                     "$LATEST is not supported for an alias pointing to more than 1 version");
    lambda.functions.configuration(function, version);
  }
}

}  // namespace

json::object existing_alias(Lambda& lambda, const FunctionRecord& function, std::string_view name) {
  auto alias = lambda.functions.alias(function, name);
  if (!alias) throw not_found("Cannot find alias arn: " + function.named(name).arn());
  return *std::move(alias);
}

void apply_alias(Lambda& lambda, const FunctionRecord& function, json::object& alias, const Input& input) {
  if (const auto version = input.maybe_text("FunctionVersion")) {
    if (*version != "$LATEST" && !is_version_number(*version))
      throw validation("1 validation error detected: Value '" + std::string(*version) +
                       "' at 'functionVersion' failed to satisfy constraint: "
                       "Member must satisfy regular expression "
                       "pattern: (\\$LATEST|[0-9]+)");
    lambda.functions.configuration(function, *version);
    alias["FunctionVersion"] = *version;
  }
  if (input.has("Description")) alias["Description"] = input.text("Description", 0, 256);
  if (const json::object* routing = input.maybe_object("RoutingConfig")) {
    const json::object* weights = find_object(*routing, "AdditionalVersionWeights");
    if (weights && !weights->empty()) {
      check_routing(lambda, function, *weights, find_text(alias, "FunctionVersion").value_or(""));
      alias["RoutingConfig"] = json::object{{"AdditionalVersionWeights", *weights}};
    } else {
      alias.erase("RoutingConfig");
    }
  }
  alias["RevisionId"] = lambda.entropy.uuid();
}

}  // namespace orrery::lambda
