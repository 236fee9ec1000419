#include "services/cloudformation/template/template.h"

#include <algorithm>

#include "core/yaml.h"
#include "services/cloudformation/template/dependencies.h"
#include "services/cloudformation/template/errors.h"
#include "services/cloudformation/template/loops.h"

namespace orrery::cloudformation {
namespace {

constexpr std::size_t most_resources = 500;

constexpr std::string_view sections[] = {"AWSTemplateFormatVersion",
                                         "Description",
                                         "Metadata",
                                         "Parameters",
                                         "Rules",
                                         "Mappings",
                                         "Conditions",
                                         "Transform",
                                         "Globals",
                                         "Resources",
                                         "Outputs",
                                         "Hooks"};

json::value read(std::string_view text) {
  if (const auto first = text.find_first_not_of(" \t\r\n");
      first != std::string_view::npos && text[first] == '{')
    if (auto value = parse_json(text)) return *std::move(value);
  try {
    return parse_yaml(text);
  } catch (const YamlError& error) {
    throw invalid(std::string("Template format error: ") + error.what());
  }
}

// `extended`: whether AWS::LanguageExtensions has a say.
void check_resources(const json::object& resources, bool extended) {
  if (resources.size() > most_resources)
    throw invalid("Template format error: Number of resources, " + std::to_string(resources.size()) +
                  ", is greater than maximum allowed, " + std::to_string(most_resources));
  for (const auto& [id, resource] : resources) {
    const std::string name(id);
    if (name.starts_with(loop_prefix)) {
      if (extended) continue;
      throw invalid("Template format error: [/Resources/" + name + "] resource definition is malformed");
    }
    if (!std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) != 0; }))
      throw invalid("Template format error: Resource name " + name + " is non alphanumeric.");
    if (!resource.is_object())
      throw invalid("Template format error: Every Resources object must be an object: " + name);
    if (!find_text(resource.get_object(), "Type"))
      throw invalid("Template format error: [/Resources/" + name +
                    "] Every Resources object must contain a Type member.");
    for (const char* policy : {"DeletionPolicy", "UpdateReplacePolicy"})
      if (const json::value* value = find(resource.get_object(), policy);
          value && !value->is_string() && !extended)
        throw invalid("Template format error: Every " + std::string(policy) + " member must be a string.");
  }
}

bool is_iam(std::string_view type) {
  return type == "AWS::IAM::Role" || type == "AWS::IAM::Policy" || type == "AWS::IAM::ManagedPolicy" ||
         type == "AWS::IAM::User" || type == "AWS::IAM::Group" || type == "AWS::IAM::AccessKey" ||
         type == "AWS::IAM::UserToGroupAddition" || type == "AWS::IAM::InstanceProfile";
}

bool has_name(const json::object& resource) {
  const json::object* properties = find_object(resource, "Properties");
  if (!properties) return false;
  for (const char* name : {"RoleName", "UserName", "GroupName", "ManagedPolicyName", "InstanceProfileName"})
    if (find(*properties, name)) return true;
  return false;
}

}  // namespace

Template Template::parse(std::string_view text) {
  json::value value = read(text);
  json::object* document = value.if_object();
  if (!document) throw invalid("Template format error: unsupported structure.");
  for (const auto& member : *document)
    if (std::find(std::begin(sections), std::end(sections), std::string_view(member.key())) ==
        std::end(sections))
      throw invalid("Invalid template property or properties [" + std::string(member.key()) + "]");
  const json::object* resources = find_object(*document, "Resources");
  if (!resources || resources->empty())
    throw invalid("Template format error: At least one Resources member must be defined.");
  Template result(std::move(*document));
  check_resources(result.resources(), result.is_extended());
  return result;
}

const json::object& Template::section(std::string_view name) const {
  static const json::object none;
  const json::object* found = find_object(document_, name);
  return found ? *found : none;
}

std::string_view Template::description() const { return find_text(document_, "Description").value_or(""); }

std::vector<std::string> Template::transforms() const {
  std::vector<std::string> names;
  const json::value* transform = find(document_, "Transform");
  if (!transform) return names;
  const auto add = [&names](const json::value& item) {
    if (const auto* text = item.if_string()) names.emplace_back(view(*text));
    if (const auto* object = item.if_object()) names.emplace_back(find_text(*object, "Name").value_or(""));
  };
  if (const auto* list = transform->if_array())
    for (const json::value& item : *list) add(item);
  else
    add(*transform);
  return names;
}

bool Template::is_extended() const {
  const auto names = transforms();
  return std::find(names.begin(), names.end(), language_extensions) != names.end();
}

const json::object& Template::resource(std::string_view logical_id) const {
  static const json::object none;
  const auto* found = resources().at(boost_view(logical_id)).if_object();
  return found ? *found : none;
}

std::string_view Template::type(std::string_view logical_id) const {
  return find_text(resource(logical_id), "Type").value_or("");
}

std::string_view Template::condition(std::string_view logical_id) const {
  return find_text(resource(logical_id), "Condition").value_or("");
}

void Template::check() const {
  check_resources(resources(), is_extended());
  check_references(*this);
  deploy_order(*this);
}

std::vector<std::string> Template::capabilities() const {
  bool iam = false, named = false, expand = !transforms().empty();
  for (const auto& member : resources()) {
    const json::object& one = resource(member.key());
    if (is_iam(find_text(one, "Type").value_or(""))) {
      iam = true;
      named = named || has_name(one);
    }
  }
  std::vector<std::string> needed;
  if (named)
    needed.emplace_back("CAPABILITY_NAMED_IAM");
  else if (iam)
    needed.emplace_back("CAPABILITY_IAM");
  if (expand) needed.emplace_back("CAPABILITY_AUTO_EXPAND");
  return needed;
}

std::string Template::capabilities_reason() const {
  std::vector<std::string> types;
  for (const auto& member : resources()) {
    const std::string type(this->type(member.key()));
    if (is_iam(type) && std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
  }
  if (types.empty()) return {};
  std::string text = "The following resource(s) require capabilities: [";
  for (std::size_t i = 0; i < types.size(); ++i) text += (i > 0 ? ", " : "") + types[i];
  return text + "]";
}

}  // namespace orrery::cloudformation
