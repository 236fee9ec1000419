// Undoing a failed update, cleaning up after a good one, and removing everything.
#include "services/cloudformation/deployment.h"

namespace orrery::cloudformation {
namespace {

bool is_cleanup(std::string_view status) { return status.ends_with("_CLEANUP_IN_PROGRESS"); }

bool is_kept(std::string_view policy) { return policy == "Retain" || policy == "RetainExceptOnCreate"; }

}  // namespace

// One after the other, in the order of the old template: each may refer to those before it.
void Deployment::advance_undoing() {
  if (!running_.empty()) return;
  if (blueprint_.processed.empty() || stack_.target != stack_.generation) {
    records_.erase_blueprint(stack_, stack_.target);
    stack_.target = stack_.generation;
    records_.save(stack_);
    load(stack_.generation);
    stack_.tags = blueprint_.tags;
  }
  for (const std::string& id : order_) {
    const auto found = resources_.find(id);
    if (found == resources_.end() || !found->second.previous) continue;
    Resource& resource = found->second;
    const json::object previous = *resource.previous;
    const std::string physical(find_text(previous, "physical").value_or(""));
    const json::object& properties = previous.at("properties").as_object();
    if (physical != resource.physical) {
      resource.leftovers.push_back({resource.physical, resource.properties});
      resource.physical = physical;
      resource.properties = properties;
      resource.attributes = previous.at("attributes").as_object();
    }
    if (resource.properties == properties) {
      resource.previous.reset();
      records_.change(stack_, resource, "UPDATE_COMPLETE");
      continue;
    }
    Step step = step_for(resource);
    step.physical = physical;
    step.attributes = previous.at("attributes").as_object();
    step.properties = properties;
    step.old_properties = resource.properties;
    records_.change(stack_, resource, "UPDATE_IN_PROGRESS");
    return run(id, Kind::undo, std::move(step));
  }
  if (!failed_.empty())
    return end("UPDATE_ROLLBACK_FAILED",
               "The following resource(s) failed to update: [" + failed_.front() + "]. ");
  go_on("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
}

void Deployment::undone(Resource& resource, Running& running, const std::optional<AwsError>& error) {
  resource.previous.reset();
  if (error) {
    failed_.push_back(resource.logical);
    return records_.change(stack_, resource, "UPDATE_FAILED", error->message);
  }
  resource.physical = running.step.physical;
  resource.properties = running.step.properties;
  resource.attributes = running.step.attributes;
  records_.change(stack_, resource, "UPDATE_COMPLETE");
}

// After a good update the old things of replaced resources are what is left over.
void Deployment::keep_what_changed() {
  for (auto& [id, resource] : resources_) {
    if (!resource.previous) continue;
    const std::string old(find_text(*resource.previous, "physical").value_or(""));
    if (old != resource.physical && !is_kept(resource.replace_policy))
      resource.leftovers.push_back({old, resource.previous->at("properties").as_object()});
    resource.previous.reset();
    records_.save(stack_, resource);
  }
}

// Whether the resource as a whole goes, not only what is left over of it.
bool Deployment::is_to_go(const Resource& resource) const {
  if (!is_cleanup(stack_.status)) return true;
  return std::find(order_.begin(), order_.end(), resource.logical) == order_.end();
}

// Whether something that has still to go refers to it.
bool Deployment::is_needed(const std::string& id) const {
  return std::any_of(resources_.begin(), resources_.end(), [&](const auto& entry) {
    const Resource& other = entry.second;
    if (entry.first == id || settled_.contains(entry.first) || !is_to_go(other)) return false;
    return std::find(other.needs.begin(), other.needs.end(), id) != other.needs.end();
  });
}

void Deployment::advance_removing() {
  for (bool moved = true; moved;) {
    moved = false;
    for (auto& [id, resource] : resources_) {
      if (settled_.contains(id) || running_.contains(id)) continue;
      if (std::find(failed_.begin(), failed_.end(), id) != failed_.end() || is_needed(id)) continue;
      begin_removal(resource);
      // What went without any work may be what another one waited for.
      moved = moved || settled_.contains(id);
    }
  }
  if (running_.empty()) all_removed();
}

void Deployment::begin_removal(Resource& resource) {
  const bool whole = is_to_go(resource);
  if (resource.leftovers.empty() &&
      (!whole || resource.status == "DELETE_COMPLETE" || resource.status == "DELETE_SKIPPED")) {
    settled_.insert(resource.logical);
    return;
  }
  const ResourceType* type = find_type(resource.type);
  Step step = step_for(resource);
  if (!resource.leftovers.empty()) {
    step.physical = resource.leftovers.back().physical;
    step.properties = resource.leftovers.back().properties;
    return run(resource.logical, Kind::remove, std::move(step));
  }
  const bool initial = stack_.status == "ROLLBACK_IN_PROGRESS";
  const bool told = std::find(stack_.retained.begin(), stack_.retained.end(),
                              json::value(resource.logical)) != stack_.retained.end();
  if (told || resource.deletion_policy == "Retain" ||
      (resource.deletion_policy == "RetainExceptOnCreate" && !initial)) {
    records_.change(stack_, resource, "DELETE_SKIPPED");
    settled_.insert(resource.logical);
    return;
  }
  step.physical = resource.physical;
  step.properties = resource.properties;
  step.attributes = resource.attributes;
  if (!type || resource.physical.empty()) {
    if (!resource.status.empty()) records_.change(stack_, resource, "DELETE_COMPLETE");
    settled_.insert(resource.logical);
    return;
  }
  records_.change(stack_, resource, "DELETE_IN_PROGRESS");
  run(resource.logical, Kind::remove, std::move(step));
}

void Deployment::removed(Resource& resource, const std::optional<AwsError>& error) {
  const bool leftover = !resource.leftovers.empty();
  if (error) records_.change(stack_, resource, "DELETE_FAILED", error->message);
  if (leftover) {
    // An old thing that does not go is left where it is, as on AWS.
    resource.leftovers.pop_back();
    return records_.save(stack_, resource);
  }
  if (error && !is_cleanup(stack_.status)) {
    failed_.push_back(resource.logical);
    return;
  }
  if (!error) records_.change(stack_, resource, "DELETE_COMPLETE");
  settled_.insert(resource.logical);
}

void Deployment::withdraw_exports() {
  const Context context = context_of(stack_, core_);
  for (const auto& one : records_.exports(context)) {
    records_.set_importer(context, one.name, stack_.name, false);
    if (one.stack == stack_.id) records_.erase_export(context, one.name);
  }
}

void Deployment::all_removed() {
  if (is_cleanup(stack_.status)) {
    for (const std::string& id : settled_)
      if (const auto found = resources_.find(id); found != resources_.end() && is_to_go(found->second))
        records_.erase(stack_, found->second);
    return end(stack_.status.starts_with("UPDATE_ROLLBACK") ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_COMPLETE");
  }
  const bool deleting = stack_.status == "DELETE_IN_PROGRESS";
  if (!failed_.empty())
    return end(deleting ? "DELETE_FAILED" : "ROLLBACK_FAILED",
               "The following resource(s) failed to delete: [" + failed_.front() + "]. ");
  if (!deleting) return end("ROLLBACK_COMPLETE");
  withdraw_exports();
  records_.free_name(stack_);
  stack_.deleted_ms = epoch_milliseconds(core_.clock.now());
  end("DELETE_COMPLETE");
}

}  // namespace orrery::cloudformation
