#include "core/arn.h"
#include "services/ssm/operations/operations.h"

namespace orrery::ssm {
namespace {

constexpr std::string_view name_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/";
constexpr std::size_t most_bytes = 8192;
constexpr std::size_t most_standard_bytes = 4096;

}  // namespace

json::object put_parameter(Ssm& ssm, const Input& input) {
  const std::string_view name = input.text("Name", 1, 2048);
  if (name.find_first_not_of(name_letters) != name.npos ||
      (name.find('/') != name.npos && name.front() != '/')) {
    throw AwsError(
        "ValidationException",
        "Parameter name must be a fully qualified name made of letters, numbers and the symbols _.-/");
  }
  const std::string_view value = input.text("Value", 1, most_bytes);
  const auto existing = ssm.parameters.find(input.context, name);
  const auto type = input.maybe_choice("Type", {"String", "StringList", "SecureString"});
  if (existing && !input.flag("Overwrite")) {
    throw AwsError(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to "
        "true.");
  }
  if (!existing && !type) {
    throw AwsError("ValidationException", "A parameter type is required when you create a parameter.");
  }
  const std::int64_t version = existing ? find_number(*existing, "Version").value_or(0) + 1 : 1;
  const auto tier = input.choice("Tier", {"Standard", "Advanced", "Intelligent-Tiering"},
                                 value.size() > most_standard_bytes ? "Advanced" : "Standard");
  const std::string slash = name.front() == '/' ? "" : "/";
  json::object parameter{{"Name", boost_view(name)},
                         {"Type", boost_view(type ? *type : find_text(*existing, "Type").value())},
                         {"Value", boost_view(value)},
                         {"Version", version},
                         {"LastModifiedDate", epoch_double(ssm.clock.now())},
                         {"ARN", make_arn(input.context, "ssm", "parameter" + slash + std::string(name))},
                         {"DataType", boost_view(input.maybe_text("DataType").value_or("text"))},
                         {"tier", boost_view(tier)}};
  if (const auto text = input.maybe_text("Description")) parameter["description"] = boost_view(*text);
  ssm.parameters.save(input.context, name, parameter);
  return {{"Version", version}, {"Tier", boost_view(tier)}};
}

}  // namespace orrery::ssm
