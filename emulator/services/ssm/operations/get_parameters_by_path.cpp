#include "services/ssm/filters.h"
#include "services/ssm/operations/operations.h"

namespace orrery::ssm {

json::object get_parameters_by_path(Ssm& ssm, const Input& input) {
  std::string path(input.text("Path"));
  if (path.front() != '/') {
    throw AwsError("ValidationException",
                   "The parameter doesn't meet the parameter name requirements. The parameter "
                   "name must begin with a forward slash \"/\".");
  }
  if (!path.ends_with('/')) path += '/';
  static const json::array nothing;
  const json::array* given = input.maybe_list("ParameterFilters");
  const json::array& filters = given ? *given : nothing;
  check_filters(filters, "Type, KeyId", "Label");
  const bool recursive = input.flag("Recursive");
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxResults", 1, 10).value_or(10));
  json::object result;
  json::array found;
  std::string last;
  ssm.parameters.each(input.context, path, input.maybe_text("NextToken").value_or(""),
                      [&](std::string_view name, const json::object& parameter) {
                        if (!recursive && name.find('/', path.size()) != name.npos) return true;
                        if (!fits_filters(filters, parameter)) return true;
                        if (found.size() == most) {
                          result["NextToken"] = last;
                          return false;
                        }
                        json::object one = shown(parameter);
                        seal(input, one);
                        found.push_back(std::move(one));
                        last = name;
                        return true;
                      });
  result["Parameters"] = std::move(found);
  return result;
}

}  // namespace orrery::ssm
