#include "services/cloudformation/record_text.h"

namespace orrery::cloudformation {
namespace {

// Writes and reads the same members in the same order, so that neither can forget one: a member that is empty
// is left out.
class Writer {
 public:
  json::object record;
  void field(const char* name, const std::string& value) {
    if (!value.empty()) record[name] = value;
  }
  void field(const char* name, const json::array& value) {
    if (!value.empty()) record[name] = value;
  }
  void field(const char* name, const json::object& value) {
    if (!value.empty()) record[name] = value;
  }
  void field(const char* name, std::int64_t value) {
    if (value != 0) record[name] = value;
  }
  void field(const char* name, std::uint64_t value) {
    if (value != 0) record[name] = value;
  }
  void field(const char* name, bool value) {
    if (value) record[name] = true;
  }
};

class Reader {
 public:
  const json::object& record;
  void field(const char* name, std::string& value) const { value = find_text(record, name).value_or(""); }
  void field(const char* name, json::array& value) const {
    if (const auto* found = find_array(record, name)) value = *found;
  }
  void field(const char* name, json::object& value) const {
    if (const auto* found = find_object(record, name)) value = *found;
  }
  void field(const char* name, std::int64_t& value) const { value = find_number(record, name).value_or(0); }
  void field(const char* name, std::uint64_t& value) const {
    value = static_cast<std::uint64_t>(find_number(record, name).value_or(0));
  }
  void field(const char* name, bool& value) const { value = find(record, name) != nullptr; }
};

template <class Pass, class Record>
void stack_fields(Pass& pass, Record& stack) {
  pass.field("id", stack.id);
  pass.field("name", stack.name);
  pass.field("account", stack.account);
  pass.field("region", stack.region);
  pass.field("status", stack.status);
  pass.field("reason", stack.reason);
  pass.field("role", stack.role);
  pass.field("parent", stack.parent);
  pass.field("root", stack.root);
  pass.field("change_set", stack.change_set);
  pass.field("token", stack.token);
  pass.field("policy", stack.policy);
  pass.field("trace", stack.trace);
  pass.field("on_failure", stack.on_failure);
  pass.field("tags", stack.tags);
  pass.field("capabilities", stack.capabilities);
  pass.field("notifications", stack.notifications);
  pass.field("outputs", stack.outputs);
  pass.field("created", stack.created_ms);
  pass.field("updated", stack.updated_ms);
  pass.field("deleted", stack.deleted_ms);
  pass.field("timeout", stack.timeout_minutes);
  pass.field("generation", stack.generation);
  pass.field("target", stack.target);
  pass.field("events", stack.events);
  pass.field("protected", stack.protected_from_deletion);
  pass.field("disable_rollback", stack.disable_rollback);
  pass.field("retained", stack.retained);
}

template <class Pass, class Record>
void resource_fields(Pass& pass, Record& resource) {
  pass.field("logical", resource.logical);
  pass.field("type", resource.type);
  pass.field("physical", resource.physical);
  pass.field("status", resource.status);
  pass.field("reason", resource.reason);
  pass.field("suffix", resource.suffix);
  pass.field("changed", resource.changed_ms);
  pass.field("properties", resource.properties);
  pass.field("attributes", resource.attributes);
  pass.field("metadata", resource.metadata);
  pass.field("deletion", resource.deletion_policy);
  pass.field("replace", resource.replace_policy);
}

}  // namespace

json::object to_json(const Stack& stack) {
  Writer writer;
  stack_fields(writer, stack);
  return std::move(writer.record);
}

Stack stack_from(const json::object& record) {
  Stack stack;
  const Reader reader{record};
  stack_fields(reader, stack);
  return stack;
}

json::object to_json(const Blueprint& blueprint) {
  return {{"original", blueprint.original},
          {"processed", blueprint.processed},
          {"parameters", to_json(blueprint.parameters)},
          {"tags", blueprint.tags}};
}

Blueprint blueprint_from(const json::object& record) {
  Blueprint blueprint;
  const Reader reader{record};
  reader.field("original", blueprint.original);
  reader.field("processed", blueprint.processed);
  reader.field("tags", blueprint.tags);
  if (const auto* parameters = find_object(record, "parameters"))
    blueprint.parameters = parameters_from(*parameters);
  return blueprint;
}

json::object to_json(const Resource& resource) {
  Writer writer;
  resource_fields(writer, resource);
  json::array needs, leftovers;
  for (const std::string& need : resource.needs) needs.push_back(json::string(need));
  for (const Leftover& one : resource.leftovers)
    leftovers.push_back(json::object{{"physical", one.physical}, {"properties", one.properties}});
  writer.field("needs", needs);
  writer.field("leftovers", leftovers);
  if (resource.previous) writer.record["previous"] = *resource.previous;
  return std::move(writer.record);
}

Resource resource_from(const json::object& record) {
  Resource resource;
  const Reader reader{record};
  resource_fields(reader, resource);
  json::array needs, leftovers;
  reader.field("needs", needs);
  reader.field("leftovers", leftovers);
  for (const json::value& need : needs) resource.needs.emplace_back(view(need.as_string()));
  for (const json::value& one : leftovers)
    resource.leftovers.push_back(
        {std::string(view(one.at("physical").as_string())), one.at("properties").as_object()});
  if (const auto* previous = find_object(record, "previous")) resource.previous = *previous;
  return resource;
}

}  // namespace orrery::cloudformation
