#pragma once
// The parameters of a template and the values they are given.
#include <functional>
#include <map>
#include <string>

#include "core/json.h"
#include "services/cloudformation/template/template.h"

namespace orrery::cloudformation {

struct Parameter {
  std::string value;     // as given, or the default
  std::string resolved;  // of an SSM parameter type: the value behind the name; else empty
  bool list = false;     // CommaDelimitedList and List<...>
  bool secret = false;   // NoEcho
};
using Parameters = std::map<std::string, Parameter>;

// `given`: [{ParameterKey, ParameterValue, UsePreviousValue}]. `previous`: those of the stack before.
// `ssm` reads a parameter of Systems Manager. Throws ValidationError.
Parameters resolve_parameters(const Template& document, const json::array& given, const Parameters& previous,
                              const std::function<std::string(const std::string&)>& ssm);

// What {"Ref": name} gives.
json::value parameter_value(const Parameter& parameter);

json::object to_json(const Parameters& parameters);
Parameters parameters_from(const json::object& record);
// [{ParameterKey, ParameterValue, ResolvedValue}], secrets as asterisks, as DescribeStacks shows them.
json::array shown(const Parameters& parameters);
// [{ParameterKey, DefaultValue, ParameterType, NoEcho, Description, ParameterConstraints}].
json::array declarations(const Template& document);

}  // namespace orrery::cloudformation
