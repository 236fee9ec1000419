#pragma once
// Amazon EventBridge: buses, rules with patterns and schedules, and their targets.
#include <map>
#include <string>

#include "core/core.h"
#include "core/service.h"
#include "services/events/delivery.h"
#include "services/events/registry.h"

namespace orrery {

class Events final : public Service {
 public:
  explicit Events(Core& core_) : core(core_), registry(core_), delivery(core_, registry) {}
  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  void resume() override;

  // Sets or takes away the alarm of a rule, as its schedule and state now are.
  void schedule(const events::Rule& rule);
  void unschedule(const events::Rule& rule) { alarms_.erase(rule.arn()); }

  Core& core;
  events::Registry registry;
  events::Delivery delivery;

 private:
  void ring(const events::Rule& rule);

  std::map<std::string, Alarm> alarms_;  // by the rule's ARN
};

}  // namespace orrery
