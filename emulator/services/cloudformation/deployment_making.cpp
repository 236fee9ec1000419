// Making and changing: forward through what the template wants.
#include "services/cloudformation/deployment.h"
#include "services/cloudformation/resources/known_properties.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/template/errors.h"
#include "services/cloudformation/template/functions.h"

namespace orrery::cloudformation {
namespace {

// "AWS::Lambda::Function" -> "Lambda".
std::string service_of(const std::string& type) {
  const auto first = type.find("::");
  const auto second = first == std::string::npos ? first : type.find("::", first + 2);
  return second == std::string::npos ? type : type.substr(first + 2, second - first - 2);
}

std::string reason_of(const std::string& type, const AwsError& error) {
  if (error.code == "ValidationError") return error.message;
  return error.message + " (Service: " + service_of(type) + "; Status Code: " + std::to_string(error.status) +
         "; Error Code: " + error.code + ")";
}

bool is_replaced(const ResourceType& type, const json::object& before, const json::object& wanted) {
  if (!type.update) return true;
  return std::any_of(type.replacing.begin(), type.replacing.end(), [&](std::string_view name) {
    const json::value* old_value = find(before, name);
    const json::value* new_value = find(wanted, name);
    return old_value && new_value ? *old_value != *new_value : old_value != new_value;
  });
}

}  // namespace

void Deployment::advance_making() {
  if (failed_.empty() && failure_.empty()) {
    for (const std::string& id : order_) {
      if (settled_.contains(id) || running_.contains(id)) continue;
      const auto& needs = needs_[id];
      const bool ready = std::all_of(needs.begin(), needs.end(), [this](const std::string& need) {
        return settled_.contains(need) || !names_->wants(need);
      });
      if (ready) begin_making(id);
      if (!failed_.empty()) break;
    }
  }
  if (!running_.empty()) return;
  if (!failed_.empty() || !failure_.empty()) return not_all_made();
  if (settled_.size() == order_.size()) all_made();
}

// What the template says of a resource beside its properties.
void Deployment::describe(Resource& resource) const {
  const json::object& wanted = template_.resource(resource.logical);
  resource.metadata = {};
  if (const json::object* metadata = find_object(wanted, "Metadata")) resource.metadata = *metadata;
  const auto& needs = needs_.at(resource.logical);
  resource.needs.assign(needs.begin(), needs.end());
  const auto policy = [&](const char* name) {
    const json::value* value = find(wanted, name);
    return value ? evaluate_text(*value, *names_) : std::string();
  };
  resource.deletion_policy = policy("DeletionPolicy");
  resource.replace_policy = policy("UpdateReplacePolicy");
}

void Deployment::begin_making(const std::string& id) {
  Resource& resource = resources_[id];
  const bool is_new = !resource.exists();
  const bool again = resource.status == "CREATE_IN_PROGRESS";
  const std::string type_name(template_.type(id));
  if (!is_new && !again && resource.type != type_name)
    return fail(
        id, "UPDATE",
        "Update of resource type is not permitted. The new template modifies resource type of the following "
        "resources: [" +
            id + "]");
  resource.logical = id;
  resource.type = type_name;
  if (resource.suffix.empty() || (is_new && !again)) resource.suffix = records_.new_suffix();
  const std::string_view verb = is_new || again ? "CREATE" : "UPDATE";
  try {
    const ResourceType* type = find_type(type_name);
    if (!type) throw invalid("Resource type " + type_name + " is not supported by orrery");
    json::object properties = evaluate_object(find(template_.resource(id), "Properties"), *names_);
    give_types(properties);
    check_properties(type_name, properties);
    if (!is_new && !again) return begin_change(resource, *type, std::move(properties));

    Step step = step_for(resource);
    step.properties = std::move(properties);
    step.physical = again ? resource.physical : "";
    step.again = again;
    describe(resource);
    resource.properties = step.properties;
    if (!again) {
      resource.physical.clear();
      resource.attributes.clear();
      records_.change(stack_, resource, "CREATE_IN_PROGRESS");
    }
    run(id, Kind::create, std::move(step));
  } catch (const AwsError& error) {
    fail(id, verb, error.message);
  }
}

void Deployment::begin_change(Resource& resource, const ResourceType& type, json::object properties) {
  if (properties == resource.properties && resource.status != "UPDATE_IN_PROGRESS") {
    describe(resource);
    records_.save(stack_, resource);
    settled_.insert(resource.logical);
    return advance_soon();
  }
  const bool replace = is_replaced(type, resource.properties, properties);
  if (replace && !type.name_property.empty()) {
    const json::value* now = find(properties, type.name_property);
    const json::value* before = find(resource.properties, type.name_property);
    if (now && before && *now == *before)
      throw invalid(
          "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename " +
          scalar_text(*now) + " and update the stack again.");
  }
  const bool again = resource.previous.has_value();
  if (!again)
    resource.previous = json::object{{"physical", resource.physical},
                                     {"properties", resource.properties},
                                     {"attributes", resource.attributes}};
  if (replace && !again) resource.suffix = records_.new_suffix();
  Step step = step_for(resource);
  step.again = again;
  step.properties = std::move(properties);
  if (!replace) {
    step.physical = resource.physical;
    step.attributes = resource.attributes;
    step.old_properties = resource.properties;
  }
  describe(resource);
  records_.change(
      stack_, resource, "UPDATE_IN_PROGRESS",
      replace ? "Requested update requires the creation of a new physical resource; hence creating one."
              : "");
  run(resource.logical, replace ? Kind::replace : Kind::update, std::move(step));
}

void Deployment::made(Resource& resource, Running& running) {
  const bool created = running.kind == Kind::create;
  resource.physical = running.step.physical;
  resource.attributes = std::move(running.step.attributes);
  resource.properties = std::move(running.step.properties);
  if (created)
    records_.change(stack_, resource, "CREATE_IN_PROGRESS", "Resource creation Initiated");
  else if (running.kind == Kind::replace)
    records_.change(stack_, resource, "UPDATE_IN_PROGRESS", "Resource creation Initiated");
  records_.change(stack_, resource, created ? "CREATE_COMPLETE" : "UPDATE_COMPLETE");
  settled_.insert(resource.logical);
}

void Deployment::failed_to_make(Resource& resource, Running& running, const AwsError& error) {
  if (running.kind == Kind::create) {
    resource.physical = running.step.physical;
  } else if (running.kind == Kind::update) {
    // Part of it may be done; undoing starts from what was wanted.
    resource.properties = running.step.properties;
  } else if (!running.step.physical.empty()) {
    resource.leftovers.push_back({running.step.physical, running.step.properties});
  }
  fail(resource.logical, running.kind == Kind::create ? "CREATE" : "UPDATE", reason_of(resource.type, error));
}

void Deployment::fail(const std::string& id, std::string_view verb, const std::string& reason) {
  Resource& resource = resources_[id];
  if (resource.status.empty()) {
    try {
      describe(resource);
    } catch (const AwsError&) {  // what cannot be said of it is why it fails
    }
    records_.change(stack_, resource, std::string(verb) + "_IN_PROGRESS");
  }
  records_.change(stack_, resource, std::string(verb) + "_FAILED", reason);
  failed_.push_back(id);
}

void Deployment::not_all_made() {
  const bool creating = stack_.status == "CREATE_IN_PROGRESS";
  std::string reason = failure_;
  if (!failed_.empty())
    reason = std::string("The following resource(s) failed to ") + (creating ? "create: " : "update: ") +
             in_brackets(failed_) + ". ";
  failure_.clear();
  time_out_.cancel();
  if (!creating) {
    if (stack_.disable_rollback) return end("UPDATE_FAILED", reason);
    return go_on("UPDATE_ROLLBACK_IN_PROGRESS", reason);
  }
  if (stack_.disable_rollback || stack_.on_failure == "DO_NOTHING") return end("CREATE_FAILED", reason);
  if (stack_.on_failure == "DELETE") return go_on("DELETE_IN_PROGRESS", reason + "Delete requested by user.");
  go_on("ROLLBACK_IN_PROGRESS", reason + "Rollback requested by user.");
}

json::array Deployment::evaluate_outputs() {
  json::array outputs;
  for (const auto& [name, value] : template_.outputs()) {
    const auto* output = value.if_object();
    if (!output) throw invalid("Template format error: Output " + std::string(name) + " is malformed.");
    if (const auto condition = find_text(*output, "Condition"); condition && !names_->condition(*condition))
      continue;
    const json::value* wanted = find(*output, "Value");
    const auto result = wanted ? evaluate(*wanted, *names_) : std::nullopt;
    if (!result || result->is_object() || result->is_array())
      throw invalid(
          "Template format error: The Value field of every Outputs member must evaluate to a String.");
    json::object one{{"OutputKey", name}, {"OutputValue", scalar_text(*result)}};
    if (const auto words = find_text(*output, "Description")) one["Description"] = boost_view(*words);
    if (find_object(*output, "Export")) {
      const json::object given = evaluate_object(&output->at("Export"), *names_);
      one["ExportName"] = boost_view(find_text(given, "Name").value_or(""));
    }
    outputs.push_back(std::move(one));
  }
  return outputs;
}

void Deployment::publish(const json::array& outputs) {
  const Context context = context_of(stack_, core_);
  std::set<std::string> now;
  for (const json::value& item : outputs)
    if (const auto name = find_text(item.as_object(), "ExportName")) {
      const auto taken = records_.exported(context, *name);
      if (taken && taken->stack != stack_.id)
        throw invalid("Export with name " + std::string(*name) + " is already exported by stack " +
                      taken->stack.substr(taken->stack.find('/') + 1,
                                          taken->stack.rfind('/') - taken->stack.find('/') - 1) +
                      ". ");
      now.emplace(*name);
    }
  const auto exports = records_.exports(context);
  for (const auto& one : exports) {
    if (one.stack != stack_.id || now.contains(one.name)) continue;
    if (const auto users = records_.importers(context, one.name); !users.empty())
      throw invalid("Export " + one.name + " cannot be deleted as it is in use by " + users.front());
  }
  for (const auto& one : exports) {
    if (one.stack == stack_.id && !now.contains(one.name)) records_.erase_export(context, one.name);
    records_.set_importer(context, one.name, stack_.name, names_->imports().contains(one.name));
  }
  for (const json::value& item : outputs)
    if (const auto name = find_text(item.as_object(), "ExportName"))
      records_.save(context, {std::string(*name), scalar_text(item.at("OutputValue")), stack_.id});
}

void Deployment::all_made() {
  try {
    json::array outputs = evaluate_outputs();
    publish(outputs);
    stack_.outputs = std::move(outputs);
  } catch (const AwsError& error) {
    failure_ = error.message;
    return not_all_made();
  }
  if (stack_.generation != stack_.target) records_.erase_blueprint(stack_, stack_.generation);
  stack_.generation = stack_.target;
  if (stack_.status == "CREATE_IN_PROGRESS") return end("CREATE_COMPLETE");
  keep_what_changed();
  go_on("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
}

}  // namespace orrery::cloudformation
