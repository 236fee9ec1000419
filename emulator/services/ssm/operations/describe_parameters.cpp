#include "services/ssm/operations/operations.h"

namespace orrery::ssm {

json::object describe_parameters(Ssm& ssm, const Input& input) {
  input.refuse_unsupported({"Filters", "ParameterFilters"});
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxResults", 1, 50).value_or(50));
  json::object result;
  json::array shown;
  std::string last;
  ssm.parameters.each(input.context, "", input.maybe_text("NextToken").value_or(""),
                      [&](std::string_view name, json::object parameter) {
                        if (shown.size() == most) {
                          result["NextToken"] = last;
                          return false;
                        }
                        parameter.erase("Value");
                        if (const auto* tier = find(parameter, "tier"))
                          parameter["Tier"] = json::value(*tier);
                        if (const auto* text = find(parameter, "description"))
                          parameter["Description"] = json::value(*text);
                        parameter.erase("tier");
                        parameter.erase("description");
                        shown.push_back(std::move(parameter));
                        last = name;
                        return true;
                      });
  result["Parameters"] = std::move(shown);
  return result;
}

}  // namespace orrery::ssm
