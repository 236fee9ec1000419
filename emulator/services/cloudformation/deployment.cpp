#include "services/cloudformation/deployment.h"

#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/template/dependencies.h"

namespace orrery::cloudformation {
namespace {

bool is_making(std::string_view status) {
  return status == "CREATE_IN_PROGRESS" || status == "UPDATE_IN_PROGRESS";
}

}  // namespace

Deployment::Deployment(Core& core, Records& records, Engine& engine, Stack stack)
    : core_(core), records_(records), engine_(engine), stack_(std::move(stack)) {
  for (Resource& resource : records_.resources(stack_)) {
    std::string id = resource.logical;
    resources_.emplace(std::move(id), std::move(resource));
  }
  load(is_making(stack_.status) ? stack_.target : stack_.generation);
  if (stack_.status == "CREATE_IN_PROGRESS" && stack_.timeout_minutes > 0) {
    const Instant limit =
        from_epoch_milliseconds(stack_.created_ms) + std::chrono::minutes(stack_.timeout_minutes);
    time_out_ = core_.clock.at(limit, [this] {
      failure_ = "Stack creation time exceeded the specified timeout. ";
      running_.clear();
      advance();
    });
  }
}

Deployment::~Deployment() = default;

void Deployment::load(std::uint64_t generation) {
  blueprint_ = records_.blueprint(stack_, generation);
  template_ = Template(blueprint_.processed);
  names_ =
      std::make_unique<StackNames>(core_, records_, stack_, template_, blueprint_.parameters, resources_);
  order_.clear();
  for (std::string& id : deploy_order(template_))
    if (names_->wants(id)) order_.push_back(std::move(id));
  needs_ = dependencies(template_);
}

void Deployment::advance() {
  if (is_making(stack_.status)) return advance_making();
  if (stack_.status == "UPDATE_ROLLBACK_IN_PROGRESS") return advance_undoing();
  if (stack_.is_busy()) return advance_removing();
}

void Deployment::advance_soon() {
  engine_.soon(stack_.id, [](Deployment& deployment) { deployment.advance(); });
}

Step Deployment::step_for(const Resource& resource) {
  Step step(core_.caller, core_.clock, context_of(stack_, core_));
  step.logical = resource.logical;
  step.type = resource.type;
  step.stack_name = stack_.name;
  step.stack_id = stack_.id;
  step.suffix = resource.suffix;
  step.endpoint = core_.endpoint;
  step.tags = blueprint_.tags;
  step.services = &engine_;
  step.flying = &flying_;
  return step;
}

void Deployment::run(const std::string& id, Kind kind, Step step) {
  const ResourceType* type = find_type(step.type);
  running_.emplace(id, Running{kind, type, std::move(step), {}});
  engine_.soon(stack_.id, [id](Deployment& deployment) {
    const auto found = deployment.running_.find(id);
    if (found == deployment.running_.end()) return;
    Running& running = found->second;
    running.step.initiated = [&deployment, &running, id] {
      Resource& resource = deployment.resources_.at(id);
      resource.physical = running.step.physical;
      deployment.records_.save(deployment.stack_, resource);
    };
    const auto what = running.kind == Kind::remove                                    ? running.type->remove
                      : running.kind == Kind::create || running.kind == Kind::replace ? running.type->create
                                                                                      : running.type->update;
    running.work = what(running.step);
    running.work.start(
        [&deployment, id](std::optional<AwsError> error) { deployment.finished(id, std::move(error)); });
  });
}

void Deployment::finished(const std::string& id_given, std::optional<AwsError> error) {
  const std::string id = id_given;
  // The work that calls this lives in there; it is destroyed when this returns.
  auto node = running_.extract(id);
  Running& running = node.mapped();
  Resource& resource = resources_.at(id);
  if (running.kind == Kind::remove)
    removed(resource, error);
  else if (running.kind == Kind::undo)
    undone(resource, running, error);
  else if (error)
    failed_to_make(resource, running, *error);
  else
    made(resource, running);
  advance_soon();
}

void Deployment::go_on(std::string_view status, std::string_view reason) {
  records_.change(stack_, status, reason);
  failed_.clear();
  settled_.clear();
  advance_soon();
}

void Deployment::end(std::string_view status, std::string_view reason) {
  records_.change(stack_, status, reason);
  time_out_.cancel();
  engine_.ended(stack_.id);
}

}  // namespace orrery::cloudformation
