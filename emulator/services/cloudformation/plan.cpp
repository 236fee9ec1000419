#include "services/cloudformation/plan.h"

#include "services/cloudformation/names.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"
#include "services/cloudformation/template/dependencies.h"

namespace orrery::cloudformation {
namespace {

json::object change(std::string_view action, const std::string& id, std::string_view type,
                    const std::string& physical) {
  json::object resource{{"Action", boost_view(action)},
                        {"LogicalResourceId", id},
                        {"ResourceType", boost_view(type)},
                        {"Scope", json::array{}},
                        {"Details", json::array{}}};
  if (!physical.empty()) resource["PhysicalResourceId"] = physical;
  return {{"Type", "Resource"}, {"ResourceChange", std::move(resource)}};
}

struct Difference {
  std::vector<std::string> names;
  bool replaces = false;
};

Difference difference(const ResourceType* type, const json::object& before, const json::object& wanted) {
  Difference found;
  std::set<std::string> names;
  for (const auto& member : before) names.emplace(member.key());
  for (const auto& member : wanted) names.emplace(member.key());
  for (const std::string& name : names) {
    const json::value* old_value = find(before, name);
    const json::value* new_value = find(wanted, name);
    if (old_value && new_value && *old_value == *new_value) continue;
    if (!old_value && !new_value) continue;
    found.names.push_back(name);
    if (type)
      found.replaces =
          found.replaces || !type->update ||
          std::find(type->replacing.begin(), type->replacing.end(), name) != type->replacing.end();
  }
  return found;
}

json::object modification(const Resource& resource, const Difference& found, bool metadata) {
  json::object one = change("Modify", resource.logical, resource.type, resource.physical);
  json::object& shown = one["ResourceChange"].as_object();
  shown["Replacement"] = found.replaces ? "True" : "False";
  json::array scope, details;
  if (!found.names.empty()) scope.push_back("Properties");
  if (metadata) scope.push_back("Metadata");
  for (const std::string& name : found.names) {
    json::object target{{"Attribute", "Properties"},
                        {"Name", name},
                        {"RequiresRecreation", found.replaces ? "Conditionally" : "Never"}};
    details.push_back(json::object{
        {"Target", std::move(target)}, {"Evaluation", "Static"}, {"ChangeSource", "DirectModification"}});
  }
  shown["Scope"] = std::move(scope);
  shown["Details"] = std::move(details);
  return one;
}

std::map<std::string, Resource> by_id(std::vector<Resource> list) {
  std::map<std::string, Resource> resources;
  for (Resource& resource : list) {
    std::string id = resource.logical;
    resources.emplace(std::move(id), std::move(resource));
  }
  return resources;
}

}  // namespace

json::array plan(Cloudformation& service, const Stack& stack, const Template& document,
                 const Parameters& parameters) {
  const auto resources = by_id(service.records.resources(stack));
  StackNames names(service.core, service.records, stack, document, parameters, resources);
  names.all_pending = true;
  json::array changes;
  for (const std::string& id : deploy_order(document)) {
    if (!names.wants(id)) continue;
    const auto found = resources.find(id);
    if (found == resources.end() || !found->second.exists()) {
      changes.push_back(change("Add", id, document.type(id), ""));
      continue;
    }
    const Resource& resource = found->second;
    json::object properties = evaluate_object(find(document.resource(id), "Properties"), names);
    give_types(properties);
    const Difference what = difference(find_type(resource.type), resource.properties, properties);
    const json::object* metadata = find_object(document.resource(id), "Metadata");
    const bool other_metadata = (metadata ? *metadata : json::object{}) != resource.metadata;
    if (what.names.empty() && !other_metadata) continue;
    if (what.replaces) names.pending.insert(id);
    changes.push_back(modification(resource, what, other_metadata));
  }
  for (const auto& [id, resource] : resources)
    if (resource.exists() && (!document.resources().contains(id) || !names.wants(id)))
      changes.push_back(change("Remove", id, resource.type, resource.physical));
  return changes;
}

bool changes_anything(Cloudformation& service, const Stack& stack, const Template& document,
                      const Blueprint& blueprint, const json::array& changes) {
  if (!changes.empty() || stack.generation == 0) return true;
  const Blueprint before = service.records.blueprint(stack, stack.generation);
  const Template old(before.processed);
  if (old.outputs() != document.outputs()) return true;
  if (json::value(stack.tags) != json::value(blueprint.tags)) return true;
  // Outputs may name parameters that no resource does.
  const auto outputs = names_in(document.outputs());
  return std::any_of(outputs.begin(), outputs.end(), [&](const std::string& name) {
    const auto now = blueprint.parameters.find(name), was = before.parameters.find(name);
    return now != blueprint.parameters.end() &&
           (was == before.parameters.end() || parameter_value(now->second) != parameter_value(was->second));
  });
}

}  // namespace orrery::cloudformation
