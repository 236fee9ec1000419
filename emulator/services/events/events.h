#pragma once
// Amazon EventBridge: buses, rules with patterns and schedules, and their targets.
#include <map>
#include <string>

#include "core/core.h"
#include "core/service.h"
#include "services/events/archives.h"
#include "services/events/delivery.h"
#include "services/events/registry.h"

namespace orrery {

class Events final : public Service {
 public:
  explicit Events(Core& core_)
      : core(core_), registry(core_), archives(core_), delivery(core_, registry, archives) {}
  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  void resume() override;

  // Sets or takes away the alarm of a rule, as its schedule and state now are.
  void schedule(const events::Rule& rule);
  void unschedule(const events::Rule& rule) { alarms_.erase(rule.arn()); }

  // Sends what an archive holds to its bus again, and says in the replay what came of it.
  void begin_replay(const Context& owner, std::string name);

  Core& core;
  events::Registry registry;
  events::Archives archives;
  events::Delivery delivery;

 private:
  void ring(const events::Rule& rule);
  void replay(const Context& owner, const std::string& name);

  std::map<std::string, Alarm> alarms_;   // by the rule's ARN
  std::map<std::string, Alarm> replays_;  // that have not begun, by account, region and name
};

}  // namespace orrery
