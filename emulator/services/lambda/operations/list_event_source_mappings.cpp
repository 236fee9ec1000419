#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object list_event_source_mappings(Lambda& lambda, const Input& input) {
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxItems", 1, 10000).value_or(100));
  const auto source = input.maybe_text("EventSourceArn");
  std::string function;
  if (const auto name = input.maybe_text("FunctionName"))
    function = parse_function_name(*name, {}, input.context).arn();
  json::array found;
  json::object result;
  lambda.mappings.for_each(input.context, input.maybe_text("Marker").value_or(""), [&](json::object shown) {
    if (source && find_text(shown, "EventSourceArn") != source) return true;
    if (!function.empty() && find_text(shown, "FunctionArn") != function) return true;
    if (found.size() == std::min<std::size_t>(most, 100)) {
      result["NextMarker"] = shown["UUID"];
      return false;
    }
    found.push_back(std::move(shown));
    return true;
  });
  result["EventSourceMappings"] = std::move(found);
  return result;
}

}  // namespace orrery::lambda
