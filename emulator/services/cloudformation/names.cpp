#include "services/cloudformation/names.h"

#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

AwsError unresolved(std::string_view name) {
  return invalid("Template format error: Unresolved resource dependencies [" + std::string(name) +
                 "] in the Resources block of the template");
}

json::value pending_value(std::string_view logical_id, std::string_view attribute) {
  return json::string("{{pending:" + std::string(logical_id) + "." + std::string(attribute) + "}}");
}

}  // namespace

const Resource* StackNames::made(std::string_view logical_id) const {
  const auto found = resources_.find(std::string(logical_id));
  return found != resources_.end() && found->second.exists() ? &found->second : nullptr;
}

json::value StackNames::ref(std::string_view name) const {
  if (name == "AWS::AccountId") return json::string(stack_.account);
  if (name == "AWS::Region") return json::string(stack_.region);
  if (name == "AWS::StackId") return json::string(stack_.id);
  if (name == "AWS::StackName") return json::string(stack_.name);
  if (name == "AWS::Partition") return boost_view(partition_of(stack_.region));
  if (name == "AWS::URLSuffix")
    return stack_.region.starts_with("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  if (name == "AWS::NotificationARNs") return stack_.notifications;
  if (const auto parameter = parameters_.find(std::string(name)); parameter != parameters_.end())
    return parameter_value(parameter->second);
  if (!document_.resources().contains(boost_view(name))) throw unresolved(name);
  if (pending.contains(std::string(name))) return pending_value(name, "Ref");
  if (const Resource* resource = made(name)) return json::string(resource->physical);
  if (all_pending) return pending_value(name, "Ref");
  throw unresolved(name);
}

json::value StackNames::attribute(std::string_view logical_id, std::string_view name) const {
  if (pending.contains(std::string(logical_id))) return pending_value(logical_id, name);
  const Resource* resource = made(logical_id);
  if (!resource && all_pending) return pending_value(logical_id, name);
  if (!resource)
    throw invalid("Template error: instance of Fn::GetAtt references undefined resource " +
                  std::string(logical_id));
  if (const json::value* value = find(resource->attributes, name)) return *value;
  // A custom resource may answer with a structure: Data.a.b.
  const json::object* level = &resource->attributes;
  for (auto dot = name.find('.'); level && dot != std::string_view::npos; dot = name.find('.')) {
    level = find_object(*level, name.substr(0, dot));
    name.remove_prefix(dot + 1);
    if (const json::value* value = level ? find(*level, name) : nullptr) return *value;
  }
  throw invalid("Requested attribute " + std::string(name) + " does not exist in schema for " +
                resource->type);
}

bool StackNames::condition(std::string_view name) const {
  if (const auto known = conditions_.find(name); known != conditions_.end()) return known->second;
  const json::value* definition = find(document_.conditions(), name);
  if (!definition || !deciding_.emplace(name).second)
    throw invalid("Template error: unresolved condition dependency " + std::string(name));
  const bool holds = evaluate_condition(*definition, *this);
  deciding_.erase(std::string(name));
  conditions_.emplace(name, holds);
  return holds;
}

bool StackNames::wants(std::string_view logical_id) const {
  const std::string_view name = document_.condition(logical_id);
  return name.empty() || condition(name);
}

std::string StackNames::exported(std::string_view name) const {
  Context context;
  context.account = stack_.account;
  context.region = stack_.region;
  const auto found = records_.exported(context, name);
  if (!found) throw invalid("No export named " + std::string(name) + " found.");
  imports_.emplace(name);
  return found->value;
}

std::string StackNames::secret(std::string_view reference) const {
  const auto colon = reference.find(':');
  const std::string_view service = reference.substr(0, colon);
  std::string name(colon == std::string_view::npos ? "" : reference.substr(colon + 1));
  const Context context = context_of(stack_, core_);
  if (service == "ssm" || service == "ssm-secure") return ssm_value(core_, context, name);
  if (service != "secretsmanager")
    throw invalid("Invalid dynamic reference {{resolve:" + std::string(reference) + "}}");
  // secret-id:SecretString:json-key:...
  const auto part = name.find(":SecretString");
  const std::string path = part == std::string::npos ? "" : name.substr(std::min(name.size(), part + 14));
  const std::string key = path.substr(0, path.find(':'));
  const json::object answer = core_.caller.call_now("secretsmanager", "GetSecretValue", context,
                                                    json::object{{"SecretId", name.substr(0, part)}});
  const std::string text(find_text(answer, "SecretString").value_or(""));
  if (key.empty()) return text;
  const auto parsed = parse_json(text);
  const json::value* member = parsed && parsed->is_object() ? find(parsed->get_object(), key) : nullptr;
  if (!member) throw invalid("Could not find a value associated with JSONKey in SecretString");
  return scalar_text(*member);
}

std::string ssm_value(Core& core, const Context& context, const std::string& name) {
  try {
    const json::object answer = core.caller.call_now("ssm", "GetParameter", context,
                                                     json::object{{"Name", name}, {"WithDecryption", true}});
    return scalar_text(answer.at("Parameter").at("Value"));
  } catch (const AwsError& error) {
    if (!error.by_sender()) throw;
    throw invalid("Unable to fetch parameters [" + name + "] from parameter store for this account.");
  }
}

}  // namespace orrery::cloudformation
