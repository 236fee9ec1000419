#include "services/cloudformation/engine.h"

#include "services/cloudformation/deployment.h"

namespace orrery::cloudformation {

Engine::Engine(Core& core, Records& records) : core_(core), records_(records) {}
Engine::~Engine() = default;

void Engine::begin(const Stack& stack) {
  deployments_[stack.id] = std::make_unique<Deployment>(core_, records_, *this, stack);
  soon(stack.id, [](Deployment& deployment) { deployment.advance(); });
}

void Engine::resume() {
  for (const Stack& stack : records_.busy_stacks()) begin(stack);
}

void Engine::soon(const std::string& stack_id, Function<void(Deployment&)> step) {
  ++posted_[stack_id];
  core_.loop.post([this, stack_id, step = std::move(step)]() mutable {
    if (--posted_[stack_id] == 0) posted_.erase(stack_id);
    const auto found = deployments_.find(stack_id);
    if (found != deployments_.end()) step(*found->second);
    tell_settled(stack_id);
  });
}

void Engine::when_settled(const std::string& stack_id, Task done) {
  settling_[stack_id].push_back(std::move(done));
}

void Engine::tell_settled(const std::string& stack_id) {
  const auto deployment = deployments_.find(stack_id);
  if (deployment != deployments_.end() && (posted_.contains(stack_id) || deployment->second->is_calling()))
    return;
  const auto found = settling_.find(stack_id);
  if (found == settling_.end()) return;
  auto all = std::move(found->second);
  settling_.erase(found);
  for (Task& done : all) done();
}

void Engine::ended(const std::string& stack_id) {
  // Not at once: the deployment that ended is still on the stack. Meanwhile a new one may have begun.
  const Deployment* over = deployments_.at(stack_id).get();
  core_.loop.post([this, stack_id, over] {
    const auto now = deployments_.find(stack_id);
    if (now == deployments_.end() || now->second.get() != over) return;
    deployments_.erase(now);
    tell_settled(stack_id);
    const auto found = waiting_.find(stack_id);
    if (found == waiting_.end()) return;
    auto all = std::move(found->second);
    waiting_.erase(found);
    for (auto& done : all) done(true);
  });
}

void Engine::when_rested(const std::string& stack_id, Function<void(bool)> done) {
  if (deployments_.contains(stack_id))
    waiting_[stack_id].push_back(std::move(done));
  else
    core_.loop.post([done = std::move(done)]() mutable { done(true); });
}

// The Node library for custom resources speaks only HTTPS on port 443; what a Node function sends to AWS's
// names arrives here. The others take the URL as it is.
std::string Engine::expect_report(const Step& step, bool from_node, Duration within,
                                  Function<void(std::string)> done) {
  const std::string token =
      step.stack_id.substr(step.stack_id.rfind('/') + 1) + "-" + step.logical + "-" + step.suffix;
  const auto give_up = [this, token] { report(token, ""); };
  reports_[token] = {std::move(done), core_.clock.after(within, give_up)};
  const std::string base =
      from_node ? "https://cloudformation." + step.context.region + ".amazonaws.com" : step.endpoint;
  return base + "/2010-05-15/custom-resource-responses/" + token;
}

bool Engine::report(const std::string& token, std::string text) {
  const auto found = reports_.find(token);
  if (found == reports_.end()) return false;
  auto done = std::move(found->second.done);
  reports_.erase(found);
  done(std::move(text));
  return true;
}

}  // namespace orrery::cloudformation
