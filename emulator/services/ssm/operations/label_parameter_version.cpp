#include "services/ssm/operations/operations.h"

namespace orrery::ssm {
namespace {

constexpr std::ptrdiff_t most_labels = 10;

bool is_label(std::string_view text) {
  const auto small = [text](std::size_t at) { return std::tolower(static_cast<unsigned char>(text[at])); };
  if (text.empty() || text.size() > 100 || std::isdigit(static_cast<unsigned char>(text[0]))) return false;
  if (text.size() >= 3) {
    const std::string begin{static_cast<char>(small(0)), static_cast<char>(small(1)),
                            static_cast<char>(small(2))};
    if (begin == "aws" || begin == "ssm") return false;
  }
  return std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_';
  });
}

}  // namespace

json::object label_parameter_version(Ssm& ssm, const Input& input) {
  const std::string_view name = input.text("Name");
  json::object parameter = existing(ssm.parameters, input.context, name);
  const auto version =
      input.maybe_number("ParameterVersion", 1).value_or(find_number(parameter, "Version").value_or(1));
  if (!ssm.parameters.version(input.context, name, version))
    throw version_not_found(name, std::to_string(version));
  const json::object* before = find_object(parameter, "labels");
  json::object labels = before ? *before : json::object();
  json::array invalid;
  for (const json::value& label : input.list("Labels")) {
    if (!label.is_string()) continue;
    if (is_label(view(label.get_string())))
      labels[label.get_string()] = version;
    else
      invalid.push_back(label);
  }
  if (std::count_if(labels.begin(), labels.end(),
                    [version](const auto& label) { return label.value() == version; }) > most_labels)
    throw AwsError(
        "ParameterVersionLabelLimitExceeded",
        "A parameter version can have maximum 10 labels.Move one or more labels to another version and "
        "try again.");
  parameter["labels"] = std::move(labels);
  ssm.parameters.save(input.context, name, parameter);
  return {{"InvalidLabels", std::move(invalid)}, {"ParameterVersion", version}};
}

}  // namespace orrery::ssm
