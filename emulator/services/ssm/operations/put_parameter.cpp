#include <boost/regex.hpp>

#include "core/arn.h"
#include "core/tags.h"
#include "services/ssm/operations/operations.h"

namespace orrery::ssm {
namespace {

constexpr std::string_view name_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/";
constexpr std::size_t most_bytes = 8192;
constexpr std::size_t most_standard_bytes = 4096;

AwsError invalid(std::string_view why) { return {"ValidationException", std::string(why)}; }

// "aws" and "ssm" are taken, in large letters and small.
void check_name(std::string_view name) {
  const bool path = name.front() == '/';
  std::string first(name.substr(path ? 1 : 0, 3));
  for (char& c : first) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (path && first == "aws")
    throw AwsError("AccessDeniedException",
                   "No access to reserved parameter name: " + std::string(name) + ".");
  if (path && first == "ssm") throw invalid(path_rule);
  if (first == "aws" || first == "ssm")
    throw invalid("Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
  if (name.find_first_not_of(name_letters) != name.npos) throw invalid(path_rule);
  if (!path && name.find('/') != name.npos) throw invalid("Parameter name must be a fully qualified name.");
}

// The whole value must be what the pattern says.
void check_pattern(std::string_view value, const std::string& pattern) {
  if (pattern.empty()) return;
  try {
    if (boost::regex_match(value.begin(), value.end(), boost::regex(pattern))) return;
  } catch (const std::runtime_error&) {
    throw AwsError("InvalidAllowedPatternException",
                   "The request does not meet the regular expression requirement.");
  }
  throw AwsError("ParameterPatternMismatchException",
                 "Parameter value, cannot be validated against allowedPattern: " + pattern);
}

}  // namespace

json::object put_parameter(Ssm& ssm, const Input& input) {
  const std::string_view name = input.text("Name", 1, 2048);
  check_name(name);
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
    throw invalid("A parameter type is required when you create a parameter.");
  }
  if (input.flag("Overwrite") && input.has("Tags"))
    throw invalid(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please "
        "remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or "
        "RemoveTagsFromResource.");
  const std::string_view data_type = input.maybe_text("DataType").value_or("text");
  if (data_type != "text" && data_type != "aws:ec2:image" && data_type != "aws:ssm:integration")
    throw invalid("The following data type is not supported: " + std::string(data_type) +
                  " (Data type names are all lowercase.)");
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
                         {"DataType", boost_view(data_type)},
                         {"tier", boost_view(tier)},
                         {"user", root_arn(input.context.region, input.context.account)}};
  if (existing) {
    for (const char* kept : {"description", "pattern", "key", "tags", "labels"})
      if (const json::value* before = find(*existing, kept)) parameter[kept] = json::value(*before);
  }
  for (const auto& [member, kept] :
       {std::pair("Description", "description"), {"AllowedPattern", "pattern"}, {"KeyId", "key"}})
    if (const auto text = input.maybe_text(member)) parameter[kept] = boost_view(*text);
  if (type == "SecureString" && !parameter.contains("key")) parameter["key"] = "alias/aws/ssm";
  if (const json::array* tags = input.maybe_list("Tags")) parameter["tags"] = tags_of(tags);
  check_pattern(value, text_of(parameter, "pattern"));
  if (existing) ssm.parameters.keep(input.context, name, *existing);
  ssm.parameters.save(input.context, name, parameter);
  return {{"Version", version}, {"Tier", boost_view(tier)}};
}

}  // namespace orrery::ssm
