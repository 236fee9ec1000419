#pragma once
// AWS Step Functions: state machines and their executions, activities, Map Runs.
#include "core/service.h"
#include "services/states/execution/engine.h"
#include "services/states/machines.h"
#include "services/states/mocks.h"

namespace orrery::states {

class States final : public Service {
 public:
  States(Core& core, Invoker& invoker, Mocks mocks = {});

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  // Executions go on: waits are set again, tasks in flight are decided.
  void resume() override;

  // A machine that is being deleted goes with the last of its executions.
  void let_go(const Context& context, const std::string& machine);

  Core& core;
  Machines machines;
  Engine engine;
};

}  // namespace orrery::states

namespace orrery {
using states::States;
}
