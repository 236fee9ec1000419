#include "services/ssm/filters.h"
#include "services/ssm/operations/operations.h"

namespace orrery::ssm {

json::object describe_parameters(Ssm& ssm, const Input& input) {
  static const json::array nothing;
  const json::array* older = input.maybe_list("Filters");
  const json::array* filters = input.maybe_list("ParameterFilters");
  if (older && filters)
    throw AwsError("ValidationException",
                   "You can use either Filters or ParameterFilters in a single request.");
  if (!filters) filters = older ? older : &nothing;
  check_filters(*filters, "Path, Name, Type, KeyId, Tier, DataType, tag");
  if (input.flag("Shared")) return {{"Parameters", json::array{}}};
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxResults", 1, 50).value_or(10));
  json::object result;
  json::array found;
  std::string last;
  ssm.parameters.each(input.context, "", input.maybe_text("NextToken").value_or(""),
                      [&](std::string_view name, json::object parameter) {
                        if (!fits_filters(*filters, parameter)) return true;
                        if (found.size() == most) {
                          result["NextToken"] = last;
                          return false;
                        }
                        found.push_back(described(std::move(parameter)));
                        last = name;
                        return true;
                      });
  result["Parameters"] = std::move(found);
  return result;
}

}  // namespace orrery::ssm
