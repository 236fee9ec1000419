#include "services/lambda/configuration.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object list_functions(Lambda& lambda, const Input& input) {
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxItems", 1, 10000).value_or(50));
  const bool all_versions = input.maybe_choice("FunctionVersion", {"ALL"}).has_value();
  const std::size_t page = std::min<std::size_t>(most, 50);
  auto found = lambda.functions.list(input.context, input.maybe_text("Marker").value_or(""), page + 1);
  json::object result;
  json::array functions;
  if (found.size() > page) {
    found.pop_back();
    result["NextMarker"] = found.back()->name;
  }
  for (const auto& function : found) {
    functions.push_back(as_listed(function->configuration));
    if (all_versions) functions.back().get_object()["FunctionArn"] = function->named("$LATEST").arn();
    for (std::uint64_t number = 1; all_versions && number <= function->last_version; ++number)
      if (auto configuration = lambda.functions.version(*function, number))
        functions.push_back(as_listed(*std::move(configuration)));
  }
  result["Functions"] = std::move(functions);
  return result;
}

}  // namespace orrery::lambda
