#pragma once
// The intrinsic functions of templates, evaluated.
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "services/cloudformation/template/template.h"

namespace orrery::cloudformation {

// What the names in a template mean to whoever evaluates it.
class Names {
 public:
  virtual ~Names() = default;
  // A parameter, a pseudo parameter or a resource; AWS::NoValue is not asked for.
  virtual json::value ref(std::string_view name) const = 0;
  virtual json::value attribute(std::string_view logical_id, std::string_view name) const = 0;
  virtual bool condition(std::string_view name) const = 0;
  virtual std::string exported(std::string_view name) const = 0;
  // What stands for {{resolve:service:...}}.
  virtual std::string secret(std::string_view reference) const = 0;
  virtual std::string region() const = 0;
  virtual const json::object& mappings() const = 0;
};

// std::nullopt where the value is AWS::NoValue. Throws ValidationError in CloudFormation's words.
std::optional<json::value> evaluate(const json::value& value, const Names& names);
// As above, where something is wanted: nothing becomes an empty object.
json::object evaluate_object(const json::value* value, const Names& names);

// A condition's definition: Fn::And, Fn::Or, Fn::Not, Fn::Equals and {"Condition": name}.
bool evaluate_condition(const json::value& definition, const Names& names);

// How a scalar reads as text: 5 is "5", true is "true".
std::string scalar_text(const json::value& value);

}  // namespace orrery::cloudformation
