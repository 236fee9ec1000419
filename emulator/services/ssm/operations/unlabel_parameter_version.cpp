#include "services/ssm/operations/operations.h"

namespace orrery::ssm {

json::object unlabel_parameter_version(Ssm& ssm, const Input& input) {
  const std::string_view name = input.text("Name");
  json::object parameter = existing(ssm.parameters, input.context, name);
  const std::int64_t version = input.number("ParameterVersion", 1);
  if (!ssm.parameters.version(input.context, name, version))
    throw version_not_found(name, std::to_string(version));
  const json::object* before = find_object(parameter, "labels");
  json::object labels = before ? *before : json::object();
  json::array removed, invalid;
  for (const json::value& label : input.list("Labels")) {
    const json::value* at = label.is_string() ? labels.if_contains(label.get_string()) : nullptr;
    if (at && *at == version) {
      labels.erase(label.get_string());
      removed.push_back(label);
    } else {
      invalid.push_back(label);
    }
  }
  parameter["labels"] = std::move(labels);
  ssm.parameters.save(input.context, name, parameter);
  return {{"RemovedLabels", std::move(removed)}, {"InvalidLabels", std::move(invalid)}};
}

}  // namespace orrery::ssm
